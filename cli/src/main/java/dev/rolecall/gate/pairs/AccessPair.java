package dev.rolecall.gate.pairs;

import dev.rolecall.check.HypotheticalCall;
import dev.rolecall.check.UnspecifiedKeys;
import dev.rolecall.denial.Denial;
import dev.rolecall.denial.KeyState;
import dev.rolecall.denial.RoleArn;
import dev.rolecall.gate.wording.PairsWords;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// A caller, a role, and what is to come of it when the one assumes the other.
///
/// @param caller an ARN, or the name of a service
/// @param context what the caller sends, by condition key
public record AccessPair(
    String caller,
    RoleArn role,
    SortedMap<String, RequestValue> context,
    Expectation expect,
    Optional<Seen> seen) {

  /// What is to come of it.
  public enum Expectation {
    ALLOWED,
    /// The caller must stay outside.
    DENIED;

    /// The word in a pairs file.
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// When the caller was seen to assume the role.
  ///
  /// @param count how often
  /// @param last empty when no record tells its time
  public record Seen(long count, Optional<Instant> last) {
    /// Both together.
    Seen and(Seen other) {
      return new Seen(
          count + other.count,
          Stream.concat(last.stream(), other.last.stream()).max(Comparator.naturalOrder()));
    }
  }

  public AccessPair {
    context = Collections.unmodifiableSortedMap(new TreeMap<>(context));
  }

  /// The same pair, of which this is sent and known.
  AccessPair with(SortedMap<String, RequestValue> sent, Optional<Seen> times) {
    return new AccessPair(caller, role, sent, expect, times);
  }

  /// The call that the caller makes.
  ///
  /// @throws IllegalArgumentException when the caller is not one that could assume a role
  public Denial call(Instant now) {
    SortedMap<String, KeyState> given = new TreeMap<>();
    context.forEach((key, requestValue) -> given.put(key, requestValue.state(key)));
    return new HypotheticalCall(given, UnspecifiedKeys.NOT_SENT, PairsWords::giveInPair, now)
        .by(caller, role);
  }
}
