package dev.rolecall.json;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import dev.rolecall.problem.JsonWords;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Says in plain words what is wrong with text that is not JSON.
public final class JsonSyntax {

  private static final int LONGEST = 200;
  private static final Pattern CHARACTER =
      Pattern.compile("Unexpected (?:character \\(|close marker )'(.)'(.*)", Pattern.DOTALL);
  private static final Pattern WORD =
      Pattern.compile("(?:Unrecognized|Non-standard) token '([^']{0,60}).*", Pattern.DOTALL);
  private static final Pattern DUPLICATE =
      Pattern.compile("Duplicate (?:field|Object property) ['\"](.{0,60}?)['\"].*", Pattern.DOTALL);

  private JsonSyntax() {}

  /// What is wrong, with its place where that is known.
  public static String problem(JsonProcessingException error) {
    JsonLocation at = error.getLocation();
    return at == null || at.getLineNr() < 1
        ? JsonWords.invalid(what(error))
        : JsonWords.invalid(at.getLineNr(), at.getColumnNr(), what(error));
  }

  /// What is wrong, on one short line and without control characters: "expected a comma, found
  /// `}`".
  public static String what(JsonProcessingException error) {
    String message = error.getOriginalMessage();
    if (error instanceof JsonEOFException || message.startsWith("Unexpected end-of-input")) {
      return JsonWords.endsTooEarly();
    }
    if (error instanceof StreamConstraintsException) {
      return JsonWords.tooLarge();
    }
    if (message.startsWith("Illegal unquoted character")) {
      return JsonWords.controlCharacter();
    }
    if (message.startsWith("Illegal character")) {
      return JsonWords.binary();
    }
    if (message.contains("character escape")) {
      return JsonWords.escape();
    }
    if (message.contains("umeric value")) {
      return JsonWords.number();
    }
    if (message.contains("UTF-")) {
      return JsonWords.notUtf8();
    }
    Matcher character = CHARACTER.matcher(message);
    if (character.matches()) {
      return JsonWords.unexpectedCharacter(line(character.group(1)), expected(character.group(2)));
    }
    Matcher word = WORD.matcher(message);
    if (word.matches()) {
      return JsonWords.unexpectedWord(line(word.group(1)));
    }
    Matcher duplicate = DUPLICATE.matcher(message);
    return duplicate.matches() ? JsonWords.duplicate(line(duplicate.group(1))) : other(message);
  }

  /// What a parser of another language says, or one of JSON that says something new.
  private static String other(String message) {
    String first = message.lines().findFirst().orElse("");
    return first.isEmpty() || first.contains("[Source:") ? JsonWords.malformed() : line(first);
  }

  private static String expected(String rest) {
    if (rest.contains("colon")) {
      return JsonWords.colon();
    }
    if (rest.contains("field name")) {
      return JsonWords.fieldName();
    }
    if (rest.contains("comma")) {
      return JsonWords.comma();
    }
    return rest.contains("value") ? JsonWords.value() : "";
  }

  private static String line(String text) {
    StringBuilder line = new StringBuilder();
    text.codePoints()
        .limit(LONGEST)
        .map(c -> Character.isISOControl(c) ? ' ' : c)
        .forEach(line::appendCodePoint);
    return line.toString();
  }
}
