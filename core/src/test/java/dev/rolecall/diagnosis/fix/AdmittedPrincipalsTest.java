package dev.rolecall.diagnosis.fix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.denial.AssumeCall;
import dev.rolecall.denial.Caller;
import dev.rolecall.diagnosis.World;
import dev.rolecall.iam.policy.Statement;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Whom a trust statement lets in, as far as its principals and conditions name them.
class AdmittedPrincipalsTest {

  private static final Caller CI = World.user(World.ROLE_ACCOUNT, "ci");
  private static final String ANY_OF_AWS = "\"AWS\":\"*\"";
  private static final String ACCOUNT = "\"AWS\":\"444455556666\"";
  private static final String ISSUER = "oidc.example.com";
  private static final String OIDC =
      "\"Federated\":\"arn:aws:iam::111122223333:oidc-provider/" + ISSUER + "\"";
  private static final String SAML_PROVIDER = "arn:aws:iam::111122223333:saml-provider/okta";

  private static Statement statement(String principal, String conditions) {
    return World.read(World.allow(principal, conditions)).statements().getFirst();
  }

  private static Optional<List<String>> names(
      AssumeCall call, String principal, String conditions) {
    return AdmittedPrincipals.of(statement(principal, conditions), call, CI).map(List::copyOf);
  }

  private static Optional<List<String>> names(String principal, String conditions) {
    return names(AssumeCall.ASSUME_ROLE, principal, conditions);
  }

  private static Optional<List<String>> ofToken(String conditions) {
    return names(AssumeCall.ASSUME_ROLE_WITH_WEB_IDENTITY, OIDC, conditions);
  }

  private static String arn(String operator, String value) {
    return "\"%s\":{\"aws:PrincipalArn\":\"%s\"}".formatted(operator, value);
  }

  private static String sub(String operator, String value) {
    return "\"%s\":{\"%s:SUB\":\"%s\"}".formatted(operator, ISSUER, value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "arn:aws:iam::444455556666:role/app/builder",
        "arn:aws:iam::444455556666:user/ann",
        "arn:aws:sts::444455556666:assumed-role/builder/build-1"
      })
  void whoIsWrittenThereIsNamed(String principal) {
    assertThat(names("\"AWS\":\"" + principal + "\"", "")).contains(List.of(principal));
  }

  @Test
  void theIdOfADeletedPrincipalIsNobodysUnlessItIsTheCallers() {
    assertThat(names("\"AWS\":\"AIDADELETEDDELETED001\"", "")).contains(List.of());
    assertThat(names("\"AWS\":\"AIDAEXAMPLEEXAMPLE001\"", ""))
        .contains(List.of("arn:aws:iam::111122223333:user/ci"));
    assertThat(
            AdmittedPrincipals.of(
                statement("\"AWS\":\"AROAEXAMPLEEXAMPLE001\"", ""),
                AssumeCall.ASSUME_ROLE,
                World.session(World.OTHER_ACCOUNT, "builder")))
        .hasValueSatisfying(
            who -> assertThat(who).containsExactly("arn:aws:iam::444455556666:role/builder"));
  }

  /// Only a condition that binds the request names anybody.
  @ParameterizedTest
  @CsvSource({
    "ArnEquals, arn:aws:iam::444455556666:role/builder, true",
    "ArnLike, arn:aws:iam::444455556666:role/b*, true",
    "StringEquals, arn:aws:iam::444455556666:role/builder, true",
    "StringLike, arn:aws:iam::444455556666:role/*, true",
    "'ForAnyValue:StringLike', arn:aws:iam::444455556666:role/b*, true",
    // passes without the key, or for everybody else
    "ArnLikeIfExists, arn:aws:iam::444455556666:role/b*, false",
    "'ForAllValues:ArnLike', arn:aws:iam::444455556666:role/b*, false",
    "ArnNotLike, arn:aws:iam::444455556666:role/b*, false",
    "StringNotEquals, arn:aws:iam::444455556666:role/b*, false",
    // does not tell the account, or only the account
    "ArnLike, arn:aws:iam::*:role/builder, false",
    "ArnLike, arn:aws:iam::44445555666?:role/builder, false",
    "ArnLike, arn:aws:iam::4444555566667:role/builder, false",
    "ArnLike, arn:aws:iam::444455556666:*, false",
    "ArnLike, arn:aws:iam::444455556666:root, false",
    "ArnLike, *, false",
    // is another for each caller
    "StringLike, 'arn:aws:iam::444455556666:role/${aws:username}', false",
  })
  void anAccountIsNamedByAConditionOnTheArnThatTellsIt(
      String operator, String value, boolean named) {
    Optional<List<String>> expected = named ? Optional.of(List.of(value)) : Optional.empty();
    assertThat(names(ACCOUNT, arn(operator, value))).isEqualTo(expected);
    assertThat(names(ANY_OF_AWS, arn(operator, value))).isEqualTo(expected);
  }

  @Test
  void ofTwoConditionsTheNarrowerNames() {
    String one = "arn:aws:iam::444455556666:role/builder";
    String any = "arn:aws:iam::444455556666:role/*";
    assertThat(names(ACCOUNT, arn("ArnLike", any) + "," + arn("StringEquals", one)))
        .contains(List.of(one));
    assertThat(names(ACCOUNT, arn("StringEquals", one) + "," + arn("ArnLike", any)))
        .contains(List.of(one));
  }

