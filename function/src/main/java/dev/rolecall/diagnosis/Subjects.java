package dev.rolecall.diagnosis;

import java.util.Locale;
import java.util.regex.Pattern;

/// Compares subjects of OIDC tokens by the organization they belong to.
public final class Subjects {

  private static final Pattern GITHUB_IDS = Pattern.compile("@[0-9]+");

  private Subjects() {}

  /// `subject` as GitHub wrote it before the ids of owner and repository became part of it.
  static String withoutIds(String subject) {
    return subject.startsWith("repo:") ? GITHUB_IDS.matcher(subject).replaceAll("") : subject;
  }

  /// Whether both name the same owner: the part before the first slash or, where there is none, the
  /// second part. An owner with a wildcard is nobody's.
  static boolean sameOwner(String one, String other) {
    String owner = owner(one);
    return !owner.isEmpty() && !owner.contains("*") && owner.equals(owner(other));
  }

  /// Whom a subject belongs to: the part before the first slash or, where there is none, before the
  /// second colon; in lower case and without GitHub's ids.
  public static String owner(String subject) {
    String plain = withoutIds(subject).toLowerCase(Locale.ROOT);
    int slash = plain.indexOf('/');
    if (slash > 0) {
      return plain.substring(0, slash);
    }
    int first = plain.indexOf(':');
    int second = first < 0 ? -1 : plain.indexOf(':', first + 1);
    return second < 0 ? plain : plain.substring(0, second);
  }
}
