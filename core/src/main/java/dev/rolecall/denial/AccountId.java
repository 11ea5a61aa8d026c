package dev.rolecall.denial;

import dev.rolecall.problem.ValueWords;
import java.util.Optional;

/// The 12 digits of an AWS account.
public record AccountId(String value) implements Comparable<AccountId> {

  /// @throws IllegalArgumentException when `value` is not 12 digits
  public AccountId {
    if (!isAccountId(value)) {
      throw new IllegalArgumentException(ValueWords.notAnAccountId(value));
    }
  }

  /// The account id in `text`, or empty when `text` is anything else.
  public static Optional<AccountId> parse(String text) {
    return isAccountId(text) ? Optional.of(new AccountId(text)) : Optional.empty();
  }

  /// Whether `text` is written like an account id.
  public static boolean isAccountId(String text) {
    return text.length() == 12 && text.chars().allMatch(digit -> digit >= '0' && digit <= '9');
  }

  @Override
  public int compareTo(AccountId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
