package dev.rolecall.incident.state;

import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.Caller;
import dev.rolecall.denial.Denial;
import dev.rolecall.denial.RoleArn;
import dev.rolecall.denial.TargetRole;
import dev.rolecall.diagnosis.fix.TokenSubjects;
import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.incident.identity.ShortHash;
import dev.rolecall.incident.identity.WorkloadName;

/// What an incident is about. Its texts are untrusted.
public sealed interface IncidentSubject {

  /// Whom it is about: the ARN of a role or user, never of a session; for federated callers the
  /// provider and the workload, as [WorkloadName] has it; for a shared cause what blocks them.
  String caller();

  /// What the incident is filed under; the same for the same subject, and no caller can choose it.
  String id();

  /// A workload that is refused a role.
  ///
  /// @param role the ARN of the role, or the text that stands in its place
  /// @param action the action that AWS refused: `sts:AssumeRole`, `sts:TagSession`
  record Refusal(String caller, String role, String action) implements IncidentSubject {

    /// What `denial` is about.
    public static Refusal of(Denial denial) {
      return new Refusal(WorkloadName.of(denial.caller()), role(denial), denial.deniedAction());
    }

    @Override
    public String id() {
      return "refusal-" + ShortHash.of(caller, role, action);
    }

    private static String role(Denial denial) {
      return switch (denial.target()) {
        case TargetRole.Known(RoleArn role) -> role.toString();
        case TargetRole.Unreadable(String text, var _) -> text;
        case TargetRole.NotRecorded _ ->
            "unknown role of " + denial.roleAccount().map(AccountId::value).orElse("no account");
      };
    }
  }

  /// Somebody who tries one role after the other.
  ///
  /// @param caller a principal, or all subjects of one owner at a provider
  /// @param account where the calls were recorded
  record Search(String caller, String account) implements IncidentSubject {

    /// A search that `denial` may be part of.
    public static Search of(Denial denial) {
      String caller =
          denial.caller() instanceof Caller.WebIdentity identity
              ? WorkloadName.provider(identity) + "#" + TokenSubjects.owner(identity)
              : WorkloadName.of(denial.caller());
      return new Search(caller, denial.recordedIn().map(AccountId::value).orElse(""));
    }

    @Override
    public String id() {
      return "search-" + ShortHash.of(caller, account);
    }
  }

  /// What blocks many callers and roles at once.
  ///
  /// @param policy what must change: the ARN of a policy, or its name where the ARN is not known;
  ///   the ARN of the role whose trust policy or absence it is, of the caller whose policies it
  ///   lies in, or of the provider that is missing; empty for an SCP or RCP that could not be read
  /// @param statement the `Sid` of the statement, or `#` and its place; empty where no statement is
  ///   known
  record SharedCause(String policy, String statement, CauseCode cause) implements IncidentSubject {

    private static final String PREFIX = "shared-";

    @Override
    public String caller() {
      return policy;
    }

    @Override
    public String id() {
      return PREFIX + ShortHash.of(policy, statement, cause.name());
    }
  }
}
