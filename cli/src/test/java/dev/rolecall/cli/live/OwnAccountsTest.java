package dev.rolecall.cli.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.denial.AccountId;
import dev.rolecall.evidence.aws.AccountAccess;
import dev.rolecall.evidence.aws.AwsAccess;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

class OwnAccountsTest {

  private static final AccountId FIRST = new AccountId("222222222222");
  private static final AccountId SECOND = new AccountId("111111111111");

  private static AccountAccess accounts(AwsCredentialsProvider second) {
    SequencedMap<AccountId, AwsCredentialsProvider> own = new LinkedHashMap<>();
    own.put(FIRST, AnonymousCredentialsProvider.create());
    own.put(SECOND, second);
    return new OwnAccounts(own, Optional.empty());
  }

  @Test
  void theFirstProfileIsAtHome() {
    assertThat(accounts(AnonymousCredentialsProvider.create()).home()).isEqualTo(FIRST);
  }

  @Test
  void eachAccountHasItsOwnCredentials() {
    AwsCredentialsProvider second = AnonymousCredentialsProvider.create();
    assertThat(accounts(second).to(SECOND)).isEqualTo(new AwsAccess.Granted(second));
  }

  @Test
  void anotherAccountNamesTheOptionsThatOpenIt() {
    assertThat(accounts(AnonymousCredentialsProvider.create()).to(new AccountId("333333333333")))
        .isEqualTo(
            new AwsAccess.Refused(
                "none of the given profiles is for account 333333333333",
                "pass --profile with a profile for account 333333333333, or --reader-role"));
  }
}
