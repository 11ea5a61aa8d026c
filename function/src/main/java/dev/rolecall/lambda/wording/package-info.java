/// The sentences of the functions for their operators: environment variables and events that cannot
/// be used. Log messages stand where they are logged.
@NullMarked
package dev.rolecall.lambda.wording;

import org.jspecify.annotations.NullMarked;
