package dev.rolecall.cli.live;

import dev.rolecall.cli.wording.CredentialWords;
import dev.rolecall.denial.AccountId;
import dev.rolecall.evidence.aws.AccountAccess;
import dev.rolecall.evidence.aws.AwsAccess;
import java.util.Optional;
import java.util.SequencedMap;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

/// Reads each account by the user's profile for it, and the others by the reader role, if there is
/// one.
///
/// @param own by account; the first is the home account
/// @param others for accounts without a profile
record OwnAccounts(
    SequencedMap<AccountId, AwsCredentialsProvider> own, Optional<AccountAccess> others)
    implements AccountAccess {

  @Override
  public AccountId home() {
    return own.firstEntry().getKey();
  }

  @Override
  public AwsAccess to(AccountId account) {
    AwsCredentialsProvider credentials = own.get(account);
    return credentials == null
        ? others
            .map(access -> access.to(account))
            .orElseGet(
                () ->
                    new AwsAccess.Refused(
                        CredentialWords.noProfileFor(account),
                        CredentialWords.addProfileFor(account)))
        : new AwsAccess.Granted(credentials);
  }
}
