package dev.rolecall.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.denial.Caller;
import dev.rolecall.denial.KeyState;
import dev.rolecall.denial.PolicyType;
import dev.rolecall.diagnosis.result.Cause;
import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.diagnosis.result.Confidence;
import dev.rolecall.diagnosis.result.Diagnosis;
import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.diagnosis.result.Fix;
import dev.rolecall.diagnosis.result.NearMiss;
import dev.rolecall.iam.evaluation.Decision;
import dev.rolecall.provider.IdentityProvider;
import dev.rolecall.provider.IdentityProviders;
import dev.rolecall.provider.Owner;
import dev.rolecall.provider.Segment;
import dev.rolecall.provider.Stability;
import dev.rolecall.provider.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What is true of every provider of the table, and so of one that is added to it.
class EveryProviderTest {

  private static final List<String> WORDS =
      List.of("apply", "tag", "read", "write", "refresh", "auth", "module", "health", "develop");

  static Stream<Arguments> subjects() {
    return IdentityProviders.standard().all().stream()
        .flatMap(
            provider ->
                provider.exampleSubjects().stream().map(text -> Arguments.of(provider, text)));
  }

  static Stream<Arguments> lastingSegments() {
    return IdentityProviders.standard().all().stream()
        .flatMap(
            provider ->
                provider.exampleSubjects().stream()
                    .map(text -> provider.subject(text).orElseThrow())
                    .flatMap(
                        subject ->
                            subject.segments().stream()
                                .filter(it -> it.stability() != Stability.EVERY_RUN)
                                .filter(it -> other(subject, it).isPresent())
                                .map(it -> Arguments.of(provider, subject, it.name()))));
  }

  /// The same subject with another value for one part; empty where it has no other.
  private static Optional<Subject> other(Subject subject, Segment segment) {
    List<String> values = new ArrayList<>();
    values.add(rotated(segment.value()));
    values.addAll(WORDS);
    return values.stream()
        .filter(value -> !value.equals(segment.value()))
        .flatMap(value -> subject.provider().subject(subject.with(segment, value)).stream())
        .filter(it -> it.form().equals(subject.form()))
        .filter(
            it ->
                it.segment(segment.name())
                    .filter(part -> !part.value().equals(segment.value()))
                    .isPresent())
        .filter(it -> it.segments().size() == subject.segments().size())
        .findFirst();
  }

