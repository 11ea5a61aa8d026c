package dev.rolecall.service;

import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// The words in capitals that stand for values in an ARN of the table.
public final class Placeholders {

  private static final Pattern WORD = Pattern.compile("(?<![A-Za-z])[A-Z]{2,}(?![A-Za-z])");

  private Placeholders() {}

  /// The form with each placeholder replaced by what `value` gives for it.
  public static String replace(String form, UnaryOperator<String> value) {
    return WORD.matcher(form)
        .replaceAll(
            (MatchResult word) ->
                java.util.regex.Matcher.quoteReplacement(value.apply(word.group())));
  }
}
