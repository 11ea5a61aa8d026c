package dev.rolecall.message;

import dev.rolecall.diagnosis.Explanation;
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
  public static SlackMessage write(Explanation explanation, Options options) {
    Title title = new Title(explanation);
    Letter letter = LetterWriter.write(explanation, options, false);
    SlackScreen screen = new SlackScreen(explanation, letter, SlackFrame.of(explanation));
    return new SlackMessage(
        SlackText.of(letter, title, List.of()),
        screen.blocks(),
        Optional.of(
            new SlackMessage.Reply(
                SlackText.escape("Details: " + SlackHeader.line(call(title))),
                screen.details(List.of(), THREAD))));
  }

  /// "ci → deploy".
  static Prose call(Title title) {
    return Prose.say("{} → {}", title.caller(), title.role());
  }
}
