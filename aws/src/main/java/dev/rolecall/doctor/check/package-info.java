/// The checks, and how they ask AWS.
@NullMarked
package dev.rolecall.doctor.check;

import org.jspecify.annotations.NullMarked;
