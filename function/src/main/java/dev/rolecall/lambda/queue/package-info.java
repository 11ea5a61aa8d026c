/// Messages of SQS, as Lambda hands them to a function, and the answer that says which of them come
/// again.
@NullMarked
package dev.rolecall.lambda.queue;

import org.jspecify.annotations.NullMarked;
