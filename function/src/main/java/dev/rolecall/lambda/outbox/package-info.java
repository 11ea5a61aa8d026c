/// The queue from which a channel's function takes messages in their order, and what comes in: from
/// the topic, from the queue that is subscribed to it, and from that queue.
@NullMarked
package dev.rolecall.lambda.outbox;

import org.jspecify.annotations.NullMarked;
