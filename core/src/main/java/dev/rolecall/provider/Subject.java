package dev.rolecall.provider;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The `sub` claim of a token, taken apart as its provider writes it.
///
/// @param text the claim as it was sent
/// @param form the name of its form: `workspace`, `stack`
/// @param segments its named parts, in their order
/// @param values what templates of the provider's entry can name
/// @param everyRun what changes with every run, in its order and without overlaps
public record Subject(
    IdentityProvider provider,
    String text,
    String form,
    List<Segment> segments,
    Map<String, String> values,
    List<Subject.Span> everyRun) {

  /// What is left before the first part that stays, where others stood before it.
  private static final Pattern LEADING = Pattern.compile("^[:/|]+");

  static Subject of(IdentityProvider provider, String text, String form, SubjectForm.Parts parts) {
    List<Segment> segments =
        parts.segments().stream().sorted(Comparator.comparingInt(Segment::start)).toList();
    return new Subject(
        provider,
        text,
        form,
        segments,
        Map.copyOf(parts.values()),
        everyRun(provider, text, segments));
  }

  /// The named part, if it has it.
  public Optional<Segment> segment(String name) {
    return segments.stream().filter(segment -> segment.name().equals(name)).findFirst();
  }

  /// The claim with another value for one part, as another workload would send it.
  public String with(Segment segment, String value) {
    return text.substring(0, segment.start()) + value + text.substring(segment.end());
  }

  /// The claim with `*` for every part that changes with every run: what a trust policy has to
  /// match so that the workload's next run passes. The claim itself, where nothing does. Empty
  /// where nothing would be left that says whose it is, and where the claim has wildcards of its
  /// own.
  public Optional<String> stablePattern() {
    List<Span> spans = everyRun();
    boolean named = segments.stream().anyMatch(segment -> segment.stability() == Stability.STABLE);
    if (!named || (!spans.isEmpty() && (text.indexOf('*') >= 0 || text.indexOf('?') >= 0))) {
      return Optional.empty();
    }
    StringBuilder pattern = new StringBuilder();
    int at = 0;
    for (Span span : spans) {
      pattern.append(text, at, span.start()).append('*');
      at = span.end();
    }
    return Optional.of(pattern.append(text, at, text.length()).toString());
  }

  /// The claim without what changes with every run, and with branch, environment or phase: the same
  /// for all runs of a workload. Empty where nothing of it says whose it is.
  public Optional<String> workload() {
    if (!isIdentified()) {
      return Optional.empty();
    }
    if (isStable() && segments.stream().allMatch(Subject::isStable)) {
      return Optional.of(text);
    }
    StringBuilder name = new StringBuilder();
    int at = 0;
    for (Segment segment : segments) {
      if (segment.start() < at) {
        continue;
      }
      if (isStable(segment)) {
        name.append(text, at, segment.start()).append(withoutRuns(segment.start(), segment.end()));
      }
      at = segment.end();
    }
    return Optional.of(LEADING.matcher(name).replaceFirst(""));
  }

  private static boolean isStable(Segment segment) {
    return segment.stability() == Stability.STABLE;
  }

  /// The claim with `*` for what changes with every run.
  public String withoutRuns() {
    return withoutRuns(0, text.length());
  }

  private String withoutRuns(int start, int end) {
    StringBuilder kept = new StringBuilder();
    int at = start;
    for (Span span : everyRun) {
      if (span.start() >= at && span.end() <= end) {
        kept.append(text, at, span.start()).append('*');
        at = span.end();
      }
    }
    return kept.append(text, at, end).toString();
  }

  /// Whether the next run of the workload sends the same claim.
  public boolean isStable() {
    return everyRun().isEmpty();
  }

  /// Whether some part that stays says whose it is.
  public boolean isIdentified() {
    return segments.stream()
        .anyMatch(segment -> segment.stability() == Stability.STABLE && !segment.weak());
  }

  /// The parts that are new in every run, in words.
  public List<Segment> everyRunSegments() {
    List<Span> spans = everyRun();
    return segments.stream()
        .filter(
            segment ->
                spans.stream()
                    .anyMatch(span -> span.start() < segment.end() && span.end() > segment.start()))
        .toList();
  }

  /// A stretch of the claim.
  record Span(int start, int end) {}

  private static List<Span> everyRun(
      IdentityProvider provider, String text, List<Segment> segments) {
    List<Span> spans = new ArrayList<>();
    for (Segment segment : segments) {
      if (segment.stability() == Stability.EVERY_RUN) {
        spans.add(new Span(segment.start(), segment.end()));
      }
    }
    for (LazyPattern part : provider.everyRun()) {
      Matcher matcher = part.get().matcher(text);
      while (matcher.find()) {
        spans.add(new Span(matcher.start(1), matcher.end(1)));
      }
    }
    spans.sort(Comparator.comparingInt(Span::start));
    List<Span> apart = new ArrayList<>();
    for (Span span : spans) {
      if (apart.isEmpty() || span.start() >= apart.getLast().end()) {
        apart.add(span);
      }
    }
    return List.copyOf(apart);
  }

  @Override
  public String toString() {
    return text;
  }
}
