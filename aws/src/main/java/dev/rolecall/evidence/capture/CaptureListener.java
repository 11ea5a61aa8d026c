package dev.rolecall.evidence.capture;

import dev.rolecall.denial.AccountId;

/// Hears how far a capture has got. Called from several threads.
public interface CaptureListener {

  /// Hears of one more page or policy that was read.
  ///
  /// @param what what is being read: "roles, users and policies"
  /// @param items how many of it there are so far
  void reading(AccountId account, String what, int items);
}
