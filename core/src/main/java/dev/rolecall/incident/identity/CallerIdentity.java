package dev.rolecall.incident.identity;

import dev.rolecall.denial.Caller;
import dev.rolecall.denial.Denial;
import dev.rolecall.denial.KeyState;
import dev.rolecall.denial.RoleSessionArn;
import dev.rolecall.evidence.Change;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Who of a workload made a call: the session or the subject without its per-run parts, and what
/// else of the call the policies depend on. A success proves something for the denials of the same
/// identity only.
///
/// @param key the same for the same identity
/// @param name of the session, or the subject of the token; empty for callers without either
public record CallerIdentity(String key, String name) {

  /// Keys by which the policies tell addresses apart.
  private static final List<String> ADDRESS = List.of("aws:sourceip", "aws:vpcsourceip");

  private static final String SOURCE_IDENTITY = "aws:sourceidentity";

  /// Who was denied.
  ///
  /// @param keys condition keys, in lower case, that the policies for the call depend on
  public static CallerIdentity of(Denial denial, Set<String> keys) {
    String name = session(denial.caller());
    List<String> parts = new ArrayList<>();
    parts.add(stable(denial.caller(), name));
    if (ADDRESS.stream().anyMatch(keys::contains)) {
      parts.add("from " + denial.sourceIp());
    }
    if (keys.contains(SOURCE_IDENTITY)
        && denial.context().get(SOURCE_IDENTITY) instanceof KeyState.Present(var values)) {
      parts.add("as " + String.join(",", values));
    }
    return new CallerIdentity(String.join(" ", parts), name);
  }

  /// Who made a call that succeeded, by the principal and for the role of `denial`. Its record does
  /// not show what else the policies may depend on, so that it is never the identity of a denial
  /// that has more than a name.
  public static CallerIdentity of(Denial denial, Change success) {
    String name =
        denial.caller() instanceof Caller.RoleSession session
            ? sessionIn(success.by()).orElse(session.arn().sessionName())
            : session(denial.caller());
    return new CallerIdentity(stable(denial.caller(), name), name);
  }

  /// What tells the sessions of one principal apart: a session's name, or the subject of a token;
  /// empty for callers without either.
  public static String session(Caller caller) {
    return switch (caller) {
      case Caller.RoleSession session -> session.arn().sessionName();
      case Caller.WebIdentity identity -> identity.subject();
      case Caller.Saml saml -> saml.subject();
      case Caller.IamUser _, Caller.Root _, Caller.AwsService _, Caller.Unidentified _ -> "";
    };
  }

  private static String stable(Caller caller, String name) {
    return switch (caller) {
      case Caller.RoleSession _ -> PerRunParts.ofSession(name);
      case Caller.WebIdentity identity -> WorkloadName.ofRuns(identity);
      case Caller.Saml _,
          Caller.IamUser _,
          Caller.Root _,
          Caller.AwsService _,
          Caller.Unidentified _ ->
          name;
    };
  }

  /// The session in the ARN of who made a call, or in its principal ID: `AROA...:session`. The
  /// account of the role records the second.
  private static Optional<String> sessionIn(String by) {
    return RoleSessionArn.parse(by)
        .map(RoleSessionArn::sessionName)
        .or(
            () ->
                Optional.of(by.indexOf(':'))
                    .filter(at -> at > 0 && by.startsWith("AROA"))
                    .map(at -> by.substring(at + 1)));
  }
}
