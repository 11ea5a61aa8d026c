/// The log and the metrics of the functions.
@NullMarked
package dev.rolecall.lambda.telemetry;

import org.jspecify.annotations.NullMarked;
