package dev.rolecall.diagnosis.result;

import dev.rolecall.denial.KeyState;
import dev.rolecall.denial.PolicyType;
import dev.rolecall.iam.condition.ConditionOperator;
import dev.rolecall.iam.policy.NamedPolicy;
import dev.rolecall.iam.policy.Statement;
import java.util.List;
import java.util.Optional;

/// One thing that blocks the call.
///
/// @param action the action that is denied: `sts:AssumeRole`, `sts:TagSession`
/// @param policyType the kind of policy it lies in; empty when it lies in none
/// @param policy the policy's name or ARN, or the organization target that does not allow
/// @param condition the condition that failed, or may have failed
/// @param nearMiss what nearly fits, and how it differs
public record Cause(
    CauseCode code,
    String action,
    Optional<PolicyType> policyType,
    Optional<String> policy,
    Optional<StatementRef> statement,
    Optional<FailedCondition> condition,
    Optional<NearMiss> nearMiss) {

  /// A statement by its place, from 0, and its `Sid`.
  public record StatementRef(int index, Optional<String> sid) {}

  /// A condition with what it requires and what the call had.
  ///
  /// @param key as the policy has it
  /// @param wanted the values of the policy
  /// @param got what is known of the key in the denied call
  public record FailedCondition(
      ConditionOperator operator, String key, List<String> wanted, KeyState got) {
    public FailedCondition {
      wanted = List.copyOf(wanted);
    }
  }

  /// A cause that lies in no policy.
  public static Cause of(CauseCode code, String action) {
    return new Cause(
        code,
        action,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /// A cause that lies in a kind of policy, whichever it is.
  public static Cause in(CauseCode code, String action, PolicyType type) {
    return of(code, action).in(type);
  }

  /// A cause that lies in a named policy.
  public static Cause in(CauseCode code, String action, PolicyType type, String policy) {
    return of(code, action).in(type).in(policy);
  }

  /// A cause that lies in the role's trust policy.
  public static Cause inTrust(CauseCode code, String action) {
    return in(code, action, PolicyType.TRUST_POLICY, NamedPolicy.TRUST);
  }

  /// Who needs to act on it. An action that the caller's own policies deny is allowed there.
  public Actor actor() {
    return code.remedy() == Remedy.ACTION && isIn(PolicyType.IDENTITY_POLICY)
        ? Actor.CALLER_ACCOUNT
        : code.actor();
  }

  /// Whether it lies in a policy of one of these types.
  public boolean isIn(PolicyType... types) {
    return policyType.filter(List.of(types)::contains).isPresent();
  }

  private Cause in(PolicyType type) {
    return new Cause(code, action, Optional.of(type), policy, statement, condition, nearMiss);
  }

  public Cause in(String name) {
    return new Cause(code, action, policyType, Optional.of(name), statement, condition, nearMiss);
  }

  /// Whether it is a condition on a key.
  public boolean isOn(String key) {
    return condition.filter(failed -> failed.key().equalsIgnoreCase(key)).isPresent();
  }

  /// The statement that it lies in, if that is one of this policy.
  public Optional<Statement> statementIn(NamedPolicy named) {
    List<Statement> statements = named.policy().statements();
    return statement
        .filter(_ -> policy.filter(named.name()::equals).isPresent())
        .filter(ref -> ref.index() < statements.size())
        .map(ref -> statements.get(ref.index()));
  }

  /// The same, for whichever action of the call it was found.
  public Cause ofAnyAction() {
    return new Cause(code, "", policyType, policy, statement, condition, nearMiss);
  }

  public Cause at(Statement at) {
    return at(new StatementRef(at.index(), at.sid()));
  }

  public Cause at(StatementRef ref) {
    return new Cause(code, action, policyType, policy, Optional.of(ref), condition, nearMiss);
  }

  public Cause with(FailedCondition failed) {
    return new Cause(code, action, policyType, policy, statement, Optional.of(failed), nearMiss);
  }

  public Cause near(Optional<NearMiss> miss) {
    return new Cause(code, action, policyType, policy, statement, condition, miss);
  }
}
