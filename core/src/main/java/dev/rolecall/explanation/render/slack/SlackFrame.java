package dev.rolecall.explanation.render.slack;

import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.explanation.document.Block;
import dev.rolecall.explanation.document.RichSentence;
import dev.rolecall.explanation.term.DenialSeverity;
import dev.rolecall.explanation.wording.Headline;
import java.util.List;

/// What stands around the explanation in a message for Slack.
///
/// @param sign an emoji
/// @param title names are values
/// @param lead before the reason: what is new, how it went so far
/// @param acting who has to act
/// @param seen before time and place of the newest denial
/// @param more says where to find what the message leaves out
public record SlackFrame(
    String sign,
    RichSentence title,
    List<Block> lead,
    List<Block> acting,
    List<Block> seen,
    String more) {

  public SlackFrame {
    lead = List.copyOf(lead);
    acting = List.copyOf(acting);
    seen = List.copyOf(seen);
  }

  /// Of a denial by itself.
  static SlackFrame of(Explanation explanation) {
    Headline headline = new Headline(explanation);
    return new SlackFrame(
        DenialSeverity.sign(explanation),
        SlackFormat.call(headline).then(" denied: " + headline.cause()),
        List.of(),
        acting(headline),
        List.of(),
        "More below.");
  }

  public static List<Block> acting(Headline headline) {
    return List.of(new Block.Facts(new Block.Fact("Who acts", headline.actor())));
  }
}
