package dev.rolecall.cli.incidents;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rolecall.aws.Moto;
import dev.rolecall.cli.CommandLineRun;
import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.diagnosis.result.Confidence;
import dev.rolecall.incident.dynamo.DynamoIncidentRepository;
import dev.rolecall.incident.dynamo.LocalTable;
import dev.rolecall.incident.repository.IncidentRepository.Change;
import dev.rolecall.incident.repository.IncidentRepository.Membership;
import dev.rolecall.incident.state.CauseInterval;
import dev.rolecall.incident.state.Incident;
import dev.rolecall.incident.state.IncidentBuilder;
import dev.rolecall.incident.state.IncidentState;
import dev.rolecall.incident.state.IncidentSubject;
import dev.rolecall.incident.state.LastNotification;
import dev.rolecall.incident.state.NotificationKind;
import dev.rolecall.incident.state.Resolution;
import dev.rolecall.incident.state.SampledNames;
import dev.rolecall.incident.state.SharedExtent;
import dev.rolecall.mcp.Conversation;
import dev.rolecall.mcp.ResultSchemas;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/// Incidents of a table are listed, shown and answered with the user's credentials.
@ResourceLock(Moto.SERVER)
class IncidentsCommandTest {

  /// The clock of [CommandLineRun].
  private static final Instant NOW = Instant.parse("2026-11-24T03:00:00Z");

  private static final String HOSTILE = "arn:aws:iam::444455556666:role/\u001b[2Jx\u202e\nfoo";

  private final Moto moto = Moto.empty();
  private final Map<String, String> environment = new HashMap<>();
  private final DynamoDbClient client =
      DynamoDbClient.builder()
          .endpointOverride(moto.endpoint())
          .region(Region.US_EAST_1)
          .credentialsProvider(moto.home())
          .httpClient(UrlConnectionHttpClient.create())
          .build();

  private final DynamoIncidentRepository store =
      new DynamoIncidentRepository(client, LocalTable.NAME, () -> NOW);

  @BeforeEach
  void table() {
    LocalTable.create(client);
    try (SsmClient ssm =
        SsmClient.builder()
            .endpointOverride(moto.endpoint())
            .region(Region.US_EAST_1)
            .credentialsProvider(moto.home())
            .httpClient(UrlConnectionHttpClient.create())
            .build()) {
      ssm.putParameter(
          ask ->
              ask.name("/rolecall/installation")
                  .type(ParameterType.STRING)
                  .value("{\"table\": \"incidents\", \"later\": {\"than\": \"this version\"}}"));
    }
    environment.put("AWS_ACCESS_KEY_ID", "AKIAEXAMPLE");
    environment.put("AWS_SECRET_ACCESS_KEY", "secret");
    environment.put("AWS_REGION", "us-east-1");
    environment.put("AWS_ENDPOINT_URL", moto.endpoint().toString());
    environment.put("AWS_CONFIG_FILE", "/nowhere");
    environment.put("AWS_SHARED_CREDENTIALS_FILE", "/nowhere");
  }

  @AfterEach
  void close() {
    client.close();
  }

  private CommandLineRun run(String... arguments) {
    List<String> line = new ArrayList<>(List.of("incidents"));
    line.addAll(List.of(arguments));
    return CommandLineRun.with(environment, line.toArray(String[]::new));
  }

  private static IncidentBuilder refusal(String caller, String role, Duration ago) {
    Instant last = NOW.minus(ago);
    Instant first = last.minus(Duration.ofMinutes(30));
    return Incident.begin(
            new IncidentSubject.Refusal(
                "arn:aws:iam::111122223333:role/" + caller, role, "sts:AssumeRole"),
            first)
        .lastSeen(last)
        .denials(1_204)
        .causes(
            List.of(
                new CauseInterval(CauseCode.PRINCIPAL_NOT_TRUSTED, 4, first, first.plusSeconds(60)),
                new CauseInterval(
                    CauseCode.EXTERNAL_ID_MISSING, 1_200, first.plusSeconds(90), last)))
        .confidence(Optional.of(Confidence.CERTAIN))
        .sessions(new SampledNames(List.of("build-1", "build-2"), true))
        .sources(new SampledNames(List.of("192.0.2.7"), false))
        .owner(Optional.of("payments"))
        .unread(List.of("the SCPs of account 444455556666"))
        .notices(3)
        .told(Optional.of(new LastNotification(last, last, 1, 2, 1_200)))
        .due(NOW.plusSeconds(60));
  }

