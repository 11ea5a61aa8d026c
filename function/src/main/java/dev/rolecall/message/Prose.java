package dev.rolecall.message;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A sentence or a phrase, with its values told from its words.
public record Prose(List<Span> spans) {

  /// Keeps its own copy.
  public Prose {
    spans = List.copyOf(spans);
  }

  /// Words alone.
  static Prose words(String text) {
    return new Prose(List.of(new Span.Words(text)));
  }

  /// A value alone.
  static Prose value(String text) {
    return new Prose(List.of(new Span.Value(text)));
  }

  /// Words with something in place of each `{}`: a [Prose] as it is, anything else as a value.
  ///
  /// @throws IllegalArgumentException when places and parts differ in number
  static Prose say(String pattern, Object... parts) {
    List<Span> spans = new ArrayList<>();
    int from = 0;
    for (Object part : parts) {
      int place = pattern.indexOf("{}", from);
      if (place < 0) {
        throw new IllegalArgumentException("too many parts for: " + pattern);
      }
      words(spans, pattern.substring(from, place));
      if (part instanceof Prose prose) {
        spans.addAll(prose.spans);
      } else {
        spans.add(new Span.Value(part.toString()));
      }
      from = place + 2;
    }
    if (pattern.indexOf("{}", from) >= 0) {
      throw new IllegalArgumentException("too few parts for: " + pattern);
    }
    words(spans, pattern.substring(from));
    return new Prose(spans);
  }

  private static void words(List<Span> spans, String text) {
    if (!text.isEmpty()) {
      spans.add(new Span.Words(text));
    }
  }

  /// A text that other packages wrote: what stands between backticks is a value, the rest words.
  static Prose ticked(String text) {
    String[] pieces = text.split("`", -1);
    List<Span> spans = new ArrayList<>();
    for (int i = 0; i < pieces.length; i++) {
      if (i % 2 == 1 && i < pieces.length - 1) {
        spans.add(new Span.Value(pieces[i]));
      } else {
        words(spans, pieces[i]);
      }
    }
    return new Prose(spans);
  }

  /// This and then `more`.
  Prose then(Prose more) {
    List<Span> both = new ArrayList<>(spans);
    both.addAll(more.spans);
    return new Prose(both);
  }

  /// This and then a word or a sign.
  Prose then(String words) {
    return then(words(words));
  }

  /// This as the beginning of a sentence.
  Prose capital() {
    if (spans.isEmpty() || !(spans.getFirst() instanceof Span.Words(String text))) {
      return this;
    }
    List<Span> capital = new ArrayList<>(spans);
    capital.set(
        0, new Span.Words(text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1)));
    return new Prose(capital);
  }

  /// This as a whole sentence.
  Prose sentence() {
    return capital().then(".");
  }

  /// `parts` with `between` between each two, and `last` between the last two.
  static Prose join(List<Prose> parts, String between, String last) {
    Prose joined = new Prose(List.of());
    for (int i = 0; i < parts.size(); i++) {
      if (i > 0) {
        joined = joined.then(i == parts.size() - 1 ? last : between);
      }
      joined = joined.then(parts.get(i));
    }
    return joined;
  }

  /// The values with commas, and `last` between the last two.
  static Prose values(List<String> values, String last) {
    return join(values.stream().map(Prose::value).toList(), ", ", last);
  }

  /// All of it as text, values between backticks.
  String plain() {
    StringBuilder out = new StringBuilder();
    for (Span span : spans) {
      switch (span) {
        case Span.Words(String text) -> out.append(text);
        case Span.Value(String text) -> out.append('`').append(text).append('`');
      }
    }
    return out.toString();
  }
}
