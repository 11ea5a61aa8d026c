package dev.rolecall.gate.proposal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.rolecall.iam.policy.Policy;
import dev.rolecall.iam.policy.PolicyReader;
import dev.rolecall.iam.policy.PolicyReading;
import java.util.Map;
import java.util.Set;

/// Trust policies after principals they name were deleted and created again: they trust the old
/// ones, which are gone. [How IAM keeps
/// principals](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-roles)
final class RecreatedPrincipals {

  private static final JsonMapper JSON = new JsonMapper();

  private RecreatedPrincipals() {}

  /// The trust policy with what no principal matches in place of the ARNs; the same object when it
  /// names none.
  ///
  /// @param ids unique ids by ARN
  static PolicyReading in(PolicyReading trust, Map<String, String> ids) {
    return switch (trust) {
      case PolicyReading.Read(Policy policy)
          when !ids.isEmpty() && namesOneOf(policy, ids.keySet()) ->
          PolicyReader.read(replaced(policy.source(), ids));
      case PolicyReading.Read _, PolicyReading.Unreadable _ -> trust;
    };
  }

  private static boolean namesOneOf(Policy policy, Set<String> arns) {
    return policy.statements().stream()
        .flatMap(statement -> statement.principal().stream())
        .flatMap(principal -> principal.entries().stream())
        .anyMatch(entry -> arns.contains(entry.text()));
  }

  private static String replaced(String json, Map<String, String> ids) {
    try {
      JsonNode document = JSON.readTree(json);
      // Only Principal and NotPrincipal have this member: condition keys have a prefix.
      for (JsonNode principal : document.path("Statement").findParents("AWS")) {
        replace((ObjectNode) principal, ids);
      }
      return document.toString();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void replace(ObjectNode principal, Map<String, String> ids) {
    switch (principal.path("AWS")) {
      case ArrayNode entries -> {
        for (int i = 0; i < entries.size(); i++) {
          entries.set(i, now(entries.get(i).asText(), ids));
        }
      }
      case TextNode entry -> principal.put("AWS", now(entry.textValue(), ids));
      default -> {}
    }
  }

  private static String now(String arn, Map<String, String> ids) {
    return ids.containsKey(arn) ? arn + " (" + ids.get(arn) + ", deleted)" : arn;
  }
}
