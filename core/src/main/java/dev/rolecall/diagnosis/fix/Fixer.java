package dev.rolecall.diagnosis.fix;

import dev.rolecall.denial.Caller.WebIdentity;
import dev.rolecall.denial.PolicyType;
import dev.rolecall.diagnosis.cause.CertainCauses;
import dev.rolecall.diagnosis.evaluation.Evaluation;
import dev.rolecall.diagnosis.evaluation.Facts;
import dev.rolecall.diagnosis.evaluation.PolicyLayers;
import dev.rolecall.diagnosis.fix.IdentityPatch.Target;
import dev.rolecall.diagnosis.mismatch.ResourceNearMiss;
import dev.rolecall.diagnosis.result.Actor;
import dev.rolecall.diagnosis.result.Cause;
import dev.rolecall.diagnosis.result.Fix;
import dev.rolecall.diagnosis.result.Fix.Place;
import dev.rolecall.iam.condition.Truth;
import dev.rolecall.iam.evaluation.Layer;
import dev.rolecall.iam.policy.NamedPolicy;
import dev.rolecall.iam.policy.Policy;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Finds the smallest changes that let the call pass, applies them to a copy and evaluates the call
/// again. What does not pass then is not offered.
public final class Fixer {

  private final Facts facts;
  private final Map<PolicyType, Layer> read;
  private final Map<PolicyType, Layer> layers;
  private final List<Fix> fixes = new ArrayList<>();
  private final boolean mayTrust;
  private final List<Cause> ofIdentity = new ArrayList<>();
  private Demands demands;
  private @Nullable Evaluation trial;

  private Fixer(Facts facts, Map<PolicyType, Layer> layers, boolean mayTrust) {
    this.facts = facts;
    this.mayTrust = mayTrust;
    this.read = layers;
    this.layers = new EnumMap<>(layers);
    this.demands = Demands.none(facts.context());
  }

  /// The changes that remove all of `causes` together; empty when nothing that may be offered does.
  ///
  /// @param mayTrust whether the caller may be let in by a change of the trust policy
  public static List<Fix> fix(
      Facts facts, Map<PolicyType, Layer> layers, List<Cause> causes, boolean mayTrust) {
    return new Fixer(facts, layers, mayTrust).fix(causes);
  }

  private List<Fix> fix(List<Cause> causes) {
    if (!remove(causes) || !remove(companions())) {
      return List.of();
    }
    Truth allowed = trial().allowed();
    if (allowed.isFalse()) {
      return List.of();
    }
    Fix.Result result = allowed.isTrue() ? Fix.Result.ALLOWED : Fix.Result.ALLOWED_IF;
    return fixes.stream()
        .sorted(Comparator.comparing(Fix::place))
        .map(fix -> fix.judged(result, allowed.gaps()))
        .toList();
  }

  private boolean remove(List<Cause> causes) {
    List<Cause> trust = of(causes, FixTarget.TRUST_POLICY);
    List<Cause> identity = of(causes, FixTarget.IDENTITY_POLICY);
    List<Cause> request = of(causes, FixTarget.REQUEST);
    return of(causes, FixTarget.NONE).isEmpty()
        && (trust.isEmpty() || (mayTrust && trustPolicy(trust)))
        && (identity.isEmpty() || identityPolicy(identity))
        && (request.isEmpty() || request(request));
  }

  /// What denies the call once it passes along what it has to: tags and a source identity need
  /// actions of their own.
  private List<Cause> companions() {
    return demands.passesTags() || demands.passesSourceIdentity()
        ? CertainCauses.of(demands.applyTo(facts), trial()).stream()
            .filter(cause -> FixTarget.of(cause) != FixTarget.REQUEST)
            .toList()
        : List.of();
  }

  /// The call evaluated with the changes so far.
  private Evaluation trial() {
    Evaluation now = trial;
    if (now == null) {
      now = Evaluation.of(demands.applyTo(facts), layers, demands.context());
      trial = now;
    }
    return now;
  }

  private void put(PolicyType type, Layer layer) {
    layers.put(type, layer);
    trial = null;
  }

  private static List<Cause> of(List<Cause> causes, FixTarget target) {
    return causes.stream().filter(cause -> FixTarget.of(cause) == target).toList();
  }

  private boolean trustPolicy(List<Cause> causes) {
    Optional<NamedPolicy> old = trustPolicy(layers);
    return old.isPresent()
        && !facts.target().isUnmodifiable()
        && (trustPolicy(old.get(), causes, false) || trustPolicy(old.get(), causes, true));
  }

