package dev.rolecall.gate;

import dev.rolecall.denial.RoleArn;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// All calls of one pair so far.
final class WorkingPair {

  private final String caller;
  private final RoleArn role;
  private final SortedMap<String, List<String>> telling;
  private final SortedMap<String, List<String>> common;
  private final SortedMap<String, Sent> varying = new TreeMap<>();
  private Optional<Long> oldestMfa;
  private boolean mfaAgeKnown = true;
  private Pair.Seen seen = new Pair.Seen(0, Optional.empty());

  WorkingPair(String caller, RoleArn role, SentContext first) {
    this.caller = caller;
    this.role = role;
    this.telling = first.telling();
    this.common = new TreeMap<>(first.common());
    first.varying().forEach((key, values) -> varying.put(key, sent(values)));
    this.oldestMfa = first.mfaAge();
  }

  void add(SentContext context, Optional<Instant> time) {
    common.entrySet().removeIf(one -> !one.getValue().equals(context.common().get(one.getKey())));
    varying.replaceAll(
        (key, sent) ->
            sent.equals(sent(context.varying().getOrDefault(key, List.of())))
                ? sent
                : new Sent.Varying());
    mfaAgeKnown = mfaAgeKnown && context.mfaAge().isPresent();
    oldestMfa = oldestMfa.map(age -> Math.max(age, context.mfaAge().orElse(age)));
    seen = seen.and(new Pair.Seen(1, time));
  }

  private static Sent sent(List<String> values) {
    return values.isEmpty() ? new Sent.Varying() : new Sent.Values(values);
  }

  long count() {
    return seen.count();
  }

  Pair pair() {
    SortedMap<String, Sent> context = new TreeMap<>(varying);
    for (Map.Entry<String, List<String>> sent : telling.entrySet()) {
      if (!sent.getKey().isEmpty()) {
        context.put(sent.getKey(), new Sent.Values(sent.getValue()));
      }
    }
    common.forEach((key, values) -> context.put(key, new Sent.Values(values)));
    if (telling.getOrDefault("aws:MultiFactorAuthPresent", List.of()).contains("true")) {
      context.put("aws:MultiFactorAuthAge", mfaAge());
    }
    return new Pair(caller, role, context, Pair.Expectation.ALLOWED, Optional.of(seen));
  }

  /// The oldest code that was taken: a limit that lets it pass lets every call pass.
  private Sent mfaAge() {
    return oldestMfa
        .filter(_ -> mfaAgeKnown)
        .<Sent>map(age -> Sent.value(String.valueOf(age)))
        .orElseGet(Sent.Varying::new);
  }
}
