package dev.rolecall.diagnosis.mismatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.denial.Caller;
import dev.rolecall.denial.Gap;
import dev.rolecall.denial.KeyState;
import dev.rolecall.diagnosis.World;
import dev.rolecall.diagnosis.result.NearMiss;
import dev.rolecall.iam.condition.Condition;
import dev.rolecall.provider.SubjectDifference.How;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Which value of a condition a token's claim nearly has, and what is said of the difference.
class ClaimNearMissTest {

  private static final String GITHUB = "token.actions.githubusercontent.com";
  private static final String SUBJECT = "repo:acme/app:ref:refs/heads/main";
  private static final String UNKNOWN_ISSUER = "id.example.com/tenants/blue";
  private static final KeyState NOT_RECORDED =
      KeyState.unknown(new Gap("the claim", "not recorded", "look"));

  private static Caller token(String issuer, String subject) {
    return new Caller.WebIdentity(
        Optional.of("arn:aws:iam::111122223333:oidc-provider/" + issuer),
        Optional.empty(),
        subject);
  }

  private static Condition condition(String operator, String key, List<String> wanted) {
    String values =
        wanted.stream().map(value -> "\"" + value + "\"").collect(Collectors.joining(","));
    String conditions = "\"%s\":{\"%s\":[%s]}".formatted(operator, key, values);
    return World.read(World.allow("\"AWS\":\"*\"", conditions))
        .statements()
        .getFirst()
        .conditions()
        .getFirst();
  }

  /// A claim of a token of `issuer` under a condition that it equals one of `wanted`.
  private static Optional<NearMiss> ofClaim(
      String issuer, String claim, String sent, String... wanted) {
    String subject = claim.equals("sub") ? sent : SUBJECT;
    return ClaimNearMiss.find(
        token(issuer, subject),
        condition("StringEquals", issuer + ":" + claim, List.of(wanted)),
        KeyState.present(sent));
  }

  /// The subject of a GitHub token.
  private static Optional<NearMiss> ofSubject(String operator, String sent, String... wanted) {
    return ClaimNearMiss.find(
        token(GITHUB, sent),
        condition(operator, GITHUB + ":sub", List.of(wanted)),
        KeyState.present(sent));
  }

  private static NearMiss.Claim claim(Optional<NearMiss> near) {
    return near.flatMap(NearMiss::claim).orElseThrow();
  }

