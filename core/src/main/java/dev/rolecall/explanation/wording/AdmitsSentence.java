package dev.rolecall.explanation.wording;

import static dev.rolecall.explanation.document.RichSentence.say;
import static dev.rolecall.explanation.document.RichSentence.words;

import dev.rolecall.denial.Caller;
import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.diagnosis.result.Fix;
import dev.rolecall.explanation.document.RichSentence;
import java.util.List;
import java.util.Optional;

/// Whom a change allows. "Nothing else" is said only where it is so.
public record AdmitsSentence(Explanation explanation, Fix fix) {

  /// Whether the change admits the caller alone: for a session, its role.
  public boolean isCallerAlone() {
    return own().filter(own -> fix.admits().equals(List.of(own))).isPresent();
  }

  private Optional<String> own() {
    return switch (explanation.denial().caller()) {
      case Caller.RoleSession _, Caller.IamUser _ -> explanation.callerPrincipal();
      case Caller.WebIdentity identity ->
          isPattern(identity.subject()) ? Optional.empty() : Optional.of(identity.subject());
      case Caller.AwsService service -> Optional.of(service.principal());
      case Caller.Saml _, Caller.Root _, Caller.Unidentified _ -> Optional.empty();
    };
  }

  /// The sentence; empty for a change of the request.
  public Optional<RichSentence> sentence() {
    return switch (fix.place()) {
      case REQUEST -> Optional.empty();
      case PERMISSION_SET ->
          Optional.of(
              words(
                  "This applies to everyone assigned this permission set, in every account where it"
                      + " is provisioned."));
      case ROLE_POLICY, USER_POLICY ->
          fix.admits().isEmpty() ? Optional.empty() : Optional.of(named());
      case TRUST_POLICY -> Optional.of(fix.admits().isEmpty() ? nobodyNew() : trusted());
    };
  }

  private static RichSentence nobodyNew() {
    return words(
        "This allows no new caller: callers that the statement allows already may also pass what"
            + " the new action is for.");
  }

  private RichSentence trusted() {
    return explanation.denial().caller() instanceof Caller.Saml saml
            && fix.admits().stream().anyMatch(name -> name.contains(":saml-provider/"))
        ? say(
            "This allows everyone the SAML provider assigns to this role, including {}.",
            saml.subject())
        : named();
  }

  private RichSentence named() {
    RichSentence who = RichSentence.values(fix.admits(), " and ");
    if (isCallerAlone()) {
      return say(
          isLimitedToResources()
              ? "This allows {} and nothing else, for the resources that the conditions name."
              : "This allows {} and nothing else.",
          who);
    }
    return fix.admits().stream().anyMatch(AdmitsSentence::isPattern)
        ? say(
            "This allows every caller that matches {}.", RichSentence.values(fix.admits(), " or "))
        : say("This allows {}.", who);
  }

  private boolean isLimitedToResources() {
    return explanation.denial().caller() instanceof Caller.AwsService
        && fix.after().filter(after -> after.contains("aws:Source")).isPresent();
  }

  private static boolean isPattern(String name) {
    return name.indexOf('*') >= 0 || name.indexOf('?') >= 0;
  }
}
