package dev.rolecall.lambda;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// The environment variables of a function. A variable that is empty counts as missing.
///
/// Every method throws [BadSetting], which names the variable, when what it reads makes no sense.
final class Environment {

  private final Map<String, String> variables;

  Environment(Map<String, String> variables) {
    this.variables = Map.copyOf(variables);
  }

  Optional<String> optional(String name) {
    return Optional.ofNullable(variables.get(name)).map(String::strip).filter(v -> !v.isEmpty());
  }

  /// A value that has to be of a certain form.
  ///
  /// @param parse empty when the text is not of the form
  /// @param form what the form is: "an account id of 12 digits"
  <T> Optional<T> optional(String name, Function<String, Optional<T>> parse, String form) {
    return optional(name)
        .map(
            text ->
                parse
                    .apply(text)
                    .orElseThrow(
                        () -> new BadSetting(name, "is `" + text + "`, and must be " + form)));
  }

  <T> T required(String name, Function<String, Optional<T>> parse, String form) {
    return optional(name, parse, form)
        .orElseThrow(() -> new BadSetting(name, "is not set, and must be " + form));
  }

  /// Whole seconds from 0 to `most`.
  Duration seconds(String name, Duration otherwise, Duration most) {
    return optional(
            name,
            text -> seconds(text).filter(value -> value.compareTo(most) <= 0),
            "a whole number of seconds from 0 to " + most.toSeconds())
        .orElse(otherwise);
  }

  private static Optional<Duration> seconds(String text) {
    return text.matches("\\d{1,6}")
        ? Optional.of(Duration.ofSeconds(Long.parseLong(text)))
        : Optional.empty();
  }
}