  private static String role(String name) {
    return "arn:aws:iam::444455556666:role/" + name;
  }

  private String kept(IncidentBuilder incident) {
    Incident kept = incident.build();
    store.write(
        new Change(
            Optional.empty(),
            List.of(kept),
            Optional.of(
                "{\"detail\": {\"eventName\": \"AssumeRole\"}}".getBytes(StandardCharsets.UTF_8))));
    return kept.id();
  }

  private Incident incident(String id) {
    return store.find(id).orElseThrow();
  }

  private static List<JsonNode> json(CommandLineRun run) {
    return run.out().lines().map(IncidentsCommandTest::json).toList();
  }

  private static JsonNode json(String line) {
    try {
      return new ObjectMapper().readTree(line);
    } catch (IOException e) {
      throw new IllegalStateException(line, e);
    }
  }

  /// Ids of incidents, by what they are here for.
  private record Ids(Map<String, String> ids) {
    String get(String what) {
      return Objects.requireNonNull(ids.get(what));
    }
  }

  /// One incident of every kind.
  private Ids all() {
    Map<String, String> ids = new HashMap<>();
    ids.put("open", kept(refusal("ci", role("deploy"), Duration.ofMinutes(3))));
    ids.put(
        "quiet",
        kept(refusal("nightly", role("backup"), Duration.ofHours(5)).phase(IncidentState.QUIET)));
    ids.put(
        "resolved",
        kept(
            refusal("done", role("old"), Duration.ofDays(2))
                .phase(IncidentState.RESOLVED)
                .resolution(
                    Optional.of(
                        new Resolution(Resolution.How.SUCCEEDED, NOW.minus(Duration.ofDays(1)))))
                .due(NOW.minus(Duration.ofDays(1)))));
    ids.put(
        "muted", kept(refusal("mute", role("x"), Duration.ofHours(1)).phase(IncidentState.MUTED)));
    ids.put(
        "search",
        kept(
            Incident.begin(
                    new IncidentSubject.Search(
                        "arn:aws:iam::111122223333:role/probe", "111122223333"),
                    NOW.minus(Duration.ofHours(2)))
                .denials(42)
                .roleCount(42)
                .roles(Map.of(role("admin"), NOW.minus(Duration.ofHours(2))))));
    IncidentSubject.SharedCause shared =
        new IncidentSubject.SharedCause(
            "arn:aws:organizations::999999999999:policy/o-abc/service_control_policy/p-1",
            "DenyAll",
            CauseCode.SCP_DENY);
    ids.put(
        "shared",
        kept(
            Incident.begin(shared, NOW.minus(Duration.ofHours(1)))
                .denials(9)
                .causes(
                    List.of(
                        new CauseInterval(
                            CauseCode.SCP_DENY, 9, NOW.minus(Duration.ofHours(1)), NOW)))
                .extent(Optional.of(new SharedExtent(2, 2, 2, 1, Optional.empty())))));
    ids.put(
        "grouped",
        kept(
            refusal("member", role("shared"), Duration.ofMinutes(50))
                .phase(IncidentState.FOLDED)
                .sharedCauseId(Optional.of(shared.id()))));
    store.write(
        new Change(
            Optional.of("found"),
            List.of(incident(ids.get("grouped"))),
            Optional.empty(),
            Optional.empty(),
            List.of(
                new Membership(
                    shared.id(), ids.get("grouped"), NOW.minus(Duration.ofMinutes(50))))));
    return new Ids(ids);
  }

  @Test
  void withoutIncidentsThatIsSaid() {
    CommandLineRun run = run("list");
    assertThat(run.out()).isEqualTo("no incidents found\n");
    assertThat(run.status()).isZero();
    assertThat(run("list", "--format", "json").out()).isEmpty();
  }

