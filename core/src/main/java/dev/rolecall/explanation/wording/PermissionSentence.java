package dev.rolecall.explanation.wording;

import dev.rolecall.diagnosis.result.Cause;
import dev.rolecall.diagnosis.result.NearMiss;
import dev.rolecall.explanation.command.ShellWords;
import dev.rolecall.explanation.document.RichSentence;
import dev.rolecall.explanation.term.EntityNames;
import java.util.Locale;
import java.util.Optional;

/// A permission that the caller's policies do not give, and the statement that comes nearest.
///
/// @param place the statement and policy that the cause names
record PermissionSentence(EntityNames names, ConditionSentence conditions, RichSentence place) {

  /// The clause that says what is missing.
  RichSentence clause(Cause cause) {
    return cause
        .condition()
        .map(
            failed ->
                RichSentence.say(
                    "{} allows {} on the role only if {}, and {}",
                    place,
                    cause.action(),
                    conditions.holds(failed),
                    conditions.got(failed)))
        .orElseGet(
            () -> {
              RichSentence missing =
                  RichSentence.say(
                      "no identity-based policy of {} allows {} on the role",
                      names.caller(),
                      cause.action());
              return cause
                  .nearMiss()
                  .map(near -> missing.then(": ").then(nearest(cause, near)))
                  .orElse(missing);
            });
  }

  private RichSentence nearest(Cause cause, NearMiss near) {
    String expected = near.expected();
    return switch (near.kind()) {
      case INACTIVE_VERSION ->
          RichSentence.say(
              "version {} of {} would allow it, but it is not the default version",
              expected,
              PolicySentence.policy(cause));
      case NOT_RESOURCE ->
          RichSentence.say("{} excludes it by {} in its {}", place, expected, "NotResource");
      case NOT_ACTION ->
          RichSentence.say("{} excludes the action by {} in its {}", place, expected, "NotAction");
      case PASS_ROLE ->
          RichSentence.say(
              "{} allows {} on it, which lets an AWS service use the role, not the caller",
              place,
              expected);
      case OTHER_ACTION ->
          RichSentence.say("{} allows {} on it, which is a different action", place, expected);
      default ->
          RichSentence.say(
              "{} allows it on {}, {}",
              place,
              expected,
              RichSentence.words(difference(near.kind())));
    };
  }

  private static String difference(NearMiss.Kind kind) {
    return switch (kind) {
      case OTHER_PARTITION -> "in a different partition";
      case OTHER_ACCOUNT -> "in a different account";
      case ARN_WITHOUT_PATH -> "without the role's path";
      case ARN_OTHER_PATH -> "with a different path";
      case LETTER_CASE -> "which differs in letter case";
      case SPELLING -> "which differs by a letter or two";
      case NAMES_SESSION -> "which is a session of the role, not the role";
      case NAMES_ACCOUNT -> "which covers none of the account's roles";
      case NOT_A_ROLE_ARN -> "which is not the ARN of a role";
      case PATTERN_TOO_NARROW -> "a pattern that does not match this name";
      default -> "which does not cover this role";
    };
  }

  /// What to do where a condition guards the role.
  static RichSentence guarded(Cause.FailedCondition failed, RichSentence keeper) {
    return RichSentence.say(
        "The condition on {} guards the role, so Rolecall suggests no permission without it. If the"
            + " caller should have the role, {}",
        failed.key(),
        meeting(failed.key(), keeper));
  }

  private static RichSentence meeting(String key, RichSentence keeper) {
    String lower = key.toLowerCase(Locale.ROOT);
    if (lower.startsWith("aws:resourcetag/") || lower.startsWith("iam:resourcetag/")) {
      return RichSentence.say(
          "{} sets the tag {} of the role to the value that the condition requires.",
          keeper,
          key.substring(key.indexOf('/') + 1));
    }
    return RichSentence.words("make the call so that it meets the condition.");
  }

  /// What else helps, beside the change itself.
  static Optional<RichSentence> advice(Cause cause) {
    return cause.nearMiss().flatMap(near -> advice(cause, near));
  }

  private static Optional<RichSentence> advice(Cause cause, NearMiss near) {
    return switch (near.kind()) {
      case ARN_WITHOUT_PATH, ARN_OTHER_PATH ->
          advice(
              "`Resource` must have the role's ARN with its path: `aws iam get-role --query"
                  + " Role.Arn` prints it.");
      case OTHER_PARTITION ->
          advice(
              "ARNs begin with `arn:aws-cn` in China and with `arn:aws-us-gov` in AWS GovCloud"
                  + " (US); in Terraform, `data.aws_partition.current.partition` gives the right"
                  + " one.");
      case NAMES_SESSION ->
          advice(
              "An `assumed-role` ARN is a session, which is what a caller is after the call. The"
                  + " role's own ARN is `arn:aws:iam::ACCOUNT:role/NAME`.");
      case NAMES_ACCOUNT ->
          advice(
              "`:root` stands for a whole account in a `Principal` element only. In `Resource`,"
                  + " name the role.");
      case PASS_ROLE ->
          advice(
              "`iam:PassRole` lets an AWS service run with the role, an ECS task for example. To"
                  + " use the role itself, a caller needs `sts:AssumeRole`.");
      case NOT_RESOURCE, NOT_ACTION ->
          advice(
              "The exclusion may be intended: ask the owner of that policy before you add a"
                  + " permission beside it.");
      case INACTIVE_VERSION ->
          Optional.of(
              RichSentence.say(
                  "If the default version was changed by mistake, {} restores it, for everyone to"
                      + " whom the policy is attached.",
                  "aws iam set-default-policy-version "
                      + ShellWords.option("--policy-arn", cause.policy().orElse(""))
                      + " "
                      + ShellWords.option("--version-id", near.expected())));
      default -> Optional.empty();
    };
  }

  private static Optional<RichSentence> advice(String text) {
    return Optional.of(RichSentence.ticked(text));
  }
}
