/// The Lambda functions: wiring only. [ExplainHandler][dev.rolecall.lambda.ExplainHandler] turns an
/// event of EventBridge into a message on the topic;
/// [SlackHandler][dev.rolecall.lambda.SlackHandler] takes it from the topic to Slack. Each has one
/// effect outside, so that a retry of one repeats nothing of the other.
@NullMarked
package dev.rolecall.lambda;

import org.jspecify.annotations.NullMarked;
