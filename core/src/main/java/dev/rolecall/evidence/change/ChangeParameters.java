package dev.rolecall.evidence.change;

import dev.rolecall.json.JsonValue;
import java.util.Optional;
import java.util.stream.Stream;

/// The names in `requestParameters` and `responseElements` of a call of IAM.
record ChangeParameters(JsonValue request, JsonValue response) {

  Optional<String> role() {
    return first(request.get("roleName"), response.get("role").get("roleName"));
  }

  Optional<String> user() {
    return first(request.get("userName"), response.get("user").get("userName"));
  }

  /// The name that a user was given in place of its old one.
  Optional<String> newUser() {
    return first(request.get("newUserName"));
  }

  Optional<String> group() {
    return first(request.get("groupName"));
  }

  Optional<String> policyArn() {
    return first(request.get("policyArn"));
  }

  /// Whether a new version of a policy is kept without being put in force.
  boolean isNotInForce() {
    JsonValue inForce = request.get("setAsDefault");
    return inForce.isBoolean() && !inForce.isTrue();
  }

  /// What stands for `{placeholder}` in a phrase.
  String named(String placeholder) {
    Optional<String> name =
        switch (placeholder) {
          case "role" -> role();
          case "user" -> user();
          case "group" -> group();
          case "policy" -> first(request.get("policyName"), request.get("policyArn"));
          case "boundary" -> first(request.get("permissionsBoundary"));
          case "version" -> first(request.get("versionId"));
          case "client" -> first(request.get("clientID"));
          case "provider" ->
              first(
                  request.get("openIDConnectProviderArn"),
                  response.get("openIDConnectProviderArn"),
                  request.get("sAMLProviderArn"),
                  response.get("sAMLProviderArn"),
                  request.get("url"),
                  request.get("name"));
          default -> Optional.empty();
        };
    return name.orElse("(not recorded)");
  }

  private static Optional<String> first(JsonValue... nodes) {
    return Stream.of(nodes)
        .flatMap(value -> value.source().stream())
        .filter(text -> !text.isEmpty())
        .findFirst();
  }
}
