/// What operators read about deliveries: in logs and in queues of what could not be delivered.
@NullMarked
package dev.rolecall.channel.wording;

import org.jspecify.annotations.NullMarked;
