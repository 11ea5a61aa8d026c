package dev.rolecall.denial;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class DenialTest {

  private static final AccountId ACCOUNT = new AccountId("111111111111");
  private static final Caller CHINESE =
      new Caller.IamUser(
          UserArn.parse("arn:aws-cn:iam::111111111111:user/x").orElseThrow(), Optional.empty());

  private static Denial denial(AssumeCall call, Caller caller, TargetRole target) {
    return new Denial(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(new AccountId("999999999999")),
        call,
        call.action(),
        caller,
        target,
        Passed.NO,
        Passed.NO,
        false,
        RequestContext.builder(_ -> KeyState.ABSENT).build(),
        new AwsReason.NotGiven(),
        "AccessDenied",
        "",
        "",
        "",
        Optional.empty());
  }

  private static TargetRole known(String arn) {
    return new TargetRole.Known(RoleArn.parse(arn).orElseThrow());
  }

  static Stream<Arguments> callers() {
    return Stream.of(
        Arguments.of(CHINESE, Optional.of(ACCOUNT), "aws-cn"),
        Arguments.of(
            new Caller.RoleSession(
                RoleSessionArn.parse("arn:aws-us-gov:sts::111111111111:assumed-role/r/s")
                    .orElseThrow(),
                Optional.empty(),
                Optional.empty()),
            Optional.of(ACCOUNT),
            "aws-us-gov"),
        Arguments.of(new Caller.Root("aws-cn", ACCOUNT), Optional.of(ACCOUNT), "aws-cn"),
        Arguments.of(
            new Caller.WebIdentity(Optional.empty(), Optional.empty(), "s"),
            Optional.empty(),
            "aws"),
        Arguments.of(new Caller.Saml(Optional.empty(), "s"), Optional.empty(), "aws"),
        Arguments.of(new Caller.AwsService("ec2.amazonaws.com"), Optional.empty(), "aws"),
        Arguments.of(
            new Caller.Unidentified("x", "", Optional.of(ACCOUNT)), Optional.of(ACCOUNT), "aws"),
        Arguments.of(new Caller.Unidentified("x", "", Optional.empty()), Optional.empty(), "aws"));
  }

  @ParameterizedTest
  @MethodSource("callers")
  void theCallerTellsItsAccountAndThePartition(
      Caller caller, Optional<AccountId> account, String partition) {
    assertThat(caller.account()).isEqualTo(account);
    assertThat(denial(AssumeCall.ASSUME_ROLE, caller, new TargetRole.NotRecorded()).partition())
        .isEqualTo(partition);
  }

  @Test
  void theCredentialsTellThePartitionFirst() {
    TargetRole role = known("arn:aws:iam::222222222222:role/x");
    Denial denial = denial(AssumeCall.ASSUME_ROLE, CHINESE, role);
    assertThat(denial.partition()).isEqualTo("aws-cn");
    assertThat(denial.asksOtherPartition()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    // call, the role, the role's account
    "ASSUME_ROLE, arn:aws:iam::222222222222:role/x, 222222222222",
    "ASSUME_ROLE_WITH_SAML, arn:aws:iam::222222222222:role/x, 222222222222",
    "ASSUME_ROLE, '', ''",
    "ASSUME_ROLE_WITH_SAML, '', 999999999999",
    "ASSUME_ROLE_WITH_WEB_IDENTITY, '', 999999999999",
  })
  void aFederatedCallIsRecordedInTheRolesAccount(AssumeCall call, String role, String account) {
    TargetRole target = role.isEmpty() ? new TargetRole.NotRecorded() : known(role);
    assertThat(denial(call, CHINESE, target).roleAccount()).isEqualTo(AccountId.parse(account));
  }

  @Test
  void onlyAKnownRoleHasAnArn() {
    assertThat(known("arn:aws:iam::222222222222:role/x").arn()).isPresent();
    assertThat(new TargetRole.Unreadable("x", TargetRole.Unreadable.Source.REQUEST).arn())
        .isEmpty();
    assertThat(new TargetRole.NotRecorded().arn()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "AssumeRole, ASSUME_ROLE, sts:AssumeRole",
    "AssumeRoleWithSAML, ASSUME_ROLE_WITH_SAML, sts:AssumeRoleWithSAML",
    "AssumeRoleWithWebIdentity, ASSUME_ROLE_WITH_WEB_IDENTITY, sts:AssumeRoleWithWebIdentity",
  })
  void aCallIsFoundByItsNameInCloudTrail(String eventName, AssumeCall call, String action) {
    assertThat(AssumeCall.ofEventName(eventName)).contains(call);
    assertThat(call.eventName()).isEqualTo(eventName);
    assertThat(call.action()).isEqualTo(action);
  }

  @ParameterizedTest
  @CsvSource({"assumerole", "AssumeRootSession", "sts:AssumeRole", "''"})
  void otherNamesAreNoCall(String eventName) {
    assertThat(AssumeCall.ofEventName(eventName)).isEmpty();
  }
}
