package dev.rolecall.explanation.wording;

import static dev.rolecall.explanation.document.RichSentence.say;
import static dev.rolecall.explanation.document.RichSentence.words;

import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.diagnosis.result.Fix;
import dev.rolecall.diagnosis.result.NearMiss;
import dev.rolecall.explanation.command.ChangeCommands;
import dev.rolecall.explanation.document.RichSentence;
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
  /// @param byHand whether an editor opens, for the policy cannot be shown whole
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
            ? " as shown. "
                + (ChangeCommands.isTooLong(fix)
                    ? "The policy is too long for a command"
                    : "External IDs are masked here")
                + ", so an editor opens with the policy itself:"
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
        ? callersTerraform()
        : say(
            "In the Terraform configuration{}, {}:",
            words(fix.account().map(id -> " of account " + id).orElse("")),
            policy());
  }

  /// What announces a profile that asks for MFA.
  public static RichSentence profile() {
    return say(
        "Or let the AWS CLI ask for the code, with a profile in `~/.aws/config` (replace `DEVICE`,"
            + " and `PROFILE` with your own profile):");
  }

  /// What to do where no one can enter a code.
  public static RichSentence automation() {
    return words(
        "Automation cannot use MFA: give CI its own role and its own trust statement without the"
            + " MFA condition; keep MFA for people.");
  }

  /// What announces how Terraform gets a session with MFA.
  public static RichSentence terraformMfa() {
    return say(
        "Terraform's AWS provider cannot ask for an MFA code. Start a session with MFA, then run"
            + " Terraform in the same shell (replace `DEVICE` and `CODE`):");
  }

  /// What announces the configuration for CI beside it.
  public static RichSentence terraformCi() {
    return words(
        "Automation cannot use MFA: give CI its own role and its own trust statement without the"
            + " MFA condition, and choose the role in Terraform:");
  }

  /// What announces the caller's configuration in Terraform's language.
  public static RichSentence callersTerraform() {
    return words("In the Terraform configuration of the caller:");
  }

  /// What announces the call for the right role, where another one was asked for.
  public static RichSentence rightRole() {
    return say(
        "Set the role with `--role-arn` (AWS CLI), `role_arn` (AWS profile, Terraform's"
            + " `assume_role` block) or `RoleArn` (SDK):");
  }

  /// What announces profiles that assume one role after the other.
  public static RichSentence chain() {
    return say("In `~/.aws/config` (replace `PROFILE` with the caller's own profile):");
  }

  /// What announces the lines that change.
  public RichSentence difference() {
    return say("To {}, change these lines:", policy());
  }

  /// What the commands print when they made the change, before the name of a file.
  public static String changed() {
    return "Changed. The previous policy is in";
  }

  /// What the commands print when they did not make the change.
  public String notChanged() {
    String account =
        fix.place() == Fix.Place.PERMISSION_SET
            ? "the IAM Identity Center admin account"
            : fix.account().map(id -> "account " + id).orElse("that account");
    String policy =
        fix.before().isPresent() || fix.place() == Fix.Place.PERMISSION_SET
            ? "the policy is not the one that was read"
            : "a policy of that name exists";
    return "Not changed: see the error above; if there is none, this is not "
        + account
        + ", or "
        + policy
        + ".";
  }

  /// Who is allowed by the change, and, with the last change, what evaluating the call again says.
  public Optional<RichSentence> effect() {
    Optional<RichSentence> admits = new AdmitsSentence(explanation, fix).sentence();
    if (!fix.equals(explanation.fixes().getLast())) {
      return admits;
    }
    return Optional.of(
        say("{}{}{}", admits.map(who -> who.then(" ")), words(verified()), otherwise()));
  }

  /// Where a token does not match, the workload may be the one to change.
  private Optional<RichSentence> otherwise() {
    boolean token =
        explanation.diagnosis().causes().stream()
            .anyMatch(
                cause ->
                    cause.code() == CauseCode.OIDC_CLAIM_MISMATCH
                        && cause.nearMiss().filter(NearMiss::isKey).isEmpty());
    return token && fix.place() == Fix.Place.TRUST_POLICY
        ? Optional.of(
            words(
                " If this workload should not have the role, run it so that its token matches the"
                    + " trust policy instead."))
        : Optional.empty();
  }

  private String verified() {
    return "Verified: with "
        + switch (explanation.fixes().size()) {
          case 1 -> "this change";
          case 2 -> "both changes";
          default -> "all changes";
        }
        + switch (fix.result()) {
          case ALLOWED -> " the call is allowed.";
          case ALLOWED_IF ->
              " the call is allowed, unless something that was not checked denies it.";
        };
  }
}
