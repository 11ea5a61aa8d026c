package dev.rolecall.cli.live;

import dev.rolecall.cli.wording.CredentialWords;
import dev.rolecall.denial.AccountId;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

/// Whose some credentials are.
///
/// @param from where they are from, in words
record Identity(AccountId account, String arn, String from, AwsCredentialsProvider credentials) {

  String words() {
    return CredentialWords.readingAs(arn, account, from);
  }
}
