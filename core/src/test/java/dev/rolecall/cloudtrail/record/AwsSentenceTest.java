package dev.rolecall.cloudtrail.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.cloudtrail.Sample;
import dev.rolecall.denial.AwsReason;
import dev.rolecall.denial.PolicyType;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AwsSentenceTest {

  private static final String PLAIN =
      "User: arn:aws:sts::111111111111:assumed-role/ci/s is not authorized to perform:"
          + " sts:AssumeRole on resource: "
          + Sample.ROLE;

  private static AwsReason reason(String message) {
    return asked(message).reason();
  }

  /// Read beside a record of the role that was asked for.
  private static AwsSentence asked(String message) {
    return AwsSentence.parse(message, Optional.of(Sample.ROLE));
  }

  /// Read where only the message tells the role.
  private static AwsSentence alone(String message) {
    return AwsSentence.parse(message, Optional.empty());
  }

  private static AwsReason denies(PolicyType type, boolean explicit) {
    return new AwsReason.PolicyDenies(type, explicit, Optional.empty());
  }

  @Test
  void thePlainSentenceNamesActionAndRole() {
    assertThat(alone(PLAIN))
        .isEqualTo(asked(PLAIN))
        .isEqualTo(
            new AwsSentence(
                Optional.of("arn:aws:sts::111111111111:assumed-role/ci/s"),
                Optional.of("sts:AssumeRole"),
                Optional.of(Sample.ROLE),
                false,
                new AwsReason.NotGiven(),
                Optional.empty()));
  }

  @ParameterizedTest
  @CsvSource({
    "role trust policy, TRUST_POLICY",
    "trust policy, TRUST_POLICY",
    "resource-based policy, TRUST_POLICY",
    "identity-based policy, IDENTITY_POLICY",
    "permissions boundary, PERMISSIONS_BOUNDARY",
    "session policy, SESSION_POLICY",
    "sessions policy, SESSION_POLICY",
    "service control policy, SCP",
    "resource control policy, RCP",
    "VPC endpoint policy, VPC_ENDPOINT_POLICY",
    "Service Control Policy, SCP"
  })
  void bothFormsNameThePolicyType(String name, PolicyType type) {
    String action = " allows the sts:AssumeRole action";
    assertThat(reason(PLAIN + " because no " + name + action)).isEqualTo(denies(type, false));
    assertThat(reason(PLAIN + " Because No " + name + action + ".")).isEqualTo(denies(type, false));
    for (String article : new String[] {"a ", "an ", "the ", ""}) {
      String deny = PLAIN + " with an explicit deny in " + article + name;
      assertThat(reason(deny)).isEqualTo(denies(type, true));
      assertThat(reason(deny + ".")).isEqualTo(denies(type, true));
      assertThat(alone(deny).resource()).contains(Sample.ROLE);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        " with an explicit deny in a service control policy: ",
        " because no service control policy allows the sts:AssumeRole action: "
      })
  void thePolicyIsNamedBehindAColon(String form) {
    String policy = "arn:aws:organizations::999999999999:policy/o-a/service_control_policy/p-1";
    boolean explicit = form.contains("explicit");
    AwsReason expected = new AwsReason.PolicyDenies(PolicyType.SCP, explicit, Optional.of(policy));
    assertThat(reason(PLAIN + form + policy)).isEqualTo(expected);
    assertThat(reason(PLAIN + form + policy + ".")).isEqualTo(expected);
    assertThat(alone(PLAIN + form + policy).resource()).contains(Sample.ROLE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "User: u is not authorized to perform: sts:AssumeRole because no role trust policy allows"
            + " the sts:AssumeRole action",
        "User: u is not authorized to perform: sts:AssumeRole with an explicit deny in the role"
            + " trust policy"
      })
  void theTrustPolicyIsBlamedWithoutNamingTheRole(String message) {
    AwsSentence sentence = alone(message);
    assertThat(sentence.resource()).isEmpty();
    assertThat(sentence.action()).contains("sts:AssumeRole");
    assertThat(sentence.reason())
        .isEqualTo(denies(PolicyType.TRUST_POLICY, message.contains("explicit")));
  }

  @ParameterizedTest
  @CsvSource({
    "sts:TagSession, sts:TagSession",
    "STS:setsourceidentity, sts:SetSourceIdentity",
    "sts:SomethingNew, sts:SomethingNew"
  })
  void theActionIsSpelledAsInPolicies(String written, String action) {
    assertThat(alone(PLAIN.replace("sts:AssumeRole", written)).action()).contains(action);
  }

  @Test
  void theFederatedFormNamesTheActionOnly() {
    AwsSentence sentence = alone("Not authorized to perform sts:AssumeRoleWithWebIdentity");
    assertThat(sentence.action()).contains("sts:AssumeRoleWithWebIdentity");
    assertThat(sentence.resource()).isEmpty();
    assertThat(sentence.reason()).isEqualTo(new AwsReason.NotGiven());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Roles may not be assumed by root accounts.",
        "roles may not be assumed by root accounts"
      })
  void rootMayNotAssume(String message) {
    assertThat(reason(message)).isEqualTo(new AwsReason.RootMayNotAssume());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "MultiFactorAuthentication failed with invalid MFA one time pass code. ",
        "MultiFactorAuthentication failed, unable to validate MFA code.  Please verify your MFA"
            + " serial number is valid and associated with this user.",
        "MultiFactorAuthentication failed, must provide both MFA serial number and one time pass"
            + " code."
      })
  void theMfaCodeIsInvalid(String message) {
    assertThat(reason(message)).isEqualTo(new AwsReason.MfaCodeInvalid());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "An unknown error occurred",
        "because no allows the action",
        "because no crystal ball allows the sts:AssumeRole action",
        "with an explicit deny in the weather"
      })
  void anythingElseGivesNoReason(String message) {
    assertThat(reason(message)).isEqualTo(new AwsReason.NotGiven());
  }

  @Test
  void aRoleWhereTheMessageIsCutMayLackItsTail() {
    String cut = PLAIN.replace("role/deploy", "role/" + "path/".repeat(200)).substring(0, 1_024);
    AwsSentence sentence = alone(cut);
    assertThat(sentence.cut()).isTrue();
    assertThat(sentence.action()).contains("sts:AssumeRole");
  }

  @Test
  void aLongMessageThatEndsBehindTheRoleIsNotCutThere() {
    String role = "arn:aws:iam::222222222222:role/" + "path/".repeat(190) + "deploy";
    AwsSentence sentence =
        alone(PLAIN.replace(Sample.ROLE, role) + " with an explicit deny in a session pol");
    assertThat(sentence.cut()).isFalse();
    assertThat(sentence.resource()).contains(role);
    assertThat(sentence.reason()).isEqualTo(new AwsReason.NotGiven());
  }

  @Test
  void thePolicyInALongMessageMayLackItsTailAndIsNotNamed() {
    String policy = "arn:aws:iam::111111111111:policy/" + "p".repeat(1_000);
    assertThat(reason(PLAIN + " with an explicit deny in an identity-based policy: " + policy))
        .isEqualTo(denies(PolicyType.IDENTITY_POLICY, true));
  }

  @Test
  void aHugeMessageIsReadAtItsBeginningOnly() {
    assertThat(alone(PLAIN + " because no ".repeat(500_000)).resource()).contains(Sample.ROLE);
  }

  private static final String SCP_DENIES = " with an explicit deny in a service control policy";

  @Test
  void whatFollowsTheRoleIsProvenOnlyWhereTheRoleIsRecorded() {
    assertThat(asked(PLAIN + SCP_DENIES).reason()).isEqualTo(denies(PolicyType.SCP, true));
    assertThat(alone(PLAIN + SCP_DENIES).reason())
        .isEqualTo(new AwsReason.PolicyDenies(PolicyType.SCP, true, Optional.empty(), false));
  }

  @Test
  void whatFollowsTheActionAtOnceIsProvenBecauseNothingOfTheCallersStandsBeforeIt() {
    String message =
        "User: arn:aws:iam::1:user/u is not authorized to perform: sts:AssumeRole because no role"
            + " trust policy allows the sts:AssumeRole action";
    assertThat(alone(message).reason()).isEqualTo(denies(PolicyType.TRUST_POLICY, false));
  }

  @Test
  void aReasonInsideTheRecordedRoleIsTheCallersOwn() {
    String forged = Sample.ROLE + SCP_DENIES;
    String message = PLAIN.replace(Sample.ROLE, forged);
    AwsSentence sentence = AwsSentence.parse(message, Optional.of(forged));
    assertThat(sentence.reason()).isEqualTo(new AwsReason.NotGiven());
    assertThat(sentence.resource()).contains(forged);
    assertThat(
            AwsSentence.parse(
                    message + " because no session policy allows the sts:AssumeRole action",
                    Optional.of(forged))
                .reason())
        .isEqualTo(denies(PolicyType.SESSION_POLICY, false));
  }

  @Test
  void aSentenceAboutAnotherRoleThanTheRecordedOneSaysNothing() {
    assertThat(
            AwsSentence.parse(PLAIN + SCP_DENIES, Optional.of("arn:aws:iam::1:role/other"))
                .reason())
        .isEqualTo(new AwsReason.NotGiven());
    assertThat(AwsSentence.parse(PLAIN + "-2" + SCP_DENIES, Optional.of(Sample.ROLE)).reason())
        .isEqualTo(new AwsReason.NotGiven());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        " Roles may not be assumed by root accounts",
        " Roles may not be assumed by root accounts.",
        " MultiFactorAuthentication failed with invalid MFA one time pass code."
      })
  void aWholeMessageInsideTheRoleIsNoReasonAndNoPartOfARole(String text) {
    for (AwsSentence sentence : new AwsSentence[] {alone(PLAIN + text), asked(PLAIN + text)}) {
      assertThat(sentence.reason()).isEqualTo(new AwsReason.NotGiven());
    }
    assertThat(alone(PLAIN + text).resource()).contains(Sample.ROLE + text);
  }

  @Test
  void aSentenceAboutAnotherCallerSaysNothing() {
    AwsSentence sentence = alone(PLAIN + SCP_DENIES);
    assertThat(sentence.by(Optional.of("arn:aws:iam::1:user/other"))).isEqualTo(AwsSentence.NONE);
    assertThat(sentence.by(sentence.caller())).isEqualTo(sentence);
    assertThat(sentence.by(Optional.empty())).isEqualTo(sentence);
  }

  private static final String ID = "6f0cd1de-8e9d-4a5c-b1f1-0123456789ab";

  private static String details(String host, String region, String id) {
    return ". Go to https://"
        + host
        + "/iam/home?region="
        + region
        + "#/authorization-details/"
        + id
        + " for complete details, or call the GetRequestAuthorizationDetails API with the following"
        + " authorization id: "
        + id;
  }

  @ParameterizedTest
  @CsvSource({
    "eu-west-1.console.aws.amazon.com, eu-west-1",
    "cn-north-1.console.amazonaws.cn, cn-north-1",
    "us-gov-west-1.console.amazonaws-us-gov.com, us-gov-west-1",
    "console.aws.amazon.com, eu-west-1"
  })
  void theAuthorizationIdIsKeptAndIsNoPartOfTheRole(String host, String region) {
    String end = details(host, region, ID);
    String policy = "arn:aws:organizations::999999999999:policy/o-a/service_control_policy/p-1";
    for (String between : new String[] {"", SCP_DENIES, SCP_DENIES + ": " + policy}) {
      for (AwsSentence sentence :
          new AwsSentence[] {alone(PLAIN + between + end), asked(PLAIN + between + end)}) {
        assertThat(sentence.authorizationId()).contains(ID);
        assertThat(sentence.resource()).contains(Sample.ROLE);
        assertThat(sentence.reason() instanceof AwsReason.PolicyDenies)
            .isEqualTo(!between.isEmpty());
        if (sentence.reason() instanceof AwsReason.PolicyDenies denies) {
          assertThat(denies.policyArn())
              .isEqualTo(between.contains(policy) ? Optional.of(policy) : Optional.empty());
        }
      }
    }
    assertThat(alone("Roles may not be assumed by root accounts" + end).reason())
        .isEqualTo(new AwsReason.RootMayNotAssume());
  }

  @Test
  void anIdInAStrangersAddressIsNotKept() {
    for (String end :
        new String[] {
          details("eu-west-1.console.aws.amazon.com.evil.example", "eu-west-1", ID),
          details("us-east-1.console.aws.amazon.com", "eu-west-1", ID),
          details("eu-west-1.console.aws.amazon.com", "eu-west-1", ID + "/../x"),
          details("eu-west-1.console.aws.amazon.com", "eu-west-1", ID) + "-and-more"
        }) {
      assertThat(alone(PLAIN + end).authorizationId()).as(end).isEmpty();
      assertThat(alone(PLAIN + end).resource()).as(end).contains(Sample.ROLE);
    }
  }
}
