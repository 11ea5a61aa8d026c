package dev.rolecall.iam.condition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.Caller;
import dev.rolecall.denial.Gap;
import dev.rolecall.denial.KeyState;
import dev.rolecall.denial.RequestContext;
import dev.rolecall.denial.RoleArn;
import dev.rolecall.denial.RoleSessionArn;
import dev.rolecall.denial.UserArn;
import dev.rolecall.explanation.wording.gap.GapSentence;
import dev.rolecall.iam.evaluation.AccessRequest;
import dev.rolecall.iam.evaluation.Layer;
import dev.rolecall.iam.policy.NamedPolicy;
import dev.rolecall.iam.policy.Policy;
import dev.rolecall.iam.policy.PolicyReader;
import dev.rolecall.iam.policy.PolicyReading;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the tests of the engine are made from.
public final class Samples {

  static final String CALLER_ACCOUNT = "111111111111";
  public static final String OTHER_ACCOUNT = "222222222222";
  public static final String TARGET = "arn:aws:iam::111111111111:role/app/target";
  public static final String USER_ID = "AIDAEXAMPLEEXAMPLE12";
  public static final String ROLE_ID = "AROAEXAMPLEEXAMPLE12";
  public static final String GITHUB =
      "arn:aws:iam::111111111111:oidc-provider/token.actions.githubusercontent.com";
  public static final String OKTA = "arn:aws:iam::111111111111:saml-provider/okta";

  public static final Caller USER =
      new Caller.IamUser(
          UserArn.parse("arn:aws:iam::111111111111:user/dev/bob").orElseThrow(),
          Optional.of(USER_ID));
  public static final RoleSessionArn SESSION_ARN =
      RoleSessionArn.parse("arn:aws:sts::111111111111:assumed-role/ci/build-7").orElseThrow();
  public static final Caller SESSION =
      new Caller.RoleSession(
          SESSION_ARN,
          RoleArn.parse("arn:aws:iam::111111111111:role/team/ci"),
          Optional.of(ROLE_ID));
  public static final Caller ROOT = new Caller.Root("aws", new AccountId(CALLER_ACCOUNT));
  public static final Caller WEB =
      new Caller.WebIdentity(
          Optional.of(GITHUB),
          Optional.of("sts.amazonaws.com"),
          "repo:acme/app:ref:refs/heads/main");
  public static final Caller SAML = new Caller.Saml(Optional.of(OKTA), "bob");
  public static final Caller SERVICE = new Caller.AwsService("lambda.amazonaws.com");
  public static final Caller STRANGER = new Caller.Unidentified("AWSAccount", "", Optional.empty());
  public static final Caller ACCOUNT_MEMBER =
      new Caller.Unidentified("AWSAccount", "", Optional.of(new AccountId(CALLER_ACCOUNT)));

  private Samples() {}

  public static Gap gap(String fact) {
    return new Gap(fact, "because", "look");
  }

  public static KeyState unknown(String key) {
    return KeyState.unknown(gap(key));
  }

  public static KeyState present(String... values) {
    return new KeyState.Present(List.of(values));
  }

  /// A context in which the keys that are not given are absent.
  public static RequestContext context(Map<String, KeyState> keys) {
    RequestContext.Builder builder = RequestContext.builder(_ -> KeyState.ABSENT);
    keys.forEach(builder::put);
    return builder.build();
  }

  public static RequestContext context(String key, KeyState state) {
    return context(Map.of(key, state));
  }

  public static final RequestContext EMPTY = context(Map.of());

  /// A state as the tables of the tests have it: `-` for absent, `?` for unknown, else values
  /// parted by `;`. The texts `<empty>` and `<none>` stand for an empty value and for no values.
  static KeyState state(String key, String text) {
    return switch (text) {
      case "-" -> KeyState.ABSENT;
      case "?" -> unknown(key);
      case "<none>" -> new KeyState.Present(List.of());
      default ->
          new KeyState.Present(
              List.of(text.split(";", -1)).stream()
                  .map(value -> value.equals("<empty>") ? "" : value)
                  .toList());
    };
  }

  /// `T`, `F` or `U`.
  public static String letter(Truth truth) {
    return truth.isTrue() ? "T" : truth.isFalse() ? "F" : "U";
  }

  public static List<String> facts(Truth truth) {
    return truth.gaps().stream().map(GapSentence::fact).toList();
  }

  static Condition condition(String operator, String key, List<String> values) {
    return new Condition(ConditionOperator.parse(operator).orElseThrow(), key, values, true);
  }

  /// The truth of one condition over the key `k`.
  static Truth holds(String operator, String value, KeyState state) {
    return condition(operator, "k", List.of(value)).evaluate(context("k", state));
  }

  /// JSON in which single quotes stand for double quotes, and backquotes for single ones.
  public static String json(String singleQuoted) {
    return singleQuoted.replace('\'', '"').replace('`', '\'');
  }

  public static Policy policy(String singleQuoted) {
    PolicyReading reading = PolicyReader.read(json(singleQuoted));
    assertThat(reading).as(singleQuoted).isInstanceOf(PolicyReading.Read.class);
    return ((PolicyReading.Read) reading).policy();
  }

  public static NamedPolicy named(String singleQuoted) {
    return new NamedPolicy("p", "x", policy(singleQuoted));
  }

  public static Layer layer(String singleQuoted) {
    return Layer.of(named(singleQuoted));
  }

  public static AccessRequest request(Caller caller, RequestContext context) {
    return new AccessRequest("sts:AssumeRole", TARGET, caller, context, true);
  }
}
