package dev.rolecall.explanation.wording.notification;

import dev.rolecall.explanation.document.RichSentence;
import dev.rolecall.explanation.redaction.VisibleText;
import dev.rolecall.explanation.wording.term.Shortened;
import java.util.List;
import java.util.stream.Stream;

/// A sentence in a single line.
///
/// @param sentences the same in fewer and fewer words, names as values; the first that fits whole
///   is taken, of the last one as much of each name as fits
/// @param endings what to do; the first that fits is taken
record SentenceLine(List<RichSentence> sentences, List<RichSentence> endings) implements AlertLine {

  SentenceLine {
    sentences = List.copyOf(sentences);
    endings = List.copyOf(endings);
  }

  @Override
  public String title(LineFormat format) {
    return new SentenceLine(sentences, List.of()).within(format);
  }

  @Override
  public String within(LineFormat format) {
    RichSentence first = sentences.getFirst();
    return Stream.concat(endings.stream().map(first::then), sentences.stream())
        .filter(sentence -> length(sentence, format) <= format.most())
        .findFirst()
        .or(() -> Stream.of(sentences.getLast()).findFirst())
        .map(sentence -> line(sentence, format))
        .orElse("");
  }

  private static int length(RichSentence sentence, LineFormat format) {
    return format.start().length()
        + sentence.spans().stream()
            .mapToInt(span -> format.clean().apply(VisibleText.line(span.text())).length())
            .sum();
  }

  private static String line(RichSentence sentence, LineFormat format) {
    return format.start()
        + new Shortened(sentence, format.most(), format.more(), format.clean())
            .within(format.most() - format.start().length());
  }
}
