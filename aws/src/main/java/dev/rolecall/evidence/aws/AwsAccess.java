package dev.rolecall.evidence.aws;

import dev.rolecall.denial.GapReason;
import dev.rolecall.denial.GapRemedy;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

/// Whether an account may be read.
public sealed interface AwsAccess {

  /// It may, with these credentials. They are refreshed as they expire.
  record Granted(AwsCredentialsProvider credentials) implements AwsAccess {}

  /// It may not.
  ///
  /// @param learnBy the one command or step that settles it
  record Refused(GapReason why, GapRemedy learnBy) implements AwsAccess {

    /// In the words of the tool that reads.
    public Refused(String why, String learnBy) {
      this(new GapReason.Stated(why), new GapRemedy.Stated(learnBy));
    }
  }
}
