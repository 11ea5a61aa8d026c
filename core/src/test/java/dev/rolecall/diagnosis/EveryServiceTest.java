package dev.rolecall.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.denial.Caller;
import dev.rolecall.denial.Gap;
import dev.rolecall.denial.KeyState;
import dev.rolecall.denial.Passed;
import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.diagnosis.result.Confidence;
import dev.rolecall.diagnosis.result.Diagnosis;
import dev.rolecall.diagnosis.result.Diagnosis.Verdict;
import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.diagnosis.result.Fix;
import dev.rolecall.service.Placeholders;
import dev.rolecall.service.ServiceCaller;
import dev.rolecall.service.ServiceCaller.Known;
import dev.rolecall.service.ServiceCaller.SourceArn;
import dev.rolecall.service.ServiceCallers;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Each service of the table, trusted and not trusted, with the right and the wrong resource.
class EveryServiceTest {

  private static final Gap GAP = new Gap("what the service sent", "not given", "look");
  private static final String ACCOUNT = "aws:SourceAccount";
  private static final String ARN = "aws:SourceArn";
  private static final String EXTERNAL_ID = "sts:ExternalId";

  static Stream<String> services() {
    return ServiceCallers.all().stream()
        .map(service -> service.principal().replace("REGION", "eu-west-1"));
  }

  private static ServiceCaller service(String principal) {
    return ServiceCallers.of(principal).orElseThrow();
  }

  private static Passed passes(String principal, String action) {
    return service(principal).needs().contains(action) ? Passed.YES : Passed.NO;
  }

  private static World world(String principal, String trust) {
    return new World()
        .caller(new Caller.AwsService(principal))
        .trust(trust)
        .tags(passes(principal, "sts:TagSession"))
        .sourceIdentity(passes(principal, "sts:SetSourceIdentity"))
        .key(ARN, KeyState.unknown(GAP))
        .key(ACCOUNT, KeyState.unknown(GAP))
        .key(EXTERNAL_ID, KeyState.unknown(GAP));
  }

  private static Diagnosis check(World world) {
    return world.check().diagnosis();
  }

  private static String trusting(String principal) {
    String actions =
        Stream.concat(Stream.of("sts:AssumeRole"), service(principal).needs().stream())
            .map(action -> '"' + action + '"')
            .collect(Collectors.joining(",", "[", "]"));
    return World.policy(
        "{\"Effect\":\"Allow\",\"Principal\":{\"Service\":\"%s\"},\"Action\":%s}"
            .formatted(principal, actions));
  }

  private static String trustingAnother() {
    return World.allow("\"Service\":\"frobnicator.example.amazonaws.com\"", "");
  }

  /// A resource of an account, as the service sends it.
  private static Optional<String> resource(String principal, String account) {
    return service(principal)
        .sourceArn()
        .map(SourceArn::forms)
        .map(List::getFirst)
        .map(
            form ->
                Placeholders.replace(
                    form,
                    word ->
                        switch (word) {
                          case "PARTITION" -> "aws";
                          case "ACCOUNT" -> account;
                          case "REGION" -> "eu-west-1";
                          default -> "a";
                        }))
        .map(arn -> arn.replace("*", "b"));
  }

  private static World worldOf(String principal, String trust, String account) {
    World world = world(principal, trust).key(ACCOUNT, KeyState.present(account));
    return resource(principal, account)
        .map(arn -> world.key(ARN, KeyState.present(arn)))
        .orElse(world);
  }

  private static Fix fix(World world) {
    Explanation explanation = world.check();
    assertThat(explanation.fixes()).hasSize(1);
    return explanation.fixes().getFirst();
  }

  private static boolean isDocumented(String principal, String key) {
    return service(principal).known() == Known.DOCUMENTED
        && service(principal).keys().filter(keys -> keys.contains(key)).isPresent();
  }

  private static boolean isArnDocumented(String principal) {
    return isDocumented(principal, ARN)
        && service(principal).sourceArn().filter(it -> it.known() == Known.DOCUMENTED).isPresent();
  }

  @ParameterizedTest
  @MethodSource("services")
  void isAllowedByATrustPolicyThatNamesIt(String principal) {
    assertThat(check(world(principal, trusting(principal))).verdict()).isEqualTo(Verdict.ALLOWED);
  }

