package dev.rolecall.cloudtrail.failure;

import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// Which service a text speaks of around an error, by the words of SDKs, of the AWS CLI and of
/// Terraform.
///
/// @param principal empty when the service is not known
/// @param operation the call that failed
/// @param other whether it is a service of no interest here, as STS itself
record ServiceContext(Optional<String> principal, Optional<String> operation, boolean other) {

  private static final int BEFORE = 600;
  private static final int BEHIND = 260;

  /// Groups: `id` for the service, `call` for the operation.
  private static final List<Pattern> FORMS =
      List.of(
          Pattern.compile("operation error (?<id>[A-Z][\\w ]{1,40}): (?<call>\\w+)"),
          Pattern.compile("when calling the (?<call>\\w+) operation"),
          Pattern.compile("\\(Service: (?<id>[A-Z][\\w ]{1,40})[;,]"),
          Pattern.compile(
              "(?:awssdk|com\\.amazonaws)\\.services\\.(?<id>[a-z0-9]+)\\.(?:model|endpoints)?"),
          Pattern.compile("\\bAws::(?<id>[A-Z]\\w+)::Errors"),
          Pattern.compile("\\bAmazon\\.(?<id>[A-Z]\\w+)\\.(?:Model|Amazon)"),
          Pattern.compile("@aws-sdk/client-(?<id>[a-z0-9-]+)"),
          Pattern.compile(
              "https://(?:api\\.)?(?<id>[a-z0-9-]+)\\.[a-z]{2}(?:-[a-z]+)+-\\d\\.amazonaws"),
          Pattern.compile("\\baws_(?<tf>[a-z0-9]+(?:_[a-z0-9]+){0,4})\\."),
          Pattern.compile(
              "\\b(?:creating|updating|putting|registering|starting|Creating|Updating|creation"
                  + " of)\\s+(?:the\\s+)?(?:AWS\\s+|Amazon\\s+)?(?<words>\\w+(?:[ -]\\w+){0,4})"),
          Pattern.compile(
              "\\baws ([a-z0-9-]+) (?:create|update|put|register|start|run)-[a-z0-9-]+"),
          Pattern.compile("\\bAWS::(?<id>[A-Z][A-Za-z0-9]+)::[A-Z]\\w+"));

  /// What stands nearest before the error, else behind it.
  static Optional<ServiceContext> around(String text, int start, int end) {
    int from = Math.max(0, start - BEFORE);
    Optional<ServiceContext> before = Optional.empty();
    int nearest = -1;
    for (Pattern form : FORMS) {
      for (MatchResult found : form.matcher(text.substring(from, start)).results().toList()) {
        Optional<ServiceContext> read = read(found, form);
        if (read.isPresent() && found.start() > nearest) {
          before = read;
          nearest = found.start();
        }
      }
    }
    if (before.isPresent()) {
      return before;
    }
    String behind = text.substring(end, Math.min(text.length(), end + BEHIND));
    return FORMS.stream()
        .flatMap(form -> form.matcher(behind).results().flatMap(it -> read(it, form).stream()))
        .findFirst();
  }

  private static Optional<ServiceContext> read(MatchResult found, Pattern form) {
    Optional<String> operation = group(found, form, "call");
    Optional<String> id =
        group(found, form, "id")
            .or(
                () ->
                    form.namedGroups().isEmpty() ? Optional.of(found.group(1)) : Optional.empty());
    if (id.filter(ServiceDirectory::isOther).isPresent()
        || operation
            .filter(name -> name.matches("AssumeRole(?:With\\w+)?|AssumeRoot"))
            .isPresent()) {
      return Optional.of(new ServiceContext(Optional.empty(), operation, true));
    }
    Optional<String> principal =
        operation
            .flatMap(FailureTable.SERVICES::ofOperation)
            .or(() -> id.flatMap(FailureTable.SERVICES::named))
            .or(() -> group(found, form, "tf").flatMap(it -> longest(it, "_")))
            .or(() -> group(found, form, "words").flatMap(it -> longest(it, "[ -]")));
    return principal.isPresent() || operation.isPresent()
        ? Optional.of(new ServiceContext(principal, operation, false))
        : Optional.empty();
  }

  /// The service that as many as possible of the first words name.
  private static Optional<String> longest(String text, String separator) {
    String[] words = text.split(separator);
    for (int length = words.length; length > 0; length--) {
      String name = String.join("", List.of(words).subList(0, length));
      Optional<String> principal = FailureTable.SERVICES.named(name);
      if (principal.isPresent()) {
        return principal;
      }
    }
    return Optional.empty();
  }

  private static Optional<String> group(MatchResult found, Pattern form, String name) {
    return form.namedGroups().containsKey(name)
        ? Optional.ofNullable(found.group(name))
        : Optional.empty();
  }
}
