package dev.rolecall.evidence.aws;

import dev.rolecall.denial.AccountId;

/// Hears of everything that could not be read, for metrics and logs. Called from several threads.
@FunctionalInterface
public interface ReadListener {

  /// Hears of one call that failed.
  ///
  /// @param action the call: `iam:GetRole`
  /// @param account where
  void unread(String action, AccountId account, Failure failure);

  /// Why a call failed. What AWS says does not exist is an answer and no failure.
  enum Failure {
    NOT_ALLOWED,
    THROTTLED,
    TIMED_OUT,
    FAILED
  }
}
