package dev.rolecall.event;

import static org.assertj.core.api.Assertions.assertThat;

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
    return AwsSentence.parse(message).reason();
  }

  private static AwsReason denies(PolicyType type, boolean explicit) {
    return new AwsReason.PolicyDenies(type, explicit, Optional.empty());
  }

  @Test
  void thePlainSentenceNamesActionAndRole() {
    assertThat(AwsSentence.parse(PLAIN))
        .isEqualTo(
            new AwsSentence(
                Optional.of("sts:AssumeRole"),
                Optional.of(Sample.ROLE),
                false,
                new AwsReason.NotGiven()));
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
      assertThat(AwsSentence.parse(deny).resource()).contains(Sample.ROLE);
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
    assertThat(AwsSentence.parse(PLAIN + form + policy).resource()).contains(Sample.ROLE);
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
    AwsSentence sentence = AwsSentence.parse(message);
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
    assertThat(AwsSentence.parse(PLAIN.replace("sts:AssumeRole", written)).action())
        .contains(action);
  }

  @Test
  void theFederatedFormNamesTheActionOnly() {
    AwsSentence sentence =
        AwsSentence.parse("Not authorized to perform sts:AssumeRoleWithWebIdentity");
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
    AwsSentence sentence = AwsSentence.parse(cut);
    assertThat(sentence.cut()).isTrue();
    assertThat(sentence.action()).contains("sts:AssumeRole");
  }

  @Test
  void aLongMessageThatEndsBehindTheRoleIsNotCutThere() {
    String role = "arn:aws:iam::222222222222:role/" + "path/".repeat(190) + "deploy";
    AwsSentence sentence =
        AwsSentence.parse(
            PLAIN.replace(Sample.ROLE, role) + " with an explicit deny in a session pol");
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
    assertThat(AwsSentence.parse(PLAIN + " because no ".repeat(500_000)).resource())
        .contains(Sample.ROLE);
  }
}
