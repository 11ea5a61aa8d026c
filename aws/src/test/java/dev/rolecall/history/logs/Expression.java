package dev.rolecall.history.logs;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Conditions in the two languages of CloudWatch Logs, as far as they are used here, strictly: what
/// is not known fails.
final class Expression {

  private static final Pattern TOKEN =
      Pattern.compile(
          "\\s*(?:(\"[^\"]*\")|(/(?:[^/\\\\]|\\\\.)*/)|(&&|\\|\\||!=|[()\\[\\],=])"
              + "|((?:\\$\\.|@)?[A-Za-z][A-Za-z0-9_.]*))");

  private final List<String> tokens = new ArrayList<>();
  private int at;

  private Expression(String text) {
    Matcher token = TOKEN.matcher(text);
    int end = 0;
    while (end < text.stripTrailing().length()) {
      if (!token.find(end) || token.start() != end) {
        throw new IllegalArgumentException("not understood: " + text.substring(end));
      }
      tokens.add(token.group().strip());
      end = token.end();
    }
  }

  /// A condition of Logs Insights.
  static Predicate<JsonNode> ofQuery(String text) {
    Expression expression = new Expression(text);
    return expression.ended(expression.either("or", "and"));
  }

  /// A filter pattern.
  static Predicate<JsonNode> ofPattern(String text) {
    if (text.length() > 1_024 || !text.startsWith("{ ") || !text.endsWith(" }")) {
      throw new IllegalArgumentException("not a pattern for JSON: " + text);
    }
    Expression expression = new Expression(text.substring(2, text.length() - 2));
    return expression.ended(expression.either("||", "&&"));
  }

  private Predicate<JsonNode> ended(Predicate<JsonNode> whole) {
    if (at < tokens.size()) {
      throw new IllegalArgumentException("too much: " + tokens.subList(at, tokens.size()));
    }
    return whole;
  }

  private boolean take(String token) {
    boolean there = at < tokens.size() && tokens.get(at).equals(token);
    at += there ? 1 : 0;
    return there;
  }

  private void expect(String token) {
    if (!take(token)) {
      throw new IllegalArgumentException(
          "no " + token + " at " + tokens.subList(at, tokens.size()));
    }
  }

  private Predicate<JsonNode> either(String or, String and) {
    Predicate<JsonNode> all = both(or, and);
    while (take(or)) {
      all = all.or(both(or, and));
    }
    return all;
  }

  private Predicate<JsonNode> both(String or, String and) {
    Predicate<JsonNode> all = one(or, and);
    while (take(and)) {
      all = all.and(one(or, and));
    }
    return all;
  }

  private Predicate<JsonNode> one(String or, String and) {
    if (take("(")) {
      Predicate<JsonNode> inner = either(or, and);
      expect(")");
      return inner;
    }
    if (take("not")) {
      return one(or, and).negate();
    }
    if (take("ispresent")) {
      expect("(");
      String field = tokens.get(at++);
      expect(")");
      return record -> !value(record, field).isEmpty();
    }
    return comparison(tokens.get(at++));
  }

  private Predicate<JsonNode> comparison(String field) {
    return switch (tokens.get(at++)) {
      case "=" -> equal(field, tokens.get(at++));
      case "!=" -> equal(field, tokens.get(at++)).negate();
      case "in" -> in(field);
      case "like" -> {
        String regex = tokens.get(at++);
        if (regex.contains("(?!") || regex.contains("(?=")) {
          throw new IllegalArgumentException("not every engine looks ahead: " + regex);
        }
        Pattern pattern = Pattern.compile(regex.substring(1, regex.length() - 1));
        yield record -> pattern.matcher(value(record, field)).find();
      }
      case "NOT" -> {
        expect("EXISTS");
        yield record -> value(record, field).isEmpty();
      }
      case "IS" -> {
        expect("FALSE");
        yield record -> value(record, field).equals("false");
      }
      default -> throw new IllegalArgumentException("not an operator: " + tokens.get(at - 1));
    };
  }

  private static Predicate<JsonNode> equal(String field, String quoted) {
    String wanted = quoted.substring(1, quoted.length() - 1);
    if (!field.startsWith("$.") || !wanted.endsWith("*")) {
      return record -> value(record, field).equals(wanted);
    }
    String begin = wanted.substring(0, wanted.length() - 1);
    return record -> {
      String value = value(record, field);
      return !value.isEmpty() && value.startsWith(begin);
    };
  }

  private Predicate<JsonNode> in(String field) {
    expect("[");
    List<String> values = new ArrayList<>();
    do {
      String quoted = tokens.get(at++);
      values.add(quoted.substring(1, quoted.length() - 1));
    } while (take(","));
    expect("]");
    return record -> values.contains(value(record, field));
  }

  /// Empty for what the record does not have.
  static String value(JsonNode record, String field) {
    JsonNode at = record;
    for (String name : field.replace("$.", "").split("\\.", -1)) {
      at = at.path(name);
    }
    return at.asText("");
  }
}
