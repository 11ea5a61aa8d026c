package dev.rolecall.diagnosis;

import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.Caller;
import dev.rolecall.denial.Gap;
import dev.rolecall.denial.KeyState;
import dev.rolecall.denial.PolicyType;
import dev.rolecall.denial.RequestContext;
import dev.rolecall.denial.RoleArn;
import dev.rolecall.policy.Condition;
import dev.rolecall.policy.Layer;
import dev.rolecall.policy.NamedPolicy;
import dev.rolecall.policy.Policy;
import dev.rolecall.policy.PolicyReader;
import dev.rolecall.policy.PolicyReading;
import dev.rolecall.policy.Satisfying;
import dev.rolecall.policy.Statement;
import dev.rolecall.policy.Truth;
import dev.rolecall.service.ServiceCaller;
import dev.rolecall.service.ServiceCallers;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Finds the smallest changes that let the call pass, applies them to a copy and judges the call
/// again. What does not pass then is not offered.
final class Fixer {

  private final Facts facts;
  private final Map<PolicyType, Layer> layers;
  private final List<Fix> fixes = new ArrayList<>();
  private RequestContext context;

  private Fixer(Facts facts, Map<PolicyType, Layer> layers) {
    this.facts = facts;
    this.layers = new EnumMap<>(layers);
    this.context = facts.context();
  }

  /// The changes that remove all of `causes` together; empty when nothing that may be offered does.
  static List<Fix> fix(
      Facts facts,
      Map<PolicyType, Layer> layers,
      List<Cause> causes,
      Diagnosis.Familiarity familiarity) {
    boolean patchable =
        causes.stream().allMatch(cause -> Remedy.of(cause) != Remedy.NONE)
            && (familiarity == Diagnosis.Familiarity.KNOWN
                || causes.stream().noneMatch(cause -> Remedy.of(cause) == Remedy.TRUST_POLICY));
    return patchable ? new Fixer(facts, layers).fix(causes) : List.of();
  }

  private List<Fix> fix(List<Cause> causes) {
    List<Cause> trust = of(causes, Remedy.TRUST_POLICY);
    List<Cause> identity = of(causes, Remedy.IDENTITY_POLICY);
    List<Cause> request = of(causes, Remedy.REQUEST);
    boolean complete =
        (trust.isEmpty() || trustPolicy(trust))
            && (identity.isEmpty() || identityPolicy(identity))
            && (request.isEmpty() || request(request));
    if (!complete) {
      return List.of();
    }
    Truth allowed = Trial.of(facts, layers, context).allowed();
    if (allowed.isFalse()) {
      return List.of();
    }
    Fix.Result result = allowed.isTrue() ? Fix.Result.ALLOWED : Fix.Result.ALLOWED_IF;
    return fixes.stream().map(fix -> fix.judged(result, allowed.gaps())).toList();
  }

  private static List<Cause> of(List<Cause> causes, Remedy remedy) {
    return causes.stream().filter(cause -> Remedy.of(cause) == remedy).toList();
  }

  private boolean trustPolicy(List<Cause> causes) {
    Optional<NamedPolicy> old = only(PolicyType.TRUST_POLICY);
    return old.isPresent()
        && !facts.target().isUnmodifiable()
        && (trustPolicy(old.get(), causes, false) || trustPolicy(old.get(), causes, true));
  }

  /// Changes the trust policy, if whom that lets in can be said.
  private boolean trustPolicy(NamedPolicy old, List<Cause> causes, boolean apart) {
    Optional<Policy> patched =
        new TrustPatch(facts, old.policy(), apart).apply(causes).flatMap(Fixer::read);
    Optional<List<String>> admits =
        patched.flatMap(policy -> Admission.of(old.policy(), policy, facts));
    if (admits.isEmpty() || (!apart && admits.get().stream().anyMatch(this::isAnyOwners))) {
      return false;
    }
    layers.put(
        PolicyType.TRUST_POLICY,
        Layer.of(new NamedPolicy(old.name(), old.attachedTo(), patched.get())));
    fixes.add(
        change(
            Actor.TARGET_ACCOUNT,
            facts.target().account(),
            Fix.Place.TRUST_POLICY,
            facts.target().name(),
            Optional.empty(),
            Optional.of(old.policy().source()),
            patched.get().source(),
            admits.get()));
    return true;
  }

  /// Whether a pattern admits subjects of any owner: `repo:*`.
  private boolean isAnyOwners(String admitted) {
    return facts.caller() instanceof Caller.WebIdentity identity
        && (admitted.indexOf('*') >= 0 || admitted.indexOf('?') >= 0)
        && !Subjects.sameOwner(admitted, identity.subject());
  }

  private Optional<NamedPolicy> only(PolicyType type) {
    return layers.get(type) instanceof Layer.Read(List<Layer.Level> levels, List<Gap> _)
            && !levels.isEmpty()
            && !levels.getFirst().policies().isEmpty()
        ? Optional.of(levels.getFirst().policies().getFirst())
        : Optional.empty();
  }

