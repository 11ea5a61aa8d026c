package dev.rolecall.message;

import dev.rolecall.diagnosis.Diagnosis;
import dev.rolecall.diagnosis.Explanation;
import java.util.Map;
import java.util.TreeMap;

/// Explanations for an SNS topic, each protocol in its own words.
///
/// | protocol | text | at most |
/// |---|---|---|
/// | `email` | the whole explanation, plain, external ids masked | 20,000 characters |
/// | `https` | a custom notification of Amazon Q Developer in chat applications | [QNotification] |
/// | `sms` | one line of signs that every phone has | 140 characters |
/// | `sqs` | the contract's JSON | 50,000 bytes |
/// | `lambda` | the same and, in `slack`, the message for Slack | 50,000 bytes and the message |
/// | `default` | the summary and where to read on | 2,000 characters |
///
/// SNS takes 256 KB in all; the shares fit into it even where every sign takes three bytes. Each
/// text keeps within its own share of it, so that none pushes out another: text is cut at its end,
/// JSON loses its longest parts in the order of [ContractJson], and both say where to read the
/// whole.
public final class SnsFormat {

  private static final int EMAIL = 20_000;
  private static final int EMAIL_WIDTH = 90;
  private static final int DEFAULT = 2_000;
  private static final int SQS = 50_000;
  private static final int LAMBDA = 50_000;

  private SnsFormat() {}

  /// The explanation of a denial.
  public static SnsMessage write(Explanation explanation, Options options) {
    ContractJson json = new ContractJson(explanation, options);
    Map<String, String> texts = new TreeMap<>();
    texts.put("default", summary(explanation, options));
    texts.put("email", email(explanation, options));
    texts.put("https", QNotification.write(explanation, options));
    texts.put("sms", ShortLines.sms(explanation));
    texts.put("sqs", json.within(SQS));
    texts.put("lambda", json.withSlack(SlackFormat.write(explanation, options), LAMBDA));
    return new SnsMessage(ShortLines.subject(explanation), texts, attributes(explanation));
  }

  private static String email(Explanation explanation, Options options) {
    Options plain = new Options(options.showExternalIds(), options.terraform(), false, EMAIL_WIDTH);
    return Cut.lines(
        EMAIL, Pointer.line(explanation.denial()), TextFormat.masked(explanation, plain));
  }

  private static String summary(Explanation explanation, Options options) {
    Letter letter = LetterWriter.write(explanation, options, false);
    String pointer = "\n" + Pointer.command(explanation.denial());
    return Cut.at(DEFAULT - pointer.length(), Visible.line(letter.summary().plain())) + pointer;
  }

  private static Map<String, String> attributes(Explanation explanation) {
    Diagnosis diagnosis = explanation.diagnosis();
    Map<String, String> attributes = new TreeMap<>();
    attributes.put("cause", diagnosis.cause().code().name());
    attributes.put("confidence", diagnosis.confidence().name());
    attributes.put("actor", diagnosis.actor().name());
    attributes.put("severity", Severity.of(explanation).name());
    explanation.denial().recordedIn().ifPresent(id -> attributes.put("account", id.value()));
    explanation.denial().roleAccount().ifPresent(id -> attributes.put("roleAccount", id.value()));
    return attributes;
  }
}
