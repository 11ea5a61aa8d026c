package dev.rolecall.iam.evaluation;

import static dev.rolecall.iam.condition.Samples.layer;
import static dev.rolecall.iam.condition.Samples.letter;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.denial.Caller;
import dev.rolecall.denial.PolicyType;
import dev.rolecall.explanation.wording.gap.GapSentence;
import dev.rolecall.iam.condition.Samples;
import dev.rolecall.iam.condition.Truth;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// How the layers combine: the cases that are worth a name. [AccessCombinationsTest] has all the
/// others.
class AuthorizationTest {

  private static final Layer NOTHING = layer("{'Statement': []}");
  private static final Layer ALLOWS = read("{'Effect': 'Allow', 'Action': '*'}");
  private static final String DENY = ", {'Effect': 'Deny', 'Action': '*'}";
  private static final Layer DENIES = read("{'Effect': 'Allow', 'Action': '*'}" + DENY);

  private static Layer read(String statements) {
    return layer("{'Statement': [" + statements + "]}");
  }

  private static Authorization judge(
      Caller caller, boolean sameAccount, Map<PolicyType, Layer> layers) {
    return Authorization.of(
        new AccessRequest("sts:AssumeRole", Samples.TARGET, caller, Samples.EMPTY, sameAccount),
        layers);
  }

  private static Layer trust(String principal) {
    return read(allow(principal));
  }

  private static String allow(String principal) {
    return "{'Effect': 'Allow', 'Principal': " + principal + ", 'Action': '*'}";
  }

  @Test
  void aGrantToEveryoneThatABoundaryDoesNotAllowIsUndocumented() {
    Authorization authorization =
        judge(
            Samples.SESSION,
            true,
            Map.of(
                PolicyType.TRUST_POLICY, trust("'*'"), PolicyType.PERMISSIONS_BOUNDARY, NOTHING));
    assertThat(authorization.allowed().gaps())
        .extracting(GapSentence::fact)
        .containsExactly("whether a boundary or session policy limits a grant to everyone (`*`)");
    assertThat(authorization.denied()).isEqualTo(Truth.FALSE);
  }

  @ParameterizedTest
  @EnumSource(PolicyType.class)
  void anExplicitDenyOfAnyTypeWins(PolicyType type) {
    Map<PolicyType, Layer> layers = new EnumMap<>(PolicyType.class);
    layers.put(PolicyType.TRUST_POLICY, trust("'*'"));
    layers.put(PolicyType.IDENTITY_POLICY, ALLOWS);
    layers.put(
        type,
        type == PolicyType.TRUST_POLICY
            ? read(allow("'*'") + DENY.replace("'Action'", "'Principal': '*', 'Action'"))
            : DENIES);
    Authorization authorization = judge(Samples.USER, true, layers);
    assertThat(authorization.denied()).isEqualTo(Truth.TRUE);
    assertThat(authorization.allowed()).isEqualTo(Truth.FALSE);
    assertThat(authorization.layer(type).decision()).isEqualTo(Decision.EXPLICIT_DENY);
  }

  @Test
  void aTypeThatIsNotGivenTakesNoPart() {
    Authorization authorization = judge(Samples.USER, true, Map.of());
    for (PolicyType type : PolicyType.values()) {
      assertThat(authorization.layer(type).decision()).isEqualTo(Decision.NOT_APPLICABLE);
    }
  }

  @ParameterizedTest
  @CsvSource({
    // trust names, of an unidentified caller of the role's account or of no known account; identity
    // policy; granted
    "'*', member, allows, T",
    "'*', member, nothing, T",
    "'*', nobody, allows, T",
    "'*', nobody, nothing, U",
    "account, member, allows, U",
    "account, member, nothing, F",
    "account, nobody, allows, U",
    "account, nobody, nothing, F",
    "other, member, allows, F",
    "other, nobody, allows, U",
    "user, member, nothing, U",
    "user, nobody, nothing, U",
    "service, member, nothing, U",
    "service, nobody, nothing, U",
    "provider, member, nothing, U",
    "provider, nobody, nothing, U",
  })
  void anUnidentifiedCallerIsGrantedWhatEveryPossibleCallerIs(
      String trusts, String who, String identity, String granted) {
    String principal =
        switch (trusts) {
          case "account" -> "{'AWS': '111111111111'}";
          case "other" -> "{'AWS': '222222222222'}";
          case "user" -> "{'AWS': 'arn:aws:iam::111111111111:user/x'}";
          case "service" -> "{'Service': 'lambda.amazonaws.com'}";
          case "provider" -> "{'Federated': 'accounts.google.com'}";
          default -> "'*'";
        };
    boolean member = who.equals("member");
    Authorization authorization =
        judge(
            member ? Samples.ACCOUNT_MEMBER : Samples.STRANGER,
            member,
            Map.of(
                PolicyType.TRUST_POLICY,
                trust(principal),
                PolicyType.IDENTITY_POLICY,
                identity.equals("allows") ? ALLOWS : NOTHING));
    assertThat(letter(authorization.granted())).isEqualTo(granted);
  }

  @Test
  void theSameRequestCanBeAskedForAnotherAction() {
    AccessRequest request = Samples.request(Samples.USER, Samples.EMPTY);
    assertThat(request.withAction("sts:TagSession"))
        .isEqualTo(
            new AccessRequest(
                "sts:TagSession",
                request.resource(),
                request.caller(),
                request.context(),
                request.sameAccount()));
  }
}
