/// Tests of installations that work, and of ones that do not.
@NullMarked
package dev.rolecall.doctor;

import org.jspecify.annotations.NullMarked;
