package dev.rolecall.explanation.wording.term;

import dev.rolecall.explanation.document.RichSentence;
import dev.rolecall.explanation.document.TextSpan;
import dev.rolecall.explanation.document.Truncation;
import dev.rolecall.explanation.redaction.VisibleText;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/// One line for titles and subjects. Its words stay whole; names take the room that is left, and
/// the long ones are cut.
///
/// @param longest of a name
/// @param more stands where a name was cut
/// @param clean of names: what the place must not see
public record Shortened(RichSentence line, int longest, String more, UnaryOperator<String> clean) {

  /// So much of a name distinguishes it from others, as a rule.
  private static final int READABLE = 16;

  /// The line with as much of its names as fits.
  public String within(int most) {
    List<String> names = names();
    int[] widths = widths(names, most - words());
    StringBuilder out = new StringBuilder();
    int next = 0;
    for (TextSpan textSpan : line.spans()) {
      switch (textSpan) {
        case TextSpan.Words(String text) -> out.append(text);
        case TextSpan.Value _ -> {
          out.append(Truncation.at(widths[next], more, names.get(next), name -> name));
          next++;
        }
      }
    }
    return Truncation.at(most, more, out.toString(), text -> text);
  }

  /// Whether enough of every name fits to tell what the line is about.
  public boolean fits(int most) {
    return words() + names().stream().mapToInt(name -> Math.min(READABLE, name.length())).sum()
        <= most;
  }

  private int words() {
    return line.spans().stream()
        .filter(TextSpan.Words.class::isInstance)
        .mapToInt(textSpan -> textSpan.text().length())
        .sum();
  }

  private List<String> names() {
    return line.spans().stream()
        .filter(TextSpan.Value.class::isInstance)
        .map(
            textSpan ->
                Truncation.at(
                    longest, more, clean.apply(VisibleText.line(textSpan.text())), name -> name))
        .toList();
  }

  /// What the short names leave goes to the long ones.
  private static int[] widths(List<String> names, int room) {
    List<Integer> shortFirst =
        IntStream.range(0, names.size())
            .boxed()
            .sorted(Comparator.comparingInt(i -> names.get(i).length()))
            .toList();
    int[] widths = new int[names.size()];
    int rest = Math.max(0, room);
    int waiting = names.size();
    for (int i : shortFirst) {
      widths[i] = Math.min(names.get(i).length(), rest / waiting);
      rest -= widths[i];
      waiting--;
    }
    return widths;
  }
}
