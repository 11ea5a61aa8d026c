@NullMarked
package dev.rolecall.gate.github;

import org.jspecify.annotations.NullMarked;
