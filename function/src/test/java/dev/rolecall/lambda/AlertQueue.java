package dev.rolecall.lambda;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rolecall.aws.Moto;
import dev.rolecall.denial.AccountId;
import dev.rolecall.incident.dynamo.LocalTable;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

/// The topic of the home account with a queue behind it, and accounts to fill with users and roles.
final class AlertQueue {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Moto moto;
  private final String topicArn;
  private final String queueUrl;

  private AlertQueue(Moto moto, String topicArn, String queueUrl) {
    this.moto = moto;
    this.topicArn = topicArn;
    this.queueUrl = queueUrl;
  }

  static AlertQueue of(Moto moto) {
    try (SnsClient sns = sns(moto);
        SqsClient sqs = sqs(moto)) {
      String topicArn = sns.createTopic(topic -> topic.name("alerts")).topicArn();
      String queueUrl = sqs.createQueue(queue -> queue.queueName("alerts")).queueUrl();
      sns.subscribe(
          subscription ->
              subscription
                  .topicArn(topicArn)
                  .protocol("sqs")
                  .endpoint("arn:aws:sqs:us-east-1:" + Moto.HOME + ":alerts")
                  .attributes(Map.of("RawMessageDelivery", "true")));
      return new AlertQueue(moto, topicArn, queueUrl);
    }
  }

  URI endpoint() {
    return moto.endpoint();
  }

  String topicArn() {
    return topicArn;
  }

  /// Creates the incident table.
  void table() {
    try (DynamoDbClient dynamo = at(moto, DynamoDbClient.builder(), moto.home()).build()) {
      LocalTable.create(dynamo);
    }
  }

  void deleteTopic() {
    try (SnsClient sns = sns(moto)) {
      sns.deleteTopic(topic -> topic.topicArn(topicArn));
    }
  }

  /// A user of the home account.
  void user(String name, String policy) {
    try (IamClient iam = iam(Moto.HOME)) {
      iam.createUser(user -> user.userName(name));
      iam.putUserPolicy(
          inline -> inline.userName(name).policyName("inline").policyDocument(policy));
    }
  }

  void role(AccountId account, String name, String trust) {
    try (IamClient iam = iam(account)) {
      iam.createRole(role -> role.roleName(name).assumeRolePolicyDocument(trust));
    }
  }

  /// What a role may do.
  void policy(AccountId account, String role, String policy) {
    try (IamClient iam = iam(account)) {
      iam.putRolePolicy(
          inline -> inline.roleName(role).policyName("inline").policyDocument(policy));
    }
  }

  void trust(AccountId account, String role, String trust) {
    try (IamClient iam = iam(account)) {
      iam.updateAssumeRolePolicy(update -> update.roleName(role).policyDocument(trust));
    }
  }

  /// What has come out of the queue since the last time.
  List<JsonNode> alerts() throws JsonProcessingException {
    try (SqsClient sqs = sqs(moto)) {
      List<JsonNode> alerts = new ArrayList<>();
      List<Message> messages;
      do {
        messages = received(sqs, queueUrl, Duration.ZERO);
        for (Message message : messages) {
          alerts.add(JSON.readTree(message.body()));
        }
      } while (!messages.isEmpty());
      return alerts;
    }
  }

  /// Creates another queue.
  ///
  /// @return its address
  String another(String name) {
    try (SqsClient sqs = sqs(moto)) {
      return sqs.createQueue(queue -> queue.queueName(name)).queueUrl();
    }
  }

  /// The next messages of a queue.
  ///
  /// @param patience how long to wait for the first
  List<String> next(String url, Duration patience) {
    try (SqsClient sqs = sqs(moto)) {
      return received(sqs, url, patience).stream().map(Message::body).toList();
    }
  }

  private static List<Message> received(SqsClient sqs, String url, Duration patience) {
    return sqs.receiveMessage(
            request ->
                request
                    .queueUrl(url)
                    .maxNumberOfMessages(10)
                    .waitTimeSeconds((int) patience.toSeconds()))
        .messages();
  }

  private IamClient iam(AccountId account) {
    return at(moto, IamClient.builder(), moto.of(account)).build();
  }

  private static SnsClient sns(Moto moto) {
    return at(moto, SnsClient.builder(), moto.home()).build();
  }

  private static SqsClient sqs(Moto moto) {
    return at(moto, SqsClient.builder(), moto.home()).build();
  }

  private static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> B at(
      Moto moto, B builder, AwsCredentialsProvider credentials) {
    return builder
        .endpointOverride(moto.endpoint())
        .region(Region.US_EAST_1)
        .credentialsProvider(credentials)
        .httpClient(UrlConnectionHttpClient.create());
  }
}
