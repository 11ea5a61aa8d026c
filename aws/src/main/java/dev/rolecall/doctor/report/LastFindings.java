package dev.rolecall.doctor.report;

import java.util.List;

/// What was wrong the last time.
public interface LastFindings {

  /// One thing that was wrong.
  record Entry(Area area, Problem fault, String what) {

    static Entry of(CheckFinding.Wrong wrong) {
      return new Entry(wrong.area(), wrong.fault(), wrong.what());
    }
  }

  /// What was kept last; empty when nothing was.
  ///
  /// @throws dev.rolecall.incident.repository.RepositoryFailure when it cannot be had
  List<Entry> recall();

  /// Keeps what is wrong now.
  ///
  /// @throws dev.rolecall.incident.repository.RepositoryFailure when it cannot be kept
  void keep(List<Entry> entries);
}
