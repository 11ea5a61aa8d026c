package dev.rolecall.explanation.wording;

import static dev.rolecall.explanation.document.RichSentence.say;
import static dev.rolecall.explanation.document.RichSentence.words;

import dev.rolecall.denial.AssumeCall;
import dev.rolecall.denial.Caller;
import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.explanation.command.ShellWords;
import dev.rolecall.explanation.command.TryCommands;
import dev.rolecall.explanation.document.RichSentence;
import dev.rolecall.explanation.wording.term.EntityNames;
import java.util.List;
import java.util.Optional;

/// How to make the call by hand.
public record AttemptSentence(Explanation explanation, TryCommands.Attempt attempt) {

  /// When to make it, with which credentials, and what to fill in.
  public RichSentence note() {
    List<RichSentence> blanks = blanks();
    return say(
        "{} {}.{}{}",
        words(when()),
        place(),
        attempt.whoami()
            ? Optional.of(say(" `get-caller-identity` must print {}.", shown()))
            : Optional.empty(),
        blanks.isEmpty()
            ? Optional.empty()
            : Optional.of(say(" {}.", RichSentence.join(blanks, "; ", "; ").capital())));
  }

  /// The same before the call alone.
  public RichSentence inShort() {
    List<RichSentence> blanks = blanks();
    return blanks.isEmpty()
        ? words("With the AWS CLI:")
        : say("With the AWS CLI ({}):", RichSentence.join(blanks, "; ", "; "));
  }

  /// As it was, the call is denied again.
  private String when() {
    CauseCode code = explanation.diagnosis().cause().code();
    if (code == CauseCode.UNDETERMINED) {
      return "Repeat the call";
    }
    return code.is(CauseCode.Trait.PASSING) ? "Try again" : "After the change, verify";
  }

  private RichSentence place() {
    Caller caller = explanation.denial().caller();
    AssumeCall call = explanation.denial().call();
    boolean unidentified = caller instanceof Caller.Unidentified;
    if (caller instanceof Caller.WebIdentity
        || (unidentified && call == AssumeCall.ASSUME_ROLE_WITH_WEB_IDENTITY)) {
      return say("on the workload, with its token file in `$AWS_WEB_IDENTITY_TOKEN_FILE`");
    }
    return caller instanceof Caller.Saml
            || (unidentified && call == AssumeCall.ASSUME_ROLE_WITH_SAML)
        ? say("with the base64 SAML assertion in file `assertion.txt`")
        : words("with the caller's credentials");
  }

  /// The caller as `get-caller-identity` shows it. Session names change.
  private RichSentence shown() {
    if (explanation.denial().caller() instanceof Caller.RoleSession session) {
      String arn = session.arn().toString();
      return RichSentence.value(arn.substring(0, arn.lastIndexOf('/')) + "/SESSION");
    }
    return RichSentence.value(new EntityNames(explanation).callerId());
  }

  /// What to fill in, as clauses.
  private List<RichSentence> blanks() {
    return attempt.blanks().stream().map(this::blank).distinct().toList();
  }

  private RichSentence blank(TryCommands.Missing missing) {
    return switch (missing.blank()) {
      case ROLE_ARN -> say("replace `ROLE_ARN` with the ARN of the role");
      case PROVIDER_ARN -> say("replace `PROVIDER_ARN` with the ARN of the SAML provider");
      case EXTERNAL_ID ->
          say("replace {} with the ID agreed with the role's owner", missing.placeholder());
      case MFA_DEVICE ->
          explanation.denial().caller() instanceof Caller.IamUser user
              ? say(
                  "replace `CODE` with the current code, and `DEVICE` with the name that {} lists",
                  "aws iam list-mfa-devices " + ShellWords.option("--user-name", user.arn().name()))
              : say("replace `CODE` with the current code of the MFA device");
      case MFA_SESSION -> words("start the session with MFA first");
      case SESSION_TAGS -> say("add the session tags of the call with `--tags`");
      case VALUE ->
          say("replace {} with a value that meets {}", missing.placeholder(), missing.key());
    };
  }
}
