package dev.rolecall.gate.pairs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.cloudtrail.EventCounts;
import dev.rolecall.cloudtrail.EventReading;
import dev.rolecall.cloudtrail.EventSource;
import dev.rolecall.cloudtrail.EventSources;
import dev.rolecall.cloudtrail.RecordListeners;
import dev.rolecall.gate.Gate;
import dev.rolecall.gate.Judgement;
import dev.rolecall.gate.Outcome;
import dev.rolecall.gate.plan.Plans;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/// From records of calls that succeeded to pairs.
class ObservedAccessesTest {

  private static final String ROLE = "arn:aws:iam::222222222222:role/app-deploy";

  private static final String SESSION =
      """
      {"type": "AssumedRole", "principalId": "AROAEXAMPLE:build-%1$s", "accountId": "111111111111",
       "arn": "arn:aws:sts::111111111111:assumed-role/deployer/build-%1$s",
       "sessionContext": {"sessionIssuer": {"type": "Role", "principalId": "AROAEXAMPLE",
         "arn": "arn:aws:iam::111111111111:role/ci/deployer", "accountId": "111111111111", "userName": "deployer"},
         "attributes": {"creationDate": "2026-11-26T09:00:00Z", "mfaAuthenticated": "%2$s"}}}
      """;

  private static final String PARAMETERS =
      "{\"roleArn\": \"" + ROLE + "\", \"roleSessionName\": \"deploy\"%s}";

  private static String record(String event, String time, String identity, String parameters) {
    return """
    {"eventVersion": "1.11", "eventID": "e-%2$s", "eventTime": "%2$s", "eventSource": "sts.amazonaws.com",
     "eventName": "%1$s", "awsRegion": "eu-west-1", "sourceIPAddress": "203.0.113.7", "userAgent": "x",
     "userIdentity": %3$s, "requestParameters": %4$s,
     "responseElements": {"audience": "https://signin.aws.amazon.com/saml", "issuer": "https://idp.example/"},
     "recipientAccountId": "222222222222"}
    """
        .formatted(event, time, identity, parameters)
        .replace("\n", "");
  }

  private static String bySession(String build, String minute, String more) {
    return record(
        "AssumeRole",
        "2026-11-26T10:" + minute + ":00Z",
        SESSION.formatted(build, "false"),
        PARAMETERS.formatted(more));
  }

  private static ObservedAccesses read(List<String> records) {
    return read(records, new ObservedAccesses());
  }

  private static ObservedAccesses read(List<String> records, ObservedAccesses pairs) {
    byte[] bytes = String.join("\n", records).getBytes(StandardCharsets.UTF_8);
    List<EventReading> readings = new ArrayList<>();
    EventCounts counts =
        EventSources.read(
            new EventSource.StandardInput(new ByteArrayInputStream(bytes)),
            UnaryOperator.identity(),
            RecordListeners.of(readings::add).andSuccesses(Optional.of(pairs::add)));
    assertThat(readings).isEmpty();
    assertThat(counts.notOurs()).isEqualTo(records.size());
    return pairs;
  }

  private static AccessPair only(String... records) {
    List<AccessPair> pairs = read(List.of(records)).pairs();
    assertThat(pairs).hasSize(1);
    return pairs.getFirst();
  }

  @Test
  void sessionsOfARoleAreOnePair() {
    AccessPair accessPair =
        only(
            bySession("1", "03", ", \"externalId\": \"acme-deploy-7\""),
            bySession("2", "07", ", \"externalId\": \"acme-deploy-7\""),
            bySession("3", "05", ", \"externalId\": \"acme-deploy-7\""));
    assertThat(accessPair.caller()).isEqualTo("arn:aws:iam::111111111111:role/ci/deployer");
    assertThat(accessPair.role()).hasToString(ROLE);
    assertThat(accessPair.seen())
        .contains(new AccessPair.Seen(3, Optional.of(Instant.parse("2026-11-26T10:07:00Z"))));
    assertThat(accessPair.context())
        .containsEntry("sts:ExternalId", RequestValue.value("acme-deploy-7"))
        .containsEntry("sts:RoleSessionName", RequestValue.value("deploy"))
        .containsEntry("aws:SourceIp", RequestValue.value("203.0.113.7"))
        .doesNotContainKeys("aws:userid", "aws:MultiFactorAuthPresent", "sts:SourceIdentity");
  }

  @Test
  void theNameOfTheCallersSessionStaysWhenItIsAlwaysTheSame() {
    AccessPair accessPair = only(bySession("1", "03", ""), bySession("1", "04", ""));
    assertThat(accessPair.context())
        .containsEntry("aws:userid", RequestValue.value("AROAEXAMPLE:build-1"));
  }

  @Test
  void externalIdsAndTheKindsOfTagsTellPairsApart() {
    String tags =
        ", \"tags\": [{\"key\": \"team\", \"value\": \"a\"}, {\"key\": \"Commit\", \"value\":"
            + " \"%s\"}]";
    List<AccessPair> pairs =
        read(List.of(
                bySession("1", "01", ", \"externalId\": \"one\""),
                bySession("1", "02", ", \"externalId\": \"two\""),
                bySession("1", "03", tags.formatted("c1")),
                bySession("1", "04", tags.formatted("c2"))))
            .pairs();
    assertThat(pairs).hasSize(3);
    assertThat(pairs)
        .anySatisfy(
            accessPair ->
                assertThat(accessPair.context())
                    .containsEntry(
                        "aws:TagKeys", new RequestValue.Values(List.of("Commit", "team")))
                    .containsEntry("aws:RequestTag/team", RequestValue.value("a"))
                    .containsEntry("aws:RequestTag/Commit", new RequestValue.Varying()));
  }

