package dev.rolecall.doctor.check;

import dev.rolecall.doctor.report.CheckFinding;
import java.util.List;

/// One thing that has to be right.
public interface Check {

  /// What is to be said of it; at least one finding.
  List<CheckFinding> findings(CheckContext context);
}
