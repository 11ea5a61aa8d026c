package dev.rolecall.service;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The parts of a service principal: `states.eu-west-1.amazonaws.com`.
///
/// @param stem what names the service: `states`
/// @param region empty for the principal that all regions share
/// @param suffix `amazonaws.com`, or the one of another partition, as some services have it there:
///   `amazonaws.com.cn`
public record ServiceName(String stem, Optional<String> region, String suffix) {

  private static final Pattern PARTS =
      Pattern.compile(
          "(.+?)(?:\\.([a-z]{2}(?:-[a-z]+)+-\\d|REGION))?\\."
              + "(amazonaws\\.(?:com(?:\\.cn)?|eu)|c2s\\.ic\\.gov|sc2s\\.sgov\\.gov"
              + "|csp\\.hci\\.ic\\.gov|cloud\\.adc-e\\.uk)");

  /// Empty when `principal` is not the name of an AWS service.
  public static Optional<ServiceName> parse(String principal) {
    Matcher parts = PARTS.matcher(principal);
    return parts.matches()
        ? Optional.of(
            new ServiceName(parts.group(1), Optional.ofNullable(parts.group(2)), parts.group(3)))
        : Optional.empty();
  }

  /// Whether this and `other` may be two names of one principal: the one of a region and the one of
  /// all regions, or the two suffixes. Which services have both is documented service by service.
  public boolean mayBe(ServiceName other) {
    boolean oneRegion = region.isEmpty() || other.region.isEmpty() || region.equals(other.region);
    return stem.equals(other.stem) && oneRegion;
  }

  /// Whether one name is made of the other's words, as `ecs` and `ecs-tasks`, `lambda` and
  /// `edgelambda`.
  public boolean isRelatedTo(ServiceName other) {
    return !stem.equals(other.stem) && (isPart(stem, other.stem) || isPart(other.stem, stem));
  }

  private static boolean isPart(String part, String whole) {
    return part.length() > 1 && (whole.startsWith(part) || whole.endsWith(part));
  }

  /// The principal of this name.
  public String principal() {
    return stem + region.map(it -> "." + it).orElse("") + "." + suffix;
  }

  /// The same service in one region, or in none.
  ServiceName in(Optional<String> other) {
    return new ServiceName(stem, other, suffix);
  }
}
