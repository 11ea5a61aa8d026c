package dev.rolecall.gate.github;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rolecall.diagnosis.result.Fix;
import dev.rolecall.explanation.diff.LineDiff;
import dev.rolecall.explanation.document.Block;
import dev.rolecall.explanation.document.WritingOptions;
import dev.rolecall.explanation.redaction.Masking;
import dev.rolecall.explanation.redaction.PolicyDocument;
import dev.rolecall.explanation.terraform.HclWriter;
import dev.rolecall.report.terraform.TerraformRole;
import dev.rolecall.report.terraform.hcl.HclExpression;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// The change of a trust policy in the form in which the configuration has it: statements of a
/// policy document, `jsonencode`, or JSON.
///
/// @param role whose policy changes
record ChangedPolicy(TerraformRole role, WritingOptions writingOptions) {

  private static final Map<String, String> ARGUMENTS =
      Map.of(
          "Action", "actions",
          "NotAction", "not_actions",
          "Resource", "resources",
          "NotResource", "not_resources");

  /// The difference; empty when the fix changes no policy that is there.
  Optional<Block> difference(Fix fix) {
    return fix.before()
        .flatMap(before -> fix.after().map(after -> difference(json(before), json(after))));
  }

  private JsonNode json(String policy) {
    return PolicyDocument.of(policy, new Masking(writingOptions.showExternalIds())).json();
  }

  private Block difference(JsonNode before, JsonNode after) {
    if (role.policy().data().isPresent()) {
      return LineDiff.between(statements(before), statements(after));
    }
    boolean encoded =
        role.policy().texts().stream()
            .anyMatch(
                text ->
                    text.value() instanceof HclExpression.Native(String source)
                        && source.startsWith("jsonencode"));
    return encoded
        ? LineDiff.between(expression(before), expression(after))
        : LineDiff.between(before.toPrettyString(), after.toPrettyString());
  }

  private static String expression(JsonNode policy) {
    return new HclWriter(new Masking(true)).expression(policy, "");
  }

  private static String statements(JsonNode policy) {
    JsonNode statements = policy.path("Statement");
    return (statements.isArray() ? statements.valueStream().toList() : List.of(statements))
        .stream().map(ChangedPolicy::statement).collect(Collectors.joining("\n"));
  }

  /// A statement as a block of `aws_iam_policy_document`.
  private static String statement(JsonNode statement) {
    StringBuilder block = new StringBuilder("statement {\n");
    Map<String, String> arguments = new LinkedHashMap<>();
    if (statement.has("Sid")) {
      arguments.put("sid", HclWriter.string(statement.path("Sid").asText()));
    }
    if (!statement.path("Effect").asText().equals("Allow")) {
      arguments.put("effect", HclWriter.string(statement.path("Effect").asText()));
    }
    ARGUMENTS.forEach(
        (element, argument) -> {
          if (statement.has(element)) {
            arguments.put(argument, list(statement.path(element)));
          }
        });
    block.append(lines(arguments, "  "));
    principals(statement.path("Principal"), "principals", block);
    principals(statement.path("NotPrincipal"), "not_principals", block);
    statement
        .path("Condition")
        .properties()
        .forEach(
            operator ->
                operator
                    .getValue()
                    .properties()
                    .forEach(
                        key -> {
                          Map<String, String> condition = new LinkedHashMap<>();
                          condition.put("test", HclWriter.string(operator.getKey()));
                          condition.put("variable", HclWriter.string(key.getKey()));
                          condition.put("values", list(key.getValue()));
                          block(block, "condition", condition);
                        }));
    return block.append("}").toString();
  }

  private static void principals(JsonNode principals, String name, StringBuilder block) {
    if (principals.isTextual()) {
      Map<String, String> all = new LinkedHashMap<>();
      all.put("type", HclWriter.string("*"));
      all.put("identifiers", list(principals));
      block(block, name, all);
    }
    principals
        .properties()
        .forEach(
            type -> {
              Map<String, String> arguments = new LinkedHashMap<>();
              arguments.put("type", HclWriter.string(type.getKey()));
              arguments.put("identifiers", list(type.getValue()));
              block(block, name, arguments);
            });
  }

  private static void block(StringBuilder out, String name, Map<String, String> arguments) {
    out.append("\n  ").append(name).append(" {\n").append(lines(arguments, "    "));
    out.append("  }\n");
  }

  private static String lines(Map<String, String> arguments, String indent) {
    int width = arguments.keySet().stream().mapToInt(String::length).max().orElse(0);
    StringBuilder lines = new StringBuilder();
    arguments.forEach(
        (name, value) ->
            lines
                .append(indent)
                .append(name)
                .append(" ".repeat(width - name.length()))
                .append(" = ")
                .append(value)
                .append('\n'));
    return lines.toString();
  }

  /// A list on one line, or one value a line. What is a policy variable in JSON is written
  /// `&{...}`, as the data source wants it.
  private static String list(JsonNode values) {
    List<String> all =
        (values.isArray() ? values.valueStream().toList() : List.of(values))
            .stream().map(one -> HclWriter.string(one.asText().replace("${", "&{"))).toList();
    return all.size() < 2
        ? "[" + String.join("", all) + "]"
        : all.stream()
            .map(one -> "      " + one + ",\n")
            .collect(Collectors.joining("", "[\n", "    ]"));
  }
}
