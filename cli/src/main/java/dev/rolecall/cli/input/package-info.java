/// Denials wait here until all of the input was read: what comes after them is evidence, too.
@NullMarked
package dev.rolecall.cli.input;

import org.jspecify.annotations.NullMarked;
