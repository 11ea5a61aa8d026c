/// Calls to AWS for history that brought no answer.
@NullMarked
package dev.rolecall.history.call;

import org.jspecify.annotations.NullMarked;
