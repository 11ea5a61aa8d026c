package dev.rolecall.doctor.redrive;

import dev.rolecall.doctor.wording.RedriveWords;
import dev.rolecall.explanation.redaction.VisibleText;
import java.util.ArrayList;
import java.util.List;

/// What was sent again, for people.
public final class RedriveText {

  private RedriveText() {}

  public static String write(RedriveReport report) {
    List<String> lines = new ArrayList<>();
    report
        .problem()
        .ifPresent(
            problem -> {
              lines.add((problem.wrong() ? "❌ " : "❔ ") + problem.what());
              if (!problem.next().isEmpty()) {
                lines.add("   " + RedriveWords.next(problem.next()));
              }
            });
    for (RedriveReport.Queue queue : report.queues()) {
      lines.add(line(report, queue));
      queue.left().forEach((why, number) -> lines.add("   " + RedriveWords.left(number, why)));
    }
    if (report.problem().isEmpty()) {
      lines.add("");
      lines.add(
          report.dryRun()
              ? RedriveWords.wouldSend(report.found(), report.unread())
              : RedriveWords.sum(report.sent(), report.left(), report.unread()));
    }
    return String.join("\n", lines.stream().map(VisibleText::line).toList()) + "\n";
  }

  private static String line(RedriveReport report, RedriveReport.Queue queue) {
    String name = queue.kept().name();
    if (queue.unread().isPresent()) {
      return "❔ " + RedriveWords.unread(name, queue.unread().get());
    }
    if (queue.found() == 0) {
      return "✅ " + RedriveWords.empty(name);
    }
    if (report.dryRun()) {
      return "➡️ " + RedriveWords.holds(name, queue.found(), queue.kept().to());
    }
    return (queue.left().isEmpty() ? "✅ " : "❌ ")
        + RedriveWords.sent(name, queue.sent(), queue.kept().to());
  }
}