  private static Optional<Policy> read(String json) {
    return PolicyReader.read(json) instanceof PolicyReading.Read(Policy policy)
        ? Optional.of(policy)
        : Optional.empty();
  }

  private boolean identityPolicy(List<Cause> causes) {
    Optional<IdentityPatch.Change> patched =
        Optional.ofNullable(layers.get(PolicyType.IDENTITY_POLICY))
            .filter(_ -> causes.stream().noneMatch(this::isPermittedAlready))
            .flatMap(layer -> IdentityPatch.of(facts, layer, causes));
    patched.ifPresent(
        patch -> {
          layers.put(PolicyType.IDENTITY_POLICY, patch.layer());
          fixes.add(
              change(
                  Actor.CALLER_ACCOUNT,
                  patch.target().account(),
                  patch.target().place(),
                  patch.target().name(),
                  Optional.of(patch.policyName()),
                  patch.before(),
                  patch.after(),
                  facts.caller().principalArn().stream().toList()));
        });
    return patched.isPresent();
  }

  /// AWS can name a permission that the policies which were read do grant; to grant it once more
  /// would mend nothing.
  private boolean isPermittedAlready(Cause cause) {
    return Trial.of(facts, layers, context).actions().stream()
        .filter(action -> action.action().equals(cause.action()))
        .anyMatch(action -> action.access().layer(PolicyType.IDENTITY_POLICY).allow().isTrue());
  }

  private Fix change(
      Actor actor,
      AccountId account,
      Fix.Place place,
      String target,
      Optional<String> policyName,
      Optional<String> before,
      String after,
      List<String> admits) {
    return new Fix(
        actor,
        Optional.of(account),
        place,
        target,
        policyName,
        before,
        Optional.of(after),
        List.of(),
        admits,
        Fix.Result.ALLOWED_IF,
        List.of());
  }

  private boolean request(List<Cause> causes) {
    List<Fix.RequestMust> musts = new ArrayList<>();
    for (Cause cause : causes) {
      Optional<Condition> condition = condition(cause);
      Optional<RequestContext> satisfied = condition.flatMap(this::satisfied);
      if (condition.isEmpty() || satisfied.isEmpty() || !canSend(condition.get())) {
        return false;
      }
      context = satisfied.get();
      Fix.RequestMust must =
          new Fix.RequestMust(
              condition.get().key(), condition.get().operator().source(), condition.get().values());
      if (!musts.contains(must)) {
        musts.add(must);
      }
    }
    fixes.add(
        new Fix(
            Actor.CALLER_REQUEST,
            facts.caller().account(),
            Fix.Place.REQUEST,
            facts.target().name(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            musts,
            List.of(),
            Fix.Result.ALLOWED_IF,
            List.of()));
    return true;
  }

  /// Sessions of IAM Identity Center never carry IAM's MFA keys, and what a service sends nobody
  /// can choose, but for an external ID that some are set up with.
  private boolean canSend(Condition condition) {
    String key = condition.lowerCaseKey();
    boolean identityCenter =
        facts.caller() instanceof Caller.RoleSession session
            && session.role().filter(RoleArn::isIdentityCenter).isPresent();
    boolean fixed =
        facts.caller() instanceof Caller.AwsService(String principal)
            && !(key.equals("sts:externalid")
                && ServiceCallers.of(principal)
                    .filter(ServiceCaller::isExternalIdChosen)
                    .isPresent());
    return !(Causes.isMfa(key) && identityCenter) && !fixed;
  }

  /// MFA sets two keys at once, and it is there whatever the condition is about.
  private Optional<RequestContext> satisfied(Condition condition) {
    if (Causes.isMfa(condition.lowerCaseKey())) {
      return Optional.of(
          context
              .with("aws:MultiFactorAuthPresent", KeyState.present("true"))
              .with("aws:MultiFactorAuthAge", KeyState.present("0")));
    }
    return Satisfying.state(condition, context)
        .map(state -> context.with(condition.lowerCaseKey(), state));
  }

  /// The condition that a cause is about, where its policy has it.
  private Optional<Condition> condition(Cause cause) {
    return cause
        .policyType()
        .map(layers::get)
        .filter(Layer.Read.class::isInstance)
        .map(Layer.Read.class::cast)
        .stream()
        .flatMap(read -> read.levels().stream())
        .flatMap(level -> level.policies().stream())
        .filter(policy -> cause.policy().filter(policy.name()::equals).isPresent())
        .flatMap(policy -> policy.policy().statements().stream())
        .filter(statement -> isAbout(cause, statement))
        .flatMap(statement -> statement.conditions().stream())
        .filter(condition -> isAbout(cause, condition))
        .findFirst();
  }

  private static boolean isAbout(Cause cause, Statement statement) {
    return cause.statement().filter(ref -> ref.index() == statement.index()).isPresent();
  }

  private static boolean isAbout(Cause cause, Condition condition) {
    return cause
        .condition()
        .filter(
            failed ->
                failed.key().equals(condition.key())
                    && failed.operator().equals(condition.operator().source()))
        .isPresent();
  }
}
