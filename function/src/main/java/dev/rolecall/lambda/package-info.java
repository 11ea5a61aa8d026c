/// The Lambda functions: wiring only. [ExplainHandler][dev.rolecall.lambda.ExplainHandler] counts a
/// denied call from EventBridge for its incident and, when people are to hear of it, puts a message
/// on the topic; [SweepHandler][dev.rolecall.lambda.SweepHandler] does so for what happens without
/// a denial; [SurveyHandler][dev.rolecall.lambda.SurveyHandler] looks at the installation as a
/// whole; [SlackHandler][dev.rolecall.lambda.SlackHandler] and
/// [TeamsHandler][dev.rolecall.lambda.TeamsHandler] take messages of the topics, which wait in
/// queues, to Slack and to Microsoft Teams;
/// [InteractionHandler][dev.rolecall.lambda.InteractionHandler] receives what people do in Slack,
/// and [InteractionWorkerHandler][dev.rolecall.lambda.InteractionWorkerHandler] does it. Each has
/// one effect outside, so that a retry of one repeats nothing of the other.
@NullMarked
package dev.rolecall.lambda;

import org.jspecify.annotations.NullMarked;
