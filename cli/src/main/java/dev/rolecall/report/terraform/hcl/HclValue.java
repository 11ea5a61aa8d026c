package dev.rolecall.report.terraform.hcl;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What an expression comes to, as far as it can be known without running Terraform.
public sealed interface HclValue {

  /// A string, with expressions in it where only Terraform can tell.
  record Text(HclTemplate template) implements HclValue {}

  record Numeric(double value) implements HclValue {}

  record Bool(boolean value) implements HclValue {

    static final HclValue TRUE = new Bool(true);
    static final HclValue FALSE = new Bool(false);
  }

  record Null() implements HclValue {

    public static final HclValue NULL = new Null();
  }

  /// A list or a tuple; a set has each element once.
  record Elements(List<HclValue> values) implements HclValue {
    public Elements {
      values = List.copyOf(values);
    }
  }

  /// A map or an object, in the order of its keys.
  record Members(Map<String, HclValue> values) implements HclValue {
    public Members {
      values = Collections.unmodifiableMap(new TreeMap<>(values));
    }
  }

  /// Only Terraform can tell.
  ///
  /// @param source the expression
  record Unknown(String source) implements HclValue {}

  static HclValue text(String text) {
    return new Text(HclTemplate.of(text));
  }

  /// The value as a template: a known scalar as the string that Terraform makes of it.
  default HclTemplate template() {
    return switch (this) {
      case Text(HclTemplate template) -> template;
      case Numeric(double value) -> HclTemplate.of(number(value));
      case Bool(boolean value) -> HclTemplate.of(String.valueOf(value));
      case Unknown(String source) -> HclTemplate.expression(source);
      case Null _, Elements _, Members _ -> HclTemplate.expression("");
    };
  }

  private static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? String.valueOf((long) value)
        : String.valueOf(value);
  }

  /// The value as `jsonencode` writes it; what is not known stands as an expression, in quotation
  /// marks where it is a whole value.
  default HclTemplate json() {
    List<HclTemplate.Part> parts = new ArrayList<>();
    json(parts);
    return new HclTemplate(parts);
  }

  private void json(List<HclTemplate.Part> parts) {
    switch (this) {
      case Null _ -> parts.add(new HclTemplate.Part("null", false));
      case Bool _, Numeric _ -> parts.addAll(template().parts());
      case Text _, Unknown _ -> quoted(template(), parts);
      case Elements(List<HclValue> values) -> {
        String before = "[";
        for (HclValue value : values) {
          parts.add(new HclTemplate.Part(before, false));
          value.json(parts);
          before = ",";
        }
        parts.add(new HclTemplate.Part(values.isEmpty() ? "[]" : "]", false));
      }
      case Members(Map<String, HclValue> values) -> {
        String before = "{";
        for (Map.Entry<String, HclValue> member : values.entrySet()) {
          parts.add(new HclTemplate.Part(before, false));
          quoted(HclTemplate.of(member.getKey()), parts);
          parts.add(new HclTemplate.Part(":", false));
          member.getValue().json(parts);
          before = ",";
        }
        parts.add(new HclTemplate.Part(values.isEmpty() ? "{}" : "}", false));
      }
    }
  }

  private static void quoted(HclTemplate text, List<HclTemplate.Part> parts) {
    parts.add(new HclTemplate.Part("\"", false));
    for (HclTemplate.Part part : text.parts()) {
      parts.add(
          part.expression()
              ? part
              : new HclTemplate.Part(
                  String.valueOf(JsonStringEncoder.getInstance().quoteAsString(part.text())),
                  false));
    }
    parts.add(new HclTemplate.Part("\"", false));
  }

  /// The string that it is; empty when it is not one, or when not all of it is known.
  default Optional<String> string() {
    return switch (this) {
      case Text _, Numeric _, Bool _ -> template().literal();
      case Null _, Elements _, Members _, Unknown _ -> Optional.empty();
    };
  }

  /// What it is when its condition is known.
  default Optional<Boolean> bool() {
    return this instanceof Bool(boolean value)
        ? Optional.of(value)
        : string().filter(text -> text.equals("true") || text.equals("false")).map("true"::equals);
  }

  /// Whether nothing of it is left to Terraform.
  default boolean isKnown() {
    return switch (this) {
      case Text(HclTemplate template) -> template.literal().isPresent();
      case Numeric _, Bool _, Null _ -> true;
      case Elements(List<HclValue> values) -> values.stream().allMatch(HclValue::isKnown);
      case Members(Map<String, HclValue> values) ->
          values.values().stream().allMatch(HclValue::isKnown);
      case Unknown _ -> false;
    };
  }
}
