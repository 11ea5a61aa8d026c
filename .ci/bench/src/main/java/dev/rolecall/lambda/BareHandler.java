package dev.rolecall.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudtrail.CloudTrailClient;
import software.amazon.awssdk.services.cloudtrail.model.LookupAttributeKey;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.Policy;
import software.amazon.awssdk.services.organizations.OrganizationsClient;
import software.amazon.awssdk.services.organizations.model.Parent;
import software.amazon.awssdk.services.organizations.model.PolicyType;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;

/// What Rolecall is measured against: asks AWS the same, publishes the same message, and explains
/// nothing.
///
/// It asks side by side, a virtual thread for each, as Rolecall does: what needs no other answer is
/// asked for at once. One after the other come, as there, the table of incidents, these questions,
/// the table again and the topic. The reader role is assumed once and kept.
public final class BareHandler implements RequestStreamHandler {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String TABLE = System.getenv("ROLECALL_TABLE");
  private static final String INCIDENT = "x".repeat(1_500);

  private final String message;
  private final String topic = System.getenv("ROLECALL_TOPIC_ARN");
  private final SdkHttpClient http = UrlConnectionHttpClient.create();
  private final AwsCredentialsProvider own = DefaultCredentialsProvider.builder().build();
  private final Region here = Region.of(System.getenv("AWS_REGION"));
  private final IamClient iam = at(Region.AWS_GLOBAL, own, IamClient.builder());
  private final OrganizationsClient organizations =
      at(Region.AWS_GLOBAL, own, OrganizationsClient.builder());
  private final CloudTrailClient globalTrail =
      at(Region.US_EAST_1, own, CloudTrailClient.builder());
  private final CloudTrailClient trail = at(here, own, CloudTrailClient.builder());
  private final DynamoDbClient dynamo = at(here, own, DynamoDbClient.builder());
  private final SnsClient sns = at(here, own, SnsClient.builder());
  private final AwsCredentialsProvider reader =
      StsAssumeRoleCredentialsProvider.builder()
          .stsClient(at(here, own, StsClient.builder()))
          .refreshRequest(
              role ->
                  role.roleArn(
                          "arn:aws:iam::" + CannedAws.PARTNER + ":role/" + Contender.READER_ROLE)
                      .roleSessionName("bare"))
          .build();

  /// Versions of policies do not change: each is asked for once.
  private final Set<String> versions = ConcurrentHashMap.newKeySet();

  private final IamClient partnerIam = at(Region.AWS_GLOBAL, reader, IamClient.builder());
  private final CloudTrailClient partnerTrail =
      at(Region.US_EAST_1, reader, CloudTrailClient.builder());

  public BareHandler() throws IOException {
    message = Files.readString(Path.of(System.getenv("BENCH_MESSAGE")));
  }

  private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C at(
      Region region, AwsCredentialsProvider credentials, B builder) {
    return builder.region(region).credentialsProvider(credentials).httpClient(http).build();
  }

