package dev.rolecall.gate.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/// Resources of the provider `awscc`, whose attributes are those of CloudFormation, in the words of
/// the provider `aws`.
/// [`awscc_iam_role`](https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-iam-role.html)
final class CloudControl {

  private static final Map<String, String> TYPES =
      Map.of(
          "awscc_iam_role", "aws_iam_role",
          "awscc_iam_user", "aws_iam_user",
          "awscc_iam_oidc_provider", "aws_iam_openid_connect_provider",
          "awscc_iam_saml_provider", "aws_iam_saml_provider",
          "awscc_iam_role_policy", "aws_iam_role_policy",
          "awscc_iam_user_policy", "aws_iam_user_policy",
          "awscc_iam_managed_policy", "aws_iam_policy",
          "awscc_iam_service_linked_role", "aws_iam_service_linked_role");

  private static final Map<String, String> NAMES =
      Map.ofEntries(
          Map.entry("role_name", "name"),
          Map.entry("user_name", "name"),
          Map.entry("policy_name", "name"),
          Map.entry("managed_policy_name", "name"),
          Map.entry("policy_arn", "arn"),
          Map.entry("role_id", "unique_id"),
          Map.entry("assume_role_policy_document", "assume_role_policy"),
          Map.entry("policy_document", "policy"),
          Map.entry("policies", "inline_policy"),
          Map.entry("tags", "tags_all"));

  private static final Map<String, String> HOLDERS =
      Map.of("role_name", "role", "user_name", "user");

  private CloudControl() {}

  static ResourceChange asClassic(ResourceChange change) {
    String type = TYPES.get(change.type());
    return type == null
        ? change
        : new ResourceChange(
            change.address(),
            type,
            change.kind(),
            attributes(type, change.before()),
            attributes(type, change.after()),
            attributes(type, change.unknown()));
  }

  /// What the provider `aws` calls an attribute of a resource.
  static String attribute(String type, String attribute) {
    return TYPES.containsKey(type) ? name(TYPES.get(type), attribute) : attribute;
  }

  private static JsonNode attributes(String type, JsonNode from) {
    if (!from.isObject()) {
      return from;
    }
    ObjectNode to = JsonNodeFactory.instance.objectNode();
    from.properties()
        .forEach(attribute -> to.set(name(type, attribute.getKey()), value(attribute.getValue())));
    return to;
  }

  /// An inline policy names what it belongs to; a role's name is its own.
  private static String name(String type, String attribute) {
    boolean ofHolder = type.endsWith("_policy") && !type.equals("aws_iam_policy");
    return ofHolder && HOLDERS.containsKey(attribute)
        ? HOLDERS.get(attribute)
        : NAMES.getOrDefault(attribute, attribute);
  }

  /// Tags are a list of keys with values, and policies inside a role are objects.
  private static JsonNode value(JsonNode value) {
    if (!(value instanceof ArrayNode list) || list.isEmpty() || !list.get(0).isObject()) {
      return value;
    }
    if (list.get(0).has("policy_document")) {
      ArrayNode policies = JsonNodeFactory.instance.arrayNode();
      list.forEach(policy -> policies.add(attributes("aws_iam_policy", policy)));
      return policies;
    }
    ObjectNode tags = JsonNodeFactory.instance.objectNode();
    list.forEach(tag -> tags.set(tag.path("key").asText(), tag.path("value")));
    return tags;
  }
}
