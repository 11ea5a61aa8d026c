package dev.rolecall.diagnosis;

import dev.rolecall.denial.Caller;
import dev.rolecall.denial.KeyState;
import dev.rolecall.policy.Condition;
import dev.rolecall.policy.ConditionOperator.Comparison;
import dev.rolecall.policy.Glob;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Finds the value of a claim condition that the token's claim nearly has, and names the known
/// pattern behind it.
///
/// Sources of the patterns: the identity providers' own documentation of their subject claims
/// (GitHub Actions, GitLab CI/CD, HCP Terraform, Amazon EKS).
final class SubjectNearMiss {

  private final String sent;
  private final Condition condition;

  private SubjectNearMiss(String sent, Condition condition) {
    this.sent = sent;
    this.condition = condition;
  }

  static Optional<NearMiss> find(Caller caller, Condition condition, KeyState got) {
    boolean claim =
        caller instanceof Caller.WebIdentity
            && !condition.lowerCaseKey().startsWith("aws:")
            && !condition.lowerCaseKey().startsWith("sts:");
    if (!claim
        || condition.operator().comparison().negated()
        || !(got instanceof KeyState.Present(List<String> values))
        || values.size() != 1) {
      return Optional.empty();
    }
    SubjectNearMiss search = new SubjectNearMiss(values.getFirst(), condition);
    return condition.values().stream()
        .flatMap(value -> search.kind(value).map(kind -> new NearMiss(kind, value)).stream())
        .min(Comparator.comparing(NearMiss::kind));
  }

  private Optional<NearMiss.Kind> kind(String wanted) {
    if (matches(wanted, sent)) {
      boolean literal = condition.operator().comparison() == Comparison.STRING_EQUALS;
      return literal ? Optional.of(NearMiss.Kind.WILDCARD_UNDER_STRING_EQUALS) : Optional.empty();
    }
    if (matches(lower(wanted), lower(sent))) {
      return Optional.of(NearMiss.Kind.LETTER_CASE);
    }
    if (sent.startsWith("repo:") && wanted.startsWith("repo:")) {
      return github(wanted);
    }
    if (sent.startsWith("system:serviceaccount:") && wanted.startsWith("system:serviceaccount:")) {
      return kubernetes(wanted.split(":", -1), sent.split(":", -1));
    }
    if (sent.startsWith("organization:") && wanted.startsWith("organization:")) {
      return terraformCloud(wanted);
    }
    if (sent.startsWith("project_path:") && wanted.startsWith("project_path:")) {
      return Optional.of(NearMiss.Kind.GITLAB_SUBJECT);
    }
    return Spelling.near(wanted, sent) ? Optional.of(NearMiss.Kind.SPELLING) : Optional.empty();
  }

  private Optional<NearMiss.Kind> github(String wanted) {
    String withoutIds = Subjects.withoutIds(sent);
    if (!withoutIds.equals(sent) && matches(wanted, withoutIds)) {
      return Optional.of(NearMiss.Kind.GITHUB_IMMUTABLE_SUBJECT);
    }
    String[] mine = withoutIds.split(":", 3);
    String[] theirs = wanted.split(":", 3);
    if (mine.length < 3 || theirs.length < 2 || !matches(theirs[1], mine[1])) {
      return theirs.length > 1 && Spelling.near(theirs[1], mine[1])
          ? Optional.of(NearMiss.Kind.SPELLING)
          : Optional.empty();
    }
    if (mine[2].startsWith("environment:")) {
      return Optional.of(NearMiss.Kind.GITHUB_ENVIRONMENT);
    }
    return Optional.of(
        mine[2].equals("pull_request")
            ? NearMiss.Kind.GITHUB_PULL_REQUEST
            : NearMiss.Kind.GITHUB_REF);
  }

  private static Optional<NearMiss.Kind> kubernetes(String[] wanted, String[] sent) {
    if (wanted.length != 4 || sent.length != 4) {
      return Optional.empty();
    }
    if (!matches(wanted[2], sent[2])) {
      return Optional.of(NearMiss.Kind.EKS_NAMESPACE);
    }
    return Optional.of(
        sent[3].equals("default")
            ? NearMiss.Kind.EKS_DEFAULT_SERVICE_ACCOUNT
            : NearMiss.Kind.EKS_SERVICE_ACCOUNT);
  }

  private Optional<NearMiss.Kind> terraformCloud(String wanted) {
    int mine = sent.lastIndexOf(":run_phase:");
    int theirs = wanted.lastIndexOf(":run_phase:");
    boolean phase =
        mine > 0 && theirs > 0 && matches(wanted.substring(0, theirs), sent.substring(0, mine));
    return Optional.of(
        phase ? NearMiss.Kind.TERRAFORM_RUN_PHASE : NearMiss.Kind.TERRAFORM_WORKSPACE);
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  private static boolean matches(String pattern, String text) {
    return Glob.matchesText(pattern, text);
  }
}
