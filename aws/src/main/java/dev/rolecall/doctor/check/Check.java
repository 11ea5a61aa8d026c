package dev.rolecall.doctor.check;

import dev.rolecall.doctor.report.CheckFinding;
import java.util.List;

/// One thing that must be right.
public interface Check {

  /// The findings about it, at least one.
  List<CheckFinding> findings(CheckContext context);
}
