package dev.rolecall.evidence;

import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.Caller;
import dev.rolecall.denial.RoleArn;
import dev.rolecall.iam.evaluation.Layer;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Evidence of two sources. The second is not even opened before the first has nothing to say.
final class FirstOf {

  private final Evidence first;
  private final Lazy<Evidence> second;

  FirstOf(Evidence first, Supplier<Evidence> open) {
    this.first = first;
    this.second = new Lazy<>(open);
  }

  Evidence evidence() {
    return new Evidence(
        new BothRoles(),
        new BothCallers(),
        this::account,
        new BothChanges(),
        denial -> ask(source -> source.evaluations().of(denial)),
        this::asOf);
  }

  /// The later of both, once the second was needed: an answer may rest on either of them.
  private Optional<Instant> asOf() {
    Stream<Evidence> asked = second.isKnown() ? Stream.of(first, second.get()) : Stream.of(first);
    return asked.flatMap(evidence -> evidence.asOf().get().stream()).max(Instant::compareTo);
  }

  /// The first answer that is one.
  private <T> Lookup<T> ask(Function<Evidence, Lookup<T>> question) {
    return question.apply(first).orElse(_ -> question.apply(second.get()));
  }

  /// An account that no organization of the first source has may be in one of the second. A list of
  /// policies that one source could not read may be in the other.
  private Lookup<AccountFacts> account(AccountId id) {
    return first
        .organizations()
        .account(id)
        .found()
        .map(facts -> isWhole(facts) ? facts : filled(facts))
        .<Lookup<AccountFacts>>map(Lookup.Found::new)
        .orElseGet(() -> second.get().organizations().account(id));
  }

  private static boolean isWhole(AccountFacts facts) {
    return (facts.path().isPresent() || facts.organization().isEmpty())
        && !(facts.serviceControlPolicies() instanceof Layer.Unread)
        && !(facts.resourceControlPolicies() instanceof Layer.Unread);
  }

  private AccountFacts filled(AccountFacts facts) {
    return second
        .get()
        .organizations()
        .account(facts.account())
        .found()
        .filter(other -> other.organization().equals(facts.organization()))
        .map(
            other ->
                new AccountFacts(
                    facts.account(),
                    facts.name().or(other::name),
                    facts.organization(),
                    facts.path().or(other::path),
                    filled(facts.scps(), other.scps()),
                    filled(facts.rcps(), other.rcps())))
        .orElse(facts);
  }

  private static Lazy<Layer> filled(Lazy<Layer> layer, Lazy<Layer> other) {
    return layer.get() instanceof Layer.Unread ? other : layer;
  }

  private final class BothChanges implements RecentChanges {
    @Override
    public Lookup<List<Change>> concerning(RoleArn role, Caller caller) {
      return ask(source -> source.changes().concerning(role, caller));
    }

    @Override
    public Set<Change.Kind> incomplete(RoleArn role, Caller caller) {
      Evidence told =
          first.changes().concerning(role, caller) instanceof Lookup.Unreadable
              ? second.get()
              : first;
      return told.changes().incomplete(role, caller);
    }

    @Override
    public Set<Change.Kind> cutOff(RoleArn role, Caller caller) {
      return first.changes().cutOff(role, caller);
    }
  }

  private final class BothCallers implements Callers {
    /// The first answer, unless it has gaps and the second source has an answer too.
    @Override
    public Lookup<CallerFacts> caller(Caller caller) {
      Lookup<CallerFacts> answer = ask(source -> source.callers().caller(caller));
      return answer.found().map(CallerFacts::isWhole).orElse(true)
              || !(second.get().callers().caller(caller) instanceof Lookup.Found<CallerFacts> other)
          ? answer
          : other;
    }

    @Override
    public CallerTies ties(Caller caller) {
      return first.callers().ties(caller).and(Callers.super.ties(caller));
    }

    /// Of the first source alone: they explain a denial and decide nothing, so that no call to AWS
    /// is made for them.
    @Override
    public List<PolicyVersion> inactiveVersions(String policyArn) {
      return first.callers().inactiveVersions(policyArn);
    }
  }

  private final class BothRoles implements Roles {
    @Override
    public Lookup<RoleFacts> role(RoleArn arn) {
      return ask(source -> source.roles().role(arn));
    }

    @Override
    public Lookup<RoleFacts> role(RoleArn arn, Caller caller) {
      return ask(source -> source.roles().role(arn, caller));
    }

    @Override
    public Lookup<List<RoleFacts>> rolesOf(AccountId account) {
      return ask(source -> source.roles().rolesOf(account));
    }

    @Override
    public List<RoleArn> rolesNamed(String name) {
      Set<RoleArn> both = new LinkedHashSet<>(first.roles().rolesNamed(name));
      both.addAll(second.get().roles().rolesNamed(name));
      return List.copyOf(both);
    }
  }
}
