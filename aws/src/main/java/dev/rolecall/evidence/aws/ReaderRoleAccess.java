package dev.rolecall.evidence.aws;

import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.GapReason;
import dev.rolecall.denial.GapRemedy;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;
import software.amazon.awssdk.services.sts.model.StsException;

/// Reads the home account with its own credentials, and every other one through a role of that
/// account.
public final class ReaderRoleAccess implements AccountAccess {

  private static final String SESSION = "rolecall";

  private final AccountId home;
  private final AwsCredentialsProvider own;
  private final Optional<ReaderRole> reader;
  private final AwsClients clients;
  private final Map<AccountId, AwsCredentialsProvider> assumed = new ConcurrentHashMap<>();

  /// @param reader empty when no account but `home` is read
  public ReaderRoleAccess(
      AccountId home, AwsCredentialsProvider own, Optional<ReaderRole> reader, AwsClients clients) {
    this.home = home;
    this.own = own;
    this.reader = reader;
    this.clients = clients;
  }

  @Override
  public AccountId home() {
    return home;
  }

  /// Only an account whose role was assumed is kept, so that unknown accounts take no memory.
  @Override
  public AwsAccess to(AccountId account) {
    if (account.equals(home)) {
      return new AwsAccess.Granted(own);
    }
    if (reader.isEmpty()) {
      return new AwsAccess.Refused(
          new GapReason.NoReaderRole(account), new GapRemedy.DeployReader(account, true));
    }
    AwsCredentialsProvider known = assumed.get(account);
    return known == null ? assume(account, reader.get()) : new AwsAccess.Granted(known);
  }

  private AwsAccess assume(AccountId account, ReaderRole role) {
    StsAssumeRoleCredentialsProvider provider = provider(account, role);
    try {
      provider.resolveCredentials();
    } catch (StsException e) {
      if (AwsErrors.isNotAllowed(e)) {
        return new AwsAccess.Refused(
            new GapReason.ReaderRoleDenied(role.name(), account),
            new GapRemedy.DeployReader(account, false));
      }
      throw e;
    }
    AwsCredentialsProvider first = assumed.putIfAbsent(account, provider);
    return new AwsAccess.Granted(first == null ? provider : first);
  }

  private StsAssumeRoleCredentialsProvider provider(AccountId account, ReaderRole role) {
    return StsAssumeRoleCredentialsProvider.builder()
        .stsClient(clients.sts(own))
        .refreshRequest(
            request -> {
              request
                  .roleArn(
                      "arn:%s:iam::%s:role/%s".formatted(clients.partition(), account, role.name()))
                  .roleSessionName(SESSION);
              role.externalId().ifPresent(request::externalId);
            })
        .build();
  }
}
