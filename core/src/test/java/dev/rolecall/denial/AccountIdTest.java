package dev.rolecall.denial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccountIdTest {

  @Test
  void twelveDigitsAreAnAccount() {
    assertThat(AccountId.parse("012345678901")).contains(new AccountId("012345678901"));
    assertThat(new AccountId("012345678901")).hasToString("012345678901");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "01234567890",
        "0123456789012",
        "01234567890a",
        " 12345678901",
        "0123-4567-89",
        "٠١٢٣٤٥٦٧٨٩٠١",
        "012345678901\n"
      })
  void anythingElseIsNone(String text) {
    assertThat(AccountId.isAccountId(text)).isFalse();
    assertThat(AccountId.parse(text)).isEmpty();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new AccountId(text))
        .withMessage("`%s` is not a 12-digit account ID", text);
  }

  @Test
  void accountsAreOrderedByTheirDigits() {
    assertThat(new AccountId("000000000002"))
        .isGreaterThan(new AccountId("000000000001"))
        .isLessThan(new AccountId("100000000000"));
  }
}
