package dev.rolecall.provider;

/// How long a part of a subject stays what it is.
public enum Stability {
  /// The same for every run of the workload: organization, repository, workspace.
  STABLE,
  /// Changes with branch, environment, phase or kind of run.
  VARYING,
  /// New in every run, or with every person who starts one. A policy must never name its value.
  EVERY_RUN
}