  /// The parts that differ, by name.
  private static List<String> parts(Optional<NearMiss> near) {
    return claim(near).parts().stream().map(part -> part.segment().name()).toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # under the operators for equality a star is a star
          StringEquals           | repo:acme/app:*                     | WILDCARD_UNDER_STRING_EQUALS
          StringEqualsIgnoreCase | repo:acme/app:*                     | WILDCARD_UNDER_STRING_EQUALS
          # where letter case is ignored, the star alone is wrong
          StringEqualsIgnoreCase | repo:Acme/app:*                     | WILDCARD_UNDER_STRING_EQUALS
          # claims are compared with their letter case
          StringEquals           | repo:Acme/app:ref:refs/heads/main   | LETTER_CASE
          StringLike             | repo:Acme/app:*                     | LETTER_CASE
          """)
  void aValueFitsButForLetterCaseOrAWildcard(String operator, String wanted, NearMiss.Kind kind) {
    assertThat(ofSubject(operator, SUBJECT, wanted)).contains(new NearMiss(kind, wanted));
  }

  @Test
  void aValueThatFitsIsNotNear() {
    assertThat(ofSubject("StringLike", SUBJECT, "repo:acme/*")).isEmpty();
    assertThat(ofSubject("StringEquals", SUBJECT, SUBJECT)).isEmpty();
  }

  @Test
  void thePartThatDiffersIsNamed() {
    String wanted = "repo:acme/shop:ref:refs/heads/main";
    Optional<NearMiss> near = ofSubject("StringEquals", SUBJECT, wanted);
    assertThat(near).map(NearMiss::kind).contains(NearMiss.Kind.SUBJECT_PART);
    assertThat(near).map(NearMiss::expected).contains(wanted);
    assertThat(parts(near)).containsExactly("repo");
    assertThat(claim(near).words()).isEmpty();
    assertThat(claim(near).advice()).isEmpty();
    assertThat(claim(near).setUp()).isFalse();
  }

  @Test
  void aWildcardStandsForAnyPartUnderStringLikeAlone() {
    String wanted = "repo:acme/shop:*";
    assertThat(parts(ofSubject("StringLike", SUBJECT, wanted))).containsExactly("repo");
    assertThat(ofSubject("StringEquals", SUBJECT, wanted)).isEmpty();
  }

  @Test
  void aKnownMistakeIsNamedWithItsWordsAndItsAdvice() {
    Optional<NearMiss> near =
        ofSubject("StringEquals", SUBJECT, "repo:acme/app:ref:refs/heads/release");
    assertThat(near).map(NearMiss::kind).contains(NearMiss.Kind.GITHUB_REF);
    assertThat(parts(near)).containsExactly("ref");
    assertThat(claim(near).words()).contains("a different branch or tag");
    assertThat(claim(near).advice())
        .singleElement()
        .asString()
        .contains("a GitHub environment is narrower");
    assertThat(claim(near).setUp()).isFalse();
  }

  @Test
  void aMistakeOfTheWorkloadIsNotThePolicys() {
    Optional<NearMiss> near = ofSubject("StringEquals", "repo:acme/app:pull_request", SUBJECT);
    assertThat(near).map(NearMiss::kind).contains(NearMiss.Kind.GITHUB_PULL_REQUEST);
    assertThat(claim(near).words()).contains("the workflow ran for a pull request");
    assertThat(claim(near).setUp()).isTrue();
    assertThat(claim(near).parts())
        .extracting(part -> part.segment().name() + " " + part.how())
        .containsExactlyInAnyOrder("ref " + How.ONLY_WANTED, "pullRequest " + How.ONLY_SENT);
  }

  @Test
  void aMistakeThatHasNoNameOfItsOwnIsAnotherSubjectPartOrAnotherClaim() {
    Optional<NearMiss> named =
        ofSubject(
            "StringEquals", "repo:acme/app:environment:live", "repo:acme/app:environment:test");
    assertThat(named).map(NearMiss::kind).contains(NearMiss.Kind.SUBJECT_PART);
    assertThat(claim(named).words()).isEmpty();
    assertThat(claim(named).advice()).hasSize(1);

    // GitHub writes a colon so, and no environment of the policy has one
    Optional<NearMiss> unnamed =
        ofSubject(
            "StringEquals",
            "repo:acme/app:environment:eu%3Alive",
            "repo:acme/app:environment:eu:live");
    assertThat(unnamed).map(NearMiss::kind).contains(NearMiss.Kind.CLAIM);
    assertThat(parts(unnamed)).isEmpty();
    assertThat(claim(unnamed).words()).isPresent();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # a policy without ids: the ids are not what is wrong
          repo:acme/shop:ref:refs/heads/main            | repo
          repo:acme/shop:ref:refs/heads/release         | repo ref
          # a policy with ids
          repo:acme@123/app@456:ref:refs/heads/release  | ref
          # the ids are in the token, so none is told to be missing from it
          repo:acme@123/shop@789:ref:refs/heads/main    | repo repoId
          """)
  void aPolicyIsComparedWithTheFormOfSubjectsThatItIsWrittenFor(String wanted, String parts) {
    Optional<NearMiss> near =
        ofSubject("StringEquals", "repo:acme@123/app@456:ref:refs/heads/main", wanted);
    assertThat(String.join(" ", parts(near))).isEqualTo(parts);
    assertThat(claim(near).parts()).allMatch(part -> part.how() == How.OTHER);
  }

  @Test
  void aPolicyThatDiffersInTheIdsAloneIsForTheOlderForm() {
    Optional<NearMiss> near =
        ofSubject("StringEquals", "repo:acme@123/app@456:ref:refs/heads/main", SUBJECT);
    assertThat(near).map(NearMiss::kind).contains(NearMiss.Kind.GITHUB_IMMUTABLE_SUBJECT);
  }

