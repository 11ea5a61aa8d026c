package dev.rolecall.diagnosis.mismatch;

import dev.rolecall.denial.Caller;
import dev.rolecall.denial.Caller.Saml;
import dev.rolecall.denial.Caller.WebIdentity;
import dev.rolecall.denial.KeyState;
import dev.rolecall.diagnosis.result.NearMiss;
import dev.rolecall.diagnosis.result.NearMiss.Kind;
import dev.rolecall.iam.condition.Condition;
import dev.rolecall.iam.condition.Glob;
import dev.rolecall.provider.IdentityProvider;
import dev.rolecall.provider.IdentityProviders;
import dev.rolecall.provider.Mistake;
import dev.rolecall.provider.Subject;
import dev.rolecall.provider.SubjectDifference;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// Finds the value of a claim condition that the token's claim nearly has, and names what differs
/// and the known mistake behind it. What is known of providers is in their table.
final class ClaimNearMiss {

  /// Values of one condition that are looked at; policies have a handful.
  private static final int MOST = 50;

  private final ClaimKey key;
  private final String sent;
  private final boolean wildcards;
  private final Optional<IdentityProvider> provider;
  private final Optional<Subject> subject;

  private ClaimNearMiss(WebIdentity identity, ClaimKey key, String sent, Condition condition) {
    this.key = key;
    this.sent = sent;
    this.wildcards = condition.operator().comparison().wildcards();
    this.provider =
        IdentityProviders.standard()
            .byLooks(ClaimKey.provider(identity).orElse(""), identity.subject());
    this.subject = provider.flatMap(it -> it.subject(identity.subject()));
  }

  static Optional<NearMiss> find(Caller caller, Condition condition, KeyState got) {
    Optional<ClaimKey> key = ClaimKey.of(condition.key());
    if (condition.operator().comparison().negated()) {
      return Optional.empty();
    }
    if (caller instanceof Saml) {
      boolean attribute = key.isPresent() || condition.lowerCaseKey().startsWith("saml:");
      return attribute && got instanceof KeyState.Absent
          ? Optional.of(new NearMiss(Kind.NEVER_A_KEY, "SAML:sub"))
          : Optional.empty();
    }
    if (!(caller instanceof WebIdentity identity) || key.isEmpty()) {
      return Optional.empty();
    }
    return switch (got) {
      case KeyState.Absent _ -> KeyNearMiss.find(identity, key.get());
      case KeyState.Present(List<String> values) when values.size() == 1 ->
          new ClaimNearMiss(identity, key.get(), values.getFirst(), condition)
              .nearest(condition.values());
      case KeyState.Present _, KeyState.Unknown _ -> Optional.empty();
    };
  }

  /// A near miss and how far it is from a hit.
  private record Candidate(NearMiss miss, int distance) {}

  private Optional<NearMiss> nearest(List<String> wanted) {
    return wanted.stream()
        .limit(MOST)
        .flatMap(value -> candidate(value).stream())
        .min(Comparator.comparingInt(Candidate::distance))
        .map(Candidate::miss);
  }

  private Optional<Candidate> candidate(String wanted) {
    if (wildcards ? Glob.matchesText(wanted, sent) : wanted.equals(sent)) {
      return Optional.empty();
    }
    if (Glob.matchesText(lower(wanted), lower(sent))) {
      return Optional.of(
          wildcards || wanted.equalsIgnoreCase(sent)
              ? plain(Kind.LETTER_CASE, wanted, 1)
              : plain(Kind.WILDCARD_UNDER_STRING_EQUALS, wanted, 0));
    }
    return switch (key.claim()) {
      case "sub" -> ofSubject(wanted);
      case "aud" -> ofAudience(wanted);
      default -> ofOther(wanted);
    };
  }

  private static Candidate plain(Kind kind, String wanted, int distance) {
    return new Candidate(new NearMiss(kind, wanted), distance);
  }

  private Optional<Candidate> ofSubject(String wanted) {
    Optional<SubjectDifference> difference = difference(wanted);
    Optional<Mistake> mistake =
        provider.flatMap(it -> it.mistake(sent, subject, wanted, wildcards, difference));
    if (mistake.isEmpty() && difference.isEmpty()) {
      return spelling(wanted);
    }
    List<SubjectDifference.Part> parts = difference.map(SubjectDifference::parts).orElse(List.of());
    return Optional.of(
        parts.isEmpty()
            ? new Candidate(NearMiss.of(Kind.CLAIM, wanted, parts, mistake), 20)
            : new Candidate(
                NearMiss.of(Kind.SUBJECT_PART, wanted, parts, mistake), 2 + parts.size()));
  }

  /// The policy may be written for an older form of subjects: the form in which less differs is the
  /// one that it is for.
  private Optional<SubjectDifference> difference(String wanted) {
    return Stream.of(subject, provider.flatMap(it -> it.subject(it.plain(sent))))
        .flatMap(Optional::stream)
        .flatMap(own -> SubjectDifference.of(own, wanted, wildcards).stream())
        .min(Comparator.comparingInt(difference -> difference.parts().size()));
  }

  private Optional<Candidate> ofAudience(String wanted) {
    Optional<Mistake> mistake =
        IdentityProviders.standard()
            .mistake(Mistake.About.AUD, sent, wanted)
            .or(() -> provider.flatMap(it -> it.mistake(Mistake.About.AUD, sent, wanted)));
    Optional<Candidate> spelling = spelling(wanted);
    if (mistake.isEmpty() || (spelling.isPresent() && mistake.get().words().isEmpty())) {
      return spelling;
    }
    return Optional.of(new Candidate(NearMiss.of(Kind.CLAIM, wanted, List.of(), mistake), 20));
  }

  /// A claim that the subject tells: what differs is the part that it is made of.
  private Optional<Candidate> ofOther(String wanted) {
    Optional<Mistake> signIn =
        provider
            .filter(_ -> key.claim().equals("amr"))
            .flatMap(it -> it.mistake(Mistake.About.AMR, sent, wanted));
    if (signIn.isPresent()) {
      return Optional.of(new Candidate(NearMiss.of(Kind.CLAIM, wanted, List.of(), signIn), 20));
    }
    return provider
        .flatMap(it -> subject.flatMap(own -> it.derivedFrom(key.claim(), own)))
        .map(
            it ->
                new NearMiss.Claim(List.of(), Optional.of(it), Optional.empty(), List.of(), false))
        .map(it -> new Candidate(new NearMiss(Kind.CLAIM, wanted, Optional.of(it)), 20))
        .or(() -> spelling(wanted));
  }

  private Optional<Candidate> spelling(String wanted) {
    return Kind.SPELLING.when(Spelling.near(wanted, sent)).map(kind -> plain(kind, wanted, 30));
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
