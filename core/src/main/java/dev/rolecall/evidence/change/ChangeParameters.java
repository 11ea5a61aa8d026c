package dev.rolecall.evidence.change;

import dev.rolecall.evidence.ChangeEvent;
import dev.rolecall.json.JsonValue;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The names in `requestParameters` and `responseElements` of a call.
record ChangeParameters(JsonValue request, JsonValue response) {

  private static final String ROLE = ":role/";

  static ChangeParameters of(JsonValue record) {
    return new ChangeParameters(record.get("requestParameters"), record.get("responseElements"));
  }

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

  /// The type of an organization's policy, where the record has it.
  Optional<String> policyType() {
    return first(
        request.get("policyType"), response.get("policy").get("policySummary").get("type"));
  }

  /// Whether a new version of a policy is kept without being put in force.
  boolean isNotInForce() {
    JsonValue inForce = request.get("setAsDefault");
    return inForce.isBoolean() && !inForce.isTrue();
  }

  /// Everything that the record names.
  Map<ChangeEvent.Name, String> names() {
    Map<ChangeEvent.Name, String> names = new EnumMap<>(ChangeEvent.Name.class);
    for (ChangeEvent.Name name : ChangeEvent.Name.values()) {
      named(name).ifPresent(value -> names.put(name, value));
    }
    return names;
  }

  private Optional<String> named(ChangeEvent.Name name) {
    return switch (name) {
      case ROLE -> role().or(() -> request.asText("roleArn").map(ChangeParameters::nameOf));
      case USER -> user();
      case GROUP -> group();
      case POLICY ->
          first(request.get("policyName"), request.get("policyArn"), request.get("policyId"));
      case POLICY_TYPE -> first(request.get("policyType"));
      case VERSION -> first(request.get("versionId"));
      case BOUNDARY -> first(request.get("permissionsBoundary"));
      case PROVIDER ->
          first(
              request.get("openIDConnectProviderArn"),
              response.get("openIDConnectProviderArn"),
              request.get("sAMLProviderArn"),
              response.get("sAMLProviderArn"),
              request.get("url"),
              request.get("name"));
      case AUDIENCE -> first(request.get("clientID"));
      case ACCOUNT -> first(request.get("accountId"));
      case TARGET -> first(request.get("targetId"));
      case PARENT -> first(request.get("destinationParentId"));
    };
  }

  /// The name of a role with its path.
  static String nameOf(String roleArn) {
    return roleArn.substring(roleArn.contains(ROLE) ? roleArn.indexOf(ROLE) + ROLE.length() : 0);
  }

  private static Optional<String> first(JsonValue... nodes) {
    return Stream.of(nodes)
        .flatMap(value -> value.source().stream())
        .filter(text -> !text.isEmpty())
        .findFirst();
  }
}
