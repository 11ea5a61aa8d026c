package dev.rolecall.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.aws.Moto;
import dev.rolecall.denial.AccountId;
import dev.rolecall.incident.dynamo.LocalTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudtrail.CloudTrailClient;
import software.amazon.awssdk.services.cloudtrail.model.EventSelector;
import software.amazon.awssdk.services.cloudtrail.model.ReadWriteType;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.RuleState;
import software.amazon.awssdk.services.eventbridge.model.Target;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.organizations.OrganizationsClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/// What the stacks make, in the stand-in for AWS: a monitor in the management account of an
/// organization, and a member. All is well in it.
public final class Deployment {

  /// The account of the monitor, which is home.
  public static final AccountId MONITOR = Moto.HOME;

  /// The region of the monitor and of global calls.
  public static final Region REGION = Region.US_EAST_1;

  /// Another region of members.
  public static final Region OTHER = Region.EU_WEST_1;

  private static final String EXPLAIN =
      "arn:aws:lambda:us-east-1:" + MONITOR + ":function:RolecallExplain:live";
  private static final String BUS = "arn:aws:events:us-east-1:" + MONITOR + ":event-bus/rolecall";
  private static final RuleState ALL = RuleState.ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS;
  private static final String PATTERN = "{\"source\":[\"aws.sts\"]}";

  private final Moto moto;

  /// The other account.
  public final AccountId member;

  /// The organization's id.
  public final String organization;

  /// ARN of the topic for those who keep Rolecall running; a queue of this name is behind it.
  public final String operations;

  /// ARN of the topic for alerts.
  public final String alerts;

  /// Deploys everything.
  public Deployment(Moto moto) {
    this.moto = moto;
    try (OrganizationsClient client = at(OrganizationsClient.builder(), MONITOR, REGION).build()) {
      organization = client.createOrganization(ask -> ask.featureSet("ALL")).organization().id();
      member =
          new AccountId(
              client
                  .createAccount(ask -> ask.accountName("ci").email("ci@example.com"))
                  .createAccountStatus()
                  .accountId());
    }
    alerts = topic("alerts");
    operations = topic("operations");
    try (DynamoDbClient client = at(DynamoDbClient.builder(), MONITOR, REGION).build()) {
      LocalTable.create(client);
    }
    try (SecretsManagerClient client =
        at(SecretsManagerClient.builder(), MONITOR, REGION).build()) {
      client.createSecret(ask -> ask.name("rolecall/slack").secretString("xoxb-1"));
    }
    parameter();
    bus();
    rule(MONITOR, REGION, "default", "RolecallDenials", EXPLAIN);
    rule(MONITOR, REGION, "rolecall", "RolecallCentral", EXPLAIN);
    rule(MONITOR, OTHER, "default", "RolecallForward", BUS);
    rule(member, REGION, "default", "RolecallForward", BUS);
    rule(member, OTHER, "default", "RolecallForward", BUS);
    trail(MONITOR);
    trail(member);
    try (IamClient client = at(IamClient.builder(), member, REGION).build()) {
      client.createRole(role -> role.roleName("RolecallReader").assumeRolePolicyDocument("{}"));
    }
  }

  private String topic(String name) {
    try (SnsClient sns = at(SnsClient.builder(), MONITOR, REGION).build();
        SqsClient sqs = at(SqsClient.builder(), MONITOR, REGION).build()) {
      String arn = sns.createTopic(ask -> ask.name(name)).topicArn();
      sqs.createQueue(ask -> ask.queueName(name));
      sns.subscribe(
          ask ->
              ask.topicArn(arn)
                  .protocol("sqs")
                  .endpoint("arn:aws:sqs:us-east-1:" + MONITOR + ":" + name)
                  .attributes(Map.of("RawMessageDelivery", "true")));
      return arn;
    }
  }

  /// From here on the installation lists its queues.
  public void queues(String json) {
    put("/rolecall/queues", json);
    put(
        "/rolecall/installation",
        description().replace("\"table\"", "\"queues\": \"/rolecall/queues\", \"table\""));
  }

  private void parameter() {
    put("/rolecall/installation", description());
  }

  private String description() {
    return """
    {"schema": "rolecall-installation/1", "account": "%1$s", "region": "us-east-1",
     "rule": "RolecallDenials", "explainFunction": "%2$s", "alertsTopic": "%3$s",
     "operationsTopic": "%4$s", "table": "incidents",
     "slackSecret": "secretsmanager:rolecall/slack", "readerRole": "RolecallReader",
     "members": {"organizationId": "%5$s", "regions": ["eu-west-1", "us-east-1"],
      "bus": "%6$s", "busRule": "RolecallCentral", "memberRule": "RolecallForward"}}\
    """
        .formatted(MONITOR, EXPLAIN, alerts, operations, organization, BUS);
  }

