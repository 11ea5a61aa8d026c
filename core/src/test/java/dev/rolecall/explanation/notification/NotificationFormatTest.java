package dev.rolecall.explanation.notification;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.diagnosis.result.Confidence;
import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.evidence.Change;
import dev.rolecall.evidence.ChangeEvent;
import dev.rolecall.explanation.Explanations;
import dev.rolecall.explanation.Incidents;
import dev.rolecall.explanation.Stories;
import dev.rolecall.explanation.document.WritingOptions;
import dev.rolecall.explanation.render.slack.SlackFormat;
import dev.rolecall.explanation.render.sns.SnsFormat;
import dev.rolecall.explanation.render.sns.SnsMessage;
import dev.rolecall.incident.action.Acknowledgement;
import dev.rolecall.incident.action.ActionTaken;
import dev.rolecall.incident.action.SnoozePeriod;
import dev.rolecall.incident.notification.Digest;
import dev.rolecall.incident.state.Incident;
import dev.rolecall.incident.state.IncidentBuilder;
import dev.rolecall.incident.state.IncidentState;
import dev.rolecall.incident.state.IncidentSubject;
import dev.rolecall.incident.state.NotificationKind;
import dev.rolecall.incident.state.Resolution;
import dev.rolecall.incident.state.SampledNames;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NotificationFormatTest {

  private static final WritingOptions PLAIN = WritingOptions.plain();
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Explanation MISSING =
      Stories.of(CauseCode.EXTERNAL_ID_MISSING).explanation();

  private static SnsMessage refusal(NotificationKind kind, IncidentBuilder incident) {
    return NotificationFormat.write(Incidents.notice(kind, incident.build(), MISSING), PLAIN);
  }

  private static IncidentBuilder many() {
    return Incidents.of(MISSING, 1_204, 26).owner(Optional.of("payments"));
  }

  private static IncidentBuilder changed() {
    return many()
        .causes(
            List.of(
                Incidents.spell(CauseCode.PRINCIPAL_NOT_TRUSTED, 12, 26, 10),
                Incidents.spell(CauseCode.EXTERNAL_ID_MISSING, 3, 6, 0)));
  }

  private static SnsMessage resolved(Resolution.How how, long minutes) {
    return refusal(NotificationKind.RESOLVED, Incidents.ended(changed(), how, minutes));
  }

  private static SnsMessage search(NotificationKind kind) {
    return NotificationFormat.write(
        Incidents.notice(kind, Incidents.search(Explanations.CI, 14).build(), Optional.of(MISSING)),
        PLAIN);
  }

  private static String text(SnsMessage message, String protocol) {
    return Optional.ofNullable(message.texts().get(protocol)).orElseThrow();
  }

  private static JsonNode json(SnsMessage message, String protocol) throws IOException {
    return JSON.readTree(text(message, protocol));
  }

  private static JsonNode slack(SnsMessage message) throws IOException {
    return json(message, "lambda").path("slack");
  }

  private static String title(SnsMessage message) throws IOException {
    return slack(message).at("/blocks/0/text/text").asText();
  }

  private static String words(JsonNode blocks) {
    return String.join("", blocks.findValuesAsText("text"));
  }

  @Test
  void theFirstOfASingleDenialIsTheExplanation() {
    SnsMessage notice = refusal(NotificationKind.FIRST, Incidents.of(MISSING, 1, 0));
    SnsMessage explained = SnsFormat.write(MISSING, PLAIN);
    for (String protocol : List.of("default", "sms")) {
      assertThat(text(notice, protocol)).isEqualTo(text(explained, protocol));
    }
    String answer = text(notice, "email").replaceAll("(?s).*(ANSWER THIS .*?\n\n).*", "$1");
    assertThat(text(notice, "email").replace(answer, "")).isEqualTo(text(explained, "email"));
    assertThat(notice.subject()).isEqualTo(explained.subject());
  }

  @Test
  void theFirstOfASingleDenialLooksLikeTheExplanationInSlack() throws IOException {
    SnsMessage notice = refusal(NotificationKind.FIRST, Incidents.of(MISSING, 1, 0));
    JsonNode explained = SlackFormat.write(MISSING, PLAIN).json();
    for (String key : List.of("text", "fallback", "blocks")) {
      assertThat(slack(notice).path(key)).isEqualTo(explained.path(key));
    }
    JsonNode details = slack(notice).at("/thread/blocks");
    JsonNode same = explained.at("/thread/blocks");
    for (int i = 0; i < same.size(); i++) {
      assertThat(details.get(i)).isEqualTo(same.get(i));
    }
    assertThat(words(details)).endsWith(commands(Incidents.of(MISSING, 1, 0).build().id()));
  }

  private static String commands(String id) {
    return """
    Answer this alert from a terminalrolecall incidents acknowledge %1$s
    rolecall incidents snooze %1$s --for 24h
    rolecall incidents resolve %1$s
    rolecall incidents show %1$s\
    """
        .formatted(id);
  }

  @Test
  void whatAButtonDoesCanBePastedElsewhere() throws IOException {
    Incident incident = many().build();
    for (NotificationKind kind : NotificationKind.values()) {
      SnsMessage message =
          NotificationFormat.write(
              Incidents.notice(kind, incident, MISSING), PLAIN, EnumSet.allOf(Channel.class));
      for (String text :
          List.of(text(message, "email"), json(message, "lambda").path("teams").toString())) {
        assertThat(text)
            .contains("rolecall incidents acknowledge " + incident.id())
            .contains("rolecall incidents snooze " + incident.id() + " --for 24h")
            .contains("rolecall incidents resolve " + incident.id());
      }
    }
    assertThat(
            json(refusal(NotificationKind.FIRST, many()), "https")
                .at("/content/description")
                .asText())
        .contains("rolecall incidents acknowledge " + incident.id());
  }

  private static List<String> buttons(IncidentBuilder incident) throws IOException {
    return slack(refusal(NotificationKind.HANDLED, incident))
        .at("/actions/0/elements")
        .findValuesAsText("action_id");
  }

  @Test
  void theButtonsAreThoseThatChangeSomething() throws IOException {
    Instant at = Incidents.LAST;
    assertThat(buttons(many()))
        .containsExactly(
            "rolecall-acknowledge",
            "rolecall-snooze",
            "rolecall-check",
            "rolecall-resolve",
            "rolecall-details");
    assertThat(buttons(many().acknowledged(Optional.of(new Acknowledgement("ana", at, 1)))))
        .startsWith("rolecall-snooze", "rolecall-check");
    assertThat(buttons(many().acknowledged(Optional.of(new Acknowledgement("ana", at, 0)))))
        .startsWith("rolecall-acknowledge");
    assertThat(
            buttons(many().snooze(Optional.of(new SnoozePeriod("ana", at, Optional.empty(), 1)))))
        .startsWith("rolecall-acknowledge", "rolecall-unsnooze");
    assertThat(slack(search(NotificationKind.FIRST)).at("/actions/0/elements"))
        .noneMatch(button -> button.path("action_id").asText().equals("rolecall-check"));
    JsonNode menu = slack(refusal(NotificationKind.FIRST, many())).at("/actions/0/elements/1");
    assertThat(menu.path("options").findValuesAsText("value"))
        .extracting(value -> value.substring(value.indexOf(':')))
        .containsExactly(":1:1h", ":1:24h", ":1:7d", ":1:fixed");
  }

  private static IncidentBuilder acted() {
    Instant at = Incidents.LAST;
    Optional<Instant> until = Optional.of(at.plusSeconds(3_600));
    return many()
        .acknowledged(Optional.of(new Acknowledgement("<@U1>", at, 1)))
        .snooze(Optional.of(new SnoozePeriod("<@U1>", at, until, 1)))
        .actions(
            List.of(
                new ActionTaken(
                    "<@U1>", ActionTaken.Kind.ACKNOWLEDGED, at, Optional.empty(), Optional.empty()),
                new ActionTaken("ben", ActionTaken.Kind.SNOOZED, at, until, Optional.of("known"))));
  }

  @Test
  void whoDidWhatStandsInEveryChannelAndCallsNobody() throws IOException {
    SnsMessage message =
        NotificationFormat.write(
            Incidents.notice(NotificationKind.HANDLED, acted().build(), MISSING),
            PLAIN,
            EnumSet.allOf(Channel.class));
    JsonNode lambda = json(message, "lambda");
    assertThat(title(message)).contains("(snoozed until 03:14 UTC)");
    assertThat(words(slack(message).path("blocks")))
        .contains("👀 Acknowledged: by <@U1>, 02:14 UTC")
        .contains("💤 Snoozed until 03:14 UTC: by ben, 02:14 UTC (known)");
    assertThat(slack(message).findValuesAsText("type")).doesNotContain("user", "mrkdwn");
    assertThat(slack(message).path("fallback").asText()).doesNotContain("<@");
    assertThat(text(message, "email")).contains("Acknowledged by `<@U1>`, 02:14 UTC");
    assertThat(lambda.path("teams").toString()).contains("Snoozed until 03:14 UTC by ");
    assertThat(lambda.at("/incident/actions/1/by").asText()).isEqualTo("ben");
    assertThat(lambda.at("/incident/snooze/until").asText()).isEqualTo("2026-11-03T03:14:07Z");
    assertThat(lambda.at("/incident/acknowledged/by").asText()).isEqualTo("<@U1>");
  }

  @Test
  void oneThatWasReportedAsResolvedTooSoonSaysSoFromThenOn() throws IOException {
    IncidentBuilder incident =
        many()
            .resolution(
                Optional.of(
                    new Resolution(Resolution.How.NOW_ALLOWED, Incidents.LAST.minusSeconds(120))));
    for (NotificationKind kind : List.of(NotificationKind.REOPENED, NotificationKind.PROGRESS)) {
      SnsMessage message = refusal(kind, incident);
      assertThat(words(slack(message).path("blocks")))
          .contains("Denied again: after it was reported as resolved at 02:12 UTC");
      assertThat(text(message, "email")).contains("after it was reported as resolved at 02:12 UTC");
    }
  }

  @Test
  void oneThatASharedCauseCoversPointsThereAndIsAnsweredThere() throws IOException {
    IncidentBuilder folded =
        many().phase(IncidentState.FOLDED).sharedCauseId(Optional.of("shared-00ff"));
    SnsMessage message = refusal(NotificationKind.HANDLED, folded);
    assertThat(words(slack(message).path("blocks"))).contains("Part of: ").contains("shared-00ff");
    assertThat(buttons(folded)).containsExactly("rolecall-details");
    assertThat(text(message, "email")).doesNotContain("incidents acknowledge");
  }

  @Test
  void anEndThatSomebodyDecidedSaysSo() throws IOException {
    Instant at = Incidents.LAST.plusSeconds(300);
    SnsMessage message =
        refusal(
            NotificationKind.RESOLVED,
            Incidents.ended(many(), Resolution.How.BY_HAND, 5)
                .actions(
                    List.of(
                        new ActionTaken(
                            "ben",
                            ActionTaken.Kind.RESOLVED,
                            at,
                            Optional.empty(),
                            Optional.empty()))));
    assertThat(title(message)).startsWith("✅ resolved by hand (external ID missing): ci-runner");
    assertThat(words(slack(message).path("blocks")))
        .contains("Resolved by ben. Rolecall did not verify that the call is allowed now.");
  }

  @Test
  void anEndedOneCanOnlyBeShown() {
    String email = text(resolved(Resolution.How.SUCCEEDED, 5), "email");
    assertThat(email).contains("rolecall incidents show refusal-");
    assertThat(email).doesNotContain("incidents resolve").doesNotContain("incidents snooze");
  }

  @Test
  void theFirstTellsWhoOwnsTheRoleHowOftenAndFromWhere() throws IOException {
    IncidentBuilder incident =
        many()
            .sessions(new SampledNames(List.of("build-41", "build-42"), true))
            .sources(new SampledNames(List.of("203.0.113.7", "203.0.113.8"), false));
    SnsMessage message = refusal(NotificationKind.FIRST, incident);
    String blocks = words(slack(message).path("blocks"));
    assertThat(blocks)
        .contains("So far: 1,204 denials since 01:48 UTC (46/minute), last at 02:14 UTC")
        .contains("Owner of the role: payments")
        .contains("Sessions: build-41, build-42 and more")
        .contains("Addresses: 203.0.113.7 and 203.0.113.8")
        .contains("first seen 2026-11-03 01:48 UTC · 1,204 denials");
    assertThat(text(message, "email")).contains("INCIDENT", "Owner of the role  `payments`");
  }

  @Test
  void oneThatIsBackSaysSo() throws IOException {
    Resolution before =
        new Resolution(Resolution.How.NOW_ALLOWED, Incidents.LAST.minusSeconds(86_400));
    SnsMessage message =
        refusal(
            NotificationKind.FIRST,
            Incidents.of(MISSING, 1, 0).episode(3).resolution(Optional.of(before)));
    assertThat(title(message))
        .isEqualTo(
            "🟠 external ID missing (again): ci-runner (111111111111) → deploy (222222222222)");
    assertThat(words(slack(message).path("blocks")))
        .contains("Denied again: resolved since 2026-11-02 02:14 UTC; 3rd occurrence");
    assertThat(json(message, "sqs").at("/incident/resolution").isNull()).isTrue();
  }

  @Test
  void aChangeTellsWhatWasFixedAndWhatIsInTheWayNow() throws IOException {
    SnsMessage message = refusal(NotificationKind.CHANGED, changed());
    assertThat(message.subject())
        .isEqualTo(
            "Rolecall: external ID missing (fixed: caller not trusted): ci-runner to deploy"
                + " (222222222222)");
    assertThat(text(message, "sms"))
        .isEqualTo(
            "Rolecall: external ID missing (fixed: caller not trusted): ci-runner (111111111111) to"
                + " deploy (222222222222). For: team that runs ci-runner");
    assertThat(text(message, "default"))
        .startsWith("external ID missing (fixed: caller not trusted): ci-runner (111111111111) → ")
        .contains("\nFixed: caller not trusted. Now: external ID missing.\n");
    assertThat(text(message, "email"))
        .startsWith("Fixed: caller not trusted. Now: external ID missing.\n\nRole `ci-runner`")
        .contains("WHAT TO DO");
    JsonNode slack = slack(message);
    assertThat(title(message))
        .isEqualTo(
            "🟠 external ID missing (fixed: caller not trusted): ci-runner (111111111111) → deploy"
                + " (222222222222)");
    assertThat(words(slack.path("blocks"))).contains("✅ Fixed: caller not trusted", "What to do");
    assertThat(words(slack.at("/thread/blocks")))
        .startsWith("Fixed: caller not trusted. Now: external ID missing.")
        .contains("Checklist");
  }

  @Test
  void aReminderBeginsWithHowOftenAndHasAShortReply() throws IOException {
    SnsMessage message = refusal(NotificationKind.REMINDER, many());
    String still = "Still denied: 1,204 denials since 01:48 UTC (46/minute), last at 02:14 UTC.";
    assertThat(text(message, "email")).startsWith(still + "\n\nRole `ci-runner`");
    assertThat(text(message, "default")).contains("\n" + still);
    assertThat(message.subject())
        .isEqualTo(
            "Rolecall: external ID missing (1,204 denials since 01:48 UTC): ci-runner to deploy"
                + " (222222222222)");
    assertThat(words(slack(message).at("/thread/blocks"))).startsWith(still).hasSizeLessThan(500);
  }

  @Test
  void progressHasNoReply() throws IOException {
    JsonNode progress = slack(refusal(NotificationKind.PROGRESS, many()));
    assertThat(progress.has("thread")).isFalse();
    assertThat(progress.path("blocks"))
        .isEqualTo(slack(refusal(NotificationKind.REMINDER, many())).path("blocks"));
    assertThat(slack(search(NotificationKind.PROGRESS)).has("thread")).isFalse();
  }

  @ParameterizedTest
  @EnumSource(Resolution.How.class)
  void anEndAsksNobodyForAnything(Resolution.How how) throws IOException {
    Explanation foreign = Stories.of(CauseCode.PRINCIPAL_NOT_TRUSTED).explanation();
    Incident incident = Incidents.ended(Incidents.of(foreign, 9, 30), how, 60).build();
    SnsMessage message =
        NotificationFormat.write(
            Incidents.notice(NotificationKind.RESOLVED, incident, foreign), PLAIN);
    String all = text(message, "email") + text(message, "https") + slack(message);
    assertThat(all)
        .doesNotContainIgnoringCase("what to do")
        .doesNotContain("To the owner", "update-assume-role-policy", "For: ");
  }

  @Test
  void anEndTellsHowHowLongAndWhatWasInTheWay() throws IOException {
    SnsMessage message = resolved(Resolution.How.SUCCEEDED, 15);
    assertThat(message.subject())
        .isEqualTo(
            "Rolecall: resolved (external ID missing): ci-runner (111111111111) to deploy"
                + " (222222222222)");
    assertThat(text(message, "sms")).endsWith(". After 41 minutes, 1,204 denials");
    JsonNode slack = slack(message);
    assertThat(title(message))
        .isEqualTo(
            "✅ resolved (external ID missing): ci-runner (111111111111) → deploy (222222222222)");
    assertThat(words(slack.path("blocks")))
        .contains("The caller assumed the role successfully.")
        .contains("Duration: 41 minutes, 01:48 to 02:29 UTC")
        .contains("Causes: caller not trusted, then external ID missing");
    assertThat(words(slack.at("/thread/blocks")))
        .contains("after 41 minutes, 1,204 denials. Causes: caller not trusted");
  }

  @Test
  void anEndByThePoliciesSaysWhatWasNotSeen() throws IOException {
    Explanation explanation =
        new Explanations()
            .sure(Confidence.LIKELY)
            .open(Stories.SESSION)
            .because(Explanations.bare(CauseCode.CHANGED_SINCE))
            .changes(change(5), change(-90))
            .explanation();
    Incident incident =
        Incidents.ended(
                Incidents.of(explanation, 4, 60)
                    .causes(List.of(Incidents.spell(CauseCode.SCP_DENY, 4, 60, 0))),
                Resolution.How.NOW_ALLOWED,
                20)
            .build();
    SnsMessage message =
        NotificationFormat.write(
            Incidents.notice(NotificationKind.RESOLVED, incident, explanation), PLAIN);
    assertThat(words(slack(message).path("blocks")))
        .contains(
            "that could be read no longer block the call",
            "Not checked: the caller's session policy")
        .contains("02:19 UTC, admin/bob: trust policy of role deploy changed")
        .doesNotContain("00:44");
    assertThat(message.attributes())
        .containsEntry("cause", "SCP_DENY")
        .containsEntry("severity", "HIGH");
  }

  /// So many minutes after the denial.
  private static Change change(long minutes) {
    return new Change(
        Explanations.DENIED.plusSeconds(60 * minutes),
        ChangeEvent.UpdateAssumeRolePolicy,
        "arn:aws:sts::222222222222:assumed-role/admin/bob",
        Optional.empty(),
        Map.of(ChangeEvent.Name.ROLE, "deploy"),
        Change.Kind.ROLE);
  }

  @Test
  void silenceIsNoProofThatItWasMended() throws IOException {
    SnsMessage message = resolved(Resolution.How.SILENT, 24 * 60);
    assertThat(message.subject())
        .isEqualTo(
            "Rolecall: ended (external ID missing): ci-runner (111111111111) to deploy"
                + " (222222222222)");
    assertThat(text(message, "sms")).endsWith(". No denial for 24 hours");
    assertThat(slack(message).toString())
        .doesNotContain("resolved")
        .contains("It may have been fixed, or the caller stopped trying.");
  }

  @ParameterizedTest
  @EnumSource(NotificationKind.class)
  void aSearchIsNotHelpedIn(NotificationKind kind) throws IOException {
    IncidentBuilder search = Incidents.search(Explanations.CI, 14);
    if (kind == NotificationKind.RESOLVED) {
      Incidents.ended(search, Resolution.How.SILENT, 24 * 60);
    }
    Explanation sample = Stories.of(CauseCode.PRINCIPAL_NOT_TRUSTED).explanation();
    SnsMessage message =
        NotificationFormat.write(
            Incidents.notice(kind, search.build(), Optional.of(sample)), PLAIN);
    for (String all : message.texts().values()) {
      assertThat(all)
          .doesNotContain("update-assume-role-policy", "aws sts assume-role", "put-role-policy")
          .doesNotContain("This lets", "\"Effect\"");
    }
    assertThat(message.attributes())
        .containsOnly(
            Map.entry("severity", "SECURITY"),
            Map.entry("account", "111111111111"),
            Map.entry("notice", kind.name()),
            Map.entry("subject", "SEARCH"));
    assertThat(json(message, "lambda").path("severity").asText()).isEqualTo("SECURITY");
  }

  @Test
  void aSearchTellsWhoHowManyRolesAndWhereToLook() throws IOException {
    SnsMessage message = search(NotificationKind.FIRST);
    assertThat(message.subject())
        .isEqualTo(
            "Rolecall: Possible role enumeration: ci-runner (111111111111) denied on 14 roles in 6"
                + " minutes");
    assertThat(title(message))
        .isEqualTo(
            "🚨 Possible role enumeration: ci-runner (111111111111) denied on 14 roles in 6"
                + " minutes");
    assertThat(text(message, "email"))
        .contains("Roles       `role-14`, `role-13`")
        .contains("AttributeKey=Username,AttributeValue=build-42 --start-time 2026-11-03T01:07:00Z")
        .contains("AttributeKey=ResourceName,AttributeValue=" + Explanations.CI);
    assertThat(words(slack(message).at("/thread/blocks")))
        .contains("02:14 UTC arn:aws:iam::222222222222:role/role-14");
  }

  @Test
  void aUserWhoSearchesLosesItsKeys() {
    IncidentBuilder search = Incidents.search("arn:aws:iam::111111111111:user/ci/bot", 12);
    SnsMessage message =
        NotificationFormat.write(
            Incidents.notice(NotificationKind.FIRST, search.build(), Optional.empty()), PLAIN);
    assertThat(text(message, "email"))
        .contains("AttributeKey=Username,AttributeValue=bot")
        .contains("aws iam update-access-key --user-name bot --status Inactive");
  }

  @Test
  void aNameThatTheShorthandWouldMisreadIsWrittenAsJson() {
    IncidentBuilder search =
        Incidents.search(Explanations.CI, 12).sessions(new SampledNames(List.of("a,b='c"), false));
    SnsMessage message =
        NotificationFormat.write(
            Incidents.notice(NotificationKind.FIRST, search.build(), Optional.empty()), PLAIN);
    assertThat(text(message, "email"))
        .contains("'[{\"AttributeKey\":\"Username\",\"AttributeValue\":\"a,b='\\''c\"}]'");
  }

  @Test
  void aTokenOfAnotherOwnerIsTheProtectionWorking() {
    Explanation sample =
        new Explanations()
            .byGithub("repo:evil-org/tool:ref:refs/heads/main")
            .stranger()
            .because(Explanations.trust(CauseCode.OIDC_CLAIM_MISMATCH))
            .explanation();
    IncidentSubject.Search subject = IncidentSubject.Search.of(sample.denial());
    Incident incident =
        Incident.begin(subject, Incidents.LAST)
            .denials(1)
            .roles(Map.of("arn:aws:iam::222222222222:role/deploy", Incidents.LAST))
            .roleCount(1)
            .notices(1)
            .build();
    SnsMessage message =
        NotificationFormat.write(
            Incidents.notice(NotificationKind.FIRST, incident, Optional.of(sample)), PLAIN);
    assertThat(message.subject())
        .isEqualTo("Rolecall: Token from an unknown owner: repo:evil-org denied by deploy");
    assertThat(text(message, "email"))
        .contains("leave the denial in place: it is doing its", "aws iam list-roles")
        .contains("Provider            `token.actions.githubusercontent.com`");
  }

  @Test
  void theJsonOfARefusalHasTheIncident() throws IOException {
    SnsMessage message = resolved(Resolution.How.SUCCEEDED, 15);
    JsonNode json = json(message, "sqs");
    JsonNode incident = json.path("incident");
    assertThat(json.at("/denial/recordedIn").asText()).isEqualTo("111111111111");
    assertThat(keys(incident))
        .containsExactly(
            "id",
            "episode",
            "notice",
            "kind",
            "phase",
            "denials",
            "firstSeen",
            "lastSeen",
            "perHour",
            "causes",
            "sessions",
            "sources",
            "acknowledged",
            "snooze",
            "actions",
            "owner",
            "resolution",
            "otherSuccess",
            "recurring");
    assertThat(incident.path("notice").asInt()).isEqualTo(2);
    assertThat(incident.path("owner").asText()).isEqualTo("payments");
    assertThat(incident.path("perHour").asDouble()).isEqualTo(2_776.2);
    assertThat(incident.path("resolution"))
        .isEqualTo(
            JSON.readTree(
                "{\"how\":\"SUCCEEDED\",\"at\":\"2026-11-03T02:29:07Z\",\"after\":2460}"));
    assertThat(keys(incident.at("/causes/0"))).containsExactly("cause", "denials", "first", "last");
  }

  @Test
  void theJsonOfASearchHasNoDenial() throws IOException {
    JsonNode json = json(search(NotificationKind.FIRST), "lambda");
    assertThat(keys(json)).containsExactly("schema", "incident", "severity", "event", "slack");
    assertThat(json.at("/incident/roleCount").asInt()).isEqualTo(14);
    assertThat(json.at("/incident/roles/0"))
        .isEqualTo(
            JSON.readTree(
                "{\"arn\":\"arn:aws:iam::222222222222:role/role-14\",\"lastTried\":\""
                    + Incidents.LAST
                    + "\"}"));
    assertThat(json.at("/incident/caller").asText()).isEqualTo(Explanations.CI);
  }

  private static List<String> keys(JsonNode json) {
    List<String> keys = new ArrayList<>();
    json.fieldNames().forEachRemaining(keys::add);
    return keys;
  }

  @Test
  void allNoticesOfAnEpisodeHaveOneThread() throws IOException {
    String first = thread(refusal(NotificationKind.FIRST, many()));
    assertThat(first).isEqualTo(thread(refusal(NotificationKind.CHANGED, changed())));
    assertThat(first).isEqualTo(thread(resolved(Resolution.How.SILENT, 9)));
    assertThat(first).isNotEqualTo(thread(refusal(NotificationKind.FIRST, many().episode(2))));
    assertThat(
            json(refusal(NotificationKind.CHANGED, changed()), "https")
                .at("/metadata/eventType")
                .asText())
        .isEqualTo("rolecall-denial-changed");
  }

  private static String thread(SnsMessage message) throws IOException {
    return json(message, "https").at("/metadata/threadId").asText();
  }

  @Test
  void aDigestLooksBack() throws IOException {
    Digest.Pair pair =
        new Digest.Pair(
            Explanations.CI,
            "arn:aws:iam::222222222222:role/deploy",
            CauseCode.SCP_DENY,
            1_200,
            false);
    SnsMessage message =
        NotificationFormat.write(Incidents.digest(List.of(pair), Map.of("the SCPs", 2)), PLAIN);
    assertThat(message.subject())
        .isEqualTo("Rolecall: 1,204 denials in 7 days. Incidents: 5 new, 2 resolved");
    assertThat(text(message, "email"))
        .contains("❌ `ci-runner` → `deploy`: 1,200, blocked by SCP")
        .contains("90 minutes (median)", "the SCPs (2 incidents)");
    assertThat(message.attributes())
        .containsOnly(Map.entry("notice", "DIGEST"), Map.entry("subject", "DIGEST"));
    JsonNode json = json(message, "sqs");
    assertThat(keys(json)).containsExactly("schema", "digest", "event", "slack");
    assertThat(json.at("/digest/typicalResolution").asInt()).isEqualTo(5_400);
    assertThat(slack(message).has("thread")).isFalse();
  }

  @Test
  void externalIdsAreMaskedInEveryNotice() throws IOException {
    for (NotificationKind kind : NotificationKind.values()) {
      SnsMessage message = refusal(kind, changed());
      for (String protocol : List.of("default", "email", "https", "sms")) {
        assertThat(text(message, protocol)).doesNotContain(Stories.EXTERNAL_ID);
      }
      assertThat(slack(message).toString()).doesNotContain(Stories.EXTERNAL_ID);
    }
  }
}
