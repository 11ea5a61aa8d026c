package dev.rolecall.report.page;

import dev.rolecall.explanation.document.RichSentence;
import dev.rolecall.explanation.document.TextSpan;
import dev.rolecall.explanation.document.Truncation;
import dev.rolecall.explanation.render.json.Sentences;
import dev.rolecall.explanation.wording.CauseLabel;
import dev.rolecall.report.IncidentStatus;
import dev.rolecall.report.wording.ReportWords;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.stream.Collectors;

/// The incidents with the most denials that are still denied, and who needs to do what. Callers of
/// unknown accounts are not among them: denying these is right until they are known.
final class FirstFixes {

  private static final int MOST = 5;
  private static final int LONGEST_NAME = 70;

  /// @param action who needs to do what
  private record FirstFix(Row row, RichSentence action) {
    long denials() {
      return row.incident().denials();
    }
  }

  private final PriorityQueue<FirstFix> most =
      new PriorityQueue<>(Comparator.comparingLong(FirstFix::denials));

  void add(Row row, RichSentence action) {
    if (row.standing() == IncidentStatus.STILL_DENIED && !action.spans().isEmpty()) {
      most.add(new FirstFix(row, action));
      if (most.size() > MOST) {
        most.remove();
      }
    }
  }

  /// A section of the page; nothing when there is none.
  String markup() {
    if (most.isEmpty()) {
      return "";
    }
    return """
    <section class="card first" aria-labelledby="first">
    <h2 id="first">%s</h2>
    <p class="hint">%s</p>
    <ol>
    %s</ol>
    </section>\
    """
        .formatted(
            ReportWords.firstFixes(),
            ReportWords.aboutFirstFixes(),
            most.stream()
                .sorted(Comparator.comparingLong(FirstFix::denials).reversed())
                .map(FirstFixes::item)
                .collect(Collectors.joining()));
  }

  private static String item(FirstFix fix) {
    Row row = fix.row();
    return """
    <li><a href="#incident=%s">%s → %s</a>
    <small>%s → %s</small>
    <p><b>%s, %s.</b> %s</p></li>
    """
        .formatted(
            HtmlText.markup(row.incident().id()),
            name(row.caller()),
            name(row.role()),
            HtmlText.markup(row.caller().home().title()),
            HtmlText.markup(row.role().home().title()),
            HtmlText.escaped(Sentences.capital(CauseLabel.of(row.cause()))),
            ReportWords.denials(fix.denials()),
            fix.action().spans().stream().map(FirstFixes::span).collect(Collectors.joining()));
  }

  private static String name(Row.Party party) {
    return HtmlText.markup(Truncation.at(LONGEST_NAME, party.name()));
  }

  private static String span(TextSpan span) {
    return switch (span) {
      case TextSpan.Words words -> HtmlText.escaped(words.text());
      case TextSpan.Value value -> "<code>" + HtmlText.markup(value.text()) + "</code>";
    };
  }
}
