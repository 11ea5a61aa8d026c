package dev.rolecall.report.page;

import com.fasterxml.jackson.core.io.JsonStringEncoder;

/// Writes texts and numbers in arrays as JSON, without a tree of them.
final class JsonArrays {

  private final StringBuilder json = new StringBuilder();

  /// Begins an array, or one inside it.
  JsonArrays begin() {
    next().append('[');
    return this;
  }

  /// Ends the array that was begun last.
  JsonArrays end() {
    json.append(']');
    return this;
  }

  JsonArrays add(String text) {
    JsonStringEncoder.getInstance().quoteAsString(text, next().append('"'));
    json.append('"');
    return this;
  }

  JsonArrays add(int number) {
    next().append(number);
    return this;
  }

  JsonArrays addNull() {
    next().append("null");
    return this;
  }

  private StringBuilder next() {
    int length = json.length();
    return length == 0 || json.charAt(length - 1) == '[' ? json : json.append(',');
  }

  @Override
  public String toString() {
    return json.toString();
  }
}
