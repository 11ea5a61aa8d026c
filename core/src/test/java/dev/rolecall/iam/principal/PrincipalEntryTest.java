package dev.rolecall.iam.principal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.iam.condition.Samples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrincipalEntryTest {

  @ParameterizedTest
  @CsvSource({
    "AWS, *, Everyone",
    "AWS, 111111111111, Account",
    "AWS, arn:aws:iam::111111111111:root, Account",
    "AWS, arn:aws-cn:iam::111111111111:root, Account",
    "AWS, arn:aws-us-gov:iam::111111111111:root, Account",
    "AWS, arn:aws:iam::111111111111:role/x, Role",
    "AWS, arn:aws:iam::111111111111:role/a/b/x, Role",
    "AWS, arn:aws:iam::111111111111:user/x, User",
    "AWS, arn:aws:iam::111111111111:user/a/b/x, User",
    "AWS, arn:aws:sts::111111111111:assumed-role/r/s, Session",
    "AWS, AIDAEXAMPLEEXAMPLE12, UniqueId",
    "AWS, AROAEXAMPLEEXAMPLE12, UniqueId",
    "Federated, accounts.google.com, Federated",
    "Federated, arn:aws:iam::111111111111:saml-provider/x, Federated",
    "Federated, *, Federated",
    "Service, lambda.amazonaws.com, Service",
    "Service, *, Service",
    "CanonicalUser, 79a59df900b949e5, Nobody",
    // wildcards and misspellings match nobody
    "AWS, **, Nobody",
    "AWS, '', Nobody",
    "AWS, ' 111111111111', Nobody",
    "AWS, 11111111111, Nobody",
    "AWS, 1111111111111, Nobody",
    "AWS, ١٢٣٤٥٦٧٨٩٠١٢, Nobody",
    "AWS, arn:aws:iam::111111111111:role/*, Nobody",
    "AWS, arn:aws:iam::111111111111:role/ci-*, Nobody",
    "AWS, arn:aws:iam::*:root, Nobody",
    "AWS, arn:aws:iam::111111111111:*, Nobody",
    "AWS, arn:aws:iam::111111111111:group/x, Nobody",
    "AWS, arn:aws:iam::111111111111:role, Nobody",
    "AWS, arn:aws:iam::111111111111:role/, Nobody",
    "AWS, arn:aws:iam:us-east-1:111111111111:role/x, Nobody",
    "AWS, arn:aws:sts::111111111111:assumed-role/r, Nobody",
    "AWS, arn:aws:sts::111111111111:assumed-role/r/s/t, Nobody",
    "AWS, arn:aws:sts::111111111111:assumed-role/r/*, Nobody",
    "AWS, arn:aws:sts:us-east-1:111111111111:assumed-role/r/s, Nobody",
    "AWS, arn:aws:sts::111111111111:federated-user/x, Nobody",
    "AWS, AKIAEXAMPLEEXAMPLE12, Nobody",
    "AWS, aidaexampleexample12, Nobody",
    "AWS, AROASHORT, Nobody",
    "AWS, lambda.amazonaws.com, Nobody",
    // hostile ARNs
    "AWS, arn::iam::111111111111:role/x, Nobody",
    "AWS, arn:aws:iam::111111111111:role//x, Role",
    "AWS, 'arn:aws:iam::111111111111: ', Nobody",
    "AWS, 'arn: : : : : ', Nobody",
    "AWS, ':::::', Nobody",
    "AWS, arn, Nobody",
  })
  void anEntryIsReadByItsFormAndTypeAndKeepsItsText(String type, String text, String kind) {
    PrincipalEntry entry = PrincipalEntry.of(type, text);
    assertThat(entry.getClass().getSimpleName()).isEqualTo(kind);
    assertThat(entry.text()).isEqualTo(text);
  }

  @Test
  void digitsAndRootArnNameTheSameAccount() {
    PrincipalEntry.Account digits =
        (PrincipalEntry.Account) PrincipalEntry.of("AWS", "111111111111");
    PrincipalEntry.Account root =
        (PrincipalEntry.Account) PrincipalEntry.of("AWS", "arn:aws:iam::111111111111:root");
    assertThat(digits.account()).isEqualTo(root.account());
    assertThat(digits.partition()).isEmpty();
    assertThat(root.partition()).contains("aws");
  }

  @Test
  void aUniqueIdTellsWhetherItIsAUsers() {
    assertThat(new PrincipalEntry.UniqueId(Samples.USER_ID).isUser()).isTrue();
    assertThat(new PrincipalEntry.UniqueId(Samples.ROLE_ID).isUser()).isFalse();
  }
}
