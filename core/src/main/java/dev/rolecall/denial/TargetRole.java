package dev.rolecall.denial;

import java.util.Optional;

/// The role that was asked for.
public sealed interface TargetRole {

  /// The ARN, when it is known.
  default Optional<RoleArn> arn() {
    return Optional.empty();
  }

  /// The record names the role.
  record Known(RoleArn role) implements TargetRole {
    @Override
    public Optional<RoleArn> arn() {
      return Optional.of(role);
    }
  }

  /// The record has a text where the ARN should be, and it is not the ARN of a role.
  record Unreadable(String text, Source source) implements TargetRole {

    /// Where the text stands.
    public enum Source {
      /// In what the call asked for.
      REQUEST,
      /// In AWS's sentence alone.
      SENTENCE,
      /// At the end of AWS's sentence, where it may have been cut.
      CUT_SENTENCE
    }
  }

  /// The record does not name the role, as is usual for denied web-identity calls.
  record NotRecorded() implements TargetRole {}
}
