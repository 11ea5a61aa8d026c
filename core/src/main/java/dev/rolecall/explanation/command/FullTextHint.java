package dev.rolecall.explanation.command;

import dev.rolecall.denial.Denial;
import dev.rolecall.explanation.document.Truncation;
import dev.rolecall.explanation.redaction.Redaction;
import dev.rolecall.explanation.wording.term.RegionNames;

/// Where to read the whole of what had to be shortened.
public final class FullTextHint {

  private FullTextHint() {}

  /// The command that explains the event again.
  public static String command(Denial denial) {
    return denial
        .eventId()
        .map(
            id ->
                "aws cloudtrail lookup-events --lookup-attributes "
                    + ShellWords.quote(
                        "AttributeKey=EventId,AttributeValue="
                            + Truncation.at(64, Redaction.of(id)))
                    + RegionNames.option(denial)
                    + " | rolecall explain - --live")
        .orElse("rolecall explain EVENT --live");
  }

  /// The command that shows what a change consisted of.
  ///
  /// @param region where CloudTrail records changes of this kind
  public static String change(String eventId, String region) {
    return "aws cloudtrail lookup-events --lookup-attributes "
        + ShellWords.quote(
            "AttributeKey=EventId,AttributeValue=" + Truncation.at(64, Redaction.of(eventId)))
        + " --region "
        + region
        + " --query 'Events[].CloudTrailEvent' --output text";
  }

  /// A line that stands where something was left out.
  public static String line(String command) {
    return "(shortened; full text: " + command + ")";
  }
}
