package dev.rolecall.lambda.settings;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// The environment variables of a function. A variable that is empty counts as missing.
///
/// Every method throws [BadSetting], which names the variable, when what it reads makes no sense.
public final class Environment {

  private final Map<String, String> variables;

  public Environment(Map<String, String> variables) {
    this.variables = Map.copyOf(variables);
  }

  public Optional<String> optional(String name) {
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

  /// Where a secret is kept, never the secret itself: what stands there by mistake is not shown.
  public String secretLocation(String name) {
    String form = "secretsmanager:NAME, secretsmanager:ARN or ssm:/NAME";
    String location =
        optional(name).orElseThrow(() -> new BadSetting(name, "is not set, and must be " + form));
    if (!location.matches("(secretsmanager|ssm):.+")) {
      throw new BadSetting(name, "is not where a secret is kept: it must be " + form);
    }
    return location;
  }

  /// Whether something is `on`; without a value it is off.
  boolean flag(String name) {
    return optional(name, text -> Optional.of(text).filter("on"::equals), "on").isPresent();
  }

  /// Whole seconds from 0 to `most`.
  Duration seconds(String name, Duration otherwise, Duration most) {
    return whole(name, otherwise, Duration.ofSeconds(1), 0, Math.toIntExact(most.toSeconds()));
  }

  /// A whole number of `unit` from `least` to `most`.
  Duration whole(String name, Duration otherwise, Duration unit, int least, int most) {
    int standard = Math.toIntExact(otherwise.dividedBy(unit));
    return unit.multipliedBy(whole(name, standard, least, most));
  }

  /// A whole number from `least` to `most`.
  int whole(String name, int otherwise, int least, int most) {
    return optional(
            name,
            text -> whole(text).filter(value -> least <= value && value <= most),
            "a whole number from " + least + " to " + most)
        .orElse(otherwise);
  }

  private static Optional<Integer> whole(String text) {
    return text.matches("\\d{1,6}") ? Optional.of(Integer.parseInt(text)) : Optional.empty();
  }
}
