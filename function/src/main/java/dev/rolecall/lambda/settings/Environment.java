package dev.rolecall.lambda.settings;

import dev.rolecall.explanation.notification.Channel;
import dev.rolecall.installation.NumericSetting;
import dev.rolecall.installation.Variable;
import dev.rolecall.lambda.outbox.SqsOutbox;
import dev.rolecall.lambda.wording.EnvironmentWords;
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

  /// The name that metrics of the function have.
  public String service() {
    return optional(Variable.SERVICE).orElse("rolecall");
  }

  private Optional<String> optional(String name) {
    return Optional.ofNullable(variables.get(name)).map(String::strip).filter(v -> !v.isEmpty());
  }

  Optional<String> optional(Variable variable) {
    return optional(variable.key());
  }

  /// A value that must have a certain form.
  ///
  /// @param parse empty when the text is not of the form
  /// @param form what the form is: "a 12-digit account ID"
  <T> Optional<T> optional(Variable variable, Function<String, Optional<T>> parse, String form) {
    return optional(variable.key(), parse, form);
  }

  private <T> Optional<T> optional(String name, Function<String, Optional<T>> parse, String form) {
    return optional(name)
        .map(
            text ->
                parse
                    .apply(text)
                    .orElseThrow(() -> new BadSetting(name, EnvironmentWords.invalid(text, form))));
  }

  <T> T required(Variable variable, Function<String, Optional<T>> parse, String form) {
    return optional(variable, parse, form)
        .orElseThrow(() -> new BadSetting(variable.key(), EnvironmentWords.missing(form)));
  }

  TopicArn topic(Variable variable) {
    return required(variable, TopicArn::parse, EnvironmentWords.topicArn());
  }

  /// The name of the incident table.
  String table() {
    return required(
        Variable.TABLE, matching("[A-Za-z0-9_.-]{3,255}"), EnvironmentWords.tableName());
  }

  /// Where the secret of a channel is kept, never the secret itself: what stands there by mistake
  /// is not shown.
  public String secretLocation(Channel channel) {
    String variable = Variable.secret(channel.key());
    String location =
        optional(variable)
            .orElseThrow(
                () ->
                    new BadSetting(
                        variable, EnvironmentWords.missing(EnvironmentWords.secretLocation())));
    if (!location.matches("(secretsmanager|ssm):.+")) {
      throw new BadSetting(variable, EnvironmentWords.notASecretLocation());
    }
    return location;
  }

  /// The queue of messages for a channel; empty where messages are delivered as they come.
  public Optional<SqsOutbox.Urls> outbox() {
    Optional<String> queue = queueUrl(Variable.OUTBOX_URL);
    Optional<String> deadLetters = queueUrl(Variable.DEAD_LETTERS_URL);
    if (queue.isPresent() && deadLetters.isEmpty()) {
      throw new BadSetting(
          Variable.OUTBOX_URL.key(), EnvironmentWords.setWithout(Variable.DEAD_LETTERS_URL.key()));
    }
    return queue.flatMap(url -> deadLetters.map(dead -> new SqsOutbox.Urls(url, dead)));
  }

  private Optional<String> queueUrl(Variable variable) {
    return optional(variable, matching("https?://\\S{1,1000}"), EnvironmentWords.queueAddress());
  }

  /// A text that says more than one thing.
  ///
  /// @param parse takes the empty text, too, and throws an [IllegalArgumentException] that says
  ///   what is wrong
  <T> T parsed(Variable variable, Function<String, T> parse) {
    try {
      return parse.apply(optional(variable).orElse(""));
    } catch (IllegalArgumentException e) {
      throw new BadSetting(
          variable.key(), EnvironmentWords.unusable(String.valueOf(e.getMessage())));
    }
  }

  /// Whether something is `on`; without a value it is off.
  boolean flag(Variable variable) {
    return optional(variable, text -> Optional.of(text).filter("on"::equals), "on").isPresent();
  }

  /// A number, within the limits of its setting.
  int number(NumericSetting setting) {
    int least = setting.zeroIsOff() ? 0 : setting.least();
    return optional(
            setting.variable(),
            text -> whole(text).filter(value -> least <= value && value <= setting.most()),
            EnvironmentWords.wholeNumber(least, setting.most()))
        .orElse(setting.standard());
  }

  private static Optional<Integer> whole(String text) {
    return text.matches("\\d{1,6}") ? Optional.of(Integer.parseInt(text)) : Optional.empty();
  }

  /// Parses what matches a regular expression.
  static Function<String, Optional<String>> matching(String form) {
    return text -> Optional.of(text).filter(value -> value.matches(form));
  }
}
