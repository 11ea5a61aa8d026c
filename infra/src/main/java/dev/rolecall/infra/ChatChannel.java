package dev.rolecall.infra;

import dev.rolecall.infra.settings.Settings.Chat;
import java.util.List;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.chatbot.LoggingLevel;
import software.amazon.awscdk.services.chatbot.SlackChannelConfiguration;
import software.amazon.awscdk.services.chatbot.SlackChannelConfigurationProps;
import software.amazon.awscdk.services.iam.Effect;
import software.amazon.awscdk.services.iam.ManagedPolicy;
import software.amazon.awscdk.services.iam.ManagedPolicyProps;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.PolicyStatementProps;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.RoleProps;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.sns.ITopic;
import software.constructs.Construct;

/// A Slack channel that Amazon Q Developer in chat applications writes the explanations to. It is
/// there to be read: nobody in the channel can run a command in the account.
final class ChatChannel {

  private ChatChannel() {}

  static SlackChannelConfiguration create(Construct scope, Chat chat, ITopic alerts) {
    // Without a guardrail of one's own, AWS takes AdministratorAccess for it.
    ManagedPolicy nothing =
        new ManagedPolicy(
            scope,
            "ChatGuardrail",
            ManagedPolicyProps.builder()
                .description("Rolecall: nothing can be done from the chat channel")
                .statements(List.of(denyAll()))
                .build());
    Role role =
        new Role(
            scope,
            "ChatRole",
            RoleProps.builder()
                .description("Rolecall: the chat channel, which only takes notifications")
                .assumedBy(new ServicePrincipal("chatbot.amazonaws.com"))
                .build());
    return new SlackChannelConfiguration(
        scope,
        "Chat",
        SlackChannelConfigurationProps.builder()
            // Unique in an account, whose regions share one list.
            .slackChannelConfigurationName("rolecall-" + Stack.of(scope).getRegion())
            .slackWorkspaceId(chat.slackWorkspaceId())
            .slackChannelId(chat.slackChannelId())
            .role(role)
            .guardrailPolicies(List.of(nothing))
            .loggingLevel(LoggingLevel.ERROR)
            .notificationTopics(List.of(alerts))
            .build());
  }

  private static PolicyStatement denyAll() {
    return new PolicyStatement(
        PolicyStatementProps.builder()
            .sid("OnlyNotifications")
            .effect(Effect.DENY)
            .actions(List.of("*"))
            .resources(List.of("*"))
            .build());
  }
}
