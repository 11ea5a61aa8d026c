package dev.rolecall.cloudtrail.context;

import static dev.rolecall.cloudtrail.Sample.present;
import static dev.rolecall.cloudtrail.Sample.unknown;
import static dev.rolecall.cloudtrail.Sample.usually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.cloudtrail.Sample;
import dev.rolecall.denial.KeyState;
import dev.rolecall.denial.RecordGap;
import org.junit.jupiter.api.Test;

class CredentialKeysTest {

  private static final String MFA = "userIdentity.sessionContext.attributes.mfaAuthenticated";
  private static final String CREATED = "userIdentity.sessionContext.attributes.creationDate";
  private static final String SERIAL = "arn:aws:iam::111111111111:mfa/ana";
  private static final KeyState USUALLY_NONE =
      usually(RecordGap.MFA_IN_CALL.gap(), KeyState.ABSENT);

  private static void check(Sample sample, KeyState present, KeyState age) {
    assertThat(sample.key("aws:MultiFactorAuthPresent")).isEqualTo(present);
    assertThat(sample.key("aws:MultiFactorAuthAge")).isEqualTo(age);
  }

  @Test
  void aSessionSaysThatItBeganWithoutMfa() {
    check(Sample.bySession(), present("false"), KeyState.ABSENT);
  }

  @Test
  void aSessionSaysThatItBeganWithMfaAndWhen() {
    check(Sample.bySession().put(MFA, "\"true\""), present("true"), present("600"));
    check(Sample.bySession().put(MFA, "true"), present("true"), present("600"));
  }

  @Test
  void theAgeIsUnknownWithoutBothTimes() {
    check(
        Sample.bySession().put(MFA, "\"true\"").without(CREATED),
        present("true"),
        unknown(RecordGap.MFA_AGE.gap()));
    check(
        Sample.bySession().put(MFA, "\"true\"").without("eventTime"),
        present("true"),
        unknown(RecordGap.MFA_AGE.gap()));
    check(
        Sample.bySession().put(MFA, "\"true\"").put(CREATED, "\"2027-01-01T00:00:00Z\""),
        present("true"),
        unknown(RecordGap.MFA_AGE.gap()));
  }

  @Test
  void aSessionWithoutAttributesSaysNothing() {
    KeyState nothing = unknown(RecordGap.MFA_OF_SESSION.gap());
    check(Sample.bySession().without("userIdentity.sessionContext"), nothing, nothing);
    check(Sample.byAnyone("FederatedUser"), nothing, nothing);
  }

  @Test
  void aSessionCannotSendACode() {
    check(
        Sample.bySession().withParameters().put("requestParameters.serialNumber", SERIAL),
        present("false"),
        KeyState.ABSENT);
  }

  @Test
  void longTermKeysSayNothingUnlessACodeIsSent() {
    check(Sample.byUser().withParameters(), KeyState.ABSENT, KeyState.ABSENT);
    check(
        Sample.byUser().withParameters().put("requestParameters.serialNumber", SERIAL),
        present("true"),
        present("0"));
  }

  @Test
  void withoutParametersACodeMayHaveBeenSent() {
    check(Sample.byUser(), USUALLY_NONE, USUALLY_NONE);
    check(
        Sample.byUserWithTemporaryKeys(false),
        usually(RecordGap.MFA_IN_CALL.gap(), present("false")),
        USUALLY_NONE);
  }

  @Test
  void keysOfAnUnknownKindTellNothingForSure() {
    check(
        Sample.byUser().withParameters().without("userIdentity.accessKeyId"),
        USUALLY_NONE,
        USUALLY_NONE);
  }

  @Test
  void aRefusedCodeDoesNotCount() {
    Sample sample =
        Sample.byUser()
            .withParameters()
            .put("requestParameters.serialNumber", SERIAL)
            .put("errorMessage", "MultiFactorAuthentication failed with invalid MFA one time pass");
    check(sample, unknown(RecordGap.MFA_REJECTED.gap()), unknown(RecordGap.MFA_REJECTED.gap()));
  }

