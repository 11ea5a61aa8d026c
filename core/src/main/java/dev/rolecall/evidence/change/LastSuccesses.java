package dev.rolecall.evidence.change;

import dev.rolecall.evidence.ChangeEvent;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The newest calls by which each caller assumed each role. Calls are many: of each pair of caller
/// and role few are kept, and of pairs so many that memory is bounded.
final class LastSuccesses {

  /// Of one pair.
  static final int NEWEST = 4;

  private static final int MOST_PAIRS = 40_000;

  /// So many pairs are found without taking names apart.
  private static final int REMEMBERED = 2_000;

  /// One of the calls. Its time is text of one length, which sorts as times do.
  private record Success(String time, ChangeEvent event, String by, String eventId, String id) {

    boolean isNewerThan(Success other) {
      int byTime = time.compareTo(other.time);
      return byTime == 0 ? id.compareTo(other.id) > 0 : byTime > 0;
    }
  }

  private record Pair(String role, List<String> names, List<Success> newest) {

    /// Of two records of one call one counts.
    void add(Success success) {
      int at = 0;
      for (int i = 0; i < newest.size(); i++) {
        if (newest.get(i).id.equals(success.id)) {
          return;
        }
        at += newest.get(i).isNewerThan(success) ? 1 : 0;
      }
      if (at < NEWEST) {
        newest.add(at, success);
        if (newest.size() > NEWEST) {
          newest.removeLast();
        }
      }
    }

    Stream<RecordedEffect> effects() {
      return newest.stream().flatMap(success -> effect(success).stream());
    }

    private Optional<RecordedEffect> effect(Success success) {
      return ChangeReader.time(success.time)
          .map(
              time ->
                  new RecordedEffect(
                      time,
                      success.event,
                      success.by,
                      Optional.of(success.eventId).filter(id -> !id.isEmpty()),
                      success.id,
                      Map.of(ChangeEvent.Name.ROLE, ChangeParameters.nameOf(role)),
                      names.stream().map(name -> ChangeKey.assumed(role, name)).toList()));
    }
  }

  private final Map<String, Pair> pairs = new LinkedHashMap<>();
  private final Map<String, Pair> byWritten = new HashMap<>();
  private Optional<Map<String, List<Pair>>> byKey = Optional.empty();
  private long dropped;

  /// Adds what a record of a successful call shows.
  void add(RecordTexts record, RecordTexts identity, ChangeEvent event) {
    Optional<String> role = record.text("requestParameters", "roleArn");
    Optional<String> time = record.text("eventTime").flatMap(LastSuccesses::seconds);
    if (role.isEmpty() || time.isEmpty()) {
      return;
    }
    String by = ChangeReader.by(identity);
    String eventId = record.text("eventID").orElse("");
    String id =
        record
            .text("sharedEventID")
            .orElse(eventId.isEmpty() ? time.get() + " " + by + " " + event : eventId);
    Success success = new Success(time.get(), event, by, eventId, id);
    String written = written(role.get(), by, identity);
    Pair known = byWritten.get(written);
    if (known == null) {
      Optional<Pair> pair = pair(role.get(), Assumer.namesIn(identity));
      if (pair.isEmpty()) {
        return;
      }
      known = pair.get();
      if (byWritten.size() == REMEMBERED) {
        byWritten.clear();
      }
      byWritten.put(written, known);
    }
    known.add(success);
  }

  /// What tells one pair from another as it is written, without the name of the session: most calls
  /// are of few pairs.
  private static String written(String role, String by, RecordTexts identity) {
    String principal = identity.text("principalId").orElse("");
    int slash = by.contains(":assumed-role/") ? by.lastIndexOf('/') : -1;
    if (slash < 0) {
      String type = identity.text("type").orElse("");
      return role + "\n" + type + "\n" + by + "\n" + principal + "\n" + user(identity);
    }
    int colon = principal.indexOf(':');
    return role
        + "\n"
        + by.substring(0, slash)
        + "\n"
        + (colon >= 0 ? principal.substring(0, colon) : principal)
        + "\n"
        + identity.text("sessionContext", "sessionIssuer", "arn").orElse("");
  }

  private static String user(RecordTexts identity) {
    return identity.text("userName").orElse("");
  }

  /// A time in the form that sorts. Most are in it; whether it is a time is found out when it is
  /// asked for.
  private static Optional<String> seconds(String text) {
    return text.length() == "2026-01-01T00:00:00Z".length() && text.charAt(19) == 'Z'
        ? Optional.of(text)
        : ChangeReader.time(text).map(time -> time.truncatedTo(ChronoUnit.SECONDS).toString());
  }

  /// Adds what was read before.
  ///
  /// @param effect a call that assumed a role
  void add(RecordedEffect effect) {
    String first = effect.keys().getFirst().of();
    String role = first.substring(0, first.indexOf(' '));
    add(
        role,
        effect.keys().stream().map(key -> key.of().substring(role.length() + 1)).toList(),
        new Success(
            effect.time().truncatedTo(ChronoUnit.SECONDS).toString(),
            effect.event(),
            effect.by(),
            effect.eventId().orElse(""),
            effect.id()));
  }

  /// Adds all of another one.
  void add(LastSuccesses other) {
    for (Pair pair : other.pairs.values()) {
      pair.newest.forEach(success -> add(pair.role, pair.names, success));
    }
    dropped += other.dropped;
  }

  private Optional<Pair> pair(String role, List<String> names) {
    if (names.isEmpty() || role.indexOf(' ') >= 0) {
      return Optional.empty();
    }
    String key = role + " " + String.join(" ", names);
    Pair pair = pairs.get(key);
    if (pair == null) {
      if (pairs.size() == MOST_PAIRS) {
        dropped++;
        return Optional.empty();
      }
      pair = new Pair(role, names, new ArrayList<>(1));
      pairs.put(key, pair);
      byKey = Optional.empty();
    }
    return Optional.of(pair);
  }

  private void add(String role, List<String> names, Success success) {
    pair(role, names).ifPresent(pair -> pair.add(success));
  }

  /// The calls by one name of a caller.
  List<RecordedEffect> of(ChangeKey key) {
    return index().getOrDefault(key.of(), List.of()).stream().flatMap(Pair::effects).toList();
  }

  /// All of them.
  List<RecordedEffect> all() {
    return pairs.values().stream().flatMap(Pair::effects).toList();
  }

  boolean isEmpty() {
    return pairs.isEmpty();
  }

  /// How many calls of pairs that are not kept there were.
  long dropped() {
    return dropped;
  }

  private Map<String, List<Pair>> index() {
    Map<String, List<Pair>> index = byKey.orElseGet(HashMap::new);
    if (byKey.isEmpty()) {
      for (Pair pair : pairs.values()) {
        for (String name : pair.names) {
          index.computeIfAbsent(pair.role + " " + name, _ -> new ArrayList<>(1)).add(pair);
        }
      }
      byKey = Optional.of(index);
    }
    return index;
  }
}
