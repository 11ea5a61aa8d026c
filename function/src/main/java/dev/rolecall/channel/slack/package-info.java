/// Delivery to Slack. The notifications of one episode of an incident are one message that is kept
/// up to date; what was posted is kept in a table.
@NullMarked
package dev.rolecall.channel.slack;

import org.jspecify.annotations.NullMarked;
