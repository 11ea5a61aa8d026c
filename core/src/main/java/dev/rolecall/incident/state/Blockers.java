package dev.rolecall.incident.state;

import dev.rolecall.denial.AwsReason;
import dev.rolecall.denial.Caller;
import dev.rolecall.denial.Denial;
import dev.rolecall.denial.KeyState;
import dev.rolecall.denial.PolicyType;
import dev.rolecall.denial.UserArn;
import dev.rolecall.diagnosis.result.Cause;
import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.diagnosis.result.Confidence;
import dev.rolecall.diagnosis.result.Diagnosis;
import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.evidence.Change;
import dev.rolecall.evidence.ChangeEvent;
import dev.rolecall.incident.state.IncidentSubject.SharedCause;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What blocks a call that may block others as well, by its diagnosis.
///
/// | blocked by | what others may share |
/// |---|---|
/// | an SCP or RCP | the policy and its statement, or the target that does not allow |
/// | the role's trust policy | the role and the statement, or the role where no statement allows |
/// | a trusted principal that was deleted | the caller, whose name it had |
/// | a role that does not exist, or whose account could not be read | the role |
/// | a provider that does not exist | the provider |
/// | the caller's policies or boundary | the customer managed policy, or the group, and the caller |
/// | a session policy | the caller |
/// | a VPC endpoint policy | the endpoint |
///
/// What a caller may have written itself, and what an unknown federated caller is denied, is shared
/// with nothing: it would hide among others.
record Blockers(List<SharedCause> all, Optional<Change> change) {

  private static final Blockers NONE = new Blockers(List.of(), Optional.empty());

  /// A change that came so long before the denial may have caused it.
  private static final Duration RECENT = Duration.ofHours(1);

  /// Clocks differ, and CloudTrail records whole seconds.
  private static final Duration SKEW = Duration.ofSeconds(5);

  private static final int MOST = 4;

  private static final String ARN = "arn:";
  private static final String OF_AWS = ":iam::aws:policy/";

  private static final Set<ChangeEvent> OF_ORGANIZATION =
      Set.of(
          ChangeEvent.AttachPolicy,
          ChangeEvent.DetachPolicy,
          ChangeEvent.UpdatePolicy,
          ChangeEvent.EnablePolicyType,
          ChangeEvent.MoveAccount,
          ChangeEvent.AcceptHandshake);

  Blockers {
    all = List.copyOf(all);
  }

  static Blockers of(Explanation explanation) {
    Diagnosis diagnosis = explanation.diagnosis();
    if (diagnosis.confidence() == Confidence.UNDETERMINED
        || isStranger(explanation)
        || isPerhapsForged(explanation)) {
      return NONE;
    }
    Optional<Change> change = change(explanation);
    Set<SharedCause> found = new LinkedHashSet<>();
    for (Cause cause : diagnosis.causes()) {
      found.addAll(of(cause, explanation.denial(), change));
    }
    return found.isEmpty() ? NONE : new Blockers(found.stream().limit(MOST).toList(), change);
  }

  private static boolean isStranger(Explanation explanation) {
    return explanation.diagnosis().caller() == Diagnosis.Familiarity.STRANGER
        && explanation.denial().caller() instanceof Caller.Federated;
  }

  private static boolean isPerhapsForged(Explanation explanation) {
    return explanation.diagnosis().confidence() != Confidence.CERTAIN
        && explanation.denial().reason() instanceof AwsReason.PolicyDenies said
        && !said.proven();
  }

  private static List<SharedCause> of(Cause cause, Denial denial, Optional<Change> change) {
    CauseCode code = cause.code();
    if (code.is(CauseCode.Trait.PASSING) || code == CauseCode.UNDETERMINED) {
      return List.of();
    }
    if (code == CauseCode.DELETED_PRINCIPAL) {
      return List.of(ofCaller(code, denial));
    }
    if (cause.policyType().isEmpty()) {
      return inNoPolicy(code, denial).stream().toList();
    }
    return switch (cause.policyType().get()) {
      case TRUST_POLICY -> ofRole(cause, denial).stream().toList();
      case SCP, RCP -> List.of(new SharedCause(cause.policy().orElse(""), statement(cause), code));
      case IDENTITY_POLICY, PERMISSIONS_BOUNDARY -> ofCallersPolicy(cause, denial, change);
      case SESSION_POLICY -> List.of(ofCaller(code, denial));
      case VPC_ENDPOINT_POLICY -> ofEndpoint(code, denial).stream().toList();
    };
  }

  private static Optional<SharedCause> inNoPolicy(CauseCode code, Denial denial) {
    if (code == CauseCode.ROLE_NOT_FOUND || code == CauseCode.TRUST_SIDE_UNREAD) {
      return denial.target().arn().map(role -> new SharedCause(role.toString(), "", code));
    }
    boolean missing =
        denial.reason() instanceof AwsReason.OtherError(AwsReason.OtherError.Kind kind)
            && kind == AwsReason.OtherError.Kind.PROVIDER_MISSING;
    return missing ? provider(denial).map(arn -> new SharedCause(arn, "", code)) : Optional.empty();
  }

