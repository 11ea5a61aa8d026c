package dev.rolecall.explanation.notification;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolecall.denial.AccountId;
import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.diagnosis.result.Severity;
import dev.rolecall.explanation.document.WritingOptions;
import dev.rolecall.explanation.render.json.DigestJson;
import dev.rolecall.explanation.render.json.IncidentJson;
import dev.rolecall.explanation.render.json.MemberListJson;
import dev.rolecall.explanation.render.sns.AmazonQNotification;
import dev.rolecall.explanation.render.sns.ContractJson;
import dev.rolecall.explanation.render.sns.NotificationText;
import dev.rolecall.explanation.render.sns.SnsFormat;
import dev.rolecall.explanation.render.sns.SnsMessage;
import dev.rolecall.explanation.wording.term.DenialSeverity;
import dev.rolecall.incident.notification.Digest;
import dev.rolecall.incident.notification.Notification;
import dev.rolecall.incident.state.Incident;
import dev.rolecall.incident.state.IncidentState;
import dev.rolecall.incident.state.IncidentSubject;
import dev.rolecall.incident.state.NotificationKind;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// Notices for an SNS topic, each protocol in its own words; protocols and sizes are those of
/// [SnsFormat].
///
/// | notice | what is first | what follows | thread for Slack |
/// |---|---|---|---|
/// | refusal, first | who could not assume what | the explanation, and how it went so far | the details |
/// | changed | what was fixed, and what stands in the way now | the explanation of that | the details of that |
/// | reminder | how often, since when, when last | the explanation | how often, since when |
/// | progress | the same | the same | none |
/// | resolved | how it ended | how long it took, what was in the way, who changed what | the same, shorter |
/// | shared cause | what blocks how many callers and roles | what was changed, the largest pairs, one fix | the fix, more pairs, a file with all of them |
/// | search | who was denied on how many roles | what to look at, and how to lock the caller out | the roles |
/// | digest | how many denials and problems | causes, pairs, what was not read | none |
///
/// The message attributes `notification` and `subject` tell them apart; a refusal has those of
/// [SnsFormat] too. JSON for queues and functions has the key `incident`, or `digest`; a search has
/// no denial and no diagnosis.
public final class NotificationFormat {

  private static final String DIGEST = "DIGEST";

  private NotificationFormat() {}

  /// A notice for all protocols, with the message for Slack.
  ///
  /// @throws IllegalArgumentException when a notice of a search is not about one
  public static SnsMessage write(Notification notification, WritingOptions writingOptions) {
    return write(notification, writingOptions, Set.of(Channel.SLACK));
  }

  /// The same with the messages of other channels.
  ///
  /// @throws IllegalArgumentException when a notice of a search is not about one
  public static SnsMessage write(
      Notification notification, WritingOptions writingOptions, Set<Channel> channels) {
    return switch (notification) {
      case Notification.OfRefusal refusal -> denial(refusal, writingOptions, channels);
      case Notification.OfSearch search -> search(search, writingOptions, channels);
      case Notification.OfSharedCause shared -> sharedCause(shared, writingOptions, channels);
      case Notification.OfDigest(Digest digest) -> digest(digest, writingOptions, channels);
    };
  }

  private static SnsMessage denial(
      Notification.OfRefusal notice, WritingOptions writingOptions, Set<Channel> channels) {
    Incident incident = notice.incident();
    Explanation explanation = notice.explanation();
    boolean over =
        notice.kind() == NotificationKind.RESOLVED || incident.phase() == IncidentState.RESOLVED;
    NotificationWords words =
        over ? new EndedDenial(notice, writingOptions) : new OngoingDenial(notice, writingOptions);
    Severity severity =
        over ? DenialSeverity.before(incident, explanation) : DenialSeverity.of(explanation);
    CauseCode now = explanation.diagnosis().cause().code();
    CauseCode cause = over ? incident.cause().orElse(now) : now;
    Map<String, String> attributes = SnsFormat.attributes(explanation, cause, severity);
    attributes.put("notice", notice.kind().name());
    attributes.put("subject", "REFUSAL");
    ObjectNode json = new IncidentJson(incident, notice.kind(), notice.now()).refusal();
    NotificationText text = words.text();
    return SnsFormat.write(
        text,
        writingOptions,
        AmazonQNotification.of(incident, notice.kind(), explanation, severity, text),
        ContractJson.of(explanation, severity, Optional.of(json), writingOptions),
        Channel.messages(channels, words),
        attributes);
  }

