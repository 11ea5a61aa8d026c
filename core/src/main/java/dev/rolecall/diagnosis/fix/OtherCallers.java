package dev.rolecall.diagnosis.fix;

import dev.rolecall.denial.AssumeCall;
import dev.rolecall.denial.Caller;
import dev.rolecall.denial.Caller.AwsService;
import dev.rolecall.denial.Caller.IamUser;
import dev.rolecall.denial.Caller.RoleSession;
import dev.rolecall.denial.Caller.Root;
import dev.rolecall.denial.Caller.Saml;
import dev.rolecall.denial.Caller.Unidentified;
import dev.rolecall.denial.Caller.WebIdentity;
import dev.rolecall.diagnosis.evaluation.Facts;
import dev.rolecall.iam.condition.Glob;
import dev.rolecall.iam.evaluation.AccessRequest;
import dev.rolecall.iam.evaluation.PolicyResult;
import dev.rolecall.iam.policy.NamedPolicy;
import dev.rolecall.iam.policy.Policy;
import dev.rolecall.iam.policy.Statement;
import dev.rolecall.iam.principal.PrincipalMatchKind;
import java.util.List;

/// Tries the door that a change opens: callers that differ from the refused one in one part of
/// their identity. Whoever gets in must be among those who were named.
final class OtherCallers {

  private final NamedPolicy change;
  private final Facts facts;

  private OtherCallers(List<Statement> added, Facts facts) {
    this.change = new NamedPolicy("change", "", new Policy("", true, added));
    this.facts = facts;
  }

  /// Whether everybody who gets in by the `added` statements, the caller first, is covered by
  /// `names`.
  static boolean areNamed(List<Statement> added, List<String> names, Facts facts) {
    OtherCallers otherCallers = new OtherCallers(added, facts);
    for (OtherCaller otherCaller : OtherCaller.around(facts.caller(), added)) {
      if (otherCallers.getsIn(otherCaller) && !covers(names, otherCaller.caller())) {
        return false;
      }
    }
    return true;
  }

  /// Whether the stranger gets in, or may by sending what it likes.
  private boolean getsIn(OtherCaller otherCaller) {
    AssumeCall call =
        switch (otherCaller.caller()) {
          case WebIdentity _ -> AssumeCall.ASSUME_ROLE_WITH_WEB_IDENTITY;
          case Saml _ -> AssumeCall.ASSUME_ROLE_WITH_SAML;
          case RoleSession _, IamUser _, Root _, AwsService _, Unidentified _ ->
              AssumeCall.ASSUME_ROLE;
        };
    AccessRequest request =
        new AccessRequest(
            call.action(),
            facts.target().toString(),
            otherCaller.caller(),
            otherCaller.context(),
            otherCaller.caller().account().filter(facts.target().account()::equals).isPresent());
    return !PolicyResult.of(change, request).allow(PrincipalMatchKind.ANY).isFalse();
  }

  /// Whether one of `names` is this caller, or a pattern that it matches.
  static boolean covers(List<String> names, Caller caller) {
    return switch (caller) {
      case RoleSession session ->
          session.role().filter(role -> matches(names, role.toString())).isPresent()
              || matches(names, session.arn().toString());
      case IamUser user -> matches(names, user.arn().toString());
      case Root root -> matches(names, root.arn());
      case WebIdentity identity -> matches(names, identity.subject());
      case Saml saml ->
          matches(names, saml.subject())
              || saml.provider().filter(provider -> matches(names, provider)).isPresent();
      case AwsService service -> matches(names, service.principal());
      case Unidentified other -> matches(names, other.text());
    };
  }

  private static boolean matches(List<String> names, String text) {
    for (String name : names) {
      if (Glob.matchesText(name, text)) {
        return true;
      }
    }
    return false;
  }
}
