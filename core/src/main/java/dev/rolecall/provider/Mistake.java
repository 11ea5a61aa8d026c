package dev.rolecall.provider;

import dev.rolecall.iam.condition.Glob;
import java.util.List;
import java.util.Optional;

/// A usual mistake with a provider: how to see it, and what to say.
///
/// @param when what it is, for readers of the table
/// @param about which claim or name it is about
/// @param form the name of the form that the subject has
/// @param unparsed whether the subject has no known form
/// @param kind a public name for it
/// @param words how the claim differs, as a clause
/// @param say advice, in whole sentences
/// @param setUp whether the workload is what has to change, and not the policy
public record Mistake(
    String when,
    About about,
    Optional<LazyPattern> sent,
    Optional<LazyPattern> wanted,
    Optional<Replacement> replacing,
    List<String> differs,
    List<String> same,
    Optional<String> form,
    boolean unparsed,
    Optional<String> kind,
    Optional<String> words,
    Optional<String> say,
    boolean setUp) {

  public Mistake {
    differs = List.copyOf(differs);
    same = List.copyOf(same);
  }

  /// What a mistake is about.
  public enum About {
    /// The subject.
    SUB,
    /// The audience.
    AUD,
    /// How the caller signed in.
    AMR,
    /// The provider that a statement trusts.
    ISSUER,
    /// The name that a condition key begins with.
    KEY,
    /// A claim that AWS never makes a condition key.
    NEVER
  }

  /// A spelling that stands for another.
  record Replacement(LazyPattern pattern, String by) {}

  /// Whether this is what went wrong with two texts.
  boolean fits(About what, String got, String expected) {
    return about == what && isFound(sent, got) && isFound(wanted, expected);
  }

  /// Whether this is what went wrong with a subject.
  boolean fits(
      String got,
      Optional<Subject> subject,
      String expected,
      boolean wildcards,
      Optional<SubjectDifference> difference) {
    return fits(About.SUB, got, expected)
        && form.map(name -> subject.filter(it -> it.form().equals(name)).isPresent()).orElse(true)
        && (!unparsed || subject.isEmpty())
        && replacing.map(it -> fitsReplaced(it, got, expected, wildcards)).orElse(true)
        && (differs.isEmpty() || difference.filter(this::isThis).isPresent())
        && difference.stream().flatMap(it -> it.names().stream()).noneMatch(same::contains);
  }

  private static boolean isFound(Optional<LazyPattern> pattern, String text) {
    return pattern.map(it -> it.isFoundIn(text)).orElse(true);
  }

  private static boolean fitsReplaced(
      Replacement replacement, String got, String expected, boolean wildcards) {
    String other = replacement.pattern().get().matcher(got).replaceAll(replacement.by());
    return !other.equals(got)
        && (wildcards ? Glob.matchesText(expected, other) : expected.equals(other));
  }

  private boolean isThis(SubjectDifference difference) {
    List<String> names = difference.names();
    return names.contains(differs.getFirst()) && differs.containsAll(names);
  }
}
