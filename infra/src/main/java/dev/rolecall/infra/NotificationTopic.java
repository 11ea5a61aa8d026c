package dev.rolecall.infra;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.PolicyStatementProps;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.kms.IKey;
import software.amazon.awscdk.services.sns.Topic;
import software.amazon.awscdk.services.sns.TopicProps;
import software.amazon.awscdk.services.sns.subscriptions.EmailSubscription;
import software.amazon.awscdk.services.sns.subscriptions.EmailSubscriptionProps;
import software.amazon.awscdk.services.sqs.Queue;
import software.constructs.Construct;

/// A topic that is encrypted, takes nothing without TLS, and has people as subscribers.
final class NotificationTopic extends Construct {

  private final IKey key;
  private final Topic topic;
  private final Optional<Queue> undelivered;

  NotificationTopic(Construct scope, String id, String displayName, IKey key, List<String> emails) {
    super(scope, id);
    this.key = key;
    topic =
        new Topic(
            this,
            "Topic",
            TopicProps.builder().displayName(displayName).masterKey(key).enforceSsl(true).build());
    undelivered =
        emails.isEmpty() ? Optional.empty() : Optional.of(FailureQueue.create(this, "Undelivered"));
    undelivered.ifPresent(
        queue ->
            emails.forEach(
                email ->
                    topic.addSubscription(
                        new EmailSubscription(
                            email,
                            EmailSubscriptionProps.builder().deadLetterQueue(queue).build()))));
  }

  /// Lets the alarms of this account publish here, and nothing else of CloudWatch.
  void admitAlarms() {
    String account = Stack.of(this).getAccount();
    topic.addToResourcePolicy(
        new PolicyStatement(
            PolicyStatementProps.builder()
                .sid("AlarmsOfThisAccount")
                .principals(List.of(new ServicePrincipal("cloudwatch.amazonaws.com")))
                .actions(List.of("sns:Publish"))
                .resources(List.of(topic.getTopicArn()))
                .conditions(Map.of("StringEquals", Map.of("aws:SourceAccount", account)))
                .build()));
  }

  Topic topic() {
    return topic;
  }

  /// E-mail that did not get away; empty when nobody gets any.
  Optional<Queue> undelivered() {
    return undelivered;
  }

  /// What it takes to publish here.
  List<Permission> publishing() {
    return List.of(
        new Permission(
            "PublishExplanations",
            List.of("sns:Publish"),
            List.of(topic.getTopicArn()),
            "an explanation goes to this topic and nowhere else"),
        new Permission(
            "EncryptExplanations",
            List.of("kms:Decrypt", "kms:GenerateDataKey"),
            List.of(key.getKeyArn()),
            Permission.onlyThrough("sns", Stack.of(this)),
            "the topic is encrypted: SNS asks for the data key in the publisher's name"));
  }
}
