/// What people do in Slack: buttons below alerts, and the command `/rolecall`. One function answers
/// Slack's requests: it checks the signature and puts what was asked for into a queue. Another one
/// takes it from there and does it.
@NullMarked
package dev.rolecall.lambda.interaction;

import org.jspecify.annotations.NullMarked;
