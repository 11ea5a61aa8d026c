package dev.rolecall.cloudtrail.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.cloudtrail.Sample;
import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.AwsReason;
import dev.rolecall.denial.Caller;
import dev.rolecall.denial.Denial;
import dev.rolecall.denial.RoleArn;
import dev.rolecall.denial.RoleSessionArn;
import dev.rolecall.denial.TargetRole;
import dev.rolecall.denial.UserArn;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CallerReadingTest {

  private static final RoleSessionArn SESSION =
      RoleSessionArn.parse("arn:aws:sts::111111111111:assumed-role/ci/build-7").orElseThrow();
  private static final AccountId ACCOUNT = new AccountId("111111111111");

  @Test
  void aSessionHasItsRoleWithThePathOfTheIssuer() {
    assertThat(Sample.bySession().denial().caller())
        .isEqualTo(
            new Caller.RoleSession(
                SESSION,
                RoleArn.parse("arn:aws:iam::111111111111:role/team/ci"),
                Optional.of("AROAEXAMPLE")));
  }

  @Test
  void withoutAnIssuerThePathIsNotKnown() {
    assertThat(Sample.bySession().without("userIdentity.sessionContext").denial().caller())
        .isEqualTo(new Caller.RoleSession(SESSION, Optional.empty(), Optional.of("AROAEXAMPLE")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "arn:aws:iam::111111111111:role/other",
        "arn:aws:iam::333333333333:role/ci",
        "nonsense"
      })
  void anIssuerThatContradictsTheSessionIsNotBelieved(String issuer) {
    Sample sample = Sample.bySession().put("userIdentity.sessionContext.sessionIssuer.arn", issuer);
    assertThat(((Caller.RoleSession) sample.denial().caller()).role()).isEmpty();
  }

  @Test
  void theRoleIdIsTakenFromTheIssuerWhenThePrincipalHasNone() {
    Sample sample = Sample.bySession().without("userIdentity.principalId");
    assertThat(((Caller.RoleSession) sample.denial().caller()).roleId()).contains("AROAEXAMPLE");
  }

  private static final String SCP_DENIES = " with an explicit deny in a service control policy";

  @Test
  void aSentenceAboutTheRecordedCallerGivesItsReason() {
    Denial denial = sentence(Sample.bySession(), SESSION.toString()).denial();
    assertThat(denial.reason()).isInstanceOf(AwsReason.PolicyDenies.class);
    assertThat(denial.target()).isInstanceOf(TargetRole.Known.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "arn:aws:sts::111111111111:assumed-role/ci/another",
        "arn:aws:sts::333333333333:assumed-role/ci/build-7",
        "arn:aws:iam::111111111111:user/dev/ana"
      })
  void aSentenceAboutAnotherCallerGivesNeitherReasonNorRole(String said) {
    Denial denial = sentence(Sample.bySession(), said).denial();
    assertThat(((Caller.RoleSession) denial.caller()).arn()).isEqualTo(SESSION);
    assertThat(denial.reason()).isEqualTo(new AwsReason.NotGiven());
    assertThat(denial.target()).isInstanceOf(TargetRole.NotRecorded.class);
  }

  @Test
  void aSentenceAboutAnotherAccountTellsNoCallerWhereNobodyIsRecorded() {
    Sample unknown =
        Sample.bySession().without("userIdentity.arn").put("userIdentity.type", "Unknown");
    String elsewhere = "arn:aws:iam::333333333333:user/eve";
    Denial denial = sentence(unknown, elsewhere).denial();
    assertThat(denial.caller()).isInstanceOf(Caller.Unidentified.class);
    assertThat(denial.reason()).isEqualTo(new AwsReason.NotGiven());
    String here = "arn:aws:iam::111111111111:user/dev/ana";
    assertThat(sentence(unknown, here).denial().caller()).isInstanceOf(Caller.IamUser.class);
  }

  private static Sample sentence(Sample sample, String caller) {
    return sample.put("errorMessage", Sample.refused(caller) + SCP_DENIES);
  }

  @Test
  void aUserHasItsPath() {
    assertThat(Sample.byUser().denial().caller())
        .isEqualTo(
            new Caller.IamUser(
                UserArn.parse("arn:aws:iam::111111111111:user/dev/ana").orElseThrow(),
                Optional.of("AIDAEXAMPLE")));
  }

  @Test
  void rootIsKnownByItsArn() {
    assertThat(Sample.byRoot().denial().caller()).isEqualTo(new Caller.Root("aws-cn", ACCOUNT));
    assertThat(Sample.byRoot().put("userIdentity.type", "Surprise").denial().caller())
        .isEqualTo(new Caller.Root("aws-cn", ACCOUNT));
  }

  @Test
  void rootIsKnownByItsType() {
    assertThat(Sample.byRoot().without("userIdentity.arn").denial().caller())
        .isEqualTo(new Caller.Root("aws", ACCOUNT));
  }

  @Test
  void aTokenHasProviderAudienceAndSubject() {
    assertThat(Sample.byWebIdentity().denial().caller())
        .isEqualTo(
            new Caller.WebIdentity(
                Optional.of(
                    "arn:aws:iam::222222222222:oidc-provider/token.actions.githubusercontent.com"),
                Optional.of("sts.amazonaws.com"),
                "repo:octo/app:ref:refs/heads/main"));
  }

  @ParameterizedTest
  @CsvSource({
    "arn:aws:iam::222222222222:oidc-provider/api.bitbucket.org/2.0/workspaces/w/oidc,"
        + " ari:cloud:bitbucket::workspace/0d12c8f2, {799bcc25}:{78442dae}",
    "cognito-identity.amazonaws.com, eu-west-1:pool, eu-west-1:identity",
    "accounts.google.com, client/a, 117"
  })
  void theAudienceMayHoldColonsAndSlashes(String provider, String audience, String subject) {
    Sample sample =
        Sample.byWebIdentity()
            .put("userIdentity.identityProvider", provider)
            .put("userIdentity.userName", "\"" + subject + "\"")
            .put("userIdentity.principalId", provider + ":" + audience + ":" + subject);
    assertThat(sample.denial().caller())
        .isEqualTo(new Caller.WebIdentity(Optional.of(provider), Optional.of(audience), subject));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "something else",
        "arn:aws:iam::222222222222:oidc-provider/token.actions.githubusercontent.com:"
            + "repo:octo/app:ref:refs/heads/main",
        "arn:aws:iam::222222222222:oidc-provider/token.actions.githubusercontent.com::"
            + "repo:octo/app:ref:refs/heads/main"
      })
  void anotherPrincipalIdGivesNoAudience(String principalId) {
    Sample sample = Sample.byWebIdentity().put("userIdentity.principalId", principalId);
    assertThat(((Caller.WebIdentity) sample.denial().caller()).audience()).isEmpty();
  }

  @Test
  void aPartialTokenRecordHasItsSubject() {
    Sample sample =
        Sample.byWebIdentity()
            .put("userIdentity", "{\"type\": \"WebIdentityUser\", \"userName\": \"sa:app\"}");
    assertThat(sample.denial().caller())
        .isEqualTo(new Caller.WebIdentity(Optional.empty(), Optional.empty(), "sa:app"));
  }

  @Test
  void theSamlProviderComesFromTheRequestOnly() {
    assertThat(Sample.bySaml().denial().caller())
        .isEqualTo(new Caller.Saml(Optional.empty(), "CORP\\lee"));
    String provider = "arn:aws:iam::222222222222:saml-provider/ADFS";
    assertThat(
            Sample.bySaml()
                .withParameters()
                .put("requestParameters.principalArn", provider)
                .denial()
                .caller())
        .isEqualTo(new Caller.Saml(Optional.of(provider), "CORP\\lee"));
  }

  @Test
  void aServiceGoesByItsPrincipal() {
    assertThat(Sample.byService().denial().caller())
        .isEqualTo(new Caller.AwsService("ecs.amazonaws.com"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "AWSAccount",
        "FederatedUser",
        "IdentityCenterUser",
        "Directory",
        "NeverSeenBefore",
        "AssumedRole",
        "IAMUser",
        "WebIdentityUser",
        "SAMLUser",
        "AWSService"
      })
  void unknownTypesAndIncompleteRecordsAreKeptAsTheyCame(String type) {
    assertThat(Sample.byAnyone(type).denial().caller())
        .isEqualTo(
            new Caller.Unidentified(type, "AIDAELSE", Optional.of(new AccountId("333333333333"))));
  }

  @Test
  void noIdentityAtAllIsUnknown() {
    Caller nobody = new Caller.Unidentified("unknown", "", Optional.empty());
    Sample silent = Sample.byUser().put("errorMessage", "Access denied");
    assertThat(silent.without("userIdentity").denial().caller()).isEqualTo(nobody);
    assertThat(silent.put("userIdentity", "null").denial().caller()).isEqualTo(nobody);
  }
}
