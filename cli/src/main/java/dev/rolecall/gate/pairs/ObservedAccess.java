package dev.rolecall.gate.pairs;

import dev.rolecall.denial.RoleArn;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// All calls of one pair so far.
final class ObservedAccess {

  private final String caller;
  private final RoleArn role;
  private final SortedMap<String, List<String>> telling;
  private final SortedMap<String, List<String>> common;
  private final SortedMap<String, RequestValue> varying = new TreeMap<>();
  private Optional<Long> oldestMfa;
  private boolean mfaAgeKnown = true;
  private AccessPair.Seen seen = new AccessPair.Seen(0, Optional.empty());

  ObservedAccess(String caller, RoleArn role, RequestValues first) {
    this.caller = caller;
    this.role = role;
    this.telling = first.telling();
    this.common = new TreeMap<>(first.common());
    first.varying().forEach((key, values) -> varying.put(key, sent(values)));
    this.oldestMfa = first.mfaAge();
  }

  void add(RequestValues context, Optional<Instant> time) {
    common.entrySet().removeIf(one -> !one.getValue().equals(context.common().get(one.getKey())));
    varying.replaceAll(
        (key, requestValue) ->
            requestValue.equals(sent(context.varying().getOrDefault(key, List.of())))
                ? requestValue
                : new RequestValue.Varying());
    mfaAgeKnown = mfaAgeKnown && context.mfaAge().isPresent();
    oldestMfa = oldestMfa.map(age -> Math.max(age, context.mfaAge().orElse(age)));
    seen = seen.and(new AccessPair.Seen(1, time));
  }

  private static RequestValue sent(List<String> values) {
    return values.isEmpty() ? new RequestValue.Varying() : new RequestValue.Values(values);
  }

  long count() {
    return seen.count();
  }

  AccessPair pair() {
    SortedMap<String, RequestValue> context = new TreeMap<>(varying);
    telling.forEach((key, values) -> context.put(key, new RequestValue.Values(values)));
    context.remove("");
    common.forEach((key, values) -> context.put(key, new RequestValue.Values(values)));
    if (telling.getOrDefault("aws:MultiFactorAuthPresent", List.of()).contains("true")) {
      context.put("aws:MultiFactorAuthAge", mfaAge());
    }
    return new AccessPair(caller, role, context, AccessPair.Expectation.ALLOWED, Optional.of(seen));
  }

  /// The oldest code that was taken: a limit that lets it pass lets every call pass.
  private RequestValue mfaAge() {
    return oldestMfa
        .filter(_ -> mfaAgeKnown)
        .<RequestValue>map(age -> RequestValue.value(String.valueOf(age)))
        .orElseGet(RequestValue.Varying::new);
  }
}
