package dev.rolecall.explanation.wording.notification;

import dev.rolecall.explanation.document.Block;
import dev.rolecall.explanation.document.RichSentence;
import dev.rolecall.explanation.document.Truncation;
import dev.rolecall.explanation.redaction.Redaction;
import dev.rolecall.explanation.redaction.VisibleText;
import dev.rolecall.explanation.wording.term.Count;
import dev.rolecall.explanation.wording.term.TimeFormat;
import dev.rolecall.incident.state.Incident;
import dev.rolecall.incident.state.IncidentState;
import dev.rolecall.incident.state.IncidentSubject;
import dev.rolecall.incident.state.SampledNames;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/// How an incident went so far: how often, since when, by whom.
public record IncidentTimeline(Incident incident, Instant now) {

  /// Fewer denials, or in less time, are no rate: SDKs repeat a call some times by themselves.
  private static final int FEWEST = 3;

  private static final Duration SHORTEST = Duration.ofMinutes(1);

  private static final int LONGEST_NAME = 60;

  /// Whether there was more than one denial.
  public boolean repeats() {
    return incident.denials() > 1;
  }

  /// From the first denial to the last.
  public Duration span() {
    return Duration.between(incident.firstSeen(), incident.lastSeen());
  }

  /// How many denials an hour there were in this episode; empty when that says nothing.
  public OptionalDouble perHour() {
    return incident.denials() < FEWEST || span().compareTo(SHORTEST) < 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(
            (incident.denials() - 1) * (double) Duration.ofHours(1).toMillis() / span().toMillis());
  }

  /// "1,204 denials since 03:14 UTC (46/minute), last at 03:40 UTC".
  public String denials() {
    return Count.of(incident.denials(), "denial") + " " + when();
  }

  /// The same where a label says what is counted.
  public Block.Fact fact() {
    return new Block.Fact("Denials", Count.of(incident.denials()) + " " + when());
  }

  private String when() {
    String last = TimeFormat.clock(incident.lastSeen(), incident.firstSeen(), now);
    if (!repeats()) {
      return "at " + clock(incident.lastSeen());
    }
    if (incident.phase() == IncidentState.QUIET) {
      return "from " + range() + "; none for " + TimeFormat.length(unseen());
    }
    return span().compareTo(SHORTEST) < 0
        ? "within a minute, last at " + clock(incident.lastSeen())
        : "since " + first() + rate() + ", last at " + last;
  }

  /// "1,204 denials since 03:14 UTC".
  String denialsSince() {
    return Count.of(incident.denials(), "denial")
        + (incident.phase() == IncidentState.QUIET
            ? ", none for " + TimeFormat.length(unseen())
            : " since " + first());
  }

  /// "03:14 to 03:40 UTC".
  public String range() {
    return TimeFormat.range(incident.firstSeen(), incident.lastSeen(), now);
  }

  /// When the first denial was.
  String first() {
    return clock(incident.firstSeen());
  }

  /// How long there was no denial.
  public Duration unseen() {
    Duration unseen = Duration.between(incident.lastSeen(), now);
    return unseen.isNegative() ? Duration.ZERO : unseen;
  }

  public String clock(Instant time) {
    return TimeFormat.clock(time, now);
  }

  private String rate() {
    double hour = perHour().orElse(0);
    return hour >= 60
        ? rate(hour / 60, "minute")
        : hour >= 1 ? rate(hour, "hour") : hour * 24 >= 1 ? rate(hour * 24, "day") : "";
  }

  private static String rate(double times, String unit) {
    return " (" + Count.of(Math.round(times)) + "/" + unit + ")";
  }

  /// The sessions and the addresses, where there was more than one.
  public List<Block.Fact> seen(int most) {
    return Stream.of(
            several(isFederated() ? "Subjects" : "Sessions", incident.sessions(), most),
            several("Addresses", incident.sources(), most))
        .flatMap(Optional::stream)
        .toList();
  }

  private boolean isFederated() {
    return incident.subject() instanceof IncidentSubject.Refusal(String caller, _, _)
        && caller.indexOf('#') > 0;
  }

  private static Optional<Block.Fact> several(String label, SampledNames names, int most) {
    return names.named().size() > 1 || names.more()
        ? Optional.of(new Block.Fact(label, list(names, most)))
        : Optional.empty();
  }

  /// "`a`, `b` and 3 more".
  public static RichSentence list(SampledNames sampledNames, int most) {
    List<String> names =
        sampledNames.named().stream().limit(most).map(IncidentTimeline::name).toList();
    int left = sampledNames.named().size() - names.size();
    if (sampledNames.more()) {
      return RichSentence.values(names, ", ").then(" and more");
    }
    return left == 0
        ? RichSentence.values(names, " and ")
        : RichSentence.values(names, ", ").then(" and " + left + " more");
  }

  /// Roles in the order in which they were tried, the last first.
  public static List<Map.Entry<String, Instant>> newest(Map<String, Instant> roles) {
    return roles.entrySet().stream()
        .sorted(
            Map.Entry.<String, Instant>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()))
        .toList();
  }

  /// As much of a name as distinguishes it from others.
  public static String name(String name) {
    return Truncation.at(LONGEST_NAME, VisibleText.line(Redaction.of(name)));
  }
}
