/// The denied call, with all that is known of it, evaluated against every policy type.
@NullMarked
package dev.rolecall.diagnosis.evaluation;

import org.jspecify.annotations.NullMarked;
