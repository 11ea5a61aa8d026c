package dev.rolecall.message;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolecall.diagnosis.Explanation;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/// An explanation as Amazon Q Developer in chat applications takes it over `https`. It silently
/// drops what breaks its schema, so every part keeps well below what it allows. Denials of the same
/// caller, role and cause have the same thread.
///
/// @see <a href="https://docs.aws.amazon.com/chatbot/latest/adminguide/custom-notifs.html">custom
///   notifications</a>
final class QNotification {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int TITLE = 200;
  private static final int NAME = 64;
  private static final int DESCRIPTION = 6_000;
  private static final int STEP = 300;
  private static final int MOST_STEPS = 5;

  private final Explanation explanation;
  private final Title title;
  private final Letter letter;

  private QNotification(Explanation explanation, Options options) {
    this.explanation = explanation;
    this.title = new Title(explanation);
    this.letter = LetterWriter.write(explanation, options, false);
  }

  static String write(Explanation explanation, Options options) {
    return new QNotification(explanation, options).json().toString();
  }

  private ObjectNode json() {
    ObjectNode json = JSON.createObjectNode();
    json.put("version", "1.0");
    json.put("source", "custom");
    explanation
        .denial()
        .eventId()
        .filter(id -> id.matches("[A-Za-z0-9-]{1,64}"))
        .ifPresent(id -> json.put("id", id));
    content(json.putObject("content"));
    metadata(json.putObject("metadata"));
    return json;
  }

  private void content(ObjectNode content) {
    content.put("textType", "client-markdown");
    content.put("title", Cut.at(TITLE, ClientMarkdown.plain(headline())));
    String more = ClientMarkdown.plain(Pointer.line(explanation.denial()));
    content.put("description", ClientMarkdown.of(letter, DESCRIPTION, more));
    ArrayNode steps = content.putArray("nextSteps");
    ClientMarkdown.steps(letter).stream()
        .filter(step -> step.length() <= STEP)
        .limit(MOST_STEPS)
        .forEach(steps::add);
    ArrayNode keywords = content.putArray("keywords");
    keywords.add(explanation.diagnosis().cause().code().name());
    explanation.denial().roleAccount().ifPresent(id -> keywords.add(id.value()));
  }

  private String headline() {
    return Cut.at(NAME, title.caller())
        + " could not assume "
        + Cut.at(NAME, title.role())
        + ": "
        + title.cause();
  }

  private void metadata(ObjectNode metadata) {
    metadata.put("threadId", thread());
    metadata.put("summary", Cut.at(TITLE, ClientMarkdown.plain(headline())));
    metadata.put("eventType", "rolecall-denial");
    ArrayNode related = metadata.putArray("relatedResources");
    explanation
        .denial()
        .target()
        .arn()
        .ifPresent(role -> related.add(ClientMarkdown.plain(role.toString())));
    ObjectNode context = metadata.putObject("additionalContext");
    context.put("severity", Severity.of(explanation).name());
    context.put("confidence", explanation.diagnosis().confidence().name());
    context.put("actor", title.actor());
  }

  private String thread() {
    String incident =
        String.join(
            "\n",
            List.of(
                new Names(explanation).principal(),
                title.role(),
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
