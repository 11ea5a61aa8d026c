package dev.rolecall.service;

import dev.rolecall.denial.Passed;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.text.similarity.LevenshteinDistance;

/// The table of services that assume roles. What is not in it is unknown, not impossible: AWS has
/// more services than this.
public final class ServiceCallers {

  /// Read once, and only where a service calls.
  private static final class Table {
    static final Map<String, ServiceCaller> BY_STEM = ServiceTable.read();
  }

  private static final Pattern PRINCIPAL = Pattern.compile("[a-z0-9-]+(\\.[a-z0-9-]+)+");
  private static final Pattern REGION = Pattern.compile("(.+)\\.([a-z]{2}(?:-[a-z]+)+-\\d)");
  private static final LevenshteinDistance DISTANCE = new LevenshteinDistance(2);
  private static final int MOST_SIMILAR = 3;

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

  /// Whether `principal` is no service of the table, and looks like one of them misspelled.
  public static boolean isMisspelled(String principal) {
    return !isKnown(principal) && !similar(principal).isEmpty();
  }

  /// All of them, in the order of the table.
  public static Collection<ServiceCaller> all() {
    return Table.BY_STEM.values();
  }

  /// Whether `text` is written as a service principal is, of whatever service.
  public static boolean isPrincipal(String text) {
    return PRINCIPAL.matcher(text).matches() && ServiceName.parse(text).isPresent();
  }

  /// The principal that is meant by what people call a service: `lambda`, `AWS Lambda`, `Step
  /// Functions`, `states.us-east-1`. Principals are returned as they are; what names no service of
  /// the table is empty.
  ///
  /// @param partition where the role is
  public static Optional<String> principal(String text, String partition) {
    if (isPrincipal(text)) {
      return Optional.of(text);
    }
    String plain = plain(text);
    var region = REGION.matcher(plain);
    return region.matches()
        ? named(region.group(1))
            .flatMap(it -> principal(it, partition, Optional.of(region.group(2))))
        : named(plain).flatMap(it -> principal(it, partition, Optional.empty()));
  }

  private static Optional<String> principal(
      ServiceCaller service, String partition, Optional<String> region) {
    String own =
        service
            .china()
            .filter(_ -> partition.equals("aws-cn"))
            .filter(form -> region.isPresent() || !form.contains(".REGION."))
            .orElse(service.principal());
    return ServiceName.parse(own.replace(".REGION.", ".")).map(name -> name.in(region).principal());
  }

  private static Optional<ServiceCaller> named(String plain) {
    return Optional.ofNullable(Table.BY_STEM.get(plain))
        .or(() -> all().stream().filter(it -> it.names().contains(plain)).findFirst());
  }

  /// `AWS Step Functions` as `step-functions`.
  private static String plain(String text) {
    return text.strip()
        .toLowerCase(Locale.ROOT)
        .replaceAll("[\\s_]+", "-")
        .replaceFirst("^(?:aws|amazon)-", "");
  }

  /// Services of the table whose names resemble `text`, the nearest first.
  public static List<String> similar(String text) {
    String stem = ServiceName.parse(plain(text)).map(ServiceName::stem).orElse(plain(text));
    return all().stream()
        .filter(service -> distance(stem, service) <= 2)
        .sorted(Comparator.comparingInt(service -> distance(stem, service)))
        .limit(MOST_SIMILAR)
        .map(ServiceCaller::principal)
        .toList();
  }

  /// The number of letters that differ, at most two, and none in short names; names made of the
  /// same words are as near as one with two letters that differ.
  private static int distance(String stem, ServiceCaller service) {
    String own = ServiceName.parse(service.principal()).map(ServiceName::stem).orElse("");
    return Stream.concat(Stream.of(own), service.names().stream())
        .mapToInt(name -> distance(stem, name))
        .min()
        .orElse(Integer.MAX_VALUE);
  }

  private static int distance(String one, String other) {
    int letters = DISTANCE.apply(one, other);
    if (letters == 0 || (letters > 0 && one.length() > 4)) {
      return letters;
    }
    boolean related = one.length() > 2 && (other.startsWith(one) || other.endsWith(one));
    return related ? 2 : Integer.MAX_VALUE;
  }

  /// The principal by which a service that has one in each region calls in `region`; empty for
  /// other services.
  public static Optional<String> inRegion(String principal, String region) {
    return of(principal)
        .filter(ServiceCaller::bothPrincipals)
        .flatMap(_ -> ServiceName.parse(principal))
        .filter(name -> name.region().isEmpty())
        .map(name -> name.in(Optional.of(region)).principal());
  }

  /// The region of a service principal that has one: `us-east-1` of `states.us-east-1`.
  public static Optional<String> region(String principal) {
    return ServiceName.parse(principal).flatMap(ServiceName::region);
  }

  /// Whether a service that calls by `caller` is trusted where a policy names `trusted`, though the
  /// two are not the same: where the principal without a region stands for those of all regions.
  public static boolean isSame(String caller, String trusted) {
    return of(caller).filter(ServiceCaller::bothPrincipals).isPresent()
        && ServiceName.parse(caller)
            .map(name -> name.in(Optional.empty()).principal())
            .filter(trusted::equals)
            .isPresent();
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
