package dev.rolecall.explanation;

import dev.rolecall.denial.Gap;
import dev.rolecall.explanation.wording.gap.GapSentence;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Whether what is to settle a gap is one command that runs as it stands, or a plain step.
public final class LearnBy {

  private static final Set<String> COMMANDS =
      Set.of(
          "cloudtrail lookup-events",
          "ec2 describe-vpc-endpoints",
          "iam get-account-authorization-details",
          "iam get-group-policy",
          "iam get-policy",
          "iam get-policy-version",
          "iam get-role",
          "iam get-role-policy",
          "iam get-user",
          "iam get-user-policy",
          "iam list-attached-group-policies",
          "iam list-attached-role-policies",
          "iam list-attached-user-policies",
          "iam list-group-policies",
          "iam list-groups-for-user",
          "iam list-role-policies",
          "iam list-role-tags",
          "iam list-roles",
          "iam list-user-policies",
          "iam list-user-tags",
          "iam-toolbox get-request-authorization-details",
          "organizations describe-account",
          "organizations describe-organization",
          "organizations list-parents",
          "organizations list-policies-for-target");

  private static final Set<String> VERBS =
      Set.of(
          "allow",
          "ask",
          "continue",
          "correct",
          "decode",
          "deploy",
          "explain",
          "find",
          "give",
          "judge",
          "list",
          "look",
          "name",
          "read",
          "repeat",
          "replace",
          "run",
          "see",
          "sign",
          "start",
          "try",
          "use",
          "write");

  private static final String VALUE = "(?:'[^']*'|[A-Za-z0-9_+=,.@:/-]+|\\$\\([^)]*\\))";
  private static final Pattern COMMAND =
      Pattern.compile(
          "aws ([a-z0-9-]+ [a-z-]+)(?: --[a-z-]+(?: " + VALUE + ")*)*(?: > [0-9]{12}\\.json)?");
  private static final Pattern PLACEHOLDER = Pattern.compile("[ =.][A-Z]{3,}(?= |$|\\.)");
  private static final Pattern TICKED = Pattern.compile("`(aws [^`]*)`");

  private LearnBy() {}

  /// What is wrong with the `learnBy` of a gap; empty when it is right.
  public static Optional<String> problem(Gap gap) {
    String learnBy = GapSentence.learnBy(gap);
    if (learnBy.startsWith("aws ")) {
      return command(learnBy);
    }
    String verb = learnBy.split(" ", 2)[0];
    if (!VERBS.contains(verb)) {
      return Optional.of("is neither a command nor a step: " + learnBy);
    }
    return TICKED
        .matcher(learnBy)
        .results()
        .flatMap(ticked -> command(ticked.group(1)).stream())
        .findFirst();
  }

  private static Optional<String> command(String text) {
    Matcher command = COMMAND.matcher(text);
    if (!command.matches() || !COMMANDS.contains(command.group(1))) {
      return Optional.of("does not run as it stands: " + text);
    }
    return PLACEHOLDER.matcher(text).find()
        ? Optional.of("holds a placeholder: " + text)
        : Optional.empty();
  }
}
