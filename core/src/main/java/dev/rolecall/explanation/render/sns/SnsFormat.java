package dev.rolecall.explanation.render.sns;

import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.diagnosis.result.Diagnosis;
import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.diagnosis.result.Severity;
import dev.rolecall.explanation.DocumentWriter;
import dev.rolecall.explanation.FullTextHint;
import dev.rolecall.explanation.document.WritingOptions;
import dev.rolecall.explanation.render.slack.SlackFormat;
import dev.rolecall.explanation.term.DenialSeverity;
import dev.rolecall.explanation.term.Headline;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Explanations for an SNS topic, each protocol in its own words.
///
/// | protocol | text | at most |
/// |---|---|---|
/// | `email` | the whole explanation, plain, external ids masked | 20,000 characters |
/// | `https` | a custom notification of Amazon Q Developer in chat applications | [AmazonQNotification] |
/// | `sms` | one line of signs that every phone has | 140 characters |
/// | `sqs` | the contract's JSON | 50,000 bytes |
/// | `lambda` | the same and, by the names of channels, the messages for those that have a function, such as `slack` | 50,000 bytes and the messages |
/// | `default` | the summary and where to read on | 2,000 characters |
///
/// SNS takes 256 KB in all; the shares fit into it even where every sign takes three bytes. Each
/// text keeps within its own share of it, so that none pushes out another: text is cut at its end,
/// JSON loses its longest parts in the order of [ContractJson], and both say where to read the
/// whole.
public final class SnsFormat {

  public static final int SQS = 50_000;
  public static final int LAMBDA = 50_000;

  private SnsFormat() {}

  /// The explanation of a denial.
  public static SnsMessage write(Explanation explanation, WritingOptions writingOptions) {
    ContractJson json = new ContractJson(explanation, writingOptions);
    NotificationText notificationText = text(explanation, writingOptions);
    Map<String, String> texts = notificationText.texts(writingOptions);
    texts.put("https", AmazonQNotification.write(explanation, writingOptions));
    texts.put("sqs", json.within(SQS));
    texts.put(
        "lambda",
        json.withMessages(
            Map.of("slack", SlackFormat.write(explanation, writingOptions).json()), LAMBDA));
    return new SnsMessage(
        notificationText.subject(),
        texts,
        attributes(
            explanation, explanation.diagnosis().cause().code(), DenialSeverity.of(explanation)));
  }

  /// The explanation of a denial for channels that show text.
  public static NotificationText text(Explanation explanation, WritingOptions writingOptions) {
    Headline title = new Headline(explanation);
    return new NotificationText(
        DenialSeverity.sign(explanation),
        ShortLines.headline(title),
        List.of(ShortLines.subject(title)),
        ShortLines.acting(title),
        Optional.of(title.actor()),
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