  @Test
  void temporaryKeysOfAUserSayWhetherTheyBeganWithMfa() {
    check(
        Sample.byUserWithTemporaryKeys(true),
        present("true"),
        KeyState.unknown(RecordGap.MFA_IN_CALL.gap(), present("600")));
    check(Sample.byUserWithTemporaryKeys(true).withParameters(), present("true"), present("600"));
    check(
        Sample.byUserWithTemporaryKeys(false).withParameters(), present("false"), KeyState.ABSENT);
    check(
        Sample.byUserWithTemporaryKeys(false)
            .withParameters()
            .put("requestParameters.serialNumber", SERIAL),
        present("true"),
        present("0"));
    check(
        Sample.byUserWithTemporaryKeys(false).without(MFA),
        unknown(RecordGap.MFA_OF_SESSION.gap()),
        unknown(RecordGap.MFA_OF_SESSION.gap()));
  }

  @Test
  void tokensAssertionsAndServicesHaveNoMfa() {
    check(Sample.byWebIdentity(), KeyState.ABSENT, KeyState.ABSENT);
    check(Sample.bySaml(), KeyState.ABSENT, KeyState.ABSENT);
    check(Sample.byService(), KeyState.ABSENT, KeyState.ABSENT);
  }

  @Test
  void rootUsuallyHasNone() {
    check(Sample.byRoot(), USUALLY_NONE, USUALLY_NONE);
  }

  @Test
  void temporaryKeysSayWhenTheyWereIssued() {
    String key = "aws:TokenIssueTime";
    assertThat(Sample.bySession().key(key)).isEqualTo(present("2026-03-01T09:50:00Z"));
    assertThat(Sample.bySession().without(CREATED).key(key))
        .isEqualTo(unknown(RecordGap.SESSION_START.gap()));
    assertThat(Sample.byUserWithTemporaryKeys(true).key(key))
        .isEqualTo(present("2026-03-01T09:50:00Z"));
    assertThat(Sample.byUser().key(key)).isEqualTo(KeyState.ABSENT);
    assertThat(Sample.byUser().without("userIdentity.accessKeyId").key(key))
        .isEqualTo(unknown(RecordGap.SESSION_START.gap()));
    assertThat(Sample.byWebIdentity().key(key)).isEqualTo(KeyState.ABSENT);
    assertThat(Sample.byService().key(key))
        .isEqualTo(usually(RecordGap.SESSION_START.gap(), KeyState.ABSENT));
  }

  @Test
  void aSessionMayHaveBegunWithAToken() {
    String key = "aws:FederatedProvider";
    assertThat(Sample.bySession().key(key))
        .isEqualTo(usually(RecordGap.PROVIDER_OF_SESSION.gap(), KeyState.ABSENT));
    assertThat(
            Sample.bySession()
                .put(
                    "userIdentity.sessionContext.webIdFederationData",
                    "{\"federatedProvider\": \"accounts.google.com\"}")
                .key(key))
        .isEqualTo(usually(RecordGap.PROVIDER_OF_SESSION.gap(), present("accounts.google.com")));
    assertThat(Sample.byUser().key(key)).isEqualTo(KeyState.ABSENT);
    assertThat(Sample.byService().key(key)).isEqualTo(KeyState.ABSENT);
  }

  @Test
  void theSourceIdentityOfASessionIsInItsRecord() {
    String key = "aws:SourceIdentity";
    assertThat(Sample.bySession().put("userIdentity.sessionContext.sourceIdentity", "ana").key(key))
        .isEqualTo(present("ana"));
    assertThat(Sample.bySession().key(key)).isEqualTo(KeyState.ABSENT);
    assertThat(Sample.bySession().without("userIdentity.sessionContext").key(key))
        .isEqualTo(usually(KeyGaps.key(key), KeyState.ABSENT));
    assertThat(Sample.byUser().key(key)).isEqualTo(KeyState.ABSENT);
  }
}
