package dev.rolecall.gate.terraform;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.rolecall.report.terraform.hcl.HclTemplate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A trust policy in which expressions stand that only Terraform can evaluate. A policy can be made
/// of it that allows at least as much, whatever these expressions are.
final class OpenDocument {

  private static final JsonMapper JSON = new JsonMapper();

  /// Stands for an expression while the document is read: no policy has this character.
  private static final String OPEN = "\uE123";

  private static final Pattern OPERATOR =
      Pattern.compile(
          "((?:ForAnyValue:|ForAllValues:)?)(String|Arn)(?:Equals|Like)((?:IfExists)?)");

  /// An action that no call for a role is for.
  private static final String NEVER = "sts:DecodeAuthorizationMessage";

  private final String text;
  private final List<String> open;

  OpenDocument(HclTemplate template) {
    StringBuilder all = new StringBuilder();
    List<String> expressions = new ArrayList<>();
    for (HclTemplate.Part part : template.parts()) {
      all.append(part.expression() ? OPEN : part.text().replace(OPEN, ""));
      if (part.expression() && !expressions.contains(part.text())) {
        expressions.add(part.text());
      }
    }
    this.text = all.toString();
    this.open = List.copyOf(expressions);
  }

  /// The expressions.
  List<String> open() {
    return open;
  }

  /// The policy; where there are expressions in it, one that allows at least as much. Empty when
  /// there is none that says anything.
  ///
  /// @param provider an identity provider that an expression may come to
  Optional<String> atMost(Optional<String> provider) {
    if (open.isEmpty()) {
      return Optional.of(text);
    }
    try {
      if (!(JSON.readTree(text) instanceof ObjectNode policy)) {
        return Optional.empty();
      }
      JsonNode statements = policy.path("Statement");
      ArrayNode most = JSON.createArrayNode();
      for (JsonNode statement : statements.isObject() ? List.of(statements) : statements) {
        Optional<ObjectNode> allowed = statement(statement, provider);
        if (allowed.isEmpty()) {
          return Optional.empty();
        }
        most.add(allowed.get());
      }
      ObjectNode whole = JSON.createObjectNode().put("Version", "2012-10-17");
      whole.set("Statement", most);
      return statements.isContainerNode() ? Optional.of(whole.toString()) : Optional.empty();
    } catch (JsonProcessingException _) {
      return Optional.empty();
    }
  }

  private static boolean isOpen(JsonNode node) {
    return node.toString().contains(OPEN);
  }

  private static boolean isWhole(JsonNode node) {
    return node.isTextual() && node.textValue().equals(OPEN);
  }

  /// Of a Deny that is not known whole nothing may be left, but its place.
  private static Optional<ObjectNode> statement(JsonNode node, Optional<String> provider) {
    if (!(node instanceof ObjectNode statement)
        || isOpen(statement.path("Effect"))
        || isOpen(statement.path("NotPrincipal"))) {
      return Optional.empty();
    }
    if (!isOpen(statement)) {
      return Optional.of(statement);
    }
    ObjectNode most = statement.deepCopy();
    if (isOpen(most.path("Sid"))) {
      most.remove("Sid");
    }
    if (!most.path("Effect").asText().equals("Allow")) {
      most.remove(List.of("NotAction", "Condition", "Principal"));
      most.put("Principal", "*").put("Action", NEVER);
      return Optional.of(most);
    }
    if (isOpen(most.path("NotAction"))) {
      most.remove("NotAction");
      most.put("Action", "*");
    }
    if (isOpen(most.path("Action"))) {
      most.set("Action", wildcards(most.path("Action")));
    }
    if (isOpen(most.path("Condition"))) {
      conditions(most);
    }
    if (isOpen(most.path("Principal"))) {
      Optional<JsonNode> principals = principals(most.path("Principal"), provider);
      if (principals.isEmpty()) {
        return Optional.empty();
      }
      most.set("Principal", principals.get());
    }
    return isOpen(most) ? Optional.empty() : Optional.of(most);
  }

  private static JsonNode wildcards(JsonNode node) {
    if (node.isTextual()) {
      return TextNode.valueOf(node.textValue().replace(OPEN, "*"));
    }
    ArrayNode all = JSON.createArrayNode();
    node.forEach(one -> all.add(wildcards(one)));
    return all;
  }

  private static Optional<JsonNode> principals(JsonNode node, Optional<String> provider) {
    ObjectNode most = JSON.createObjectNode();
    if (isWhole(node)) {
      most.put("AWS", "*");
      provider.ifPresent(one -> most.put("Federated", one));
      return Optional.of(most);
    }
    for (Map.Entry<String, JsonNode> type : node.properties()) {
      if (!isOpen(type.getValue()) && !type.getKey().contains(OPEN)) {
        most.set(type.getKey(), type.getValue());
        continue;
      }
      ArrayNode all = most.putArray(type.getKey());
      for (JsonNode one : type.getValue().isArray() ? type.getValue() : List.of(type.getValue())) {
        Optional<String> principal =
            isOpen(one)
                ? principal(type.getKey(), one.asText(), provider)
                : Optional.of(one.asText());
        if (principal.isEmpty()) {
          return Optional.empty();
        }
        all.add(principal.get());
      }
    }
    return Optional.of(most);
  }

  /// Whom a principal may be: anybody, or the provider that it fits.
  private static Optional<String> principal(String type, String text, Optional<String> provider) {
    return switch (type) {
      case "AWS" -> Optional.of("*");
      case "Federated" ->
          provider
              .filter(one -> fits(text, one))
              .or(() -> provider.map(_ -> text.replace(OPEN, "unknown")));
      default -> Optional.empty();
    };
  }

  private static boolean fits(String text, String value) {
    StringBuilder pattern = new StringBuilder();
    for (String literal : text.split(OPEN, -1)) {
      pattern.append(pattern.isEmpty() ? "" : ".*").append(Pattern.quote(literal));
    }
    return Pattern.matches(pattern.toString(), value);
  }

  /// A value that is not known is compared with wildcards in its place; what cannot be compared so
  /// is left out.
  private static void conditions(ObjectNode statement) {
    ObjectNode most = JSON.createObjectNode();
    JsonNode conditions = statement.path("Condition");
    for (Map.Entry<String, JsonNode> operator : conditions.properties()) {
      for (Map.Entry<String, JsonNode> key : operator.getValue().properties()) {
        if (!isOpen(key.getValue()) && !(operator.getKey() + key.getKey()).contains(OPEN)) {
          most.withObjectProperty(operator.getKey()).set(key.getKey(), key.getValue());
        }
      }
    }
    for (Map.Entry<String, JsonNode> operator : conditions.properties()) {
      Matcher named = OPERATOR.matcher(operator.getKey());
      if (!named.matches()) {
        continue;
      }
      String like = named.replaceFirst("$1$2Like$3");
      for (Map.Entry<String, JsonNode> key : operator.getValue().properties()) {
        boolean comparable = isOpen(key.getValue()) && !key.getKey().contains(OPEN);
        if (comparable && !most.path(like).has(key.getKey())) {
          most.withObjectProperty(like).set(key.getKey(), wildcards(key.getValue()));
        }
      }
    }
    if (most.isEmpty()) {
      statement.remove("Condition");
    } else {
      statement.set("Condition", most);
    }
  }
}
