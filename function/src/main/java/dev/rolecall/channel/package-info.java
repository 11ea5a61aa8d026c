/// Delivery of what was written: to a topic, to Slack. The answer says whether another try helps.
///
/// No error that leaves these packages holds a secret: texts of other sides are reduced to the
/// codes they are known to send, and addresses and tokens never become part of a sentence.
@NullMarked
package dev.rolecall.channel;

import org.jspecify.annotations.NullMarked;
