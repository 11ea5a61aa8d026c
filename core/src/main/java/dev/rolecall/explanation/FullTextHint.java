package dev.rolecall.explanation;

import dev.rolecall.denial.Denial;
import dev.rolecall.explanation.command.ShellWords;
import dev.rolecall.explanation.document.Truncation;
import dev.rolecall.explanation.redaction.Redaction;
import dev.rolecall.explanation.term.RegionNames;
import java.util.Optional;

/// Where to read the whole of what had to be shortened.
public final class FullTextHint {

  private FullTextHint() {}

  /// The command that explains the event again.
  public static String command(Denial denial) {
    Optional<String> id = denial.eventId();
    if (id.isEmpty()) {
      return "rolecall explain EVENT --live";
    }
    String region =
        denial.region().filter(RegionNames::isRegion).map(name -> " --region " + name).orElse("");
    return "aws cloudtrail lookup-events --lookup-attributes "
        + ShellWords.quote(
            "AttributeKey=EventId,AttributeValue=" + Truncation.at(64, Redaction.of(id.get())))
        + region
        + " | rolecall explain - --live";
  }

  /// A line that stands where something was left out.
  public static String line(String command) {
    return "(shortened; the whole: " + command + ")";
  }
}
