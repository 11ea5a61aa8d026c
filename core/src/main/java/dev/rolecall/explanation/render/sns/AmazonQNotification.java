package dev.rolecall.explanation.render.sns;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolecall.denial.AccountId;
import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.diagnosis.result.Severity;
import dev.rolecall.explanation.render.json.IncidentJson;
import dev.rolecall.explanation.render.markdown.ClientMarkdown;
import dev.rolecall.explanation.wording.notification.Headline;
import dev.rolecall.explanation.wording.notification.LineFormat;
import dev.rolecall.explanation.wording.term.DenialSeverity;
import dev.rolecall.explanation.wording.term.EntityNames;
import dev.rolecall.incident.identity.ShortHash;
import dev.rolecall.incident.state.Incident;
import dev.rolecall.incident.state.NotificationKind;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/// A message as Amazon Q Developer in chat applications takes it over `https`. It silently drops
/// what breaks its schema, so every part keeps well below what it allows.
///
/// @param id of the message
/// @param thread messages of the same thread stand together
/// @param kind what it is about: `rolecall-denial`
/// @param context by key; values are fixed texts
/// @see <a href="https://docs.aws.amazon.com/chatbot/latest/adminguide/custom-notifs.html">custom
///   notifications</a>
public record AmazonQNotification(
    Optional<String> id,
    String thread,
    String kind,
    NotificationText text,
    List<String> keywords,
    List<String> resources,
    Map<String, String> context) {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final int TITLE = 200;
  private static final int DESCRIPTION = 6_000;
  private static final int STEP = 300;
  private static final int MOST_STEPS = 5;

  /// An explanation. Denials of the same caller, role and cause have the same thread.
  static AmazonQNotification of(Explanation explanation, NotificationText text) {
    return new AmazonQNotification(
        explanation.denial().eventId().filter(id -> id.matches("[A-Za-z0-9-]{1,64}")),
        thread(explanation),
        "rolecall-denial",
        text,
        keywords(explanation),
        resources(explanation),
        context(explanation, DenialSeverity.of(explanation)));
  }

  /// A notice of a denied call. All notices of an episode have the same thread.
  public static AmazonQNotification of(
      Incident incident,
      NotificationKind kind,
      Explanation explanation,
      Severity severity,
      NotificationText text) {
    return of(
        incident,
        kind,
        "denial",
        text,
        keywords(explanation),
        resources(explanation),
        context(explanation, severity));
  }

  /// A notice of a search.
  ///
  /// @param account of the caller
  public static AmazonQNotification of(
      Incident incident, NotificationKind kind, Optional<String> account, NotificationText text) {
    return of(
        incident,
        kind,
        "search",
        text,
        Stream.concat(Stream.of("SEARCH"), account.stream()).toList(),
        List.of(),
        Map.of("severity", Severity.SECURITY.name()));
  }

  private static AmazonQNotification of(
      Incident incident,
      NotificationKind kind,
      String about,
      NotificationText text,
      List<String> keywords,
      List<String> resources,
      Map<String, String> context) {
    Map<String, String> all = new TreeMap<>(context);
    all.put("notice", kind.name());
    String event =
        kind == NotificationKind.FIRST ? about : about + "-" + kind.name().toLowerCase(Locale.ROOT);
    return new AmazonQNotification(
        Optional.of(incident.id() + "-" + IncidentJson.number(incident)),
        "rolecall-" + incident.id() + "-" + incident.episode(),
        "rolecall-" + event,
        text,
        keywords,
        resources,
        all);
  }

  private static List<String> keywords(Explanation explanation) {
    return Stream.concat(
            Stream.of(explanation.diagnosis().cause().code().name()),
            explanation.denial().roleAccount().stream().map(AccountId::value))
        .toList();
  }

  private static List<String> resources(Explanation explanation) {
    return explanation.denial().target().arn().stream().map(Object::toString).toList();
  }

  private static Map<String, String> context(Explanation explanation, Severity severity) {
    return new TreeMap<>(
        Map.of(
            "severity", severity.name(),
            "confidence", explanation.diagnosis().confidence().name(),
            "actor", new Headline(explanation).actorField()));
  }

  String json() {
    String title = text.line().title(new LineFormat("", TITLE, " → ", "…", ClientMarkdown::plain));
    ObjectNode json = JSON.objectNode().put("version", "1.0").put("source", "custom");
    id.ifPresent(name -> json.put("id", name));
    ObjectNode content =
        json.putObject("content")
            .put("textType", "client-markdown")
            .put("title", title)
            .put(
                "description",
                ClientMarkdown.of(
                    text.lead(), text.letter(), DESCRIPTION, ClientMarkdown.plain(text.whole())));
    ClientMarkdown.steps(text.letter()).stream()
        .filter(step -> step.length() <= STEP)
        .limit(MOST_STEPS)
        .forEach(content.putArray("nextSteps")::add);
    keywords.forEach(content.putArray("keywords")::add);
    ObjectNode metadata =
        json.putObject("metadata")
            .put("threadId", thread)
            .put("summary", title)
            .put("eventType", kind);
    resources.stream()
        .map(ClientMarkdown::plain)
        .forEach(metadata.putArray("relatedResources")::add);
    context.forEach(metadata.putObject("additionalContext")::put);
    return json.toString();
  }

  private static String thread(Explanation explanation) {
    String incident =
        String.join(
            "\n",
            List.of(
                new EntityNames(explanation).principal(),
                new Headline(explanation).role(),
                explanation.denial().roleAccount().map(Object::toString).orElse(""),
                explanation.diagnosis().cause().code().name()));
    return "rolecall-" + ShortHash.ofText(incident);
  }
}
