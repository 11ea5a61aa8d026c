package dev.rolecall.infra.permission;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.services.iam.PolicyStatement;

/// Something a function may do, and what for.
///
/// @param sid names the purpose
/// @param reason why the function needs it, one phrase for people
/// @param whyWide why it cannot be held to single resources, where it is not
/// @param conditions condition key to values, under `StringEquals`
/// @param leadingKeys the pattern of the partition keys, where not all items of a table are meant
@RecordBuilder
public record Permission(
    String sid,
    List<String> actions,
    List<String> resources,
    String reason,
    Optional<String> whyWide,
    Map<String, List<String>> conditions,
    Optional<String> leadingKeys)
    implements PermissionBuilder.With {

  public Permission {
    actions = List.copyOf(actions);
    resources = List.copyOf(resources);
    conditions = Map.copyOf(conditions);
  }

  /// On single, known resources.
  public static Permission narrow(
      String sid, List<String> actions, List<String> resources, String reason) {
    return new Permission(
        sid, actions, resources, reason, Optional.empty(), Map.of(), Optional.empty());
  }

  /// On resources that only a wildcard can name.
  public static Permission wide(
      String sid, List<String> actions, List<String> resources, String reason, String whyWide) {
    return new Permission(
        sid, actions, resources, reason, Optional.of(whyWide), Map.of(), Optional.empty());
  }

  /// The same, but only where a service of AWS asks for it, such as `sns`.
  Permission through(String service) {
    String via = "%s.%s.amazonaws.com".formatted(service, Aws.REGION);
    return withConditions(Map.of("kms:ViaService", List.of(via, via + ".cn")));
  }

  PolicyStatement statement() {
    PolicyStatement.Builder statement =
        PolicyStatement.Builder.create().sid(sid).actions(actions).resources(resources);
    Map<String, Map<String, List<String>>> all = new TreeMap<>();
    if (!conditions.isEmpty()) {
      all.put("StringEquals", conditions);
    }
    leadingKeys.ifPresent(
        pattern ->
            all.put("ForAllValues:StringLike", Map.of("dynamodb:LeadingKeys", List.of(pattern))));
    if (!all.isEmpty()) {
      statement.conditions(all);
    }
    return statement.build();
  }
}
