/// Delivery to an SNS topic.
@NullMarked
package dev.rolecall.channel.sns;

import org.jspecify.annotations.NullMarked;
