package dev.rolecall.doctor;

import java.util.List;

/// One thing that has to be right.
interface Check {

  /// What is to be said of it; at least one finding.
  List<CheckFinding> findings(CheckContext checkContext);
}
