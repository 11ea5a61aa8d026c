package dev.rolecall.cloudtrail.failure;

import dev.rolecall.json.JsonValue;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Services by all that they are called: names, event sources, SDKs' and Terraform's words, and
/// calls that take a role.
final class ServiceDirectory {

  private static final String DOMAIN = ".amazonaws.com";

  /// Services whose errors about roles are another matter.
  private static final Set<String> OTHERS =
      Set.of("sts", "iam", "organizations", "sso", "identitystore", "accessanalyzer", "signin");

  private final Map<String, String> byName = new HashMap<>();
  private final Map<String, String> bySource = new HashMap<>();
  private final Map<String, String> byOperation = new HashMap<>();
  private final Set<String> ambiguous = new HashSet<>();
  private final String alternatives;

  ServiceDirectory(List<JsonValue> services) {
    for (JsonValue service : services) {
      String principal = service.get("principal").text();
      List<String> names = service.list("names", JsonValue::text);
      for (String name : names) {
        byName.putIfAbsent(letters(name), principal);
      }
      service
          .list("ids", JsonValue::text)
          .forEach(id -> byName.putIfAbsent(letters(id), principal));
      service.list("sources", JsonValue::text).forEach(it -> bySource.put(it, principal));
      service.list("operations", JsonValue::text).forEach(it -> byOperation.put(it, principal));
      if (service.flag("ambiguous")) {
        ambiguous.add(principal);
      }
    }
    bySource.forEach((source, principal) -> byName.putIfAbsent(letters(source), principal));
    alternatives =
        services.stream()
            .flatMap(service -> service.list("names", JsonValue::text).stream())
            .sorted(Comparator.comparingInt(String::length).reversed())
            .map(name -> Pattern.quote(name).replace(" ", "\\E\\s+\\Q"))
            .collect(Collectors.joining("|"));
  }

  /// The names, as alternatives of a pattern.
  String alternatives() {
    return alternatives;
  }

  /// The principal behind a name, or behind a word of an SDK or of Terraform.
  Optional<String> named(String name) {
    return name.toLowerCase(Locale.ROOT).contains(DOMAIN)
        ? Optional.of(name.toLowerCase(Locale.ROOT))
        : Optional.ofNullable(byName.get(letters(name)));
  }

  /// Whether a name stands for a service that is of no interest here, as STS itself.
  static boolean isOther(String name) {
    return OTHERS.contains(letters(name).replaceFirst("^securitytokenservice$", "sts"));
  }

  /// Whether errors of this event source are of no interest here.
  static boolean isOtherSource(String eventSource) {
    return isOther(stem(eventSource));
  }

  /// The principal that assumes roles for calls to an event source; the source itself when it is
  /// not known.
  String ofSource(String eventSource) {
    return bySource.getOrDefault(stem(eventSource), eventSource);
  }

  private static String stem(String eventSource) {
    int at = eventSource.indexOf(DOMAIN);
    return at < 0 ? eventSource : eventSource.substring(0, at);
  }

  /// The principal for which a call takes a role; versions in names of calls do not count.
  Optional<String> ofOperation(String operation) {
    return Optional.ofNullable(
        byOperation.get(operation.replaceFirst("\\d{4}_?\\d{2}_?\\d{2}(?:v\\d+)?$", "")));
  }

  /// Whether the service's name stands for several principals.
  boolean isAmbiguous(String principal) {
    return ambiguous.contains(principal);
  }

  /// Letters and digits, without the company's name before them.
  private static String letters(String name) {
    return name.toLowerCase(Locale.ROOT)
        .replaceAll("[^a-z0-9]", "")
        .replaceFirst("^(?:aws|amazon)(?=.)", "");
  }
}
