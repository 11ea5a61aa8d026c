package dev.rolecall.infra;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.Effect;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.PolicyStatementProps;

/// One thing that a role may do, and why.
///
/// @param sid names the purpose
/// @param actions what may be done
/// @param resources to what
/// @param conditions when: operator, then key and value
/// @param reason one sentence for who reviews the role; it is written into the template
record Permission(
    String sid,
    List<String> actions,
    List<String> resources,
    Map<String, Object> conditions,
    String reason) {

  Permission {
    actions = List.copyOf(actions);
    resources = List.copyOf(resources);
    conditions = Map.copyOf(conditions);
  }

  Permission(String sid, List<String> actions, List<String> resources, String reason) {
    this(sid, actions, resources, Map.of(), reason);
  }

  /// That a key may only be used on the way through an AWS service. AWS does not say whether the
  /// service's name in China ends as addresses there do: each region has only one of the two.
  static Map<String, Object> onlyThrough(String service, Stack stack) {
    String name = service + "." + stack.getRegion() + ".amazonaws.com";
    return Map.of("StringEquals", Map.of("kms:ViaService", List.of(name, name + ".cn")));
  }

  PolicyStatement statement() {
    return new PolicyStatement(
        PolicyStatementProps.builder()
            .sid(sid)
            .effect(Effect.ALLOW)
            .actions(actions)
            .resources(resources)
            .conditions(conditions)
            .build());
  }
}
