package dev.rolecall.infra;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.StreamSupport;

/// What CloudFormation makes of a template in one account and region: its conditions, judged.
record Conditions(JsonNode template, String account, String region) {

  /// The logical ids of what it makes.
  Set<String> made() {
    Set<String> made = new TreeSet<>();
    template
        .get("Resources")
        .properties()
        .forEach(
            resource -> {
              if (holds(resource.getValue())) {
                made.add(resource.getKey());
              }
            });
    return made;
  }

  /// Whether it makes a resource of a type whose logical id begins with `id`.
  boolean makes(String type, String id) {
    return made().stream()
        .filter(made -> made.startsWith(id))
        .anyMatch(made -> template.at("/Resources/" + made + "/Type").asText().equals(type));
  }

  private boolean holds(JsonNode resource) {
    return !resource.has("Condition") || named(resource.get("Condition").asText());
  }

  private boolean named(String condition) {
    return judge(template.get("Conditions").get(condition));
  }

  private boolean judge(JsonNode expression) {
    String function = expression.fieldNames().next();
    JsonNode of = expression.get(function);
    return switch (function) {
      case "Condition" -> named(of.asText());
      case "Fn::Equals" -> value(of.get(0)).equals(value(of.get(1)));
      case "Fn::Not" -> !judge(of.get(0));
      case "Fn::And" -> StreamSupport.stream(of.spliterator(), false).allMatch(this::judge);
      default -> throw new AssertionError("no condition: " + expression);
    };
  }

  private String value(JsonNode value) {
    return switch (value.path("Ref").asText()) {
      case "AWS::AccountId" -> account;
      case "AWS::Region" -> region;
      default -> value.asText();
    };
  }
}
