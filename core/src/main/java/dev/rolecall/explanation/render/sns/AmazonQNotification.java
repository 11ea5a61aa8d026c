package dev.rolecall.explanation.render.sns;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.diagnosis.result.Severity;
import dev.rolecall.explanation.DocumentWriter;
import dev.rolecall.explanation.FullTextHint;
import dev.rolecall.explanation.document.Document;
import dev.rolecall.explanation.document.RichSentence;
import dev.rolecall.explanation.document.WritingOptions;
import dev.rolecall.explanation.render.json.IncidentJson;
import dev.rolecall.explanation.render.markdown.ClientMarkdown;
import dev.rolecall.explanation.term.DenialSeverity;
import dev.rolecall.explanation.term.EntityNames;
import dev.rolecall.explanation.term.Headline;
import dev.rolecall.explanation.term.Shortened;
import dev.rolecall.incident.state.Incident;
import dev.rolecall.incident.state.NotificationKind;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// A message as Amazon Q Developer in chat applications takes it over `https`. It silently drops
/// what breaks its schema, so every part keeps well below what it allows.
///
/// @param id of the message
/// @param thread messages of the same thread stand together
/// @param kind what it is about: `rolecall-denial`
/// @param headline one line; names are values
/// @param lead what is new
/// @param whole where to read all of it
/// @param context by key; values are ours
/// @see <a href="https://docs.aws.amazon.com/chatbot/latest/adminguide/custom-notifs.html">custom
///   notifications</a>
public record AmazonQNotification(
    Optional<String> id,
    String thread,
    String kind,
    RichSentence headline,
    Optional<RichSentence> lead,
    Document letter,
    String whole,
    List<String> keywords,
    List<String> resources,
    Map<String, String> context) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int TITLE = 200;
  private static final int NAME = 64;
  private static final int DESCRIPTION = 6_000;
  private static final int STEP = 300;
  private static final int MOST_STEPS = 5;

  /// An explanation. Denials of the same caller, role and cause have the same thread.
  static String write(Explanation explanation, WritingOptions writingOptions) {
    Headline title = new Headline(explanation);
    return new AmazonQNotification(
            explanation.denial().eventId().filter(id -> id.matches("[A-Za-z0-9-]{1,64}")),
            thread(explanation),
            "rolecall-denial",
            ShortLines.headline(title),
            Optional.empty(),
            DocumentWriter.write(explanation, writingOptions, false),
            FullTextHint.line(explanation.denial()),
            keywords(explanation),
            resources(explanation),
            context(explanation, DenialSeverity.of(explanation)))
        .json();
  }

  /// A notice of an incident. All notices of an episode have the same thread.
  ///
  /// @param about what the first notice is about: `denial`, `search`
  public static AmazonQNotification of(
      Incident incident,
      NotificationKind kind,
      String about,
      NotificationText notificationText,
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
        notificationText.headline(),
        notificationText.lead(),
        notificationText.letter(),
        notificationText.whole(),
        keywords,
        resources,
        all);
  }

  public static List<String> keywords(Explanation explanation) {
    String cause = explanation.diagnosis().cause().code().name();
    return explanation
        .denial()
        .roleAccount()
        .map(id -> List.of(cause, id.value()))
        .orElse(List.of(cause));
  }

  public static List<String> resources(Explanation explanation) {
    return explanation.denial().target().arn().stream().map(Object::toString).toList();
  }

  public static Map<String, String> context(Explanation explanation, Severity severity) {
    Map<String, String> context = new TreeMap<>();
    context.put("severity", severity.name());
    context.put("confidence", explanation.diagnosis().confidence().name());
    context.put("actor", new Headline(explanation).actor());
    return context;
  }

  public String json() {
    ObjectNode json = JSON.createObjectNode();
    json.put("version", "1.0");
    json.put("source", "custom");
    id.ifPresent(name -> json.put("id", name));
    content(json.putObject("content"));
    metadata(json.putObject("metadata"));
    return json.toString();
  }

  private String title() {
    return new Shortened(headline, NAME, "…", ClientMarkdown::plain).within(TITLE);
  }

  private void content(ObjectNode content) {
    content.put("textType", "client-markdown");
    content.put("title", title());
    content.put(
        "description", ClientMarkdown.of(lead, letter, DESCRIPTION, ClientMarkdown.plain(whole)));
    ArrayNode steps = content.putArray("nextSteps");
    ClientMarkdown.steps(letter).stream()
        .filter(step -> step.length() <= STEP)
        .limit(MOST_STEPS)
        .forEach(steps::add);
    ArrayNode all = content.putArray("keywords");
    keywords.forEach(all::add);
  }

  private void metadata(ObjectNode metadata) {
    metadata.put("threadId", thread);
    metadata.put("summary", title());
    metadata.put("eventType", kind);
    ArrayNode related = metadata.putArray("relatedResources");
    resources.forEach(resource -> related.add(ClientMarkdown.plain(resource)));
    ObjectNode more = metadata.putObject("additionalContext");
    context.forEach(more::put);
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
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(incident.getBytes(StandardCharsets.UTF_8));
      return "rolecall-" + HexFormat.of().formatHex(hash, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