  private static Optional<String> provider(Denial denial) {
    if (!(denial.caller() instanceof Caller.WebIdentity identity)) {
      return Optional.empty();
    }
    return identity
        .provider()
        .map(Caller.WebIdentity::providerName)
        .flatMap(
            name ->
                denial
                    .target()
                    .arn()
                    .map(
                        role ->
                            "arn:%s:iam::%s:oidc-provider/%s"
                                .formatted(role.partition(), role.account(), name)));
  }

  /// The statement that is meant for a caller differs from caller to caller where none names it.
  private static Optional<SharedCause> ofRole(Cause cause, Denial denial) {
    String statement = cause.code().is(CauseCode.Trait.UNTRUSTED) ? "" : statement(cause);
    return denial
        .target()
        .arn()
        .map(role -> new SharedCause(role.toString(), statement, cause.code()));
  }

  /// A policy or a group that many callers have, then the caller.
  private static List<SharedCause> ofCallersPolicy(
      Cause cause, Denial denial, Optional<Change> change) {
    Set<SharedCause> found = new LinkedHashSet<>();
    cause
        .policy()
        .filter(Blockers::isManagedByCustomer)
        .map(policy -> new SharedCause(policy, statement(cause), cause.code()))
        .filter(_ -> cause.code() != CauseCode.IDENTITY_PERMISSION_MISSING)
        .ifPresent(found::add);
    change
        .flatMap(one -> sharedByCallers(one, denial))
        .map(policy -> new SharedCause(policy, "", cause.code()))
        .ifPresent(found::add);
    found.add(ofCaller(cause.code(), denial));
    return List.copyOf(found);
  }

  private static boolean isManagedByCustomer(String policy) {
    return policy.startsWith(ARN) && !policy.contains(OF_AWS);
  }

  /// A group, or a policy that was changed itself; one that was attached or detached is a change of
  /// its bearer alone.
  private static Optional<String> sharedByCallers(Change change, Denial denial) {
    Map<ChangeEvent.Name, String> names = change.names();
    Optional<String> group = Optional.ofNullable(names.get(ChangeEvent.Name.GROUP));
    if (group.isPresent()) {
      return denial.caller() instanceof Caller.IamUser(UserArn arn, var _)
          ? group.map(name -> groupArn(arn, name))
          : Optional.empty();
    }
    return Optional.ofNullable(names.get(ChangeEvent.Name.POLICY))
        .filter(Blockers::isManagedByCustomer)
        .filter(_ -> !names.containsKey(ChangeEvent.Name.ROLE))
        .filter(_ -> !names.containsKey(ChangeEvent.Name.USER));
  }

  private static String groupArn(UserArn user, String group) {
    return "arn:%s:iam::%s:group/%s".formatted(user.partition(), user.account(), group);
  }

  private static SharedCause ofCaller(CauseCode code, Denial denial) {
    return new SharedCause(IncidentSubject.Refusal.of(denial).caller(), "", code);
  }

  private static Optional<SharedCause> ofEndpoint(CauseCode code, Denial denial) {
    return denial.context().get("aws:SourceVpce") instanceof KeyState.Present(List<String> values)
        ? values.stream().findFirst().map(endpoint -> new SharedCause(endpoint, "", code))
        : Optional.empty();
  }

  private static String statement(Cause cause) {
    return cause.statement().map(at -> at.sid().orElse("#" + at.index())).orElse("");
  }

  /// The newest change, before the denial, of the kind of thing that blocks it first.
  private static Optional<Change> change(Explanation explanation) {
    return explanation
        .denial()
        .time()
        .flatMap(
            denied ->
                explanation.changes().stream()
                    .filter(one -> !one.time().isAfter(denied.plus(SKEW)))
                    .filter(one -> one.time().plus(RECENT).isAfter(denied))
                    .filter(one -> explains(one, explanation.diagnosis().cause()))
                    .max(Comparator.comparing(Change::time)));
  }

  private static boolean explains(Change change, Cause cause) {
    return switch (change.kind()) {
      case ROLE ->
          cause.code() != CauseCode.DELETED_PRINCIPAL
              && (cause.isIn(PolicyType.TRUST_POLICY) || cause.policyType().isEmpty());
      case CALLER ->
          cause.code() == CauseCode.DELETED_PRINCIPAL
              || cause.isIn(PolicyType.IDENTITY_POLICY, PolicyType.PERMISSIONS_BOUNDARY);
      case ORGANIZATION ->
          cause.isIn(PolicyType.SCP, PolicyType.RCP) && OF_ORGANIZATION.contains(change.event());
      case ASSUMED -> false;
    };
  }
}
