package dev.rolecall.explanation.wording.notification;

import static dev.rolecall.explanation.document.RichSentence.words;

import dev.rolecall.explanation.document.Block;
import dev.rolecall.explanation.document.RichSentence;
import java.util.List;

/// The words that a channel puts around a document.
public final class ChannelWords {

  private ChannelWords() {}

  /// Stands before the line of a text message or a subject.
  public static String sender() {
    return "Rolecall: ";
  }

  /// What a list of channels looks like, to follow "expected".
  public static String list(List<String> channels) {
    return "a comma-separated list of channels: " + String.join(", ", channels);
  }

  /// A button, or the first word of a reply.
  public static String details() {
    return "Details";
  }

  /// What a reply with the details is about.
  ///
  /// @param line the alert in a single line
  public static String details(String line) {
    return details() + ": " + line;
  }

  /// The action of an alert.
  public static Block.Fact action(RichSentence action) {
    return new Block.Fact("What to do", action);
  }

  /// Announces a command that prints what was left out.
  public static String shortened() {
    return "Shortened. Full text:";
  }

  /// Where something was left out that no command prints.
  public static String cut() {
    return "Shortened.";
  }

  /// In place of the end of a long block of code.
  public static String shortenedCode() {
    return "… (shortened)";
  }

  /// In place of commands that would be garbled.
  public static String commandsElsewhere() {
    return "(commands: see the e-mail, or run `rolecall explain`)";
  }

  /// What a message leaves out follows in the details.
  public static RichSentence more() {
    return words("More in the details.");
  }

  /// The end of a list that is too long, for [RichSentence#first].
  public static String andMore() {
    return "and %d more";
  }

  /// A value without any characters.
  public static String empty() {
    return "(empty)";
  }

  /// A list of items; where there are more, their number.
  public static List<RichSentence> first(int most, List<RichSentence> items) {
    return RichSentence.first(most, items, andMore());
  }
}
