package dev.rolecall.service;

import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The words in capitals that stand for values in an ARN of the table.
public final class Placeholders {

  private static final Pattern WORD = Pattern.compile("(?<![A-Za-z])[A-Z]{2,}(?![A-Za-z])");

  private Placeholders() {}

  /// The form with each placeholder replaced by what `value` gives for it.
  public static String replace(String form, UnaryOperator<String> value) {
    return WORD.matcher(form)
        .replaceAll((MatchResult word) -> Matcher.quoteReplacement(value.apply(word.group())));
  }

  /// `text` of the form `from`, written in the form `to`; empty when it is not of that form.
  static Optional<String> translate(String text, String from, String to) {
    Matcher values =
        Pattern.compile(WORD.matcher(from).replaceAll("(?<$0>.+?)").replace("*", ".*"))
            .matcher(text);
    return values.matches()
        ? Optional.of(
            replace(to, word -> values.namedGroups().containsKey(word) ? values.group(word) : "*"))
        : Optional.empty();
  }
}
