package dev.rolecall.infra.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Publishes a version of a function whenever what it is told changes.
///
/// The alias `live` points to a version, which keeps what the function was told when it was
/// published. The CDK gives each version another logical id; a template that stays the same cannot.
/// But CloudFormation replaces a version whose description changes, and the description lists the
/// values of all parameters that the function depends on. The function itself is told the same
/// text: Lambda publishes nothing when a function is as it was, and CloudFormation then fails,
/// which would happen to who moves from the CDK to the template.
/// https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-lambda-version.html
final class Versions {

  /// The variable that has the text.
  static final String VARIABLE = "ROLECALL_REVISION";

  /// What Lambda takes.
  static final int LONGEST = 256;

  /// What a version of the function keeps.
  private static final Set<String> KEPT = Set.of("Environment", "MemorySize", "SnapStart");

  /// The function whose values all functions that read AWS share.
  private static final String FIRST = "ExplainFunction";

  /// The function that has too many values of its own to list those, too.
  private static final String BUILT_ON_FIRST = "InteractionsWorker";

  private Versions() {}

  static void set(ObjectNode resources, Release release) {
    Map<String, String> versions = new TreeMap<>();
    resources
        .properties()
        .forEach(
            resource -> {
              if (resource.getValue().get("Type").asText().equals("AWS::Lambda::Version")) {
                versions.put(
                    resource.getValue().at("/Properties/FunctionName/Ref").asText(),
                    resource.getKey());
              }
            });
    String first =
        versions.keySet().stream().filter(id -> id.startsWith(FIRST)).findFirst().orElseThrow();
    String versionOfFirst = Objects.requireNonNull(versions.get(first));
    Values shared = Values.of(properties(resources, first));
    versions.forEach(
        (function, version) -> {
          ObjectNode properties = properties(resources, function);
          Values values = Values.of(properties);
          List<JsonNode> words = new ArrayList<>(List.of(new TextNode(release.version())));
          if (function.startsWith(BUILT_ON_FIRST)) {
            words.add(Intrinsic.attribute(versionOfFirst, "Version"));
            values = values.without(shared);
          }
          words.addAll(values.words());
          ObjectNode text = Intrinsic.join(" ", words);
          ((ObjectNode) properties.at("/Environment/Variables")).set(VARIABLE, text);
          properties(resources, version)
              .put("CodeSha256", release.codeSha256())
              .set("Description", text.deepCopy());
        });
  }

  private static ObjectNode properties(ObjectNode resources, String id) {
    return (ObjectNode) resources.get(id).get("Properties");
  }

  /// The values that a function depends on.
  private record Values(Set<String> parameters, Set<TemplateCondition> conditions) {

    static Values of(ObjectNode function) {
      Set<String> parameters = new TreeSet<>();
      Set<TemplateCondition> conditions = EnumSet.noneOf(TemplateCondition.class);
      for (String kept : KEPT) {
        JsonNode part = function.path(kept);
        parameters.addAll(part.findValuesAsText(Intrinsic.REF));
        part.findValues(Intrinsic.IF)
            .forEach(choice -> conditions.add(TemplateCondition.of(choice.get(0).asText())));
      }
      parameters.retainAll(Parameters.names());
      conditions.removeIf(condition -> parameters.containsAll(condition.parameters()));
      return new Values(parameters, conditions);
    }

    Values without(Values others) {
      Set<String> parameters = new TreeSet<>(parameters());
      parameters.removeAll(others.parameters());
      Set<TemplateCondition> conditions = EnumSet.noneOf(TemplateCondition.class);
      conditions.addAll(conditions());
      conditions.removeAll(others.conditions());
      return new Values(parameters, conditions);
    }

    List<JsonNode> words() {
      List<JsonNode> words =
          parameters.stream().map(Intrinsic::ref).collect(Collectors.toCollection(ArrayList::new));
      conditions.forEach(
          condition ->
              words.add(Intrinsic.choose(condition, new TextNode("1"), new TextNode("0"))));
      return words;
    }
  }
}
