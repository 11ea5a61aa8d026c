package dev.rolecall.diagnosis.evaluation;

import dev.rolecall.denial.Denial;
import dev.rolecall.denial.Gap;
import dev.rolecall.denial.PolicyType;
import dev.rolecall.diagnosis.evaluation.Evaluation.ActionTrial;
import dev.rolecall.evidence.CallerFacts;
import dev.rolecall.evidence.Evidence;
import dev.rolecall.evidence.Lookup;
import dev.rolecall.evidence.RoleFacts;
import dev.rolecall.iam.condition.Truth;
import dev.rolecall.iam.evaluation.LayerResult;
import dev.rolecall.iam.principal.PrincipalMatchKind;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/// Compares two states of the policies by what they mean to one call, also where neither of them
/// can be read whole.
public final class StateComparison {

  private StateComparison() {}

  /// Whether `call` is allowed by `other` if it is allowed by `one`, whatever it is that could not
  /// be read.
  ///
  /// That holds when every kind of policy is either the same in both, or says for certain in
  /// `other` at least as much for the call, and at most as much against it, as it says in `one`:
  /// more of the one and less of the other never turns a call that passes into one that does not.
  ///
  /// @param call that was not made yet, with its role
  public static boolean isNoHarder(Denial call, Evidence one, Evidence other) {
    Facts first = Facts.gather(call, one);
    Facts second = Facts.gather(call, other);
    if (isAbsent(first.role()) || isAbsent(second.role())) {
      return isAbsent(first.role());
    }
    List<ActionTrial> before = trial(first).actions();
    List<ActionTrial> after = trial(second).actions();
    boolean sameContext = sameContext(first, second);
    for (int i = 0; i < before.size(); i++) {
      for (PolicyType type : PolicyType.values()) {
        LayerResult now = before.get(i).access().layer(type);
        LayerResult then = after.get(i).access().layer(type);
        boolean same = sameContext && now.layer().equals(then.layer());
        if (!same && !isNoHarder(now, then)) {
          return false;
        }
      }
    }
    return true;
  }

  private static Evaluation trial(Facts facts) {
    return Evaluation.of(facts, PolicyLayers.of(facts, false), facts.context());
  }

  private static boolean isAbsent(Lookup<?> lookup) {
    return lookup instanceof Lookup.Absent;
  }

  /// The context of a call that was not made yet differs by the tags of caller and role only.
  private static boolean sameContext(Facts first, Facts second) {
    return tags(first.role(), RoleFacts::tags).equals(tags(second.role(), RoleFacts::tags))
        && tags(first.callerFacts(), CallerFacts::tags)
            .equals(tags(second.callerFacts(), CallerFacts::tags))
        && first.caller().equals(second.caller());
  }

  private static <T> Lookup<Object> tags(Lookup<T> lookup, Function<T, Object> tags) {
    return switch (lookup) {
      case Lookup.Found<T>(T found) -> new Lookup.Found<>(tags.apply(found));
      case Lookup.Absent<T> _ -> new Lookup.Absent<>();
      case Lookup.Unreadable<T>(Gap gap) -> new Lookup.Unreadable<>(gap);
    };
  }

  private static boolean isNoHarder(LayerResult now, LayerResult then) {
    return atMost(now.allow(), then.allow())
        && atMost(then.deny(), now.deny())
        && Arrays.stream(PrincipalMatchKind.values())
            .map(Set::of)
            .allMatch(one -> atMost(now.allow(one), then.allow(one)));
  }

  /// Whether `more` is true for certain whenever `less` is.
  private static boolean atMost(Truth less, Truth more) {
    return less.isFalse() || more.isTrue();
  }
}
