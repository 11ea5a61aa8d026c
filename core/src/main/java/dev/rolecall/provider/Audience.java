package dev.rolecall.provider;

import dev.rolecall.iam.condition.Glob;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The audiences of a provider's tokens.
///
/// @param usual what tokens have unless something else was requested
/// @param forAws what a trust policy should name; empty where it is whatever the token has
/// @param fixed whether no other can be requested
/// @param change where another is requested
/// @param key the claim that holds the requested audience, where `aud` holds something else
public record Audience(
    List<SubjectTemplate> usual,
    List<SubjectTemplate> forAws,
    boolean fixed,
    Optional<String> change,
    Optional<String> key) {

  public Audience {
    usual = List.copyOf(usual);
    forAws = List.copyOf(forAws);
  }

  static final Audience UNKNOWN =
      new Audience(List.of(), List.of(), false, Optional.empty(), Optional.empty());

  /// Whether a trust policy may name `audience`; what tokens have by default is not worth to be
  /// trusted where AWS's own tools request another.
  public boolean isRightForAws(String audience, Optional<Subject> subject) {
    return forAws.isEmpty()
        || forAws.stream()
            .flatMap(subjectTemplate -> subjectTemplate.fill(values(subject)).stream())
            .anyMatch(right -> Glob.matchesText(right, audience));
  }

  private static Map<String, String> values(Optional<Subject> subject) {
    return subject.map(Subject::values).orElse(Map.of());
  }
}
