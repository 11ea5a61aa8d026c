package dev.rolecall.doctor.report;

import dev.rolecall.doctor.report.LastFindings.Entry;
import dev.rolecall.explanation.redaction.VisibleText;
import dev.rolecall.explanation.render.sns.SnsMessage;
import dev.rolecall.explanation.term.Count;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What a report tells the operators of Rolecall.
///
/// @param before what was wrong the last time
public record DoctorNotification(DoctorReport report, List<Entry> before) {

  /// A mail has its limits, and so have readers.
  private static final int MOST = 40;

  public DoctorNotification {
    before = List.copyOf(before);
  }

  /// Mended is what was looked at again and is not wrong any more.
  List<Entry> mended() {
    return gone(true);
  }

  /// What to keep for the next time: what is wrong, and what was and could not be looked at.
  public List<Entry> toKeep() {
    return Stream.concat(now().stream(), gone(false).stream()).toList();
  }

  private List<Entry> gone(boolean lookedAt) {
    return before.stream()
        .filter(entry -> !now().contains(entry) && isLookedAt(entry.area()) == lookedAt)
        .toList();
  }

  private List<Entry> now() {
    return report.wrong().stream().map(Entry::of).toList();
  }

  private boolean isLookedAt(Area area) {
    return report.findings().stream().anyMatch(finding -> finding.area() == area)
        && report.unknown().stream().noneMatch(unknown -> unknown.area() == area);
  }

  /// The mail; empty when nothing is wrong and nothing was mended.
  ///
  /// @param again the command that looks again
  public Optional<SnsMessage> mail(String again) {
    List<Entry> mended = mended();
    if (report.wrong().isEmpty() && mended.isEmpty()) {
      return Optional.empty();
    }
    List<String> lines = new ArrayList<>();
    lines.add("Rolecall has looked at its own installation: " + DoctorReportText.sum(report) + ".");
    section(lines, "", report.wrong());
    if (!mended.isEmpty()) {
      lines.add("");
      lines.add("Mended since the last time:");
      mended.stream()
          .limit(MOST)
          .forEach(one -> lines.add(VisibleText.line("✅ was: " + one.what())));
    }
    section(lines, "Not looked at:", report.unknown());
    lines.add("");
    lines.add("To look again: " + again);
    return Optional.of(
        new SnsMessage(subject(mended), Map.of("default", String.join("\n", lines)), Map.of()));
  }

  private void section(List<String> lines, String title, List<? extends CheckFinding> findings) {
    if (findings.isEmpty()) {
      return;
    }
    lines.add("");
    if (!title.isEmpty()) {
      lines.add(title);
    }
    findings.stream()
        .limit(MOST)
        .forEach(finding -> lines.addAll(DoctorReportText.finding(report, finding)));
    if (findings.size() > MOST) {
      lines.add("and " + (findings.size() - MOST) + " more");
    }
  }

  private String subject(List<Entry> mended) {
    int wrong = report.wrong().size();
    return "Rolecall's installation: "
        + Stream.of(
                wrong == 0 ? "" : Count.of(wrong, "thing") + " wrong",
                mended.isEmpty() ? "" : mended.size() + " mended")
            .filter(text -> !text.isEmpty())
            .collect(Collectors.joining(", "));
  }
}
