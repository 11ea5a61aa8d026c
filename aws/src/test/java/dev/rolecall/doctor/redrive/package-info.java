@NullMarked
package dev.rolecall.doctor.redrive;

import org.jspecify.annotations.NullMarked;