  @Test
  void ofMfaTheOldestCodeIsKept() {
    AccessPair accessPair =
        only(
            record(
                "AssumeRole",
                "2026-11-26T09:30:00Z",
                SESSION.formatted("1", "true"),
                PARAMETERS.formatted("")),
            record(
                "AssumeRole",
                "2026-11-26T09:10:00Z",
                SESSION.formatted("2", "true"),
                PARAMETERS.formatted("")));
    assertThat(accessPair.context())
        .containsEntry("aws:MultiFactorAuthPresent", RequestValue.value("true"))
        .containsEntry("aws:MultiFactorAuthAge", RequestValue.value("1800"));
  }

  @Test
  void webIdentitiesAndServicesAndSamlAreCallersToo() {
    String provider = "arn:aws:iam::222222222222:oidc-provider/token.actions.githubusercontent.com";
    String web =
        record(
            "AssumeRoleWithWebIdentity",
            "2026-11-26T10:00:00Z",
            """
            {"type": "WebIdentityUser", "userName": "repo:acme/app:ref:refs/heads/main", "identityProvider": "%1$s",
             "principalId": "%1$s:sts.amazonaws.com:repo:acme/app:ref:refs/heads/main"}
            """
                .formatted(provider),
            PARAMETERS.formatted(""));
    String saml =
        record(
            "AssumeRoleWithSAML",
            "2026-11-26T10:00:00Z",
            "{\"type\": \"SAMLUser\", \"principalId\": \"x=:lee\", \"userName\": \"lee\","
                + " \"identityProvider\": \"x=\"}",
            PARAMETERS.formatted(
                ", \"principalArn\": \"arn:aws:iam::222222222222:saml-provider/corp\""));
    String service =
        record(
            "AssumeRole",
            "2026-11-26T10:00:00Z",
            "{\"type\": \"AWSService\", \"invokedBy\": \"lambda.amazonaws.com\"}",
            PARAMETERS.formatted(""));
    List<AccessPair> pairs = read(List.of(web, saml, service)).pairs();
    assertThat(pairs)
        .extracting(AccessPair::caller)
        .containsExactly(
            provider, "arn:aws:iam::222222222222:saml-provider/corp", "lambda.amazonaws.com");
    assertThat(pairs.get(0).context())
        .containsEntry(
            "token.actions.githubusercontent.com:sub",
            RequestValue.value("repo:acme/app:ref:refs/heads/main"))
        .containsEntry(
            "token.actions.githubusercontent.com:aud", RequestValue.value("sts.amazonaws.com"));
    assertThat(pairs.get(1).context())
        .containsEntry("saml:aud", RequestValue.value("https://signin.aws.amazon.com/saml"))
        .containsEntry("saml:iss", RequestValue.value("https://idp.example/"));
  }

  @Test
  void theRecordOfTheRolesAccountNamesNobodyAndIsLeftOut() {
    ObservedAccesses pairs =
        read(
            List.of(
                record(
                    "AssumeRole",
                    "2026-11-26T10:00:00Z",
                    "{\"type\": \"AWSAccount\", \"principalId\": \"AROAEXAMPLE:build-1\","
                        + " \"accountId\": \"111111111111\"}",
                    PARAMETERS.formatted("")),
                bySession("1", "00", "")));
    assertThat(pairs.pairs()).hasSize(1);
    assertThat(pairs.pairs().getFirst().seen().map(AccessPair.Seen::count)).contains(1L);
    assertThat(pairs.unnamed()).isEqualTo(1);
  }

  @Test
  void serviceLinkedRolesAreLeftOut() {
    String linked =
        record(
            "AssumeRole",
            "2026-11-26T10:00:00Z",
            "{\"type\": \"AWSService\", \"invokedBy\": \"support.amazonaws.com\"}",
            PARAMETERS
                .formatted("")
                .replace("role/app-deploy", "role/aws-service-role/support.amazonaws.com/x"));
    assertThat(read(List.of(linked)).pairs()).isEmpty();
  }

  @Test
  void theOrderOfTheRecordsDoesNotMatterEvenWhereThereAreTooMany() {
    Random random = new Random(5);
    List<String> records = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      String id = ", \"externalId\": \"id-" + random.nextInt(60) + "\"";
      records.add(bySession(String.valueOf(random.nextInt(3)), "%02d".formatted(i % 60), id));
    }
    ObservedAccesses first = read(records, new ObservedAccesses(40));
    Collections.shuffle(records, random);
    ObservedAccesses second = read(records, new ObservedAccesses(40));
    assertThat(second.pairs()).isEqualTo(first.pairs()).hasSize(40);
    assertThat(second.leftOut()).isEqualTo(first.leftOut()).isPositive();
  }

  @Test
  void whatIsWrittenOfThemPassesTheGateThatLetsThemIn() {
    List<AccessPair> seen =
        read(List.of(bySession("1", "00", ", \"externalId\": \"acme-deploy-7\""))).pairs();
    PairsReading written =
        PairsReader.read(PairsWriter.write(seen, true).getBytes(StandardCharsets.UTF_8));
    assertThat(written).isEqualTo(new PairsReading.Read(seen));
    Judgement judgement =
        new Gate(Optional.empty(), Instant.EPOCH).judge(seen.getFirst(), _ -> Plans.evidence());
    assertThat(judgement.outcome()).isEqualTo(Outcome.HOLDS);
  }
}