  private static SnsMessage search(
      Notification.OfSearch notice, WritingOptions writingOptions, Set<Channel> channels) {
    Incident incident = notice.incident();
    if (!(incident.subject() instanceof IncidentSubject.Search subject)) {
      throw new IllegalArgumentException("no search: " + incident.id());
    }
    Optional<String> account = Optional.of(subject.account()).filter(AccountId::isAccountId);
    Map<String, String> attributes = new TreeMap<>();
    attributes.put("severity", Severity.SECURITY.name());
    account.ifPresent(id -> attributes.put("account", id));
    attributes.put("notice", notice.kind().name());
    attributes.put("subject", "SEARCH");
    ObjectNode json = ContractJson.begin();
    json.set("incident", new IncidentJson(incident, notice.kind(), notice.now()).search(subject));
    json.put("severity", Severity.SECURITY.name());
    SearchWords words = new SearchWords(notice, subject, writingOptions);
    NotificationText text = words.text();
    return SnsFormat.write(
        text,
        writingOptions,
        AmazonQNotification.of(incident, notice.kind(), account, text),
        json,
        Channel.messages(channels, words),
        attributes);
  }

  private static SnsMessage sharedCause(
      Notification.OfSharedCause notice, WritingOptions writingOptions, Set<Channel> channels) {
    Incident incident = notice.incident();
    if (!(incident.subject() instanceof IncidentSubject.SharedCause subject)) {
      throw new IllegalArgumentException("no shared cause: " + incident.id());
    }
    Explanation sample = notice.sample();
    boolean over = notice.kind() == NotificationKind.RESOLVED;
    Severity severity = over ? DenialSeverity.before(incident, sample) : DenialSeverity.of(sample);
    Map<String, String> attributes = SnsFormat.attributes(sample, subject.cause(), severity);
    attributes.put("notice", notice.kind().name());
    attributes.put("subject", "SHARED_CAUSE");
    ObjectNode json =
        new IncidentJson(incident, notice.kind(), notice.now())
            .sharedCause(subject, notice.members());
    SharedCauseWords words = new SharedCauseWords(notice, subject, writingOptions);
    NotificationText text = words.text();
    ObjectNode whole = ContractJson.of(sample, severity, Optional.of(json), writingOptions);
    whole.set("memberList", MemberListJson.of(notice.members()));
    return SnsFormat.write(
        text,
        writingOptions,
        AmazonQNotification.of(incident, notice.kind(), sample, severity, text),
        whole,
        Channel.messages(channels, words),
        attributes);
  }

  private static SnsMessage digest(
      Digest digest, WritingOptions writingOptions, Set<Channel> channels) {
    ObjectNode json = ContractJson.begin();
    json.set("digest", DigestJson.of(digest));
    DigestWords words = new DigestWords(digest);
    NotificationText text = words.text();
    return SnsFormat.write(
        text,
        writingOptions,
        new AmazonQNotification(
            Optional.of("digest-" + digest.from() + "-" + digest.to()),
            "rolecall-digest-" + digest.period().name().toLowerCase(Locale.ROOT),
            "rolecall-digest",
            text,
            List.of(DIGEST),
            List.of(),
            Map.of("notice", DIGEST)),
        json,
        Channel.messages(channels, words),
        Map.of("notice", DIGEST, "subject", DIGEST));
  }
}
