package dev.rolecall.cloudtrail;

import static dev.rolecall.cloudtrail.Sample.present;
import static dev.rolecall.cloudtrail.Sample.unknown;
import static dev.rolecall.cloudtrail.Sample.usually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.cloudtrail.context.KeyGaps;
import dev.rolecall.denial.KeyState;
import dev.rolecall.denial.RecordGap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Claims of tokens, attributes of assertions, and keys that are not known.
class FederationKeysTest {

  private static final String GITHUB = "token.actions.githubusercontent.com";

  private static Sample github(String subject) {
    return Sample.byWebIdentity().put("userIdentity.userName", "\"" + subject + "\"");
  }

  private static KeyState claim(String claim, KeyState usual) {
    return usually(KeyGaps.claim(GITHUB + ":" + claim), usual);
  }

  @Test
  void subjectAndAudienceAreRecorded() {
    assertThat(Sample.byWebIdentity().key(GITHUB + ":sub"))
        .isEqualTo(present("repo:octo/app:ref:refs/heads/main"));
    assertThat(Sample.byWebIdentity().key(GITHUB + ":AUD")).isEqualTo(present("sts.amazonaws.com"));
    assertThat(Sample.byWebIdentity().without("userIdentity.principalId").key(GITHUB + ":aud"))
        .isEqualTo(unknown(KeyGaps.claim(GITHUB + ":aud")));
  }

  @Test
  void aProviderMayHaveAPathWithCapitals() {
    String name = "oidc.eks.eu-west-1.amazonaws.com/id/0AB1";
    Sample sample =
        Sample.byWebIdentity()
            .put(
                "userIdentity.identityProvider", "arn:aws:iam::222222222222:oidc-provider/" + name);
    assertThat(sample.key(name + ":sub")).isEqualTo(present("repo:octo/app:ref:refs/heads/main"));
    assertThat(sample.key("oidc.eks.eu-west-1.amazonaws.com/id/0AB2:sub"))
        .isEqualTo(KeyState.ABSENT);
    assertThat(sample.key(GITHUB + ":sub")).isEqualTo(KeyState.ABSENT);
  }

  @Test
  void googleHasTwoAudiences() {
    Sample sample =
        Sample.byWebIdentity()
            .put("userIdentity.identityProvider", "accounts.google.com")
            .put("userIdentity.userName", "\"117\"")
            .put("userIdentity.principalId", "accounts.google.com:app:117");
    assertThat(sample.key("accounts.google.com:aud")).isEqualTo(present("app"));
    assertThat(sample.key("accounts.google.com:oaud"))
        .isEqualTo(unknown(KeyGaps.claim("accounts.google.com:oaud")));
  }

  @Test
  void withoutAProviderTheSubjectIsMostProbablyTheOneAskedFor() {
    Sample sample = Sample.byWebIdentity().without("userIdentity.identityProvider");
    assertThat(sample.key("any.example:sub"))
        .isEqualTo(
            usually(
                RecordGap.PROVIDER_OF_TOKEN.gap(), present("repo:octo/app:ref:refs/heads/main")));
    assertThat(sample.key("any.example:aud")).isEqualTo(unknown(RecordGap.PROVIDER_OF_TOKEN.gap()));
  }

