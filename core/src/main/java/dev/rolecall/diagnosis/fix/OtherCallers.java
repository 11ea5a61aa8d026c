package dev.rolecall.diagnosis.fix;

import dev.rolecall.denial.AssumeCall;
import dev.rolecall.denial.Caller;
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
          case Caller.WebIdentity _ -> AssumeCall.ASSUME_ROLE_WITH_WEB_IDENTITY;
          case Caller.Saml _ -> AssumeCall.ASSUME_ROLE_WITH_SAML;
          case Caller.RoleSession _,
              Caller.IamUser _,
              Caller.Root _,
              Caller.AwsService _,
              Caller.Unidentified _ ->
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
      case Caller.RoleSession session ->
          session.role().filter(role -> matches(names, role.toString())).isPresent()
              || matches(names, session.arn().toString());
      case Caller.IamUser user -> matches(names, user.arn().toString());
      case Caller.Root root -> matches(names, root.arn());
      case Caller.WebIdentity identity -> matches(names, identity.subject());
      case Caller.Saml saml ->
          matches(names, saml.subject())
              || saml.provider().filter(provider -> matches(names, provider)).isPresent();
      case Caller.AwsService service -> matches(names, service.principal());
      case Caller.Unidentified other -> matches(names, other.text());
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
