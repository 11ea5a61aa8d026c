package dev.rolecall.evidence.aws;

import dev.rolecall.denial.AccountId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.regions.Region;

/// Keeps to the two calls a second that [LookupEvents
/// allows](https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_LookupEvents.html) in
/// an account and region.
final class LookupBudget {

  private static final Duration SECOND = Duration.ofSeconds(1);

  private record Place(AccountId account, Region region) {}

  /// When the last two calls were, or will be, made.
  private record Calls(Instant before, Instant last) {}

  private final InstantSource clock;
  private final Map<Place, Calls> calls = new HashMap<>();

  LookupBudget(InstantSource clock) {
    this.clock = clock;
  }

  /// Takes one call out of the budget. Empty when there is none within `longest`.
  ///
  /// @return how long to wait before the call
  synchronized Optional<Duration> take(AccountId account, Region region, Duration longest) {
    Instant now = clock.instant();
    calls.values().removeIf(made -> made.last().plus(SECOND).isBefore(now));
    Place place = new Place(account, region);
    Calls made = calls.getOrDefault(place, new Calls(Instant.MIN, Instant.MIN));
    Instant next = made.before().equals(Instant.MIN) ? now : made.before().plus(SECOND);
    Instant at = next.isBefore(now) ? now : next;
    Duration wait = Duration.between(now, at);
    if (wait.compareTo(longest) >= 0) {
      return Optional.empty();
    }
    calls.put(place, new Calls(made.last(), at));
    return Optional.of(wait);
  }
}
