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
import org.jspecify.annotations.Nullable;

/// Evidence of two sources. The second is not even opened before the first has nothing to say.
final class FirstOf {

  private final Evidence first;
  private final Supplier<Evidence> open;
  private @Nullable Evidence opened;

  FirstOf(Evidence first, Supplier<Evidence> open) {
    this.first = first;
    this.open = open;
  }

  private synchronized Evidence second() {
    Evidence known = opened;
    if (known == null) {
      known = open.get();
      opened = known;
    }
    return known;
  }

  Evidence evidence() {
    return new Evidence(
        new BothRoles(), new BothCallers(), this::account, new BothChanges(), this::asOf);
  }

  /// The later of both, once the second was needed: nobody knows which of them an answer rests on.
  private synchronized Optional<Instant> asOf() {
    Optional<Instant> one = first.asOf().get();
    Optional<Instant> other =
        Optional.ofNullable(opened).flatMap(evidence -> evidence.asOf().get());
    return one.isPresent() && other.filter(one.get()::isBefore).isEmpty() ? one : other;
  }

  /// The first answer that is one.
  private <T> Lookup<T> ask(Function<Evidence, Lookup<T>> question) {
    return switch (question.apply(first)) {
      case Lookup.Found<T> found -> found;
      case Lookup.Absent<T> absent -> absent;
      case Lookup.Unreadable<T> _ -> question.apply(second());
    };
  }

  /// The first answer, unless it has gaps and the second source has an answer too.
  private <T> Lookup<T> complete(
      Function<Evidence, Lookup<T>> question, Function<T, Boolean> isWhole) {
    Lookup<T> answer = ask(question);
    if (answer instanceof Lookup.Found<T>(T value) && !isWhole.apply(value)) {
      return question.apply(second()) instanceof Lookup.Found<T> other ? other : answer;
    }
    return answer;
  }

  private static boolean isWhole(CallerFacts facts) {
    return facts.missing().isEmpty() && !(facts.boundary() instanceof Layer.Unread);
  }

  /// An account that no organization of the first source has may be in one of the second. A list of
  /// policies that one source could not read may be in the other.
  private Lookup<AccountFacts> account(AccountId id) {
    Lookup<AccountFacts> answer = first.organizations().account(id);
    if (answer instanceof Lookup.Found<AccountFacts>(AccountFacts facts)) {
      return isWhole(facts)
          ? answer
          : new Lookup.Found<>(
              second()
                  .organizations()
                  .account(id)
                  .found()
                  .filter(other -> other.organization().equals(facts.organization()))
                  .map(other -> filled(facts, other))
                  .orElse(facts));
    }
    return second().organizations().account(id);
  }

  private static boolean isWhole(AccountFacts facts) {
    return (facts.path().isPresent() || facts.organization().isEmpty())
        && !(facts.serviceControlPolicies() instanceof Layer.Unread)
        && !(facts.resourceControlPolicies() instanceof Layer.Unread);
  }

  private static AccountFacts filled(AccountFacts facts, AccountFacts other) {
    return new AccountFacts(
        facts.account(),
        facts.name().or(other::name),
        facts.organization(),
        facts.path().or(other::path),
        filled(facts.serviceControlPolicies(), other.serviceControlPolicies()),
        filled(facts.resourceControlPolicies(), other.resourceControlPolicies()));
  }

  private static Layer filled(Layer layer, Layer other) {
    return layer instanceof Layer.Unread ? other : layer;
  }

  private final class BothChanges implements RecentChanges {
    @Override
    public Lookup<List<Change>> concerning(RoleArn role, Caller caller) {
      return ask(source -> source.changes().concerning(role, caller));
    }

    @Override
    public Set<Change.Kind> incomplete(RoleArn role, Caller caller) {
      RecentChanges own = first.changes();
      return (own.concerning(role, caller) instanceof Lookup.Unreadable ? second().changes() : own)
          .incomplete(role, caller);
    }
  }

  private final class BothCallers implements Callers {
    @Override
    public Lookup<CallerFacts> caller(Caller caller) {
      return complete(source -> source.callers().caller(caller), FirstOf::isWhole);
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
      both.addAll(second().roles().rolesNamed(name));
      return List.copyOf(both);
    }
  }
}
