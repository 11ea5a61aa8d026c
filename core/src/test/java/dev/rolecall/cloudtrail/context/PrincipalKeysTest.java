package dev.rolecall.cloudtrail.context;

import static dev.rolecall.cloudtrail.Sample.present;
import static dev.rolecall.cloudtrail.Sample.unknown;
import static dev.rolecall.cloudtrail.Sample.usually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.cloudtrail.Sample;
import dev.rolecall.denial.KeyState;
import dev.rolecall.denial.RecordGap;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrincipalKeysTest {

  private static final List<String> IDENTITY =
      List.of(
          "aws:PrincipalArn",
          "aws:PrincipalAccount",
          "aws:PrincipalType",
          "aws:userid",
          "aws:username");

  private static final List<String> OF_SERVICES =
      List.of("aws:SourceAccount", "aws:SourceArn", "aws:SourceOrgID", "aws:SourceOrgPaths");

  private static void check(Sample sample, KeyState... expected) {
    for (int i = 0; i < expected.length; i++) {
      assertThat(sample.key(IDENTITY.get(i))).as(IDENTITY.get(i)).isEqualTo(expected[i]);
    }
  }

  @Test
  void aSessionIsItsRole() {
    check(
        Sample.bySession(),
        present("arn:aws:iam::111111111111:role/team/ci"),
        present("111111111111"),
        present("AssumedRole"),
        present("AROAEXAMPLE:build-7"),
        KeyState.ABSENT);
  }

  @Test
  void aSessionWithoutIssuerHasAnUnknownPath() {
    check(
        Sample.bySession()
            .without("userIdentity.sessionContext")
            .without("userIdentity.principalId"),
        unknown(RecordGap.ROLE_PATH.gap()),
        present("111111111111"),
        present("AssumedRole"),
        unknown(RecordGap.CALLER.gap()));
  }

  @Test
  void aUserIsItself() {
    check(
        Sample.byUser(),
        present("arn:aws:iam::111111111111:user/dev/ana"),
        present("111111111111"),
        present("User"),
        present("AIDAEXAMPLE"),
        present("ana"));
  }

  @Test
  void rootIsItsAccount() {
    check(
        Sample.byRoot(),
        present("arn:aws-cn:iam::111111111111:root"),
        present("111111111111"),
        present("Account"),
        present("111111111111"),
        KeyState.ABSENT);
  }

  @Test
  void aTokenOrAssertionIsNoPrincipal() {
    for (Sample sample : List.of(Sample.byWebIdentity(), Sample.bySaml())) {
      for (String key : IDENTITY) {
        assertThat(sample.key(key)).as(key).isEqualTo(KeyState.ABSENT);
      }
      assertThat(sample.key("aws:PrincipalOrgID")).isEqualTo(KeyState.ABSENT);
      assertThat(sample.key("aws:PrincipalOrgPaths")).isEqualTo(KeyState.ABSENT);
    }
  }

  @Test
  void aServiceIsNoPrincipalOfAnAccount() {
    Sample service = Sample.byService();
    assertThat(service.key("aws:PrincipalArn"))
        .isEqualTo(usually(RecordGap.CALLER.gap(), KeyState.ABSENT));
    assertThat(service.key("aws:username")).isEqualTo(KeyState.ABSENT);
    assertThat(service.key("aws:PrincipalOrgID")).isEqualTo(KeyState.ABSENT);
    assertThat(service.key("aws:PrincipalTag/team")).isEqualTo(KeyState.ABSENT);
  }

  @Test
  void theUnidentifiedHaveTheirAccountAtMost() {
    check(
        Sample.byAnyone("FederatedUser"),
        unknown(RecordGap.CALLER.gap()),
        usually(RecordGap.CALLER.gap(), present("333333333333")),
        unknown(RecordGap.CALLER.gap()),
        unknown(RecordGap.CALLER.gap()),
        unknown(RecordGap.CALLER.gap()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"aws:PrincipalOrgID", "aws:PrincipalOrgPaths", "aws:PrincipalTag/team"})
  void tagsAndOrganizationOfIamCallersAreNotInTheRecord(String key) {
    KeyState expected = unknown(KeyGaps.key(key.toLowerCase(java.util.Locale.ROOT)));
    assertThat(Sample.bySession().key(key)).isEqualTo(expected);
    assertThat(Sample.byUser().key(key)).isEqualTo(expected);
    assertThat(Sample.byRoot().key(key)).isEqualTo(expected);
  }

  @Test
  void onlyServicesSayForWhichResourceTheyCall() {
    for (String key : OF_SERVICES) {
      assertThat(Sample.byService().key(key))
          .as(key)
          .isEqualTo(unknown(RecordGap.SERVICE_RESOURCE.gap()));
      assertThat(Sample.bySession().key(key)).as(key).isEqualTo(KeyState.ABSENT);
      assertThat(Sample.byWebIdentity().key(key)).as(key).isEqualTo(KeyState.ABSENT);
      assertThat(Sample.byAnyone("Other").key(key))
          .as(key)
          .isEqualTo(usually(RecordGap.CALLER.gap(), KeyState.ABSENT));
    }
  }

  @Test
  void aServiceSaysThatItIsOne() {
    assertThat(Sample.byService().key("aws:PrincipalIsAWSService")).isEqualTo(present("true"));
    assertThat(Sample.byService().key("aws:PrincipalServiceName"))
        .isEqualTo(present("ecs.amazonaws.com"));
    assertThat(Sample.byUser().key("aws:PrincipalIsAWSService")).isEqualTo(present("false"));
    assertThat(Sample.byUser().key("aws:PrincipalServiceName")).isEqualTo(KeyState.ABSENT);
  }

  @ParameterizedTest
  @CsvSource({"AWSService, true", "Other, false"})
  void theUnidentifiedMayBeAService(String type, String service) {
    assertThat(Sample.byAnyone(type).key("aws:PrincipalIsAWSService"))
        .isEqualTo(usually(RecordGap.CALLER.gap(), present(service)));
  }
}