  @Test
  void aSubjectOfGitHubTellsOtherClaims() {
    Sample branch = Sample.byWebIdentity();
    assertThat(branch.key(GITHUB + ":repository")).isEqualTo(present("octo/app"));
    assertThat(branch.key(GITHUB + ":ref")).isEqualTo(present("refs/heads/main"));
    assertThat(branch.key(GITHUB + ":environment"))
        .isEqualTo(claim("environment", KeyState.ABSENT));
    assertThat(branch.key(GITHUB + ":actor")).isEqualTo(unknown(KeyGaps.claim(GITHUB + ":actor")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"repository_owner", "job_workflow_sha", "iss", "sha", "run_id"})
  void aClaimThatAwsDoesNotPassOnIsAbsentWhateverTheTokenHolds(String claim) {
    assertThat(Sample.byWebIdentity().key(GITHUB + ":" + claim)).isEqualTo(KeyState.ABSENT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://token.actions.githubusercontent.com:sub",
        "arn:aws:iam::222222222222:oidc-provider/token.actions.githubusercontent.com:sub",
        "token.actions.githubusercontent.com/:sub",
        "token.action.githubusercontent.com:sub",
        "gitlab.com:sub"
      })
  void aKeyThatBeginsOtherwiseIsAbsent(String key) {
    assertThat(Sample.byWebIdentity().key(key)).isEqualTo(KeyState.ABSENT);
  }

  @Test
  void aProviderWithoutAnEntryHasTheClaimsOfEveryProviderOnly() {
    String name = "id.unknown.example";
    Sample sample =
        Sample.byWebIdentity()
            .put(
                "userIdentity.identityProvider", "arn:aws:iam::222222222222:oidc-provider/" + name);
    assertThat(sample.key(name + ":email")).isEqualTo(unknown(KeyGaps.claim(name + ":email")));
    assertThat(sample.key(name + ":amr")).isEqualTo(unknown(KeyGaps.claim(name + ":amr")));
    assertThat(sample.key(name + ":groups")).isEqualTo(KeyState.ABSENT);
  }

  @ParameterizedTest
  @CsvSource({
    "agent.buildkite.com, organization:o:pipeline:p:ref:refs/heads/main:commit:9:step:s,"
        + " organization_slug, o",
    "agent.buildkite.com, organization:o:pipeline:p:ref:refs/heads/main:commit:9:step:s,"
        + " pipeline_slug, p",
    "agent.buildkite.com, organization:o:pipeline:p:ref:refs/heads/x/y:commit:9:step:s,"
        + " build_branch, x/y",
    "oidc.circleci.com/org/c4f2a1b0-3d5e-4f60-8a7b-9c0d1e2f3a4b,"
        + " org/c4f2a1b0-3d5e-4f60-8a7b-9c0d1e2f3a4b/project/5a6b7c8d-9e0f-4a1b-8c2d-3e4f5a6b7c8d/user/8f7e6d5c-4b3a-4291-8076-f5e4d3c2b1a0,"
        + " oidc.circleci.com/project-id, 5a6b7c8d-9e0f-4a1b-8c2d-3e4f5a6b7c8d",
    "gitlab.com, project_id:20:ref_type:branch:ref:main, project_id, 20"
  })
  void subjectsOfOtherProvidersTellClaimsToo(
      String name, String subject, String claim, String value) {
    Sample sample =
        github(subject)
            .put(
                "userIdentity.identityProvider", "arn:aws:iam::222222222222:oidc-provider/" + name);
    assertThat(sample.key(name + ":" + claim)).isEqualTo(present(value));
  }

  @Test
  void anEnvironmentOfGitHubHidesTheRef() {
    Sample sample = github("repo:octo/app:environment:prod 1");
    assertThat(sample.key(GITHUB + ":environment")).isEqualTo(present("prod 1"));
    assertThat(sample.key(GITHUB + ":ref")).isEqualTo(unknown(KeyGaps.claim(GITHUB + ":ref")));
  }

  @Test
  void aColonInAnEnvironmentIsWrittenOtherwiseInTheSubject() {
    assertThat(github("repo:octo/app:environment:prod%3A1").key(GITHUB + ":environment"))
        .isEqualTo(unknown(KeyGaps.claim(GITHUB + ":environment")));
  }

  @Test
  void anImmutableSubjectOfGitHubHasIdsBehindTheNames() {
    Sample sample = github("repo:octo@12/app@345:pull_request");
    assertThat(sample.key(GITHUB + ":repository")).isEqualTo(present("octo/app"));
    assertThat(sample.key(GITHUB + ":repository_id")).isEqualTo(present("345"));
    assertThat(sample.key(GITHUB + ":repository_owner_id")).isEqualTo(present("12"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"octo", "repo:octo:ref:x", "repository_owner:octo:ref:x", "repo:octo/app"})
  void anotherSubjectOfGitHubHintsAtNothing(String subject) {
    assertThat(github(subject).key(GITHUB + ":repository"))
        .isEqualTo(unknown(KeyGaps.claim(GITHUB + ":repository")));
  }

  @ParameterizedTest
  @ValueSource(strings = {GITHUB + ":sub", "saml:aud", "saml:edupersonorcid"})
  void usersRootAndServicesBringNeitherTokenNorAssertion(String key) {
    assertThat(Sample.byUser().key(key)).isEqualTo(KeyState.ABSENT);
    assertThat(Sample.byRoot().key(key)).isEqualTo(KeyState.ABSENT);
    assertThat(Sample.byService().key(key)).isEqualTo(KeyState.ABSENT);
  }

  @Test
  void aSessionMayHaveKeptSomeOfThem() {
    assertThat(Sample.bySession().key(GITHUB + ":sub"))
        .isEqualTo(usually(KeyGaps.sessionKey(GITHUB + ":sub"), KeyState.ABSENT));
    assertThat(Sample.bySession().key("saml:sub"))
        .isEqualTo(usually(RecordGap.PROVIDER_OF_SESSION.gap(), KeyState.ABSENT));
  }

  @Test
  void tokensBringNoAttributesAndAssertionsNoClaims() {
    assertThat(Sample.byWebIdentity().key("saml:aud")).isEqualTo(KeyState.ABSENT);
    assertThat(Sample.bySaml().key(GITHUB + ":sub")).isEqualTo(KeyState.ABSENT);
  }

  @Test
  void anAssertionIsRecordedByItsNameIdAndQualifier() {
    Sample sample = Sample.bySaml();
    assertThat(sample.key("saml:SUB"))
        .isEqualTo(usually(RecordGap.ASSERTION.gap(), present("CORP\\lee")));
    assertThat(sample.key("saml:namequalifier")).isEqualTo(present("bdGOnTesti4="));
    assertThat(sample.key("saml:iss")).isEqualTo(unknown(RecordGap.ASSERTION.gap()));
    assertThat(sample.without("userIdentity.identityProvider").key("saml:namequalifier"))
        .isEqualTo(unknown(RecordGap.ASSERTION.gap()));
  }

  @ParameterizedTest
  @CsvSource({
    "aws, eu-west-1, https://signin.aws.amazon.com/saml",
    "aws-cn, cn-north-1, https://signin.amazonaws.cn/saml",
    "aws-us-gov, us-gov-west-1, https://signin.amazonaws-us-gov.com/saml"
  })
  void assertionsAreUsuallyMadeOutToTheSignInPageOfThePartition(
      String partition, String region, String page) {
    KeyState expected = usually(RecordGap.ASSERTION.gap(), present(page));
    assertThat(Sample.bySaml().put("awsRegion", region).key("saml:aud")).isEqualTo(expected);
    Sample withRole =
        Sample.bySaml()
            .withParameters()
            .put("requestParameters.roleArn", "arn:" + partition + ":iam::222222222222:role/r");
    assertThat(withRole.key("saml:aud")).isEqualTo(expected);
    Sample withProvider =
        Sample.bySaml()
            .withParameters()
            .without("requestParameters.roleArn")
            .put(
                "requestParameters.principalArn",
                "arn:" + partition + ":iam::222222222222:saml-provider/ADFS");
    assertThat(withProvider.key("saml:aud")).isEqualTo(expected);
    assertThat(withProvider.key("saml:doc"))
        .isEqualTo(usually(RecordGap.ASSERTION.gap(), present("222222222222/ADFS")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"s3:prefix", "ec2:Region", "kms:ViaService"})
  void keysOfOtherServicesAreNotPartOfTheseCalls(String key) {
    assertThat(Sample.bySession().key(key)).isEqualTo(KeyState.ABSENT);
    assertThat(Sample.byWebIdentity().key(key)).isEqualTo(KeyState.ABSENT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ec2:sourceinstancearn", "lambda:sourcefunctionarn", "ec2:roledelivery"})
  void someServicesLeaveKeysInTheSessionsTheyBegin(String key) {
    assertThat(Sample.bySession().key(key))
        .isEqualTo(usually(KeyGaps.sessionKey(key), KeyState.ABSENT));
    assertThat(Sample.byUser().key(key)).isEqualTo(KeyState.ABSENT);
  }

  @Test
  void howEc2HandedOutTheKeysIsRecorded() {
    assertThat(
            Sample.bySession()
                .put("userIdentity.sessionContext.ec2RoleDelivery", "\"2.0\"")
                .key("ec2:RoleDelivery"))
        .isEqualTo(present("2.0"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "aws:resourcetag/team",
        "iam:resourcetag/team",
        "aws:resourceaccount",
        "aws:resourceorgid",
        "aws:somethingnew",
        "sts:somethingnew",
        "nonsense",
        ""
      })
  void anyOtherKeyIsUnknown(String key) {
    assertThat(Sample.bySession().key(key)).isEqualTo(unknown(KeyGaps.key(key)));
    assertThat(Sample.byWebIdentity().key(key)).isEqualTo(unknown(KeyGaps.key(key)));
  }
}