  @Override
  public void handleRequest(InputStream event, OutputStream response, Context context)
      throws IOException {
    byte[] bytes = event.readAllBytes();
    JsonNode denial = JSON.readTree(bytes).path("detail");
    String id = denial.path("eventID").asText();
    String sentence = denial.path("errorMessage").asText();
    find("incident " + id);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      new Asking(threads)
          .all(
              sentence.substring(sentence.lastIndexOf(' ') + 1),
              denial.at("/userIdentity/sessionContext/sessionIssuer/userName").asText());
    }
    find("search " + id);
    write(
        put("event " + id, Map.of()),
        put("incident " + id, Map.of("incident", AttributeValue.fromS(INCIDENT))),
        put(
            "incident " + id,
            Map.of("event", AttributeValue.fromB(SdkBytes.fromByteArray(bytes)))));
    sns.publish(request -> request.topicArn(topic).subject("denied").message(message));
    write(put("incident " + id, Map.of("incident", AttributeValue.fromS(INCIDENT))));
  }

  private void find(String id) {
    dynamo.getItem(item -> item.tableName(TABLE).key(key(id)).consistentRead(true));
  }

  private void write(TransactWriteItem... writes) {
    dynamo.transactWriteItems(request -> request.transactItems(writes));
  }

  private static TransactWriteItem put(String id, Map<String, AttributeValue> values) {
    Map<String, AttributeValue> item = new HashMap<>(values);
    item.putAll(key(id));
    return TransactWriteItem.builder().put(put -> put.tableName(TABLE).item(item)).build();
  }

  private static Map<String, AttributeValue> key(String id) {
    return Map.of("pk", AttributeValue.fromS(id), "sk", AttributeValue.fromS("bare"));
  }

  /// The questions about one denial; each is asked once.
  private final class Asking {

    private final ExecutorService threads;
    private final Set<String> asked = ConcurrentHashMap.newKeySet();

    Asking(ExecutorService threads) {
      this.threads = threads;
    }

    void all(String roleArn, String caller) {
      String role = roleArn.substring(roleArn.lastIndexOf('/') + 1);
      sideBySide(
          () -> partnerIam.getRole(request -> request.roleName(role)),
          () -> lookUp(partnerTrail, role, Duration.ofHours(24)),
          () -> lookUp(globalTrail, caller, Duration.ofHours(24)),
          () -> lookUp(trail, roleArn, Duration.ofDays(90)),
          this::organization,
          () -> iam.getRole(request -> request.roleName(caller)),
          () -> inline(caller),
          () -> attached(caller));
      // Whether the trusted role exists, and whether another account has a role of this name.
      iam.getRole(request -> request.roleName("release"));
      iam.getRole(request -> request.roleName(role));
    }

    private void sideBySide(Runnable... calls) {
      CompletableFuture.allOf(
              Stream.of(calls)
                  .map(call -> CompletableFuture.runAsync(call, threads))
                  .toArray(CompletableFuture<?>[]::new))
          .join();
    }

    private <T> void each(List<T> all, java.util.function.Consumer<T> call) {
      sideBySide(
          all.stream().<Runnable>map(one -> () -> call.accept(one)).toArray(Runnable[]::new));
    }

    private void lookUp(CloudTrailClient client, String resource, Duration before) {
      client.lookupEvents(
          request ->
              request
                  .lookupAttributes(
                      attribute ->
                          attribute
                              .attributeKey(LookupAttributeKey.RESOURCE_NAME)
                              .attributeValue(resource))
                  .startTime(Instant.now().minus(before))
                  .maxResults(50));
    }

    private void inline(String caller) {
      each(
          iam.listRolePoliciesPaginator(request -> request.roleName(caller)).policyNames().stream()
              .toList(),
          policy -> iam.getRolePolicy(request -> request.roleName(caller).policyName(policy)));
    }

    private void attached(String caller) {
      each(
          iam
              .listAttachedRolePoliciesPaginator(request -> request.roleName(caller))
              .attachedPolicies()
              .stream()
              .toList(),
          policy -> {
            Policy found = iam.getPolicy(request -> request.policyArn(policy.policyArn())).policy();
            if (versions.add(found.policyId() + " " + found.defaultVersionId())) {
              iam.getPolicyVersion(
                  request ->
                      request.policyArn(policy.policyArn()).versionId(found.defaultVersionId()));
            }
          });
    }

    private void organization() {
      List<String> accounts = List.of(CannedAws.PARTNER, CannedAws.HOME);
      sideBySide(
          () -> each(accounts, id -> organizations.describeAccount(a -> a.accountId(id))),
          () -> {
            organizations.describeOrganization();
            each(accounts, this::controls);
          });
    }

    private void controls(String account) {
      List<String> targets = new ArrayList<>(List.of(account));
      while (!targets.getLast().startsWith("r-")) {
        Parent parent =
            organizations
                .listParentsPaginator(request -> request.childId(targets.getLast()))
                .stream()
                .flatMap(page -> page.parents().stream())
                .findFirst()
                .orElseThrow();
        targets.add(parent.id());
      }
      // SCPs bind the caller, RCPs the role.
      PolicyType type =
          account.equals(CannedAws.HOME)
              ? PolicyType.SERVICE_CONTROL_POLICY
              : PolicyType.RESOURCE_CONTROL_POLICY;
      List<Runnable> calls = new ArrayList<>();
      calls.add(
          () -> once("roots", () -> organizations.listRootsPaginator().stream().forEach(_ -> {})));
      for (String target : targets) {
        calls.add(() -> once(target + type, () -> policies(target, type)));
      }
      sideBySide(calls.toArray(Runnable[]::new));
    }

    private void policies(String target, PolicyType type) {
      each(
          organizations
              .listPoliciesForTargetPaginator(request -> request.targetId(target).filter(type))
              .stream()
              .flatMap(page -> page.policies().stream())
              .filter(policy -> !policy.awsManaged())
              .toList(),
          policy ->
              once(
                  policy.id(),
                  () -> organizations.describePolicy(request -> request.policyId(policy.id()))));
    }

    private void once(String question, Runnable call) {
      if (asked.add(question)) {
        call.run();
      }
    }
  }
}