  /// Letters and digits give way to their neighbours, hexadecimal ones to such.
  private static String rotated(String value) {
    StringBuilder other = new StringBuilder();
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      other.append(
          switch (c) {
            case '9' -> '0';
            case 'f', 'z' -> 'a';
            case 'F', 'Z' -> 'A';
            default -> Character.isLetterOrDigit(c) ? (char) (c + 1) : c;
          });
    }
    return other.toString();
  }

  private static Subject nextRun(Subject subject) {
    Subject next = subject;
    for (Segment segment : subject.segments()) {
      if (segment.stability() == Stability.EVERY_RUN) {
        next = other(next, next.segment(segment.name()).orElseThrow()).orElseThrow();
      }
    }
    return next;
  }

  private static String arn(IdentityProvider provider) {
    return "arn:aws:iam::" + World.ROLE_ACCOUNT + ":oidc-provider/" + provider.exampleIssuer();
  }

  private static World call(IdentityProvider provider, String audience, String subject) {
    return new World()
        .caller(new Caller.WebIdentity(Optional.of(arn(provider)), Optional.of(audience), subject))
        .key(provider.exampleIssuer() + ":sub", KeyState.present(subject))
        .key(provider.exampleIssuer() + ":aud", KeyState.present(audience))
        // where it is a key, it holds the audience that was requested
        .key(provider.exampleIssuer() + ":oaud", KeyState.present("sts.amazonaws.com"));
  }

  private static String trust(IdentityProvider provider, String key, String audience, String sub) {
    return World.policy(
        "{\"Effect\":\"Allow\",\"Principal\":{\"Federated\":\""
            + arn(provider)
            + "\"},\"Action\":\"sts:AssumeRoleWithWebIdentity\",\"Condition\":{"
            + "\"StringEquals\":{\""
            + key
            + ":aud\":\""
            + audience
            + "\"},\"StringLike\":{\""
            + key
            + ":sub\":\""
            + sub
            + "\"}}}");
  }

  private static Optional<Fix> trustFix(Explanation explanation) {
    return explanation.fixes().stream()
        .filter(fix -> fix.place() == Fix.Place.TRUST_POLICY)
        .findFirst();
  }

  private static Decision decision(World world) {
    return Optional.ofNullable(
            world.explain().diagnosis().evaluation().get(PolicyType.TRUST_POLICY))
        .orElseThrow();
  }

  private static boolean isNamed(
      IdentityProvider provider, Subject subject, String policy, String audience) {
    Owner owner = provider.owner(Optional.of(subject), Optional.of(audience)).orElseThrow();
    return owner.isNamedBy("sub", policy, true) || owner.isNamedBy("aud", audience, false);
  }

  private static boolean isOffered(IdentityProvider provider, Subject subject) {
    return subject.stablePattern().isPresent()
        && (subject.isIdentified() || provider.isShared(provider.exampleIssuer()))
        && !provider.isNeverToBeTrusted(subject.text());
  }

  @ParameterizedTest(name = "{0} {2}")
  @MethodSource("lastingSegments")
  void aPartThatDiffersIsNamedAndMendedForTheNextRunAndForNobodyElse(
      IdentityProvider provider, Subject wanted, String name) {
    Segment segment = wanted.segment(name).orElseThrow();
    Subject sent = other(wanted, segment).orElseThrow();
    String audience = "sts.amazonaws.com";
    String policy = wanted.stablePattern().orElse(wanted.text());
    Explanation explanation =
        call(provider, audience, sent.text())
            .trust(trust(provider, provider.exampleIssuer(), audience, policy))
            .explain();
    Cause cause = explanation.diagnosis().cause();
    assertThat(cause.code()).isEqualTo(CauseCode.OIDC_CLAIM_MISMATCH);
    assertThat(explanation.diagnosis().confidence()).isEqualTo(Confidence.CERTAIN);
    NearMiss near = cause.nearMiss().orElseThrow();
    assertThat(near.claim().orElseThrow().parts())
        .extracting(part -> part.segment().name())
        .contains(name);
    boolean stranger = explanation.diagnosis().caller() == Diagnosis.Familiarity.STRANGER;
    assertThat(stranger)
        .isEqualTo(
            provider.isShared(provider.exampleIssuer())
                && !isNamed(provider, sent, policy, audience));
    Optional<Fix> fix = trustFix(explanation);
    assertThat(fix.isPresent())
        .isEqualTo(!stranger && !near.isSetUp() && isOffered(provider, sent));
    if (fix.isPresent()) {
      String after = fix.get().after().orElseThrow();
      assertThat(decision(call(provider, audience, nextRun(sent).text()).trust(after)))
          .isEqualTo(Decision.ALLOW);
      for (Segment part : sent.segments()) {
        Optional<Subject> neighbour =
            part.stability() == Stability.STABLE && !part.name().equals(name)
                ? other(sent, part)
                : Optional.empty();
        neighbour.ifPresent(
            it ->
                assertThat(decision(call(provider, audience, it.text()).trust(after)))
                    .as(it.text())
                    .isEqualTo(Decision.IMPLICIT_DENY));
      }
    }
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("subjects")
  void aKeyOfAnotherIssuerIsCorrected(IdentityProvider provider, String text) {
    String wrong = provider.exampleIssuer() + "/x";
    Subject subject = provider.subject(text).orElseThrow();
    Explanation explanation =
        call(provider, "sts.amazonaws.com", text)
            .key(wrong + ":sub", KeyState.ABSENT)
            .key(wrong + ":aud", KeyState.ABSENT)
            .trust(
                trust(
                    provider,
                    wrong,
                    "sts.amazonaws.com",
                    subject.stablePattern().orElse(subject.text())))
            .explain();
    assertThat(explanation.diagnosis().causes())
        .allSatisfy(
            cause -> {
              assertThat(cause.code()).isEqualTo(CauseCode.OIDC_CLAIM_MISMATCH);
              assertThat(cause.nearMiss()).get().matches(NearMiss::isKey);
              assertThat(cause.nearMiss().orElseThrow().expected())
                  .startsWith(provider.exampleIssuer() + ":");
            });
    assertThat(explanation.fixes()).noneMatch(fix -> fix.place() == Fix.Place.REQUEST);
    trustFix(explanation)
        .ifPresent(
            fix ->
                assertThat(
                        decision(
                            call(provider, "sts.amazonaws.com", nextRun(subject).text())
                                .trust(fix.after().orElseThrow())))
                    .isEqualTo(Decision.ALLOW));
    assertThat(trustFix(explanation).isPresent()).isEqualTo(isOffered(provider, subject));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("subjects")
  void anotherAudienceIsExplainedAndTrustedWithTheSubjectOrNotAtAll(
      IdentityProvider provider, String text) {
    Subject subject = provider.subject(text).orElseThrow();
    String sent = "https://audience.example/x";
    Explanation explanation =
        call(provider, sent, text)
            .trust(
                trust(
                    provider,
                    provider.exampleIssuer(),
                    "sts.amazonaws.com",
                    subject.stablePattern().orElse(subject.text())))
            .explain();
    Cause cause = explanation.diagnosis().cause();
    assertThat(cause.code()).isEqualTo(CauseCode.OIDC_CLAIM_MISMATCH);
    assertThat(cause.condition().orElseThrow().key()).endsWith(":aud");
    assertThat(cause.nearMiss().orElseThrow().claim().orElseThrow().advice()).isNotEmpty();
    trustFix(explanation)
        .ifPresent(
            fix -> {
              assertThat(provider.audience().isRightForAws(sent, Optional.of(subject))).isTrue();
              assertThat(
                      decision(
                          call(provider, sent, nextRun(subject).text())
                              .trust(fix.after().orElseThrow())))
                  .isEqualTo(Decision.ALLOW);
            });
  }
}
