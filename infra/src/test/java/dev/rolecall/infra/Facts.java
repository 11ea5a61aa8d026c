package dev.rolecall.infra;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// A template as a list of facts for people: one block a resource, statements of policies as
/// sentences; what says nothing (hashes in names, asset keys) is left out.
final class Facts {

  private static final Pattern WIDGET = Pattern.compile("\"title\":\"([^\"]*)\"");

  private final JsonNode template;

  private Facts(JsonNode template) {
    this.template = template;
  }

  static String of(JsonNode template) {
    Facts facts = new Facts(template);
    String resources =
        template.get("Resources").properties().stream()
            .map(resource -> facts.resource(resource.getKey(), resource.getValue()))
            .sorted()
            .collect(Collectors.joining("\n"));
    return facts.conditions() + resources + "\nOutputs\n" + facts.outputs();
  }

  private String resource(String id, JsonNode resource) {
    List<String> lines = new ArrayList<>();
    resource
        .path("Properties")
        .properties()
        .forEach(property -> property(property.getKey(), property.getValue(), resource, lines));
    if (resource.has("Condition")) {
      lines.add("only if: " + resource.get("Condition").asText());
    }
    if (resource.has("DeletionPolicy")) {
      lines.add("when the stack goes: " + resource.get("DeletionPolicy").asText());
    }
    lines.sort(null);
    return resource.get("Type").asText()
        + " "
        + Reference.name(id)
        + "\n"
        + lines.stream().map(line -> "  " + line + "\n").collect(Collectors.joining());
  }

  private void property(String path, JsonNode value, JsonNode resource, List<String> lines) {
    if (path.equals("TemplateBody")) {
      lines.add("TemplateBody: a template");
    } else if (path.equals("Code")) {
      lines.add("Code: the jar");
    } else if (path.equals("DashboardBody")) {
      WIDGET
          .matcher(Reference.text(value))
          .results()
          .forEach(widget -> lines.add("shows: " + widget.group(1)));
    } else if (value.has("Statement")) {
      JsonNode reasons = resource.at("/Metadata/Reasons");
      value.get("Statement").forEach(statement -> lines.add(Sentence.of(statement, reasons)));
    } else if (path.equals("Metrics")) {
      value.forEach(metric -> lines.add("metric " + metric(metric)));
    } else if (path.equals("Tags") && value.isArray()) {
      value.forEach(
          tag -> lines.add("tag: " + tag.get("Key").asText() + "=" + tag.get("Value").asText()));
    } else if (Reference.isText(value)) {
      lines.add(path + ": " + Reference.text(value));
    } else if (value.isArray()) {
      int i = 0;
      for (JsonNode item : value) {
        property(path + "[" + i++ + "]", item, resource, lines);
      }
    } else {
      value
          .properties()
          .forEach(
              inner -> property(path + "." + inner.getKey(), inner.getValue(), resource, lines));
    }
  }

  /// One of the metrics that an alarm puts together.
  private static String metric(JsonNode metric) {
    JsonNode of = metric.at("/MetricStat/Metric");
    return metric.get("Id").asText()
        + ": "
        + metric
            .path("Expression")
            .asText(
                "%s of %s %s by %s in %s s"
                    .formatted(
                        metric.at("/MetricStat/Stat").asText(),
                        of.path("Namespace").asText(),
                        of.path("MetricName").asText(),
                        stream(of.path("Dimensions"))
                            .map(
                                by ->
                                    by.get("Name").asText() + "=" + Reference.text(by.get("Value")))
                            .collect(Collectors.joining(", ")),
                        metric.at("/MetricStat/Period").asText()));
  }

  private static Stream<JsonNode> stream(JsonNode items) {
    return StreamSupport.stream(items.spliterator(), false);
  }

  private String conditions() {
    return template.path("Conditions").properties().stream()
        .map(condition -> "%s: %s%n".formatted(condition.getKey(), condition.getValue()))
        .sorted()
        .collect(Collectors.joining());
  }

  private String outputs() {
    return template.path("Outputs").properties().stream()
        .map(
            output ->
                "  %s: %s%n    %s%n"
                    .formatted(
                        output.getKey(),
                        output.getValue().get("Description").asText(),
                        Reference.text(output.getValue().get("Value"))))
        .sorted()
        .collect(Collectors.joining());
  }
}