  private void put(String name, String json) {
    try (SsmClient client = at(SsmClient.builder(), MONITOR, REGION).build()) {
      client.putParameter(
          ask -> ask.name(name).type(ParameterType.STRING).value(json).overwrite(true));
    }
  }

  private void bus() {
    String policy =
        """
        {"Version": "2012-10-17", "Statement": [{"Sid": "Members", "Effect": "Allow",
         "Principal": "*", "Action": "events:PutEvents", "Resource": "%s",
         "Condition": {"StringEquals": {"aws:PrincipalOrgID": "%s"}}}]}\
        """
            .formatted(BUS, organization);
    try (EventBridgeClient client = events(MONITOR, REGION)) {
      client.createEventBus(ask -> ask.name("rolecall"));
      client.putPermission(ask -> ask.eventBusName("rolecall").policy(policy));
    }
  }

  private void rule(AccountId account, Region region, String bus, String name, String target) {
    try (EventBridgeClient client = events(account, region)) {
      client.putRule(ask -> ask.eventBusName(bus).name(name).state(ALL).eventPattern(PATTERN));
      client.putTargets(
          ask ->
              ask.eventBusName(bus)
                  .rule(name)
                  .targets(
                      Target.builder()
                          .id("target")
                          .arn(target)
                          .roleArn("arn:aws:iam::" + account + ":role/x")
                          .build()));
    }
  }

  private void trail(AccountId account) {
    try (CloudTrailClient client = at(CloudTrailClient.builder(), account, REGION).build()) {
      String bucket = "trail-" + account;
      bucket(account, bucket);
      client.createTrail(ask -> ask.name("all").s3BucketName(bucket).isMultiRegionTrail(true));
      client.putEventSelectors(
          ask ->
              ask.trailName("all")
                  .eventSelectors(
                      EventSelector.builder()
                          .readWriteType(ReadWriteType.ALL)
                          .includeManagementEvents(true)
                          .build()));
      client.startLogging(ask -> ask.name("all"));
    }
  }

  /// The stand-in looks at whose key it is, and at no signature.
  private void bucket(AccountId account, String name) {
    String key = moto.of(account).resolveCredentials().accessKeyId();
    HttpRequest request =
        HttpRequest.newBuilder(moto.endpoint().resolve("/" + name))
            .header(
                "Authorization",
                "AWS4-HMAC-SHA256 Credential="
                    + key
                    + "/20261125/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=0")
            .PUT(HttpRequest.BodyPublishers.noBody())
            .build();
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Credentials of an account.
  public AwsCredentialsProvider credentials(AccountId account) {
    return moto.of(account);
  }

  /// The address of all services.
  public URI endpoint() {
    return moto.endpoint();
  }

  /// EventBridge of an account.
  public EventBridgeClient events(AccountId account, Region region) {
    return at(EventBridgeClient.builder(), account, region).build();
  }

  /// CloudTrail of an account.
  public CloudTrailClient trails(AccountId account) {
    return at(CloudTrailClient.builder(), account, REGION).build();
  }

  /// IAM of an account.
  public IamClient iam(AccountId account) {
    return at(IamClient.builder(), account, REGION).build();
  }

  /// SNS of the monitor.
  public SnsClient sns() {
    return at(SnsClient.builder(), MONITOR, REGION).build();
  }

  /// What was published to the operations topic since the last time.
  public List<String> mails() {
    try (SqsClient sqs = at(SqsClient.builder(), MONITOR, REGION).build()) {
      String queue = sqs.getQueueUrl(ask -> ask.queueName("operations")).queueUrl();
      return sqs
          .receiveMessage(ask -> ask.queueUrl(queue).maxNumberOfMessages(10).waitTimeSeconds(0))
          .messages()
          .stream()
          .peek(
              mail -> sqs.deleteMessage(a -> a.queueUrl(queue).receiptHandle(mail.receiptHandle())))
          .map(software.amazon.awssdk.services.sqs.model.Message::body)
          .toList();
    }
  }

  private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> B at(
      B builder, AccountId account, Region region) {
    AwsCredentialsProvider credentials = moto.of(account);
    return builder
        .endpointOverride(moto.endpoint())
        .region(region)
        .credentialsProvider(credentials)
        .httpClient(UrlConnectionHttpClient.create());
  }
}
