package dev.rolecall.evidence.change;

import dev.rolecall.denial.Caller;
import dev.rolecall.denial.Denial;
import dev.rolecall.denial.RoleArn;
import dev.rolecall.evidence.Change;
import dev.rolecall.evidence.ChangeEvent;
import dev.rolecall.evidence.Evidence;
import dev.rolecall.evidence.Lookup;
import dev.rolecall.evidence.RecentChanges;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Evidence, and what records of the input show in addition to it.
record InputEvidence(InputChanges input, Evidence evidence, Denial denial)
    implements RecentChanges {

  /// More are thinned out: an explanation lists them.
  private static final int MOST = 200;

  /// Of one kind of call before the denial, and so many after it.
  private static final int MOST_OF_EVENT = 8;

  private static final Comparator<Change> NEWEST_FIRST =
      Comparator.comparing(Change::time)
          .reversed()
          .thenComparing(change -> change.event().name())
          .thenComparing(change -> change.eventId().orElse(""));

  static Evidence of(InputChanges input, Evidence evidence, Denial denial) {
    return input.isEmpty()
        ? evidence
        : new Evidence(
            evidence.roles(),
            evidence.callers(),
            evidence.organizations(),
            new InputEvidence(input, evidence, denial),
            evidence.evaluations(),
            evidence.asOf());
  }

  /// Without a record that concerns the call the answer is that of the other evidence: the input
  /// need not have all that happened.
  @Override
  public Lookup<List<Change>> concerning(RoleArn role, Caller caller) {
    Lookup<List<Change>> known = evidence.changes().concerning(role, caller);
    List<Change> found = found(role, caller);
    if (found.isEmpty()) {
      return known;
    }
    return new Lookup.Found<>(known.found().map(told -> both(told, found)).orElse(found));
  }

  @Override
  public Set<Change.Kind> incomplete(RoleArn role, Caller caller) {
    return evidence.changes().concerning(role, caller) instanceof Lookup.Found
            || found(role, caller).isEmpty()
        ? evidence.changes().incomplete(role, caller)
        : EnumSet.allOf(Change.Kind.class);
  }

  @Override
  public Set<Change.Kind> cutOff(RoleArn role, Caller caller) {
    Set<Change.Kind> kinds = EnumSet.noneOf(Change.Kind.class);
    kinds.addAll(evidence.changes().cutOff(role, caller));
    for (CallConcern concern : concerns(role, caller)) {
      if (input.isUnfinished() || input.isCutOff(concern.key())) {
        kinds.add(concern.kind());
      }
    }
    return kinds;
  }

  private List<CallConcern> concerns(RoleArn role, Caller caller) {
    return CallConcern.of(role, caller, evidence.callers().ties(caller));
  }

  private List<Change> found(RoleArn role, Caller caller) {
    List<Change> found = CallConcern.told(concerns(role, caller), input::of);
    return found.size() <= MOST ? found : thinned(found);
  }

  /// Of each kind of call those nearest to the denial, the first one after it, and the newest.
  private List<Change> thinned(List<Change> newestFirst) {
    Instant denied = denial.time().orElse(Instant.MAX);
    Map<ChangeEvent, List<Change>> before = new EnumMap<>(ChangeEvent.class);
    Map<ChangeEvent, List<Change>> after = new EnumMap<>(ChangeEvent.class);
    for (Change change : newestFirst) {
      (change.time().isAfter(denied) ? after : before)
          .computeIfAbsent(change.event(), _ -> new ArrayList<>())
          .add(change);
    }
    Set<Change> kept = new LinkedHashSet<>();
    before.values().forEach(all -> all.stream().limit(MOST_OF_EVENT).forEach(kept::add));
    for (List<Change> all : after.values()) {
      kept.add(all.getFirst());
      kept.addAll(all.subList(Math.max(0, all.size() - MOST_OF_EVENT), all.size()));
    }
    return newestFirst.stream().filter(kept::contains).toList();
  }

  private static List<Change> both(List<Change> known, List<Change> found) {
    List<Change> both = new ArrayList<>(known);
    found.stream()
        .filter(change -> known.stream().noneMatch(other -> isSame(change, other)))
        .forEach(both::add);
    both.sort(NEWEST_FIRST);
    return both;
  }

  /// Both accounts record a call across accounts, each in its own words.
  private static boolean isSame(Change one, Change other) {
    boolean similar = one.event() == other.event() && one.time().equals(other.time());
    return (one.eventId().isPresent() && other.eventId().isPresent())
        ? one.eventId().equals(other.eventId()) || (similar && one.kind() == Change.Kind.ASSUMED)
        : similar && one.names().equals(other.names());
  }
}