  @Test
  void whatMayNeedAnAnswerIsListedAsATable() {
    all();
    CommandLineRun run = run("list");
    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.out().lines().map(line -> line.replaceAll("[0-9a-f]{8}(?= )", "12345678")))
        .containsExactly(
            """
            ID                STATE  DENIALS  LAST DENIAL     CAUSE                      CALLER                  ROLE
            refusal-12345678  open     1,204  3 minutes ago   external ID missing        ci (111122223333)       deploy (444455556666)
            shared-12345678   open         9  60 minutes ago  blocked by SCP (p-1)       2 callers               1 role
            search-12345678   open        42  2 hours ago     possible role enumeration  probe (111122223333)    42 roles
            refusal-12345678  quiet    1,204  5 hours ago     external ID missing        nightly (111122223333)  backup (444455556666)

            4 incidents: 3 open, 1 quiet. For more: rolecall incidents show ID
            """
                .lines()
                .toArray(String[]::new));
  }

  @Test
  void anAssistantReadsWhatTheCommandShowsAndChangesNothing() {
    Ids ids = all();
    Incident before = incident(ids.get("open"));
    try (Conversation server = Conversation.with(environment, "--live")) {
      JsonNode listed = server.call("incidents", Map.of());
      JsonNode shown = server.call("incidents", Map.of("id", ids.get("open")));
      JsonNode filtered =
          server.call("incidents", Map.of("state", List.of("all"), "cause", List.of("SCP_DENY")));

      assertThat(Conversation.text(listed))
          .contains(run("list").out().strip())
          .contains("note: reading AWS as ");
      ResultSchemas.check(ResultSchemas.documented("incidents"), listed.path("structuredContent"));
      assertThat(listed.at("/structuredContent/incidents"))
          .containsExactlyElementsOf(
              json(run("list", "--format", "json")).stream()
                  .map(one -> one.path("incident"))
                  .toList());
      assertThat(Conversation.text(shown)).contains(run("show", ids.get("open")).out().strip());
      assertThat(filtered.at("/structuredContent/incidents")).hasSize(1);
      assertThat(run("show", "refusal-00000000").err())
          .contains(server.failure("incidents", Map.of("id", "refusal-00000000")));
      assertThat(incident(ids.get("open"))).isEqualTo(before);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "open, open shared search",
    "quiet, quiet",
    "resolved, resolved",
    "muted, muted",
    "grouped, grouped",
    "'quiet,resolved', quiet resolved",
    "all, open quiet resolved muted search shared grouped",
    "held, ''",
    "OPEN, open shared search",
  })
  void statesAreFiltered(String state, String expected) {
    Ids ids = all();
    assertThat(json(run("list", "--state", state, "--format", "json")))
        .extracting(one -> one.path("incident").path("id").asText())
        .containsExactlyInAnyOrderElementsOf(
            expected.isEmpty()
                ? List.of()
                : List.of(expected.split(" ", -1)).stream().map(ids::get).toList());
  }

  @Test
  void accountsCausesAndTimesAreFiltered() {
    Ids ids = all();
    assertThat(json(run("list", "--account", "444455556666", "--format", "json")))
        .extracting(one -> one.path("incident").path("id").asText())
        .containsExactly(ids.get("open"), ids.get("quiet"));
    assertThat(json(run("list", "--cause", "scp_deny", "--format", "json"))).hasSize(1);
    assertThat(json(run("list", "--since", "1h", "--state", "all", "--format", "json")))
        .extracting(one -> one.path("incident").path("id").asText())
        .containsExactlyInAnyOrder(
            ids.get("open"), ids.get("grouped"), ids.get("muted"), ids.get("shared"));
  }

  @Test
  void anIncidentIsShownForPeople() {
    String id = all().get("open");
    run("acknowledge", id, "--reason", "looking into it");
    CommandLineRun run = run("show", id.substring(0, 14));
    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.out())
        .isEqualTo(
            """
            %1$s: open, acknowledged

            Caller      arn:aws:iam::111122223333:role/ci
            Role        arn:aws:iam::444455556666:role/deploy
            Action      sts:AssumeRole
            Cause       external ID missing (certain)
            Denials     1,204 denials since 02:27 UTC (40/minute), last at 02:57 UTC
            Episode     1
            Sessions    build-1, build-2 and more
            Addresses   192.0.2.7
            Role owner  payments
            Not read    the SCPs of account 444455556666
            Answer      Acknowledged by moto
            Notices     3

            Timeline
              2026-11-24 02:27 UTC  first denial
              2026-11-24 02:28 UTC  new cause: external ID missing
              2026-11-24 02:57 UTC  last notice (number 3, after 1 reminder)
              2026-11-24 02:57 UTC  last denial
              2026-11-24 03:00 UTC  Acknowledged by moto: looking into it

            Explain it: rolecall incidents show %1$s --event | rolecall explain - --live
            """
                .formatted(id));
  }

  @Test
  void aSharedCauseIsShownWithItsMembers() {
    Ids ids = all();
    CommandLineRun run = run("show", ids.get("shared"));
    assertThat(run.out())
        .contains("Blocks     2 pairs of 2 callers and 1 role; 2 still denied")
        .contains(
            "Members (1)\n  " + ids.get("grouped") + "  1,204 denials: member (111122223333)");
    assertThat(run("show", ids.get("grouped")).out())
        .contains("Part of another incident: rolecall incidents show " + ids.get("shared"));
    assertThat(json(run("show", ids.get("shared"), "--format", "json")))
        .singleElement()
        .satisfies(
            one ->
                assertThat(one.at("/incident/members/0/id").asText())
                    .isEqualTo(ids.get("grouped")));
  }

  @Test
  void itsEventGoesIntoExplain() {
    String id = all().get("open");
    assertThat(run("show", id, "--event").out())
        .isEqualTo("{\"detail\": {\"eventName\": \"AssumeRole\"}}\n");
  }

  @Test
  void forScriptsItIsOneObjectALine() {
    String id = all().get("open");
    run("snooze", id, "--until", "2026-12-01T08:00Z", "--reason", "freeze");
    JsonNode json = json(run("show", id, "--format", "json")).getFirst();
    assertThat(json.path("schema").asText()).isEqualTo("rolecall/1");
    assertThat(json.path("incident"))
        .isEqualTo(
            json(
                """
                {"id": "%s", "state": "snoozed", "phase": "OPEN", "subject": "REFUSAL",
                 "caller": "arn:aws:iam::111122223333:role/ci",
                 "role": "arn:aws:iam::444455556666:role/deploy", "action": "sts:AssumeRole",
                 "cause": "EXTERNAL_ID_MISSING", "confidence": "CERTAIN", "episode": 1,
                 "notice": 3, "denials": 1204, "firstSeen": "2026-11-24T02:27:00Z",
                 "lastSeen": "2026-11-24T02:57:00Z", "perHour": 2406.0,
                 "causes": [{"cause": "PRINCIPAL_NOT_TRUSTED", "denials": 4,
                   "first": "2026-11-24T02:27:00Z", "last": "2026-11-24T02:28:00Z"},
                  {"cause": "EXTERNAL_ID_MISSING", "denials": 1200,
                   "first": "2026-11-24T02:28:30Z", "last": "2026-11-24T02:57:00Z"}],
                 "sessions": {"named": ["build-1", "build-2"], "more": true},
                 "sources": {"named": ["192.0.2.7"], "more": false}, "acknowledged": null,
                 "snooze": {"by": "moto", "since": "2026-11-24T03:00:00Z",
                  "until": "2026-12-01T08:00:00Z"},
                 "actions": [{"action": "SNOOZED", "by": "moto", "at": "2026-11-24T03:00:00Z",
                  "until": "2026-12-01T08:00:00Z", "reason": "freeze"}],
                 "owner": "payments", "unread": ["the SCPs of account 444455556666"],
                 "lastNotice": "2026-11-24T02:57:00Z", "partOf": null, "resolution": null}
                """
                    .formatted(id)));
  }

  @Test
  void everyActionIsKeptForTheNextSweep() {
    String id = all().get("open");
    CommandLineRun run = run("acknowledge", id);
    assertThat(run.out()).isEqualTo(id + ": acknowledged. No reminders until the cause changes.\n");
    assertThat(run.status()).isZero();
    Incident acknowledged = incident(id);
    assertThat(acknowledged.due()).isEqualTo(NOW);
    assertThat(acknowledged.wanted()).contains(NotificationKind.HANDLED);
    assertThat(acknowledged.acknowledged().orElseThrow().actor()).isNotEmpty();
    assertThat(store.due(NOW, 10)).contains(id);
    assertThat(run("acknowledge", id))
        .isEqualTo(new CommandLineRun(0, id + ": you acknowledged it before\n", run.err()));
    assertThat(run("snooze", id, "--for", "24h").out())
        .isEqualTo(id + ": snoozed until 2026-11-25 03:00 UTC. Denials are still counted.\n");
    assertThat(run("snooze", id, "--for", "30m").out()).contains("snoozed until 03:30 UTC");
    assertThat(run("snooze", id, "--until-fixed").out()).contains("snoozed until fixed");
    assertThat(run("snooze", id, "--until-fixed").out()).contains("it is already snoozed");
    assertThat(run("list", "--state", "snoozed").out())
        .contains("snoozed until fixed, acknowledged");
    assertThat(run("unsnooze", id).out()).contains("the snooze ended");
    assertThat(run("unsnooze", id).out()).contains("it is not snoozed");
    assertThat(run("check", id).out()).contains("it is checked again within a minute");
    assertThat(run("resend", id).out()).contains("its newest notice is sent again");
    assertThat(incident(id).wanted()).contains(NotificationKind.REMINDER);
    assertThat(run("resolve", id).out()).contains("resolved. The next denial reopens it.");
    assertThat(incident(id).resolution().orElseThrow().how()).isEqualTo(Resolution.How.BY_HAND);
    assertThat(run("resolve", id).out()).contains("it is already resolved");
    assertThat(incident(id).actions()).hasSize(8);
  }

  @Test
  void whatEndedOrBelongsElsewhereIsNotChanged() {
    Ids ids = all();
    CommandLineRun ended = run("snooze", ids.get("resolved"), "--for", "1h");
    assertThat(ended.status()).isEqualTo(1);
    assertThat(ended.out()).isEmpty();
    assertThat(ended.err())
        .endsWith(
            "ended at 2026-11-23 03:00 UTC (resolved: the caller assumed the role): nothing was"
                + " changed\n");
    CommandLineRun part = run("acknowledge", ids.get("grouped"));
    assertThat(part.status()).isEqualTo(1);
    assertThat(part.err()).contains("use the same command with " + ids.get("shared"));
    CommandLineRun never = run("resend", ids.get("search"));
    assertThat(never.status()).isEqualTo(1);
    assertThat(never.err()).contains("no notice of incident");
    CommandLineRun json = run("acknowledge", ids.get("grouped"), "--format", "json");
    assertThat(json(json).getFirst().path("result").asText()).isEqualTo("PART_OF");
  }

  @Test
  void severalAreAnsweredAtOnce() {
    Ids ids = all();
    CommandLineRun run = run("acknowledge", ids.get("open"), ids.get("quiet"), "--format", "json");
    assertThat(json(run))
        .extracting(one -> one.path("result").asText(), one -> one.at("/incident/id").asText())
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("DONE", ids.get("open")),
            org.assertj.core.groups.Tuple.tuple("DONE", ids.get("quiet")));
    String none = "refusal-" + "0".repeat(32);
    CommandLineRun mixed = run("acknowledge", ids.get("shared"), none);
    assertThat(mixed.status()).isEqualTo(4);
    assertThat(mixed.out()).contains("acknowledged");
    assertThat(mixed.err()).contains("no incident `" + none + "`");
  }

  @Test
  void aBeginningHasToBeUnambiguous() {
    Ids ids = all();
    CommandLineRun many = run("show", "refusal-");
    assertThat(many.status()).isEqualTo(2);
    assertThat(many.err()).contains("`refusal-` is not an incident ID");
    assertThat(run("show", "../etc").status()).isEqualTo(2);
    assertThat(run("show", "refusal-000000").status()).isEqualTo(4);
    List<String> twins = new ArrayList<>();
    for (int i = 0; twins.size() < 2; i++) {
      IncidentBuilder incident = refusal("caller-" + i, role("deploy"), Duration.ofMinutes(3));
      if (incident.build().id().startsWith("refusal-abc")) {
        twins.add(kept(incident));
      }
    }
    CommandLineRun two = run("acknowledge", "abc");
    assertThat(two.status()).isEqualTo(2);
    assertThat(two.err()).contains(twins).contains("2 incidents have an ID that begins with `abc`");
    assertThat(run("show", ids.get("search").substring(7, 17)).status()).isZero();
  }

  @Test
  void namesCannotActOnATerminal() {
    String id = kept(refusal("ci", HOSTILE, Duration.ofMinutes(3)));
    run("acknowledge", id, "--reason", "\u001b]0;pwned\u0007");
    for (CommandLineRun run :
        List.of(
            run("list"),
            run("show", id),
            run("show", id, "--format", "json"),
            run("resolve", id))) {
      assertThat(run.out() + run.err()).doesNotContain("\u001b", "\u202e", "\u0007");
      assertThat(run.out()).doesNotContain("\nfoo");
    }
  }

  @Test
  void withoutAnInstallationTheTableCanBeNamed() {
    String id = all().get("open");
    CommandLineRun none = run("list", "--installation", "/another");
    assertThat(none.status()).isEqualTo(1);
    assertThat(none.err())
        .contains(
            "no installation found: the SSM parameter /another does not exist in account"
                + " 123456789012, region us-east-1. Use --profile and --region of the monitor, or"
                + " --table NAME");
    assertThat(run("list", "--installation", "/another", "--table", "incidents").out())
        .contains(id.substring(0, 16));
    CommandLineRun wrong = run("list", "--table", "others");
    assertThat(wrong.status()).isEqualTo(1);
    assertThat(wrong.err()).contains("the table others does not exist in this account and region");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "snooze abc|give exactly one of --for, --until or --until-fixed",
        "snooze abc --for 1h --until-fixed|give exactly one of --for, --until or --until-fixed",
        "snooze abc --for 91d|--for: `91d` is not a time span from 1m to 90d",
        "snooze abc --for 0h|--for: `0h` is not a time span from 1m to 90d",
        "snooze abc --for soon|--for: `soon` is not a time span from 1m to 90d",
        "snooze abc --until 2026-11-01|--until: `2026-11-01` is not in the next 90 days",
        "snooze abc --until tomorrow|--until: `tomorrow` is not a time",
        "acknowledge|Missing required parameter: 'ID'",
        "list --since week|--since: `week` is not a time span",
        "list --account 1|--account: `1` is not a 12-digit account ID",
        "aknowledge abc|unknown command 'aknowledge'. Did you mean 'acknowledge'?",
        "list --stat open|unknown option '--stat'. Did you mean --state?",
      })
  void whatIsTypedWrongIsNamed(String lineAndProblem) {
    String[] parts = lineAndProblem.split("\\|", -1);
    CommandLineRun run = run(parts[0].split(" ", -1));
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains(parts[1]).contains("rolecall incidents");
    assertThat(run.out()).isEmpty();
  }

  @Test
  void withoutACommandTheyAreNamed() {
    CommandLineRun run = run();
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err())
        .contains(
            "no command given: use list, show, acknowledge, snooze, unsnooze, resolve, check or"
                + " resend");
  }

  @Test
  void helpNamesEverything() {
    assertThat(run("--help").out())
        .contains("list", "show", "acknowledge", "snooze", "unsnooze", "resolve", "check", "resend")
        .contains("4  no such incident");
    assertThat(run("snooze", "--help").out())
        .contains("--for", "--until", "--until-fixed", "--reason", "--profile", "--table");
    assertThat(CommandLineRun.of("help", "incidents").out()).contains("acknowledge");
    assertThat(CommandLineRun.of("generate-completion").out()).contains("--until-fixed");
  }

  @ParameterizedTest
  @CsvSource({
    "arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_Ops_0123456789abcdef/ana@example.com,"
        + " ana@example.com",
    "arn:aws:sts::111122223333:assumed-role/ops/i-0123, ops/i-0123",
    "arn:aws:iam::111122223333:user/team/ana, ana",
    "arn:aws:iam::111122223333:root, root user of 111122223333",
    "arn:aws:sts::111122223333:federated-user/ana, ana",
    "something else, something else",
  })
  void anActorIsAName(String arn, String name) {
    assertThat(IncidentDesk.actor(arn)).isEqualTo(name);
  }
}
