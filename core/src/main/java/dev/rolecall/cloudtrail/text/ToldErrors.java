package dev.rolecall.cloudtrail.text;

import dev.rolecall.denial.AssumeCall;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// The errors of a text, each failed call once. There may be tens of thousands of them.
final class ToldErrors {

  /// What two errors that may be one have in common.
  ///
  /// @param caller what is told, or [#ANY]
  /// @param bare whether it is an error without a code
  private record Trait(AssumeCall call, Object caller, Object role, Object id, boolean bare) {}

  private static final Object ANY = new Object();

  private final List<ToldError> errors = new ArrayList<>();

  /// The last error that has or had a trait.
  private final Map<Trait, Integer> last = new HashMap<>();

  List<ToldError> all() {
    return errors;
  }

  /// Adds an error, or what it tells in addition to the last that is the same.
  ///
  /// @param time when it was written
  void add(ToldError error, Supplier<Optional<Instant>> time) {
    int same = same(error);
    if (same < 0) {
      same = errors.size();
      errors.add(error.at(time.get()));
    } else {
      errors.set(same, errors.get(same).with(error));
    }
    for (Trait trait : traits(errors.get(same))) {
      last.merge(trait, same, Math::max);
    }
  }

  private int same(ToldError error) {
    int same = -1;
    for (Trait trait : wanted(error)) {
      int at = last.getOrDefault(trait, -1);
      if (at > same) {
        if (!isSame(error, errors.get(at))) {
          return lastSame(error);
        }
        same = at;
      }
    }
    return same;
  }

  /// Without the traits, which an error may have lost that has been completed since.
  private int lastSame(ToldError error) {
    int same = errors.size() - 1;
    while (same >= 0 && !isSame(error, errors.get(same))) {
      same--;
    }
    return same;
  }

  private static boolean isSame(ToldError error, ToldError before) {
    boolean incomplete = before.code().isEmpty() || error.code().isEmpty();
    return error.isRepeatOf(before) || (incomplete && error.agrees(before));
  }

  private static List<Trait> traits(ToldError error) {
    List<Trait> traits = new ArrayList<>();
    traits.add(new Trait(error.call(), error.caller(), error.role(), error.requestId(), false));
    for (Object caller : List.of(error.caller(), ANY)) {
      for (Object role : List.of(error.role(), ANY)) {
        traits.add(new Trait(error.call(), caller, role, ANY, false));
        if (error.code().isEmpty()) {
          traits.add(new Trait(error.call(), caller, role, ANY, true));
        }
      }
    }
    return traits;
  }

  /// What an error has that is the same as another one.
  private static List<Trait> wanted(ToldError error) {
    List<Trait> wanted = new ArrayList<>();
    for (Object id : told(error.requestId())) {
      wanted.add(new Trait(error.call(), error.caller(), error.role(), id, false));
    }
    for (Object caller : told(error.caller())) {
      for (Object role : told(error.role())) {
        wanted.add(new Trait(error.call(), caller, role, ANY, !error.code().isEmpty()));
      }
    }
    return wanted;
  }

  private static List<Object> told(Optional<String> value) {
    return value.isEmpty() ? List.of(ANY) : List.of(value, Optional.empty());
  }
}