  @Test
  void aTokenIsNamedByASubjectThatSaysAnything() {
    assertThat(ofToken(sub("StringEquals", "job:1"))).contains(List.of("job:1"));
    assertThat(ofToken(sub("StringLike", "job:*"))).contains(List.of("job:*"));
    assertThat(ofToken(sub("StringLike", "*:*"))).isEmpty();
    assertThat(ofToken(sub("StringLikeIfExists", "job:*"))).isEmpty();
    assertThat(ofToken("\"StringEquals\":{\"other.example.com:sub\":\"job:1\"}")).isEmpty();
    assertThat(ofToken("")).isEmpty();
  }

  @Test
  void anyProviderAndAnybodysTokenCannotBeNamed() {
    AssumeCall token = AssumeCall.ASSUME_ROLE_WITH_WEB_IDENTITY;
    assertThat(names(token, "\"Federated\":\"*\"", "\"StringEquals\":{\"*:sub\":\"job:1\"}"))
        .isEmpty();
    assertThat(names(token, ANY_OF_AWS, arn("ArnLike", "arn:aws:iam::444455556666:role/b*")))
        .isEmpty();
  }

  @Test
  void anAssertionIsNamedByItsProviderAndAServiceByItsPrincipal() {
    assertThat(
            names(AssumeCall.ASSUME_ROLE_WITH_SAML, "\"Federated\":\"" + SAML_PROVIDER + "\"", ""))
        .contains(List.of(SAML_PROVIDER));
    assertThat(names("\"Service\":\"ec2.amazonaws.com\"", ""))
        .contains(List.of("ec2.amazonaws.com"));
  }

  @Test
  void oneWhoCannotBeNamedLeavesTheStatementUnnamed() {
    assertThat(names("\"AWS\":[\"arn:aws:iam::444455556666:user/ann\",\"444455556666\"]", ""))
        .isEmpty();
    Statement allBut =
        World.read(
                World.allow("\"AWS\":\"arn:aws:iam::444455556666:user/ann\"", "")
                    .replace("\"Principal\"", "\"NotPrincipal\""))
            .statements()
            .getFirst();
    assertThat(AdmittedPrincipals.of(allBut, AssumeCall.ASSUME_ROLE, CI)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // principal | with keys | with an assertion | with a token
        "\"AWS\":\"*\" | true | true | true",
        "\"AWS\":\"444455556666\" | true | false | false",
        "\"AWS\":\"arn:aws:iam::444455556666:user/ann\" | true | false | false",
        "\"AWS\":\"AIDADELETEDDELETED001\" | true | false | false",
        "\"Service\":\"ec2.amazonaws.com\" | true | false | false",
        "\"Federated\":\"arn:aws:iam::1:saml-provider/okta\" | false | true | false",
        "\"Federated\":\"arn:aws:iam::1:oidc-provider/x\" | false | false | true",
        "\"Federated\":\"*\" | false | true | true",
      })
  void aPrincipalCanMakeTheCallsOfItsKind(
      String principal, boolean keys, boolean assertion, boolean token) {
    var entry = statement(principal, "").principal().orElseThrow().entries().getFirst();
    assertThat(AdmittedPrincipals.concerns(entry, AssumeCall.ASSUME_ROLE)).isEqualTo(keys);
    assertThat(AdmittedPrincipals.concerns(entry, AssumeCall.ASSUME_ROLE_WITH_SAML))
        .isEqualTo(assertion);
    assertThat(AdmittedPrincipals.concerns(entry, AssumeCall.ASSUME_ROLE_WITH_WEB_IDENTITY))
        .isEqualTo(token);
  }

  @Test
  void aCallerIsCoveredByItsNameOrByAPattern() {
    Caller session = World.session(World.OTHER_ACCOUNT, "builder");
    assertThat(OtherCallers.covers(List.of("arn:aws:iam::444455556666:role/b*"), session)).isTrue();
    assertThat(
            OtherCallers.covers(
                List.of("arn:aws:sts::444455556666:assumed-role/builder/build-1"), session))
        .isTrue();
    assertThat(OtherCallers.covers(List.of("arn:aws:iam::444455556666:role/c*"), session))
        .isFalse();
    assertThat(OtherCallers.covers(List.of(), session)).isFalse();
    assertThat(OtherCallers.covers(List.of("x", "arn:aws:iam::111122223333:user/ci"), CI)).isTrue();
    assertThat(OtherCallers.covers(List.of("x"), CI)).isFalse();
    Caller saml = new Caller.Saml(Optional.of(SAML_PROVIDER), "ann");
    assertThat(OtherCallers.covers(List.of(SAML_PROVIDER), saml)).isTrue();
    assertThat(OtherCallers.covers(List.of("ann"), saml)).isTrue();
    assertThat(OtherCallers.covers(List.of("bob"), saml)).isFalse();
    Caller service = new Caller.AwsService("ec2.amazonaws.com");
    assertThat(OtherCallers.covers(List.of("ec2.amazonaws.com"), service)).isTrue();
    assertThat(OtherCallers.covers(List.of("ecs.amazonaws.com"), service)).isFalse();
    Caller token = new Caller.WebIdentity(Optional.of("x"), Optional.empty(), "job:1");
    assertThat(OtherCallers.covers(List.of("job:*"), token)).isTrue();
    assertThat(OtherCallers.covers(List.of("task:*"), token)).isFalse();
  }
}
