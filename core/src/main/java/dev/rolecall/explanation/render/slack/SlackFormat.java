package dev.rolecall.explanation.render.slack;

import static dev.rolecall.explanation.document.RichSentence.say;

import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.explanation.DocumentWriter;
import dev.rolecall.explanation.document.Document;
import dev.rolecall.explanation.document.RichSentence;
import dev.rolecall.explanation.document.WritingOptions;
import dev.rolecall.explanation.wording.Headline;
import java.util.List;
import java.util.Optional;

/// Explanations for Slack: on the first screen of a phone who could not assume what, why, who acts
/// and what to do; everything else in the thread. External ids are masked inside policy documents
/// too.
///
/// Message and thread fit into one message together (50 blocks, 13,000 characters), so that an
/// incoming webhook, which cannot reply, sends them as one.
public final class SlackFormat {

  private static final int THREAD = 7_000;

  private SlackFormat() {}

  /// The explanation of a denial.
  public static SlackMessage write(Explanation explanation, WritingOptions writingOptions) {
    Headline headline = new Headline(explanation);
    Document document = DocumentWriter.write(explanation, writingOptions, false);
    SlackScreen screen = new SlackScreen(explanation, document, SlackFrame.of(explanation));
    return new SlackMessage(
        SlackText.of(document, headline, List.of()),
        screen.blocks(),
        Optional.of(
            new SlackMessage.Reply(
                SlackText.escape("Details: " + SlackHeader.line(call(headline))),
                screen.details(Optional.empty(), THREAD))));
  }

  /// "ci → deploy".
  public static RichSentence call(Headline headline) {
    return say("{} → {}", headline.caller(), headline.role());
  }
}
