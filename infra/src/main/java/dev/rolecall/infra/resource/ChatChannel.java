package dev.rolecall.infra.resource;

import dev.rolecall.infra.settings.Settings;
import dev.rolecall.infra.wording.StackWords;
import java.util.List;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.services.chatbot.LoggingLevel;
import software.amazon.awscdk.services.chatbot.SlackChannelConfiguration;
import software.amazon.awscdk.services.iam.ManagedPolicy;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.sns.Topic;
import software.constructs.Construct;

/// A Slack channel that Amazon Q Developer in chat applications writes alerts to. It writes and
/// nothing more: its role may do nothing, and the guardrail denies whatever is added to it.
public final class ChatChannel extends Construct {

  public ChatChannel(Construct scope, String id, Settings.Chat chat, Topic alerts) {
    super(scope, id);
    Role role =
        Role.Builder.create(this, "Role")
            .description(StackWords.chatRole())
            .assumedBy(new ServicePrincipal("chatbot.amazonaws.com"))
            .build();
    SlackChannelConfiguration.Builder.create(this, "Channel")
        // Configurations are global, stacks are not.
        .slackChannelConfigurationName("rolecall-" + Aws.REGION)
        .slackWorkspaceId(chat.slackWorkspaceId())
        .slackChannelId(chat.slackChannelId())
        .role(role)
        .guardrailPolicies(List.of(ManagedPolicy.fromAwsManagedPolicyName("AWSDenyAll")))
        .loggingLevel(LoggingLevel.ERROR)
        .notificationTopics(List.of(alerts))
        .build();
  }
}
