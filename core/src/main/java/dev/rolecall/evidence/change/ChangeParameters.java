package dev.rolecall.evidence.change;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/// The names in `requestParameters` and `responseElements` of a call of IAM.
record ChangeParameters(JsonNode request, JsonNode response) {

  Optional<String> role() {
    return first(request.path("roleName"), response.path("role").path("roleName"));
  }

  Optional<String> user() {
    return first(request.path("userName"), response.path("user").path("userName"));
  }

  /// The name that a user was given in place of its old one.
  Optional<String> newUser() {
    return first(request.path("newUserName"));
  }

  Optional<String> group() {
    return first(request.path("groupName"));
  }

  Optional<String> policyArn() {
    return first(request.path("policyArn"));
  }

  /// Whether a new version of a policy is kept without being put in force.
  boolean isNotInForce() {
    JsonNode inForce = request.path("setAsDefault");
    return inForce.isBoolean() && !inForce.booleanValue();
  }

  /// What stands for `{placeholder}` in a phrase.
  String named(String placeholder) {
    Optional<String> name =
        switch (placeholder) {
          case "role" -> role();
          case "user" -> user();
          case "group" -> group();
          case "policy" -> first(request.path("policyName"), request.path("policyArn"));
          case "boundary" -> first(request.path("permissionsBoundary"));
          case "version" -> first(request.path("versionId"));
          case "client" -> first(request.path("clientID"));
          case "provider" ->
              first(
                  request.path("openIDConnectProviderArn"),
                  response.path("openIDConnectProviderArn"),
                  request.path("sAMLProviderArn"),
                  response.path("sAMLProviderArn"),
                  request.path("url"),
                  request.path("name"));
          default -> Optional.empty();
        };
    return name.orElse("(not recorded)");
  }

  private static Optional<String> first(JsonNode... nodes) {
    return List.of(nodes).stream()
        .filter(JsonNode::isTextual)
        .map(JsonNode::textValue)
        .filter(text -> !text.isEmpty())
        .findFirst();
  }
}
