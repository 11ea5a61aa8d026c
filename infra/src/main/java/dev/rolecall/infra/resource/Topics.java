package dev.rolecall.infra.resource;

import dev.rolecall.infra.settings.Arns;
import dev.rolecall.infra.settings.Settings;
import dev.rolecall.infra.wording.StackWords;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.kms.Key;
import software.amazon.awscdk.services.sns.Topic;
import software.amazon.awscdk.services.sns.subscriptions.EmailSubscription;
import software.constructs.Construct;

/// The topics: alerts go to `alerts`, trouble of Rolecall itself to `operations`, and to `updates`
/// what is only for a subscriber that edits what it showed before: people would read it as one more
/// alert. Slack does, and events show each step; without both there is no such topic.
///
/// All are encrypted with one customer managed key. With the key of SNS (`alias/aws/sns`)
/// CloudWatch could not publish its alarms, since that key cannot be opened to it. Subscribers need
/// no part of the key: SNS decrypts before it delivers.
public record Topics(Key key, Topic alerts, Topic operations, Optional<Topic> updates) {

  /// In an order of its own, so that the same settings always give the same template.
  private static final SortedMap<String, Object> OWN_ALARMS =
      new TreeMap<>(
          Map.of(
              "StringEquals", Map.of("aws:SourceAccount", Aws.ACCOUNT_ID),
              "ArnLike", Map.of("aws:SourceArn", Arns.regional("cloudwatch", "alarm:*"))));

  public static Topics create(Construct parent, String id, Settings settings) {
    Construct scope = new Construct(parent, id);
    Key key =
        Key.Builder.create(scope, "Key")
            .description("Rolecall's topics")
            .enableKeyRotation(true)
            .pendingWindow(Duration.days(7))
            // Nothing is kept under it longer than a delivery takes.
            .removalPolicy(RemovalPolicy.DESTROY)
            .build();
    key.addToResourcePolicy(
        byAlarms("EncryptAlarms", List.of("kms:Decrypt", "kms:GenerateDataKey"), "*"));
    Topic alerts = topic(scope, key, "Alerts", "Rolecall", settings.emails());
    Topic operations =
        topic(scope, key, "Operations", StackWords.operations(), settings.operationsEmails());
    Optional<Topic> updates =
        settings.hasUpdates()
            ? Optional.of(topic(scope, key, "Updates", StackWords.updates(), List.of()))
            : Optional.empty();
    operations.addToResourcePolicy(
        byAlarms("PublishAlarms", List.of("sns:Publish"), operations.getTopicArn()));
    return new Topics(key, alerts, operations, updates);
  }

  private static Topic topic(
      Construct scope, Key key, String id, String displayName, List<String> emails) {
    Topic topic =
        Topic.Builder.create(scope, id)
            .displayName(displayName)
            .masterKey(key)
            .enforceSsl(true)
            .build();
    emails.stream().map(EmailSubscription::new).forEach(topic::addSubscription);
    return topic;
  }

  private static PolicyStatement byAlarms(String sid, List<String> actions, String resource) {
    return PolicyStatement.Builder.create()
        .sid(sid)
        .principals(List.of(new ServicePrincipal("cloudwatch.amazonaws.com")))
        .actions(actions)
        .resources(List.of(resource))
        .conditions(OWN_ALARMS)
        .build();
  }

  /// What messages come through for subscribers that get all of them.
  public List<Topic> inPlace() {
    return Stream.concat(Stream.of(alerts), updates.stream()).toList();
  }
}