  /// Changes the trust policy, if whom that lets in can be said.
  private boolean trustPolicy(NamedPolicy old, List<Cause> causes, boolean apart) {
    Optional<Policy> patched =
        new TrustPatch(demands.applyTo(facts), old.policy(), apart).apply(causes);
    Policy before = trustPolicy(read).orElse(old).policy();
    Optional<List<String>> admits =
        patched.flatMap(policy -> new Admission(before, policy, facts).names());
    if (admits.isEmpty() || (!apart && admits.get().stream().anyMatch(this::isAnyOwners))) {
      return false;
    }
    put(
        PolicyType.TRUST_POLICY,
        Layer.of(new NamedPolicy(old.name(), old.attachedTo(), patched.get())));
    fixes.removeIf(fix -> fix.place() == Place.TRUST_POLICY);
    change(
        Actor.TARGET_ACCOUNT,
        new Target(facts.target().account(), Place.TRUST_POLICY, facts.target().name()),
        Optional.empty(),
        Optional.of(before.source()),
        patched.get().source(),
        admits.get());
    return true;
  }

  /// Whether a pattern admits subjects of other owners of a shared issuer: `repo:*`.
  private boolean isAnyOwners(String admitted) {
    return facts.caller() instanceof WebIdentity identity
        && !ResourceNearMiss.isLiteral(admitted)
        && !TokenOwnership.isOwners(admitted, identity);
  }

  private static Optional<NamedPolicy> trustPolicy(Map<PolicyType, Layer> layers) {
    return Optional.ofNullable(layers.get(PolicyType.TRUST_POLICY))
        .flatMap(layer -> layer.policies().findFirst());
  }

  /// One change for everything that is missing on the caller's side, however often more is found.
  private boolean identityPolicy(List<Cause> more) {
    ofIdentity.addAll(more);
    Optional.ofNullable(read.get(PolicyType.IDENTITY_POLICY))
        .ifPresent(unchanged -> put(PolicyType.IDENTITY_POLICY, unchanged));
    fixes.removeIf(fix -> fix.actor() == Actor.CALLER_ACCOUNT);
    Optional<IdentityPatch.Change> patched =
        Optional.ofNullable(layers.get(PolicyType.IDENTITY_POLICY))
            .filter(_ -> ofIdentity.stream().noneMatch(this::isPermittedAlready))
            .flatMap(layer -> IdentityPatch.of(facts, layer, ofIdentity));
    patched.ifPresent(
        patch -> {
          put(PolicyType.IDENTITY_POLICY, patch.layer());
          change(
              Actor.CALLER_ACCOUNT,
              patch.target(),
              Optional.of(patch.policyName()),
              patch.before(),
              patch.after(),
              facts.caller().principalArn().stream().toList());
        });
    return patched.isPresent();
  }

  /// AWS can name a permission that the policies which were read do grant; to grant it once more
  /// would fix nothing.
  private boolean isPermittedAlready(Cause cause) {
    return trial().actions().stream()
        .filter(action -> action.action().equals(cause.action()))
        .anyMatch(action -> action.layer(PolicyType.IDENTITY_POLICY).allow().isTrue());
  }

  private void change(
      Actor actor,
      Target target,
      Optional<String> policyName,
      Optional<String> before,
      String after,
      List<String> admits) {
    fixes.add(
        new Fix(
            actor,
            Optional.of(target.account()),
            target.place(),
            target.name(),
            policyName,
            before,
            Optional.of(after),
            List.of(),
            admits,
            Fix.Result.ALLOWED_IF,
            List.of()));
  }

  private boolean request(List<Cause> causes) {
    Optional<Demands> met = Demands.of(facts, read, causes, demands.context());
    if (met.isEmpty()) {
      return false;
    }
    demands = met.get();
    trial = null;
    if (demands.asksFor("aws:sourcevpce")) {
      put(PolicyType.VPC_ENDPOINT_POLICY, PolicyLayers.ofEndpoint(demands.applyTo(facts)));
    }
    fixes.add(
        new Fix(
            Actor.CALLER_REQUEST,
            facts.caller().account(),
            Place.REQUEST,
            facts.target().name(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            demands.musts(),
            List.of(),
            Fix.Result.ALLOWED_IF,
            List.of()));
    return true;
  }
}
