package dev.rolecall.explanation.wording;

import static dev.rolecall.explanation.document.RichSentence.say;
import static dev.rolecall.explanation.document.RichSentence.ticked;
import static dev.rolecall.explanation.document.RichSentence.words;

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
                say(
                    "{} allows {} on the role only if {}, and {}",
                    place,
                    cause.action(),
                    conditions.holds(failed),
                    conditions.got(failed)))
        .orElseGet(
            () ->
                say(
                    "no identity-based policy of {} allows {} on the role{}",
                    names.caller(),
                    cause.action(),
                    cause.nearMiss().map(near -> say(": {}", nearest(cause, near)))));
  }

  private RichSentence nearest(Cause cause, NearMiss near) {
    String expected = near.expected();
    return switch (near.kind()) {
      case INACTIVE_VERSION ->
          say(
              "version {} of {} would allow it, but it is not the default version",
              expected,
              PolicySentence.policy(cause));
      case NOT_RESOURCE -> say("{} excludes it by {} in its `NotResource`", place, expected);
      case NOT_ACTION -> say("{} excludes the action by {} in its `NotAction`", place, expected);
      case PASS_ROLE ->
          say(
              "{} allows {} on it, which lets an AWS service use the role, not the caller",
              place,
              expected);
      case OTHER_ACTION -> say("{} allows {} on it, which is a different action", place, expected);
      case OTHER_PARTITION -> resource(near, "in a different partition");
      case OTHER_ACCOUNT -> resource(near, "in a different account");
      case ARN_WITHOUT_PATH -> resource(near, "without the role's path");
      case ARN_OTHER_PATH -> resource(near, "with a different path");
      case LETTER_CASE -> resource(near, "which differs in letter case");
      case SPELLING -> resource(near, "which differs by a letter or two");
      case NAMES_SESSION -> resource(near, "which is a session of the role, not the role");
      case NAMES_ACCOUNT -> resource(near, "which covers none of the account's roles");
      case NOT_A_ROLE_ARN -> resource(near, "which is not the ARN of a role");
      case PATTERN_TOO_NARROW -> resource(near, "a pattern that does not match this name");
      case OTHER_ROLE,
          OTHER_SESSION,
          IDENTITY_CENTER_SUFFIX,
          SERVICE_OTHER_NAME,
          SERVICE_OTHER_REGION,
          SERVICE_OTHER_SUFFIX,
          DELETED_ID,
          WILDCARD_IN_PRINCIPAL,
          NOT_A_PROVIDER_ARN,
          GITHUB_IMMUTABLE_SUBJECT,
          GITHUB_ENVIRONMENT,
          GITHUB_PULL_REQUEST,
          GITHUB_REF,
          WILDCARD_UNDER_STRING_EQUALS,
          TERRAFORM_RUN_PHASE,
          TERRAFORM_WORKSPACE,
          EKS_NAMESPACE,
          EKS_SERVICE_ACCOUNT,
          EKS_DEFAULT_SERVICE_ACCOUNT,
          EKS_OTHER_CLUSTER,
          GITLAB_SUBJECT,
          SUBJECT_PART,
          CLAIM,
          WRONG_KEY,
          NEVER_A_KEY,
          OTHER_ISSUER ->
          resource(near, "which does not cover this role");
    };
  }

  private RichSentence resource(NearMiss near, String how) {
    return say("{} allows it on {}, {}", place, near.expected(), words(how));
  }

  /// What to do where a condition guards the role.
  static RichSentence guarded(Cause.FailedCondition failed, RichSentence keeper) {
    return say(
        "The condition on {} guards the role, so Rolecall suggests no permission without it. If the"
            + " caller should have the role, {}",
        failed.key(),
        meeting(failed.key(), keeper));
  }

  private static RichSentence meeting(String key, RichSentence keeper) {
    String lower = key.toLowerCase(Locale.ROOT);
    if (lower.startsWith("aws:resourcetag/") || lower.startsWith("iam:resourcetag/")) {
      return say(
          "{} sets the tag {} of the role to the value that the condition requires.",
          keeper,
          key.substring(key.indexOf('/') + 1));
    }
    return words("make the call so that it meets the condition.");
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
              say(
                  "If the default version was changed by mistake, {} restores it, for everyone to"
                      + " whom the policy is attached.",
                  "aws iam set-default-policy-version "
                      + ShellWords.option("--policy-arn", cause.policy().orElse(""))
                      + " "
                      + ShellWords.option("--version-id", near.expected())));
      case OTHER_SESSION,
          IDENTITY_CENTER_SUFFIX,
          SERVICE_OTHER_NAME,
          SERVICE_OTHER_REGION,
          SERVICE_OTHER_SUFFIX,
          LETTER_CASE,
          SPELLING,
          OTHER_ACCOUNT,
          DELETED_ID,
          WILDCARD_IN_PRINCIPAL,
          NOT_A_PROVIDER_ARN,
          NOT_A_ROLE_ARN,
          PATTERN_TOO_NARROW,
          OTHER_ROLE,
          OTHER_ACTION,
          GITHUB_IMMUTABLE_SUBJECT,
          GITHUB_ENVIRONMENT,
          GITHUB_PULL_REQUEST,
          GITHUB_REF,
          WILDCARD_UNDER_STRING_EQUALS,
          TERRAFORM_RUN_PHASE,
          TERRAFORM_WORKSPACE,
          EKS_NAMESPACE,
          EKS_SERVICE_ACCOUNT,
          EKS_DEFAULT_SERVICE_ACCOUNT,
          EKS_OTHER_CLUSTER,
          GITLAB_SUBJECT,
          SUBJECT_PART,
          CLAIM,
          WRONG_KEY,
          NEVER_A_KEY,
          OTHER_ISSUER ->
          Optional.empty();
    };
  }

  private static Optional<RichSentence> advice(String text) {
    return Optional.of(ticked(text));
  }
}
