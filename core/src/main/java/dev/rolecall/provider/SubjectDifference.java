package dev.rolecall.provider;

import dev.rolecall.iam.condition.Glob;
import dev.rolecall.service.PatternOverlap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// In which parts a subject differs from what a policy wants: the fewest that would have to be
/// others for the two to fit.
///
/// @param parts in their order; never empty
public record SubjectDifference(List<Part> parts) {

  /// How a part differs.
  public enum How {
    /// Another value.
    OTHER,
    /// The subject has it, and the policy wants none.
    ONLY_SENT,
    /// The policy wants it, and the subject has none.
    ONLY_WANTED
  }

  /// A part that differs.
  public record Part(Segment segment, How how) {}

  private static final int MOST_AT_ONCE = 3;

  public SubjectDifference {
    parts = List.copyOf(parts);
  }

  /// Empty when the two are too unlike to name the parts.
  ///
  /// @param wildcards whether the policy's `*` and `?` are wildcards
  public static Optional<SubjectDifference> of(Subject sent, String wanted, boolean wildcards) {
    return new Search(sent, wanted, wildcards).find();
  }

  /// The names of the parts that differ.
  List<String> names() {
    return parts.stream().map(part -> part.segment().name()).toList();
  }

  private record Search(Subject sent, String wanted, boolean wildcards) {

    Optional<SubjectDifference> find() {
      int[] pattern = PatternOverlap.pattern(wanted, wildcards);
      if (!fits(sent.segments(), pattern)) {
        return byForm();
      }
      if (fits(List.of(), pattern)) {
        return others(sent.everyRunSegments());
      }
      List<Segment> lasting =
          sent.segments().stream()
              .filter(segment -> segment.stability() != Stability.EVERY_RUN)
              .toList();
      for (int size = 1; size <= Math.min(MOST_AT_ONCE, lasting.size()); size++) {
        Optional<List<Segment>> found = choose(lasting, 0, size, new ArrayList<>(), pattern);
        if (found.isPresent()) {
          return others(found.get());
        }
      }
      return others(lasting);
    }

    private Optional<List<Segment>> choose(
        List<Segment> from, int at, int size, List<Segment> chosen, int[] pattern) {
      if (chosen.size() == size) {
        return fits(chosen, pattern) ? Optional.of(List.copyOf(chosen)) : Optional.empty();
      }
      for (int i = at; i < from.size(); i++) {
        chosen.add(from.get(i));
        Optional<List<Segment>> found = choose(from, i + 1, size, chosen, pattern);
        chosen.removeLast();
        if (found.isPresent()) {
          return found;
        }
      }
      return Optional.empty();
    }

    private static Optional<SubjectDifference> others(List<Segment> segments) {
      return segments.isEmpty()
          ? Optional.empty()
          : Optional.of(
              new SubjectDifference(
                  segments.stream().map(segment -> new Part(segment, How.OTHER)).toList()));
    }

    /// Whether the subject would fit, were the parts in `free` others. What is new in every run is
    /// free always.
    private boolean fits(Collection<Segment> free, int[] pattern) {
      String text = sent.text();
      List<Subject.Span> spans = new ArrayList<>(sent.everyRun());
      free.forEach(segment -> spans.add(new Subject.Span(segment.start(), segment.end())));
      spans.sort(Comparator.comparingInt(Subject.Span::start).thenComparingInt(Subject.Span::end));
      int[] codes = new int[text.length()];
      int length = 0;
      int at = 0;
      for (Subject.Span span : spans) {
        if (span.end() > at) {
          while (at < span.start()) {
            codes[length++] = text.charAt(at++);
          }
          codes[length++] = any(text, span);
          at = span.end();
        }
      }
      while (at < text.length()) {
        codes[length++] = text.charAt(at++);
      }
      return PatternOverlap.of(Arrays.copyOf(codes, length), pattern);
    }

    /// A part cannot have what ends it, unless it has it already.
    private static int any(String text, Subject.Span span) {
      int border = span.end() < text.length() ? span.end() : span.start() - 1;
      if (border < 0) {
        return PatternOverlap.ANY;
      }
      int within = text.indexOf(text.charAt(border), span.start());
      return within >= 0 && within < span.end()
          ? PatternOverlap.ANY
          : PatternOverlap.but(text.charAt(border));
    }

    /// What is wanted has another form, or more or fewer parts.
    private Optional<SubjectDifference> byForm() {
      return sent.provider()
          .subject(wanted)
          .or(this::formOfPattern)
          .map(this::against)
          .filter(parts -> !parts.isEmpty())
          .map(SubjectDifference::new);
    }

    /// The example of the form that a pattern with wildcards is for, with what was sent in all
    /// parts that both have.
    private Optional<Subject> formOfPattern() {
      return sent.provider().exampleSubjects().stream()
          .flatMap(example -> sent.provider().subject(example).stream())
          .filter(example -> !example.form().equals(sent.form()))
          .map(this::withSent)
          .filter(other -> new Search(other, wanted, wildcards).fitsBy(sent))
          .findFirst();
    }

    private Subject withSent(Subject example) {
      Subject filled = example;
      for (Segment segment : example.segments()) {
        Optional<Segment> mine = sent.segment(segment.name());
        if (mine.isPresent()) {
          String text =
              filled.with(filled.segment(segment.name()).orElseThrow(), mine.get().value());
          filled = sent.provider().subject(text).orElse(filled);
        }
      }
      return filled;
    }

    /// Whether the pattern fits, whatever stands in the parts that `other` does not have.
    private boolean fitsBy(Subject other) {
      List<Segment> free =
          sent.segments().stream()
              .filter(segment -> other.segment(segment.name()).isEmpty())
              .toList();
      return fits(free, PatternOverlap.pattern(wanted, wildcards));
    }

    private List<Part> against(Subject theirs) {
      List<Part> parts = new ArrayList<>();
      for (Segment segment : theirs.segments()) {
        Optional<Segment> mine = sent.segment(segment.name());
        if (mine.isEmpty()) {
          parts.add(new Part(segment, How.ONLY_WANTED));
        } else if (!equal(segment.value(), mine.get().value())) {
          parts.add(new Part(mine.get(), How.OTHER));
        }
      }
      for (Segment segment : sent.segments()) {
        if (theirs.segment(segment.name()).isEmpty()) {
          parts.add(new Part(segment, How.ONLY_SENT));
        }
      }
      return parts;
    }

    private boolean equal(String theirs, String mine) {
      return wildcards ? Glob.matchesText(theirs, mine) : theirs.equals(mine);
    }
  }
}
