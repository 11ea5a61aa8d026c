package dev.rolecall.evidence.aws;

import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

/// Whether an account may be read.
public sealed interface AwsAccess {

  /// It may, with these credentials. They are refreshed as they expire.
  record Granted(AwsCredentialsProvider credentials) implements AwsAccess {}

  /// It may not.
  ///
  /// @param why one phrase, for people
  /// @param learnBy the one command or step that settles it
  record Refused(String why, String learnBy) implements AwsAccess {}
}
