package dev.rolecall.cloudtrail.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.denial.AssumeCall;
import dev.rolecall.denial.AwsReason;
import dev.rolecall.denial.Caller;
import dev.rolecall.denial.Denial;
import dev.rolecall.denial.KeyState;
import dev.rolecall.denial.Passed;
import dev.rolecall.denial.PolicyType;
import dev.rolecall.denial.RoleArn;
import dev.rolecall.denial.TargetRole;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ToldDenialTest {

  private static final String SESSION = "arn:aws:sts::111122223333:assumed-role/runner/job";
  private static final String ROLE = "arn:aws:iam::444455556666:role/release";
  private static final String MESSAGE =
      "User: " + SESSION + " is not authorized to perform: sts:AssumeRole on resource: " + ROLE;

  private static Denial denial(String text, CallHints hints) {
    List<ToldError> errors = ErrorText.find(text);
    assertThat(errors).hasSize(1);
    return ToldDenial.of(errors.getFirst(), hints).orElseThrow();
  }

  private static CallHints hints(String caller, String role) {
    return new CallHints(
        Optional.of(caller).filter(it -> !it.isEmpty()),
        Optional.of(role).filter(it -> !it.isEmpty()));
  }

  @Test
  void theMessageTellsCallerRoleAndCall() {
    Denial denial = denial(MESSAGE, CallHints.NONE);
    assertThat(denial.caller()).isInstanceOf(Caller.RoleSession.class);
    assertThat(denial.target().arn()).isEqualTo(RoleArn.parse(ROLE));
    assertThat(denial.call()).isEqualTo(AssumeCall.ASSUME_ROLE);
    assertThat(denial.recordedIn().orElseThrow().value()).isEqualTo("111122223333");
    assertThat(denial.awsMessage()).isEqualTo(MESSAGE);
    assertThat(denial.isTold()).isTrue();
    assertThat(denial.isHypothetical()).isFalse();
  }

  /// What is certain rests on these.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "sts:ExternalId",
        "sts:RoleSessionName",
        "sts:SourceIdentity",
        "aws:SourceIdentity",
        "aws:MultiFactorAuthPresent",
        "aws:MultiFactorAuthAge",
        "aws:SourceIp",
        "aws:SourceVpce",
        "aws:PrincipalArn",
        "aws:userid",
        "aws:CurrentTime",
        "aws:RequestedRegion",
        "aws:UserAgent",
        "aws:TokenIssueTime",
        "aws:FederatedProvider",
        "aws:ViaAWSService",
        "aws:CalledVia",
        "aws:RequestTag/team",
        "aws:TagKeys"
      })
  void whatItDoesNotTellIsUnknown(String key) {
    Denial denial = denial(MESSAGE, CallHints.NONE);
    assertThat(denial.context().get(key)).isInstanceOf(KeyState.Unknown.class);
    assertThat(denial.sessionTags()).isEqualTo(Passed.UNKNOWN);
    assertThat(denial.sourceIdentity()).isEqualTo(Passed.UNKNOWN);
    assertThat(denial.parametersRecorded()).isFalse();
  }

  @Test
  void hintsFillInWhatIsMissing() {
    String role = "IAM Role (" + ROLE + ") cannot be assumed.";
    assertThat(denial(role, CallHints.NONE).caller()).isInstanceOf(Caller.Unidentified.class);
    assertThat(denial(role, hints("arn:aws:iam::111122223333:user/dev/bea", "")).caller())
        .isInstanceOf(Caller.IamUser.class);
    assertThat(denial(role, hints("ecs-tasks.amazonaws.com", "")).caller())
        .isEqualTo(new Caller.AwsService("ecs-tasks.amazonaws.com"));
    String web = "Not authorized to perform sts:AssumeRoleWithWebIdentity";
    assertThat(denial(web, CallHints.NONE).target()).isEqualTo(new TargetRole.NotRecorded());
    assertThat(denial(web, hints("", ROLE)).target().arn()).isEqualTo(RoleArn.parse(ROLE));
  }

  @Test
  void whatTheMessageTellsCountsMoreThanHints() {
    Denial denial =
        denial(
            MESSAGE,
            hints("arn:aws:iam::111122223333:user/x", "arn:aws:iam::444455556666:role/other"));
    assertThat(denial.caller()).isInstanceOf(Caller.RoleSession.class);
    assertThat(denial.target().arn()).isEqualTo(RoleArn.parse(ROLE));
  }

  @Test
  void theCallersRoleGivesItsPath() {
    Denial denial = denial(MESSAGE, hints("arn:aws:iam::111122223333:role/ci/runner", ""));
    assertThat(denial.caller().principalArn()).contains("arn:aws:iam::111122223333:role/ci/runner");
    assertThat(
            denial(MESSAGE, hints("arn:aws:iam::111122223333:role/other", ""))
                .caller()
                .principalArn())
        .isEmpty();
  }

  /// Whoever makes the call writes the ARN of the role, and what follows it may be its own words.
  @Test
  void theReasonIsNotProven() {
    Denial denial =
        denial(MESSAGE + " with an explicit deny in a service control policy", CallHints.NONE);
    assertThat(denial.reason())
        .isEqualTo(new AwsReason.PolicyDenies(PolicyType.SCP, true, Optional.empty(), false));
  }

  @Test
  void theAuthorizationIdIsThere() {
    Denial denial =
        denial(
            MESSAGE
                + ". Go to https://eu-west-1.console.aws.amazon.com/iam/home?region=eu-west-1"
                + "#/authorization-details/ab-12 for complete details, or call the"
                + " GetRequestAuthorizationDetails API with the following authorization id: ab-12",
            CallHints.NONE);
    assertThat(denial.authorizationId()).contains("ab-12");
    assertThat(denial.region()).contains("eu-west-1");
    assertThat(denial.target().arn()).isEqualTo(RoleArn.parse(ROLE));
  }

  @Test
  void errorsWithoutAnExplanationAreNone() {
    ToldError throttled =
        ErrorText.find(
                "An error occurred (Throttling) when calling the AssumeRole operation: Rate"
                    + " exceeded")
            .getFirst();
    assertThat(ToldDenial.of(throttled, CallHints.NONE)).isEmpty();
  }
}