  @ParameterizedTest
  @MethodSource("services")
  void isDeniedForCertainByATrustPolicyThatDoesNotNameIt(String principal) {
    Diagnosis diagnosis = check(world(principal, trustingAnother()));
    assertThat(diagnosis.verdict()).isEqualTo(Verdict.DENIED);
    assertThat(diagnosis.cause().code()).isEqualTo(CauseCode.PRINCIPAL_NOT_TRUSTED);
    assertThat(diagnosis.confidence()).isEqualTo(Confidence.CERTAIN);
  }

  @ParameterizedTest
  @MethodSource("services")
  void theFixAdmitsTheServiceAloneWithTheDocumentedConditions(String principal) {
    Fix fix = fix(world(principal, trustingAnother()));
    String after = fix.after().orElseThrow();
    assertThat(fix.admits()).containsExactly(principal);
    assertThat(after.contains(ACCOUNT)).isEqualTo(isDocumented(principal, ACCOUNT));
    assertThat(after.contains(ARN)).isEqualTo(isArnDocumented(principal));
    assertThat(after).doesNotContain(EXTERNAL_ID);
    assertThat(fix.result())
        .isEqualTo(after.contains("Condition") ? Fix.Result.ALLOWED_IF : Fix.Result.ALLOWED);
  }

  @ParameterizedTest
  @MethodSource("services")
  void theFixAllowsTheServiceForResourcesOfTheRolesAccount(String principal) {
    String after = fix(world(principal, trustingAnother())).after().orElseThrow();
    assertThat(check(worldOf(principal, after, World.ROLE_ACCOUNT)).verdict())
        .isEqualTo(Verdict.ALLOWED);
  }

  @ParameterizedTest
  @MethodSource("services")
  void theFixDeniesResourcesOfOtherAccountsWhereThatIsDocumented(String principal) {
    String after = fix(world(principal, trustingAnother())).after().orElseThrow();
    Diagnosis other = check(worldOf(principal, after, World.OTHER_ACCOUNT));
    if (after.contains("aws:Source")) {
      assertThat(other.verdict()).isEqualTo(Verdict.DENIED);
      assertThat(other.cause().code()).isEqualTo(CauseCode.TRUST_CONDITION_FAILED);
      assertThat(other.confidence()).isEqualTo(Confidence.CERTAIN);
    } else {
      assertThat(other.verdict()).isEqualTo(Verdict.ALLOWED);
    }
  }

  @ParameterizedTest
  @MethodSource("services")
  void theFixNamesTheResourceThatIsGiven(String principal) {
    String after =
        fix(worldOf(principal, trustingAnother(), World.ROLE_ACCOUNT)).after().orElseThrow();
    if (isDocumented(principal, ARN) && resource(principal, World.ROLE_ACCOUNT).isPresent()) {
      assertThat(after).contains(resource(principal, World.ROLE_ACCOUNT).get());
    }
    assertThat(check(worldOf(principal, after, World.ROLE_ACCOUNT)).verdict())
        .isEqualTo(Verdict.ALLOWED);
  }

  @ParameterizedTest
  @MethodSource("services")
  void whatIsNotGivenIsUnknown(String principal) {
    String trust =
        World.allow(
            "\"Service\":\"" + principal + "\"",
            "\"StringEquals\":{\"aws:SourceAccount\":\"" + World.ROLE_ACCOUNT + "\"}");
    World world = world(principal, trust).tags(Passed.NO).sourceIdentity(Passed.NO);
    assertThat(check(world).verdict()).isEqualTo(Verdict.UNDETERMINED);
    assertThat(check(world.key(ACCOUNT, KeyState.present(World.ROLE_ACCOUNT))).verdict())
        .isEqualTo(Verdict.ALLOWED);
    assertThat(check(world.key(ACCOUNT, KeyState.present(World.OTHER_ACCOUNT))).verdict())
        .isEqualTo(Verdict.DENIED);
    assertThat(check(world.key(ACCOUNT, KeyState.ABSENT)).verdict()).isEqualTo(Verdict.DENIED);
  }
}