  @Test
  void ofAnIssuerThatNothingIsKnownOfOnlyTheSpellingIsSeen() {
    assertThat(ofClaim(UNKNOWN_ISSUER, "sub", "night-batch", "nigth-batch"))
        .contains(new NearMiss(NearMiss.Kind.SPELLING, "nigth-batch"));
    assertThat(ofClaim(UNKNOWN_ISSUER, "sub", "night-batch", "day-shift")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # what a job gets that asks for no audience
          token.actions.githubusercontent.com | https://github.com/acme | sts.amazonaws.com    | without an audience
          # each partition has its own, whoever issues the token
          token.actions.githubusercontent.com | sts.amazonaws.com       | sts.amazonaws.com.cn | the other partition
          id.example.com/tenants/blue         | sts.amazonaws.com.cn    | sts.amazonaws.com    | the other partition
          """)
  void anAudienceIsSetWhereTheTokenIsRequested(
      String issuer, String sent, String wanted, String words) {
    Optional<NearMiss> near = ofClaim(issuer, "aud", sent, wanted);
    assertThat(near).map(NearMiss::kind).contains(NearMiss.Kind.CLAIM);
    assertThat(claim(near).words().orElseThrow()).contains(words);
    assertThat(claim(near).advice()).hasSize(1);
    assertThat(claim(near).setUp()).isTrue();
    assertThat(parts(near)).isEmpty();
  }

  @Test
  void anAudienceThatIsMisspelledIsSaidToBe() {
    String wanted = "sts.amazonaws.co";
    NearMiss misspelled = new NearMiss(NearMiss.Kind.SPELLING, wanted);
    assertThat(ofClaim(GITHUB, "aud", "sts.amazonaws.com", wanted)).contains(misspelled);
    assertThat(ofClaim(UNKNOWN_ISSUER, "aud", "sts.amazonaws.com", wanted)).contains(misspelled);
  }

  @Test
  void ofAnyOtherAudienceItIsToldWhereItIsSetIfThatIsKnown() {
    Optional<NearMiss> near = ofClaim(GITHUB, "aud", "blue", "sts.amazonaws.com");
    assertThat(near).map(NearMiss::kind).contains(NearMiss.Kind.CLAIM);
    assertThat(claim(near).words()).isEmpty();
    assertThat(claim(near).advice())
        .singleElement()
        .asString()
        .contains("aws-actions/configure-aws-credentials");
    assertThat(ofClaim(UNKNOWN_ISSUER, "aud", "blue", "sts.amazonaws.com")).isEmpty();
  }

  @Test
  void aClaimThatTheSubjectTellsIsCalledByWhatItIsMadeOf() {
    Optional<NearMiss> near = ofClaim(GITHUB, "repository", "acme/app", "acme/shop");
    assertThat(near)
        .contains(
            new NearMiss(
                NearMiss.Kind.CLAIM,
                "acme/shop",
                Optional.of(
                    new NearMiss.Claim(
                        List.of(),
                        Optional.of("repository"),
                        Optional.empty(),
                        List.of(),
                        false))));
  }

  @Test
  void ofAClaimThatTheSubjectDoesNotTellOnlyTheSpellingIsSeen() {
    assertThat(ofClaim(GITHUB, "actor", "octocat", "octacat"))
        .contains(new NearMiss(NearMiss.Kind.SPELLING, "octacat"));
    assertThat(ofClaim(GITHUB, "actor", "octocat", "monalisa")).isEmpty();
    // the subject has no environment
    assertThat(ofClaim(GITHUB, "environment", "live", "test")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # a star before letter case
          repo:Acme/app:ref:refs/heads/main   | repo:acme/app:*
          # letter case before a part
          repo:acme/app:ref:refs/heads/release | repo:Acme/app:ref:refs/heads/main
          # one part before two
          repo:acme/shop:ref:refs/heads/release | repo:acme/shop:ref:refs/heads/main
          # a known part before a subject of another kind
          repository_owner:acme:repo:app       | repo:acme/shop:ref:refs/heads/main
          """)
  void theNearestOfSeveralValuesIsTold(String farther, String nearer) {
    assertThat(ofSubject("StringEquals", SUBJECT, farther, nearer))
        .map(NearMiss::expected)
        .contains(nearer);
    assertThat(ofSubject("StringEquals", SUBJECT, nearer, farther))
        .map(NearMiss::expected)
        .contains(nearer);
  }

  @Test
  void aKnownMistakeWithAnAudienceComesBeforeAMisspelledOne() {
    String misspelled = "https://github.com/acmee";
    String known = "sts.amazonaws.com";
    assertThat(ofClaim(GITHUB, "aud", "https://github.com/acme", misspelled, known))
        .map(NearMiss::expected)
        .contains(known);
  }

  @Test
  void onlyTheFirstFiftyValuesAreLookedAt() {
    List<String> values = new ArrayList<>(Collections.nCopies(49, "x"));
    values.add("repo:acme/app:*");
    assertThat(ofSubject("StringEquals", SUBJECT, values.toArray(String[]::new))).isPresent();
    values.addFirst("x");
    assertThat(ofSubject("StringEquals", SUBJECT, values.toArray(String[]::new))).isEmpty();
  }

  @Test
  void aConditionThatForbidsAValueHasNoneThatIsMeant() {
    assertThat(ofSubject("StringNotEquals", SUBJECT, "repo:Acme/app:ref:refs/heads/main"))
        .isEmpty();
    assertThat(ofSubject("StringNotLike", SUBJECT, SUBJECT)).isEmpty();
  }

  @Test
  void nothingIsNearAValueThatIsNotKnownOrOneOfSeveral() {
    Condition condition =
        condition("StringEquals", GITHUB + ":sub", List.of("repo:Acme/app:ref:refs/heads/main"));
    Caller caller = token(GITHUB, SUBJECT);
    assertThat(ClaimNearMiss.find(caller, condition, NOT_RECORDED)).isEmpty();
    KeyState several = new KeyState.Present(List.of(SUBJECT, "x"));
    assertThat(ClaimNearMiss.find(caller, condition, several)).isEmpty();
  }

  @Test
  void aKeyThatIsNoClaimIsNotNear() {
    Condition condition = condition("StringEquals", "aws:SourceIp", List.of("192.0.2.1"));
    assertThat(ClaimNearMiss.find(token(GITHUB, SUBJECT), condition, KeyState.present("192.0.2.2")))
        .isEmpty();
  }

  @Test
  void aKeyThatTheTokenCannotHaveIsCorrected() {
    Condition condition =
        condition("StringEquals", "actions.githubusercontent.com:sub", List.of(SUBJECT));
    Optional<NearMiss> near =
        ClaimNearMiss.find(token(GITHUB, SUBJECT), condition, KeyState.ABSENT);
    assertThat(near).map(NearMiss::kind).contains(NearMiss.Kind.WRONG_KEY);
    assertThat(near).map(NearMiss::expected).contains(GITHUB + ":sub");
  }

  @ParameterizedTest
  @ValueSource(strings = {"saml:groups", "SAML:department", GITHUB + ":sub"})
  void aKeyThatNoAssertionBringsIsSaidToBeNone(String key) {
    Caller caller =
        new Caller.Saml(Optional.of("arn:aws:iam::111122223333:saml-provider/Okta"), "ada");
    Condition condition = condition("StringEquals", key, List.of("ada"));
    assertThat(ClaimNearMiss.find(caller, condition, KeyState.ABSENT))
        .contains(new NearMiss(NearMiss.Kind.NEVER_A_KEY, "SAML:sub"));
    assertThat(ClaimNearMiss.find(caller, condition, KeyState.present("grace"))).isEmpty();
    assertThat(ClaimNearMiss.find(caller, condition, NOT_RECORDED)).isEmpty();
  }

  @Test
  void aKeyOfAnotherKindIsNoAttributeOfAnAssertion() {
    Caller caller =
        new Caller.Saml(Optional.of("arn:aws:iam::111122223333:saml-provider/Okta"), "ada");
    Condition condition = condition("StringEquals", "aws:SourceVpc", List.of("vpc-1"));
    assertThat(ClaimNearMiss.find(caller, condition, KeyState.ABSENT)).isEmpty();
  }

  @Test
  void aCallerWithoutATokenHasNoClaims() {
    Condition condition = condition("StringEquals", GITHUB + ":sub", List.of(SUBJECT));
    Caller caller = World.user(World.OTHER_ACCOUNT, "ci");
    assertThat(ClaimNearMiss.find(caller, condition, KeyState.ABSENT)).isEmpty();
    assertThat(ClaimNearMiss.find(caller, condition, KeyState.present(SUBJECT))).isEmpty();
  }
}
