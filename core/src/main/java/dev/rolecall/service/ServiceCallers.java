package dev.rolecall.service;

import dev.rolecall.denial.Passed;
import java.util.Map;
import java.util.Optional;

/// The table of services that assume roles. What is not in it is unknown, not impossible: AWS has
/// more services than this.
public final class ServiceCallers {

  /// Read once, and only where a service calls.
  private static final class Table {
    static final Map<String, ServiceCaller> BY_STEM = ServiceTable.read();
  }

  private ServiceCallers() {}

  /// What is known of the service that calls by `principal`, whatever its region or suffix.
  public static Optional<ServiceCaller> of(String principal) {
    return ServiceName.parse(principal)
        .flatMap(name -> Optional.ofNullable(Table.BY_STEM.get(name.stem())));
  }

  /// Whether the table has the service.
  public static boolean isKnown(String principal) {
    return of(principal).isPresent();
  }

  /// Whether calls of `principal` pass what needs `action` beside `sts:AssumeRole`; unknown for a
  /// service that is not in the table.
  public static Passed passes(String principal, String action) {
    return of(principal)
        .map(
            caller ->
                caller.needs().contains(action)
                    ? Passed.YES
                    : caller.mayNeed().contains(action) ? Passed.UNKNOWN : Passed.NO)
        .orElse(Passed.UNKNOWN);
  }

  /// All of them, in the order of the table.
  public static Iterable<ServiceCaller> all() {
    return Table.BY_STEM.values();
  }

  /// Whether `trusted` may be another name of the service that calls by `caller`: for certain only
  /// between services that are both in the table.
  public static boolean mayBeSame(String caller, String trusted) {
    Optional<ServiceName> own = ServiceName.parse(caller);
    Optional<ServiceName> other = ServiceName.parse(trusted);
    if (own.isEmpty() || other.isEmpty()) {
      return false;
    }
    return own.get().mayBe(other.get())
        || (own.get().isRelatedTo(other.get()) && !(isKnown(caller) && isKnown(trusted)));
  }
}
