package dev.rolecall.explanation.wording;

import static dev.rolecall.explanation.document.RichSentence.say;
import static dev.rolecall.explanation.document.RichSentence.ticked;
import static dev.rolecall.explanation.document.RichSentence.words;

import dev.rolecall.denial.Gap;
import dev.rolecall.diagnosis.evaluation.CompanionActions;
import dev.rolecall.diagnosis.result.Cause;
import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.diagnosis.result.Confidence;
import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.diagnosis.result.Fix;
import dev.rolecall.explanation.command.ChangeCommands;
import dev.rolecall.explanation.document.RichSentence;
import java.util.List;
import java.util.Optional;

/// What one change is, and what it does.
public record FixSentence(Explanation explanation, Fix fix) {

  /// What is said first of several changes.
  public static RichSentence several(int number) {
    return words(
        (number == 2 ? "Both changes are needed" : "All " + number + " changes are needed")
            + " for the call to succeed.");
  }

  /// What announces the commands that make the change.
  ///
  /// @param byHand whether an editor opens, for the policy must not be shown whole
  public RichSentence commands(boolean byHand) {
    if (fix.place() == Fix.Place.PERMISSION_SET) {
      return say(
          "In the IAM Identity Center admin account, add this policy to permission set {} (its role"
              + " {} cannot be edited). If the set has an inline policy already, an editor opens"
              + " with both: merge them into one.",
          ChangeCommands.permissionSetName(fix.target()),
          fix.target());
    }
    String how =
        byHand
            ? " as shown. External IDs are masked here, so an editor opens with the policy itself:"
            : fix.before().isPresent() ? "; the current policy is saved first:" : ":";
    return say("With credentials for {}, {}{}", account(), policy(), words(how));
  }

  /// The account, and how to choose its credentials.
  private RichSentence account() {
    return say(
        fix.account().map(id -> "account " + id).orElse("the account of the policy")
            + " (`export AWS_PROFILE=PROFILE`)");
  }

  private RichSentence policy() {
    return switch (fix.place()) {
      case TRUST_POLICY -> say("change the trust policy of role {}", fix.target());
      case ROLE_POLICY -> inlinePolicy("role");
      case USER_POLICY -> inlinePolicy("user");
      case PERMISSION_SET ->
          say(
              "change the inline policy of permission set {}",
              ChangeCommands.permissionSetName(fix.target()));
      case REQUEST -> words("change the call");
    };
  }

  private RichSentence inlinePolicy(String kind) {
    String policy = fix.policyName().orElse("assume-role");
    return fix.before().isPresent()
        ? say("change inline policy {} of " + kind + " {}", policy, fix.target())
        : say("add inline policy {} to " + kind + " {}", policy, fix.target());
  }

  /// What announces the same change as configuration.
  public RichSentence terraform() {
    return fix.place() == Fix.Place.REQUEST
        ? words("In the Terraform configuration of the caller:")
        : say(
            "In the Terraform configuration{}, {}:",
            words(fix.account().map(id -> " of account " + id).orElse("")),
            policy());
  }

  /// What announces the lines that change.
  public RichSentence difference() {
    return policy().capital().then(":");
  }

  /// What the commands print when they made the change, before the name of a file.
  public static String changed() {
    return "Changed. The policy before is in";
  }

  /// What the commands print when they did not make the change.
  public String notChanged() {
    String account =
        fix.place() == Fix.Place.PERMISSION_SET
            ? "these are not credentials of the IAM Identity Center admin account"
            : "these are not credentials"
                + fix.account().map(id -> " of account " + id).orElse(" of that account");
    String policy =
        fix.before().isPresent() || fix.place() == Fix.Place.PERMISSION_SET
            ? "the policy has changed since it was read"
            : "a policy of that name exists";
    return "Not changed. If no error is shown above, " + account + ", or " + policy + ".";
  }

  /// Who is allowed by the change, and, with the last change, what evaluating the call again says.
  public Optional<RichSentence> effect() {
    Optional<RichSentence> admits = new AdmitsSentence(explanation, fix).sentence();
    if (!fix.equals(explanation.fixes().getLast())) {
      return admits;
    }
    return Optional.of(
        say("{}{}{}", admits.map(who -> who.then(" ")), words(verified()), notChecked()));
  }

  private String verified() {
    return "Verified: with "
        + switch (explanation.fixes().size()) {
          case 1 -> "this change";
          case 2 -> "both changes";
          default -> "all changes";
        }
        + " the call is allowed.";
  }

  private Optional<RichSentence> notChecked() {
    List<RichSentence> facts = notChecked(explanation, fix);
    return facts.isEmpty()
        ? Optional.empty()
        : explanation.diagnosis().confidence() == Confidence.CERTAIN
            ? Optional.of(say(" Not checked: {}.", RichSentence.join(facts, "; ", "; ")))
            : Optional.of(words(" What was not checked is below."));
  }

  private static List<RichSentence> notChecked(Explanation explanation, Fix fix) {
    return fix.conditions().stream()
        .filter(gap -> matters(explanation, gap))
        .map(gap -> ticked(gap.fact()))
        .toList();
  }

  /// Whether a gap is worth a word: tags and a source identity, which most calls do not pass, are
  /// where the causes or what is asked for are about them.
  public static boolean matters(Explanation explanation, Gap gap) {
    return !CompanionActions.isGap(gap)
        || explanation.diagnosis().causes().stream().anyMatch(FixSentence::isOfCompanions)
        || explanation.fixes().stream()
            .flatMap(fix -> fix.requestMust().stream())
            .anyMatch(must -> CompanionActions.isOfCompanions(must.key()));
  }

  private static boolean isOfCompanions(Cause cause) {
    return cause.code() == CauseCode.TAG_SESSION_NOT_ALLOWED
        || cause.code() == CauseCode.SOURCE_IDENTITY_NOT_ALLOWED
        || CompanionActions.isOfCompanions(cause.condition().map(it -> it.key()).orElse(""));
  }
}
