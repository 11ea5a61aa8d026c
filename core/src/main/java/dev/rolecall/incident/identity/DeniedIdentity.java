package dev.rolecall.incident.identity;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.Optional;

/// One identity of a workload that was denied: its success is what proves that it is denied no
/// more.
///
/// @param key of [dev.rolecall.incident.identity.CallerIdentity]
/// @param kind the fingerprint of its newest denial
/// @param first time of its first denial in this episode
/// @param last time of its newest denial
/// @param succeeded when it last assumed the role, as far as was seen
/// @param mixed whether a denial followed a success of the same identity: then several jobs use it,
///   or one that fails now and then, and a success proves nothing
@RecordBuilder
public record DeniedIdentity(
    String key,
    String kind,
    Instant first,
    Instant last,
    Optional<Instant> succeeded,
    boolean mixed)
    implements DeniedIdentityBuilder.With {

  /// Whether it has assumed the role since it was denied last.
  public boolean isProven() {
    return !mixed && succeeded.filter(last::isBefore).isPresent();
  }

  /// One denial more.
  public DeniedIdentity denied(String kindOfCall, Instant time) {
    return with()
        .kind(time.isBefore(last) ? kind : kindOfCall)
        .first(time.isBefore(first) ? time : first)
        .last(time.isAfter(last) ? time : last)
        .mixed(mixed || succeeded.filter(time::isAfter).isPresent())
        .build();
  }

  /// A success that was seen. One that a denial followed was no end.
  public DeniedIdentity succeeded(Instant time) {
    return time.isAfter(last)
        ? withSucceeded(Optional.of(succeeded.filter(time::isBefore).orElse(time)))
        : withMixed(mixed || time.isAfter(first));
  }
}
