package dev.rolecall.infra;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import software.amazon.awscdk.assertions.Template;

/// A template as lines that a person can review: what there is, and of each thing what it is set to
/// and who may do what to it. Hashes and the order of the template do not show.
final class TemplateFacts {

  private static final ObjectMapper JSON = new ObjectMapper();

  private TemplateFacts() {}

  static String of(Template template) {
    JsonNode json = JSON.valueToTree(template.toJSON());
    Map<String, List<String>> facts = new TreeMap<>();
    json.get("Resources")
        .properties()
        .forEach(
            resource ->
                facts.put(
                    resource.getValue().get("Type").asText()
                        + " "
                        + Intrinsics.name(resource.getKey()),
                    resource(resource.getValue())));
    json.get("Outputs")
        .properties()
        .forEach(
            output ->
                facts.put(
                    "Output " + output.getKey(),
                    List.of(
                        output.getValue().path("Description").asText(),
                        Intrinsics.text(output.getValue().get("Value")))));
    return facts.entrySet().stream()
        .map(fact -> fact.getKey() + "\n" + indented(fact.getValue()))
        .collect(Collectors.joining("\n"));
  }

  private static List<String> resource(JsonNode resource) {
    JsonNode properties = resource.path("Properties");
    List<String> lines = new ArrayList<>();
    if (resource.get("Type").asText().equals("AWS::CloudWatch::Alarm")) {
      lines.addAll(AlarmFacts.of(properties));
    } else {
      properties
          .properties()
          .forEach(property -> lines.addAll(property(property.getKey(), property.getValue())));
    }
    for (var reason : resource.at("/Metadata/reasons").properties()) {
      lines.add("reason of " + reason.getKey() + ": " + reason.getValue().asText());
    }
    if (resource.has("DeletionPolicy")) {
      lines.add("on deletion: " + resource.get("DeletionPolicy").asText());
    }
    lines.sort(null);
    return lines;
  }

  private static Collection<String> property(String name, JsonNode value) {
    return switch (name) {
      case "PolicyDocument", "KeyPolicy", "AssumeRolePolicyDocument" -> Statements.of(value);
      case "DashboardBody" -> Widgets.of(value);
      case "Tags" -> List.of("tags: " + tags(value));
      case "PolicyName" -> List.of("PolicyName: " + Intrinsics.name(value.asText()));
      default -> Flat.of(name, value);
    };
  }

  static String tags(JsonNode tags) {
    return StreamSupport.stream(tags.spliterator(), false)
        .map(tag -> tag.get("Key").asText() + "=" + tag.get("Value").asText())
        .sorted()
        .collect(Collectors.joining(", "));
  }

  private static String indented(List<String> lines) {
    return lines.stream().map(line -> "  " + line + "\n").collect(Collectors.joining());
  }
}
