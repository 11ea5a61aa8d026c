/// What the jars that people and Lambda get must contain.
@NullMarked
package dev.rolecall.jar;

import org.jspecify.annotations.NullMarked;
