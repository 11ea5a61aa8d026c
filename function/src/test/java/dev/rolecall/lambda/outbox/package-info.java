@NullMarked
package dev.rolecall.lambda.outbox;

import org.jspecify.annotations.NullMarked;
