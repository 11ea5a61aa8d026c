package dev.rolecall.explanation.document;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A sentence or a phrase, with its values apart from its words.
public record RichSentence(List<TextSpan> spans) {

  private static final Pattern CLAUSE_END = Pattern.compile(";\\s+");
  private static final Pattern SENTENCE_END = Pattern.compile("(?<=[.])\\s+(?=[A-Z]|$)");

  /// No words at all.
  public static final RichSentence NOTHING = new RichSentence(List.of());

  public RichSentence {
    spans = List.copyOf(spans);
  }

  /// Words alone.
  public static RichSentence words(String text) {
    return new RichSentence(List.of(new TextSpan.Words(text)));
  }

  /// A value alone.
  public static RichSentence value(String text) {
    return new RichSentence(List.of(new TextSpan.Value(text)));
  }

  /// Words, with values between backticks, and with something in place of each `{}`: a
  /// [RichSentence] as it is, nothing for an empty [Optional], anything else as a value.
  ///
  /// @throws IllegalArgumentException when places and parts differ in number
  public static RichSentence say(String pattern, Object... parts) {
    List<TextSpan> said = new ArrayList<>();
    int from = 0;
    for (Object part : parts) {
      int place = pattern.indexOf(PLACE, from);
      if (place < 0) {
        throw new IllegalArgumentException(parts.length + " parts for: " + pattern);
      }
      addTicked(pattern.substring(from, place), said);
      said.addAll(part(part).spans);
      from = place + PLACE.length();
    }
    if (pattern.indexOf(PLACE, from) >= 0) {
      throw new IllegalArgumentException(parts.length + " parts for: " + pattern);
    }
    addTicked(pattern.substring(from), said);
    return new RichSentence(said);
  }

  private static final String PLACE = "{}";

  private static RichSentence part(Object part) {
    return switch (part) {
      case RichSentence sentence -> sentence;
      case Optional<?> some -> some.map(RichSentence::part).orElse(NOTHING);
      default -> value(part.toString());
    };
  }

  /// A text that other packages wrote: what stands between backticks is a value, the rest words.
  public static RichSentence ticked(String text) {
    List<TextSpan> spans = new ArrayList<>();
    addTicked(text, spans);
    return new RichSentence(spans);
  }

  private static void addTicked(String text, List<TextSpan> spans) {
    int from = 0;
    boolean value = false;
    for (int tick = text.indexOf('`'); tick >= 0; tick = text.indexOf('`', from)) {
      String piece = text.substring(from, tick);
      if (value) {
        spans.add(new TextSpan.Value(piece));
      } else if (!piece.isEmpty()) {
        spans.add(new TextSpan.Words(piece));
      }
      value = !value;
      from = tick + 1;
    }
    if (from < text.length()) {
      spans.add(new TextSpan.Words(text.substring(from)));
    }
  }

  /// This and then `more`.
  public RichSentence then(RichSentence more) {
    List<TextSpan> both = new ArrayList<>(spans);
    both.addAll(more.spans);
    return new RichSentence(both);
  }

  /// This and then a word or a sign.
  public RichSentence then(String words) {
    return then(words(words));
  }

  /// This as the beginning of a sentence.
  public RichSentence capital() {
    if (spans.isEmpty() || !(spans.getFirst() instanceof TextSpan.Words(String text))) {
      return this;
    }
    List<TextSpan> capital = new ArrayList<>(spans);
    capital.set(
        0, new TextSpan.Words(text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1)));
    return new RichSentence(capital);
  }

  /// This as a whole sentence.
  public RichSentence sentence() {
    return capital().then(".");
  }

  /// `parts` with `between` between each two, and `last` between the last two.
  public static RichSentence join(List<RichSentence> parts, String between, String last) {
    List<TextSpan> joined = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      if (i > 0) {
        joined.add(new TextSpan.Words(i == parts.size() - 1 ? last : between));
      }
      joined.addAll(parts.get(i).spans);
    }
    return new RichSentence(joined);
  }

  /// The values with commas, and `last` between the last two.
  public static RichSentence values(List<String> values, String last) {
    return join(values.stream().map(RichSentence::value).toList(), ", ", last);
  }

  /// The first of `items`; where there are more, one that says how many.
  ///
  /// @param more with `%d` in place of their number: "and %d more"
  public static List<RichSentence> first(int most, List<RichSentence> items, String more) {
    if (items.size() <= most) {
      return items;
    }
    List<RichSentence> first = new ArrayList<>(items.subList(0, most));
    first.add(words(more.formatted(items.size() - most)));
    return first;
  }

  /// Its sentences, each with its period.
  public List<RichSentence> sentences() {
    return split(SENTENCE_END);
  }

  /// What stands between its semicolons.
  public List<RichSentence> clauses() {
    return split(CLAUSE_END);
  }

  private List<RichSentence> split(Pattern end) {
    List<RichSentence> all = new ArrayList<>();
    List<TextSpan> part = new ArrayList<>();
    for (TextSpan span : spans) {
      if (span instanceof TextSpan.Words(String text)) {
        List<String> pieces = List.of(end.split(text, -1));
        for (String piece : pieces.subList(0, pieces.size() - 1)) {
          part.add(new TextSpan.Words(piece));
          all.add(new RichSentence(part));
          part.clear();
        }
        if (!pieces.getLast().isEmpty()) {
          part.add(new TextSpan.Words(pieces.getLast()));
        }
      } else {
        part.add(span);
      }
    }
    all.add(new RichSentence(part));
    return all.stream().filter(one -> !one.plain().isBlank()).toList();
  }

  /// The same with other values.
  public RichSentence withValues(UnaryOperator<String> values) {
    return new RichSentence(
        spans.stream()
            .map(
                span ->
                    span instanceof TextSpan.Value(String text)
                        ? new TextSpan.Value(values.apply(text))
                        : span)
            .toList());
  }

  /// All of it as text, values between backticks.
  public String plain() {
    return spans.stream().map(TextSpan::plain).collect(Collectors.joining());
  }
}
