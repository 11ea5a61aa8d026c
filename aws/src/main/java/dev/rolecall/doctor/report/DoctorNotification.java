package dev.rolecall.doctor.report;

import dev.rolecall.doctor.report.LastFindings.Entry;
import dev.rolecall.doctor.wording.DoctorWords;
import dev.rolecall.explanation.redaction.VisibleText;
import dev.rolecall.explanation.render.sns.SnsMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

  /// Fixed is what was checked again and is not wrong any more.
  List<Entry> fixed() {
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

  /// The mail; empty when nothing is wrong and nothing was fixed.
  ///
  /// @param again the command that checks again
  public Optional<SnsMessage> mail(String again) {
    List<Entry> fixed = fixed();
    if (report.wrong().isEmpty() && fixed.isEmpty()) {
      return Optional.empty();
    }
    List<String> lines = new ArrayList<>();
    lines.add(DoctorWords.checked(DoctorReportText.sum(report)));
    section(lines, "", report.wrong());
    if (!fixed.isEmpty()) {
      lines.add("");
      lines.add(DoctorWords.fixedSince());
      fixed.stream()
          .limit(MOST)
          .forEach(one -> lines.add(VisibleText.line(DoctorWords.was(one.what()))));
    }
    section(lines, DoctorWords.notChecked(), report.unknown());
    lines.add("");
    lines.add(DoctorWords.checkAgain(again));
    return Optional.of(
        new SnsMessage(
            DoctorWords.subject(report.wrong().size(), fixed.size()),
            Map.of("default", String.join("\n", lines)),
            Map.of()));
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
      lines.add(DoctorWords.more(findings.size() - MOST));
    }
  }
}
