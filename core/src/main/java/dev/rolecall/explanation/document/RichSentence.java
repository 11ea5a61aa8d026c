package dev.rolecall.explanation.document;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A sentence or a phrase, with its values told from its words.
public record RichSentence(List<TextSpan> spans) {

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

  /// Words with something in place of each `{}`: a [RichSentence] as it is, anything else as a
  /// value.
  ///
  /// @throws IllegalArgumentException when places and parts differ in number
  public static RichSentence say(String pattern, Object... parts) {
    List<TextSpan> spans = new ArrayList<>();
    int from = 0;
    for (Object part : parts) {
      int place = pattern.indexOf("{}", from);
      if (place < 0) {
        throw new IllegalArgumentException("too many parts for: " + pattern);
      }
      words(spans, pattern.substring(from, place));
      if (part instanceof RichSentence richSentence) {
        spans.addAll(richSentence.spans);
      } else {
        spans.add(new TextSpan.Value(part.toString()));
      }
      from = place + 2;
    }
    if (pattern.indexOf("{}", from) >= 0) {
      throw new IllegalArgumentException("too few parts for: " + pattern);
    }
    words(spans, pattern.substring(from));
    return new RichSentence(spans);
  }

  private static void words(List<TextSpan> spans, String text) {
    if (!text.isEmpty()) {
      spans.add(new TextSpan.Words(text));
    }
  }

  /// A text that other packages wrote: what stands between backticks is a value, the rest words.
  public static RichSentence ticked(String text) {
    String[] pieces = text.split("`", -1);
    List<TextSpan> spans = new ArrayList<>();
    for (int i = 0; i < pieces.length; i++) {
      if (i % 2 == 1 && i < pieces.length - 1) {
        spans.add(new TextSpan.Value(pieces[i]));
      } else {
        words(spans, pieces[i]);
      }
    }
    return new RichSentence(spans);
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
    RichSentence joined = new RichSentence(List.of());
    for (int i = 0; i < parts.size(); i++) {
      if (i > 0) {
        joined = joined.then(i == parts.size() - 1 ? last : between);
      }
      joined = joined.then(parts.get(i));
    }
    return joined;
  }

  /// The values with commas, and `last` between the last two.
  public static RichSentence values(List<String> values, String last) {
    return join(values.stream().map(RichSentence::value).toList(), ", ", last);
  }

  /// All of it as text, values between backticks.
  public String plain() {
    StringBuilder out = new StringBuilder();
    for (TextSpan textSpan : spans) {
      switch (textSpan) {
        case TextSpan.Words(String text) -> out.append(text);
        case TextSpan.Value(String text) -> out.append('`').append(text).append('`');
      }
    }
    return out.toString();
  }
}
