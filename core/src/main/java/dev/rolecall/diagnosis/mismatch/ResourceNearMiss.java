package dev.rolecall.diagnosis.mismatch;

import dev.rolecall.denial.RoleArn;
import dev.rolecall.diagnosis.result.NearMiss;
import dev.rolecall.diagnosis.result.NearMiss.Kind;
import dev.rolecall.iam.condition.Glob;
import dev.rolecall.iam.policy.Statement;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Finds the entry of a `Resource` element that nearly covers the role.
public final class ResourceNearMiss {

  private static final String ROLE = "role/";

  /// Entries that are looked at in one statement; a policy of IAM has room for fewer.
  private static final int MOST = 500;

  /// Letters at the start or the end of a name that do not agree by chance.
  private static final int ALIKE = 3;

  private final RoleArn role;
  private final String resource;

  private ResourceNearMiss(RoleArn role) {
    this.role = role;
    this.resource = "role" + role.path() + role.name();
  }

  /// Empty for a statement without a `Resource` or `NotResource` element.
  static Optional<NearMiss> find(Statement statement, RoleArn role) {
    ResourceNearMiss search = new ResourceNearMiss(role);
    return statement
        .resource()
        .flatMap(
            element -> {
              List<String> patterns = element.patterns();
              return element.negated()
                  ? patterns.stream()
                      .filter(pattern -> Glob.matchesText(pattern, role.toString()))
                      .findFirst()
                      .map(pattern -> new NearMiss(Kind.NOT_RESOURCE, pattern))
                  : patterns.stream()
                      .limit(MOST)
                      .map(pattern -> new NearMiss(search.kind(pattern), pattern))
                      .min(Comparator.comparing(NearMiss::kind).thenComparingInt(search::distance));
            });
  }

  private Kind kind(String pattern) {
    String[] parts = pattern.split(":", 6);
    if (pattern.contains("${")) {
      return Kind.OTHER_ROLE;
    }
    if (parts.length < 6 || !parts[0].equals("arn")) {
      return pattern.endsWith(role.name()) ? Kind.NOT_A_ROLE_ARN : Kind.OTHER_ROLE;
    }
    boolean account = matches(parts[4], role.account().value());
    if (parts[2].equals("sts")) {
      return account && parts[5].startsWith("assumed-role/" + role.name() + "/")
          ? Kind.NAMES_SESSION
          : Kind.OTHER_ROLE;
    }
    boolean partition = matches(parts[1], role.partition());
    if (matches(parts[5], resource)) {
      return partition && account && !parts[2].equals("iam")
          ? Kind.NOT_A_ROLE_ARN
          : partition || !account ? otherAccount(parts[5]) : Kind.OTHER_PARTITION;
    }
    return account && partition ? name(parts[5]) : Kind.OTHER_ROLE;
  }

  /// A pattern for all roles of another account does not mean this one.
  private static Kind otherAccount(String pattern) {
    return isLiteral(pattern) ? Kind.OTHER_ACCOUNT : Kind.OTHER_ROLE;
  }

  private Kind name(String pattern) {
    String last = pattern.substring(pattern.lastIndexOf('/') + 1);
    if (pattern.equals("root")) {
      return Kind.NAMES_ACCOUNT;
    }
    if (!pattern.startsWith(ROLE)) {
      return last.equals(role.name()) ? Kind.NOT_A_ROLE_ARN : Kind.OTHER_ROLE;
    }
    if (matches(lower(pattern), lower(resource))) {
      return Kind.LETTER_CASE;
    }
    if (matches(last, role.name()) && !last.equals("*")) {
      return pattern.length() == ROLE.length() + last.length()
          ? Kind.ARN_WITHOUT_PATH
          : Kind.ARN_OTHER_PATH;
    }
    if (isLiteral(last)) {
      return Spelling.near(last, role.name()) ? Kind.SPELLING : Kind.OTHER_ROLE;
    }
    return resembles(last) ? Kind.PATTERN_TOO_NARROW : Kind.OTHER_ROLE;
  }

  /// Whether the pattern and the name begin alike, or end alike.
  private boolean resembles(String pattern) {
    String name = role.name();
    return pattern.regionMatches(0, name, 0, ALIKE)
        || pattern.regionMatches(pattern.length() - ALIKE, name, name.length() - ALIKE, ALIKE);
  }

  /// Of several entries that differ in the same way, one of the same account is nearer.
  private int distance(NearMiss near) {
    return near.expected().contains(":" + role.account() + ":") ? 0 : 1;
  }

  public static boolean isLiteral(String pattern) {
    return !pattern.contains("*") && !pattern.contains("?");
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  private static boolean matches(String pattern, String text) {
    return Glob.matchesText(pattern, text);
  }
}
