/// What the functions are told by their environment variables.
@NullMarked
package dev.rolecall.lambda.settings;

import org.jspecify.annotations.NullMarked;
