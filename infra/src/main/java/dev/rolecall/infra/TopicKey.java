package dev.rolecall.infra;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.PolicyStatementProps;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.kms.Key;
import software.amazon.awscdk.services.kms.KeyProps;
import software.constructs.Construct;

/// The key of both topics. It is a customer managed one because alarms cannot publish to a topic
/// that is encrypted with AWS's key; what SNS delivers needs no permission on it.
///
/// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html
final class TopicKey {

  private TopicKey() {}

  static Key create(Construct scope, String id) {
    Key key =
        new Key(
            scope,
            id,
            KeyProps.builder()
                .description("Rolecall: encrypts the topics")
                .enableKeyRotation(true)
                // Nothing is stored under it: a topic keeps no message.
                .removalPolicy(RemovalPolicy.DESTROY)
                .pendingWindow(Duration.days(7))
                .build());
    key.addToResourcePolicy(
        new PolicyStatement(
            PolicyStatementProps.builder()
                .sid("AlarmsOfThisAccount")
                .principals(List.of(new ServicePrincipal("cloudwatch.amazonaws.com")))
                .actions(List.of("kms:Decrypt", "kms:GenerateDataKey"))
                .resources(List.of("*"))
                .conditions(
                    Map.of(
                        "StringEquals", Map.of("aws:SourceAccount", Stack.of(scope).getAccount())))
                .build()));
    return key;
  }
}
