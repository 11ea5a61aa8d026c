package dev.rolecall.explanation.render.sns;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.diagnosis.result.Diagnosis;
import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.diagnosis.result.Severity;
import dev.rolecall.explanation.DocumentWriter;
import dev.rolecall.explanation.command.FullTextHint;
import dev.rolecall.explanation.document.WritingOptions;
import dev.rolecall.explanation.render.slack.SlackFormat;
import dev.rolecall.explanation.wording.notification.DenialLine;
import dev.rolecall.explanation.wording.term.DenialSeverity;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Explanations for an SNS topic, each protocol in its own words.
///
/// | protocol | text | at most |
/// |---|---|---|
/// | `email` | the whole explanation, plain, external IDs masked | 20,000 characters |
/// | `https` | a custom notification of Amazon Q Developer in chat applications | [AmazonQNotification] |
/// | `sms` | one line of signs that every phone has | 140 characters |
/// | `sqs` | the contract's JSON and, as `event`, the [NotificationEvent], and, by the names of channels, the messages for those that have a function, such as `slack` | 50,000 bytes, 20,000, and the messages |
/// | `lambda` | the same; only the facts and the messages where all of it would be too much for SNS | as `sqs` |
/// | `default` | the alert in a line, cause, action, and a command that prints the rest | 2,000 characters |
///
/// SNS takes 256 KB in all; the shares fit into it even where every sign takes three bytes. Each
/// text keeps within its own share of it, so that none pushes out another: text is cut at its end,
/// JSON loses its longest parts in the order of [ContractJson], and both say where to read the
/// whole.
public final class SnsFormat {

  /// Bytes that SNS takes, less some for attributes and the subject.
  private static final int MOST = 240_000;

  private SnsFormat() {}

  /// The explanation of a denial.
  public static SnsMessage write(Explanation explanation, WritingOptions writingOptions) {
    NotificationText text = text(explanation, writingOptions);
    Severity severity = DenialSeverity.of(explanation);
    return write(
        text,
        writingOptions,
        AmazonQNotification.of(explanation, text),
        ContractJson.of(explanation, severity, Optional.empty(), writingOptions),
        Map.of("slack", SlackFormat.write(explanation, writingOptions).json()),
        attributes(explanation, explanation.diagnosis().cause().code(), severity));
  }

  /// What is published, in the words of each protocol.
  ///
  /// @param chat for `https`
  /// @param json for `sqs` and `lambda`, without the messages
  /// @param messages of the channels, by their names
  public static SnsMessage write(
      NotificationText text,
      WritingOptions writingOptions,
      AmazonQNotification chat,
      ObjectNode json,
      Map<String, JsonNode> messages,
      Map<String, String> attributes) {
    Map<String, String> texts = text.texts(writingOptions);
    texts.put("https", chat.json());
    NotificationEvent.of(text, json, attributes).ifPresent(event -> json.set("event", event));
    String whole = ContractJson.text(json.setAll(messages));
    texts.put("sqs", whole);
    texts.put("lambda", whole);
    SnsMessage message = new SnsMessage(text.subject(), texts, attributes);
    if (message.size() <= MOST) {
      return message;
    }
    texts.put("lambda", ContractJson.text(ContractJson.facts(json).setAll(messages)));
    return new SnsMessage(text.subject(), texts, attributes);
  }

  /// The explanation of a denial for channels that show text.
  public static NotificationText text(Explanation explanation, WritingOptions writingOptions) {
    return new NotificationText(
        DenialSeverity.sign(explanation),
        DenialLine.of(explanation),
        Optional.empty(),
        DocumentWriter.write(explanation, writingOptions, false),
        Optional.of(FullTextHint.command(explanation.denial())));
  }

  public static Map<String, String> attributes(
      Explanation explanation, CauseCode cause, Severity severity) {
    Diagnosis diagnosis = explanation.diagnosis();
    Map<String, String> attributes = new TreeMap<>();
    attributes.put("cause", cause.name());
    attributes.put("confidence", diagnosis.confidence().name());
    attributes.put("actor", diagnosis.actor().name());
    attributes.put("severity", severity.name());
    explanation.denial().recordedIn().ifPresent(id -> attributes.put("account", id.value()));
    explanation.denial().roleAccount().ifPresent(id -> attributes.put("roleAccount", id.value()));
    return attributes;
  }
}
