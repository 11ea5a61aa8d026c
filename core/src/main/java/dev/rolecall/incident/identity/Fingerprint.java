package dev.rolecall.incident.identity;

import dev.rolecall.denial.Caller;
import dev.rolecall.denial.Denial;
import dev.rolecall.denial.KeyState;
import dev.rolecall.denial.TargetRole;
import dev.rolecall.diagnosis.evaluation.PolicyKeys;
import dev.rolecall.diagnosis.mismatch.ClaimKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Tells calls of one kind from others: the policies say the same of two denials with the same
/// fingerprint.
///
/// What differs from run to run, such as the name of the session, counts only if a policy that was
/// read depends on it: so a diagnosis that holds for one run holds for all.
public final class Fingerprint {

  private static final Set<String> TIMES =
      Set.of("aws:currenttime", "aws:epochtime", "aws:tokenissuetime", "aws:multifactorauthage");

  /// What may be new in every run, or from machine to machine.
  private static final Set<String> OF_RUN =
      Set.of(
          PolicyKeys.SESSION,
          "aws:sourceidentity",
          "aws:sourceip",
          "aws:useragent",
          "aws:vpcsourceip",
          "sts:rolesessionname",
          "sts:sourceidentity");

  /// Names of the session that is, and of the one that was asked for: most tools give both the
  /// same.
  private static final Set<String> SESSION = Set.of(PolicyKeys.SESSION, "sts:rolesessionname");

  private Fingerprint() {}

  /// A short name for the kind of call.
  ///
  /// @param keys condition keys, in lower case, that the policies for the call depend on
  public static String of(Denial denial, Set<String> keys) {
    boolean subject = dependsOnSubject(denial, keys);
    List<String> parts = new ArrayList<>();
    parts.add(denial.call().name());
    parts.add(denial.deniedAction());
    parts.addAll(subject ? List.of(denial.caller().toString()) : caller(denial.caller()));
    parts.add(denial.target().toString());
    parts.add(denial.sessionTags().name());
    parts.add(denial.sourceIdentity().name());
    parts.add(denial.errorCode());
    parts.add(message(denial, subject));
    for (Map.Entry<String, KeyState> key : denial.context().named().entrySet()) {
      if (counts(denial, key.getKey(), keys, subject)) {
        parts.add(key.getKey());
        parts.addAll(state(key.getValue()));
      }
    }
    return ShortHash.of(parts);
  }

  /// The caller without what is new in every run.
  private static List<String> caller(Caller caller) {
    String workload = WorkloadName.of(caller);
    return switch (caller) {
      case Caller.RoleSession session -> List.of(workload, session.roleId().orElse(""));
      case Caller.WebIdentity identity -> List.of(workload, identity.audience().orElse(""));
      case Caller.Saml _,
          Caller.IamUser _,
          Caller.Root _,
          Caller.AwsService _,
          Caller.Unidentified _ ->
          List.of(workload);
    };
  }

  /// The keys that tell calls of one workload apart: what must be kept of `keys` to know a call
  /// again.
  public static Set<String> telling(Denial denial, Set<String> keys) {
    Set<String> telling = new TreeSet<>(keys);
    telling.removeIf(key -> !OF_RUN.contains(key) && !isSubject(denial, key));
    return telling;
  }

  private static boolean counts(Denial denial, String key, Set<String> keys, boolean subject) {
    return !TIMES.contains(key)
        && (OF_RUN.contains(key) ? keys.contains(key) : subject || !isSubject(denial, key));
  }

  /// Where the role is not known, its candidates are found by the subject of the token.
  private static boolean dependsOnSubject(Denial denial, Set<String> keys) {
    return switch (denial.caller()) {
      case Caller.RoleSession _ -> SESSION.stream().anyMatch(keys::contains);
      case Caller.Federated _ ->
          !(denial.target() instanceof TargetRole.Known)
              || keys.stream().anyMatch(key -> isSubject(denial, key));
      case Caller.IamUser _, Caller.Root _, Caller.AwsService _, Caller.Unidentified _ -> true;
    };
  }

  /// Whether the key has the subject of the caller's token, or what is made of it.
  private static boolean isSubject(Denial denial, String key) {
    return switch (denial.caller()) {
      case Caller.WebIdentity _ ->
          ClaimKey.of(key)
              .filter(claim -> !claim.claim().equals("aud") && !claim.claim().equals("amr"))
              .isPresent();
      case Caller.Saml _ -> key.startsWith("saml:") && !key.equals("saml:aud");
      case Caller.RoleSession _,
          Caller.IamUser _,
          Caller.Root _,
          Caller.AwsService _,
          Caller.Unidentified _ ->
          false;
    };
  }

  /// AWS's message repeats the ARN of the session, and may end with an ID that no other has.
  private static String message(Denial denial, boolean whole) {
    String message =
        denial
            .authorizationId()
            .map(id -> denial.awsMessage().replace(id, ""))
            .orElse(denial.awsMessage());
    return denial.caller() instanceof Caller.RoleSession session && !whole
        ? message.replace(session.arn().toString(), "")
        : message;
  }

  private static List<String> state(KeyState state) {
    return switch (state) {
      case KeyState.Present(List<String> values) -> values;
      case KeyState.Absent _ -> List.of("absent");
      case KeyState.Unknown _ -> List.of("unknown");
    };
  }
}
