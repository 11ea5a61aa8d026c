package dev.rolecall.explanation.wording;

import static dev.rolecall.explanation.document.RichSentence.say;
import static dev.rolecall.explanation.document.RichSentence.words;
import static java.util.Map.entry;

import dev.rolecall.diagnosis.result.Cause;
import dev.rolecall.diagnosis.result.NearMiss;
import dev.rolecall.diagnosis.result.NearMiss.Kind;
import dev.rolecall.explanation.command.ShellWords;
import dev.rolecall.explanation.document.RichSentence;
import dev.rolecall.explanation.wording.term.EntityNames;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// A permission that the caller's policies do not give, and the statement that comes nearest.
///
/// @param place the statement and policy that the cause names
record PermissionSentence(EntityNames names, ConditionSentence conditions, RichSentence place) {

  /// What a statement allows instead, with the entry that nearly fits.
  private static final Map<Kind, String> CLAUSES =
      Map.ofEntries(
          entry(
              Kind.PASS_ROLE,
              "{} allows {} on it, which lets an AWS service use the role, not the caller"),
          entry(Kind.OTHER_ACTION, "{} allows {} on it, which is a different action"),
          entry(Kind.OTHER_PARTITION, "{} allows it on {}, in a different partition"),
          entry(Kind.OTHER_ACCOUNT, "{} allows it on {}, in a different account"),
          entry(Kind.ARN_WITHOUT_PATH, "{} allows it on {}, without the role's path"),
          entry(Kind.ARN_OTHER_PATH, "{} allows it on {}, with a different path"),
          entry(Kind.LETTER_CASE, "{} allows it on {}, which differs in letter case"),
          entry(Kind.SPELLING, "{} allows it on {}, which differs by a letter or two"),
          entry(
              Kind.NAMES_SESSION,
              "{} allows it on {}, which is a session of the role, not the role"),
          entry(Kind.NAMES_ACCOUNT, "{} allows it on {}, which covers none of the account's roles"),
          entry(Kind.NOT_A_ROLE_ARN, "{} allows it on {}, which is not the ARN of a role"),
          entry(
              Kind.PATTERN_TOO_NARROW,
              "{} allows it on {}, a pattern that does not match this name"));

  private static final String WITH_PATH =
      "`Resource` must contain the role's ARN with its path: `aws iam get-role --query Role.Arn`"
          + " prints it.";

  private static final String ASK_FIRST =
      "The exclusion may be intended: ask the owner of that policy before you add a permission"
          + " for this role.";

  private static final Map<Kind, String> ADVICE =
      Map.of(
          Kind.ARN_WITHOUT_PATH,
          WITH_PATH,
          Kind.ARN_OTHER_PATH,
          WITH_PATH,
          Kind.OTHER_PARTITION,
          "ARNs begin with `arn:aws-cn` in China and with `arn:aws-us-gov` in AWS GovCloud (US); in"
              + " Terraform, `data.aws_partition.current.partition` gives the right one.",
          Kind.NAMES_SESSION,
          "An `assumed-role` ARN is a session, which is what a caller is after the call. The role's"
              + " own ARN is `arn:aws:iam::ACCOUNT:role/NAME`.",
          Kind.NAMES_ACCOUNT,
          "`:root` stands for a whole account in a `Principal` element only. In `Resource`, name"
              + " the role.",
          Kind.PASS_ROLE,
          "`iam:PassRole` lets an AWS service run with the role, an ECS task for example. To use"
              + " the role itself, a caller needs `sts:AssumeRole`.",
          Kind.NOT_RESOURCE,
          ASK_FIRST,
          Kind.NOT_ACTION,
          ASK_FIRST);

  /// The clause that says what is missing.
  RichSentence clause(Cause cause) {
    return cause
        .condition()
        .map(
            failed ->
                say(
                    "{} allows {} on the role only if {}; {}",
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
    Kind kind = near.kind();
    String expected = near.expected();
    if (kind == Kind.INACTIVE_VERSION) {
      return say(
          "version {} of {} would allow it, but it is not the default version",
          expected,
          PolicySentence.policy(cause));
    }
    if (kind == Kind.NOT_RESOURCE) {
      return say("{} excludes it with {} in {}", place, expected, "NotResource");
    }
    if (kind == Kind.NOT_ACTION) {
      return say("{} excludes the action with {} in {}", place, expected, "NotAction");
    }
    return say(
        CLAUSES.getOrDefault(kind, "{} allows it on {}, which does not cover this role"),
        place,
        expected);
  }

  /// What to do where a condition guards the role.
  static RichSentence guarded(Cause.FailedCondition failed, RichSentence keeper) {
    return say(
        "The condition on {} protects the role, so Rolecall suggests no permission without it. If"
            + " the caller should have the role, {}",
        failed.key(),
        meeting(failed.key(), keeper));
  }

  private static RichSentence meeting(String key, RichSentence keeper) {
    String lower = key.toLowerCase(Locale.ROOT);
    if (lower.startsWith("aws:resourcetag/") || lower.startsWith("iam:resourcetag/")) {
      return say(
          "ask {} to set the role's tag {} to the value that the condition requires.",
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
    return near.kind() == Kind.INACTIVE_VERSION
        ? Optional.of(
            say(
                "If the default version was changed by mistake, {} restores it for everything that"
                    + " the policy is attached to.",
                "aws iam set-default-policy-version "
                    + ShellWords.option("--policy-arn", cause.policy().orElse(""))
                    + " "
                    + ShellWords.option("--version-id", near.expected())))
        : Optional.ofNullable(ADVICE.get(near.kind())).map(RichSentence::ticked);
  }
}
