package dev.rolecall.explanation.render.slack;

import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.explanation.DocumentWriter;
import dev.rolecall.explanation.document.Document;
import dev.rolecall.explanation.document.WritingOptions;
import dev.rolecall.explanation.wording.notification.AlertLine;
import dev.rolecall.explanation.wording.notification.ChannelWords;
import dev.rolecall.explanation.wording.notification.ContextWords;
import dev.rolecall.explanation.wording.notification.DenialLine;
import dev.rolecall.explanation.wording.term.DenialSeverity;
import java.util.List;
import java.util.Optional;

/// Explanations for Slack: on the first screen of a phone the cause, who could not assume what, and
/// who needs to do what; everything else in the thread. External IDs are masked inside policy
/// documents too.
///
/// Message and thread fit into one message together (50 blocks, 13,000 characters), so that an
/// incoming webhook, which cannot reply, sends them as one.
public final class SlackFormat {

  private static final int THREAD = 7_000;

  private SlackFormat() {}

  /// The explanation of a denial.
  public static SlackMessage write(Explanation explanation, WritingOptions writingOptions) {
    Document document = DocumentWriter.write(explanation, writingOptions, false);
    AlertLine line = DenialLine.of(explanation);
    String sign = DenialSeverity.sign(explanation);
    SlackScreen screen =
        new SlackScreen(
            explanation,
            document,
            new SlackFrame(
                sign, line, List.of(), List.of(), new ContextWords(explanation).single()));
    String text = SlackText.line(sign, line);
    return new SlackMessage(
        text,
        SlackText.whole(text, Optional.empty(), document),
        screen.blocks(),
        Optional.of(
            new SlackMessage.Reply(
                ChannelWords.details(SlackText.title(sign, line)),
                screen.details(Optional.empty(), THREAD))));
  }
}
