package dev.rolecall.infra;

import io.github.cdklabs.cdknag.NagPackSuppression;
import io.github.cdklabs.cdknag.NagSuppressions;
import io.github.cdklabs.cdknag.RegexAppliesTo;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import software.amazon.awscdk.services.iam.CfnPolicy;
import software.amazon.awscdk.services.iam.IRole;
import software.amazon.awscdk.services.iam.Policy;
import software.amazon.awscdk.services.iam.PolicyProps;
import software.constructs.Construct;

/// The policy of a role: its permissions, each with its reason in the template.
final class Permissions {

  private static final Pattern TOKEN = Pattern.compile("\\$\\{Token\\[[^]]*]}");

  private Permissions() {}

  /// Attaches a policy of its own to `role`, so that what the role may do can refer to what refers
  /// to the role.
  static Policy attach(Construct scope, String id, IRole role, List<Permission> permissions) {
    Policy policy =
        new Policy(
            scope,
            id,
            PolicyProps.builder()
                .roles(List.of(role))
                .statements(permissions.stream().map(Permission::statement).toList())
                .build());
    Map<String, String> reasons = new TreeMap<>();
    permissions.forEach(each -> reasons.put(each.sid(), each.reason()));
    if (policy.getNode().getDefaultChild() instanceof CfnPolicy resource) {
      resource.addMetadata("reasons", reasons);
    }
    NagSuppressions.addResourceSuppressions(policy, wildcards(permissions));
    return policy;
  }

  /// The wildcards that the permissions name, and no others, are meant.
  private static List<NagPackSuppression> wildcards(List<Permission> permissions) {
    List<NagPackSuppression> suppressions = new ArrayList<>();
    for (Permission permission : permissions) {
      List<RegexAppliesTo> resources =
          permission.resources().stream()
              .filter(resource -> resource.contains("*"))
              .map(resource -> RegexAppliesTo.builder().regex(finding(resource)).build())
              .toList();
      if (!resources.isEmpty()) {
        suppressions.add(
            NagPackSuppression.builder()
                .id("AwsSolutions-IAM5")
                .reason(permission.reason())
                .appliesTo(resources)
                .build());
      }
    }
    return suppressions;
  }

  /// How cdk-nag names a finding: what the CDK fills in stands in angle brackets, or is filled in.
  private static String finding(String resource) {
    StringBuilder regex = new StringBuilder();
    for (String literal : TOKEN.splitWithDelimiters(resource, 0)) {
      regex.append(
          TOKEN.matcher(literal).matches()
              ? "(<[^>]+>|[^:/*]+)"
              : literal.replaceAll("[^A-Za-z0-9:_-]", "\\\\$0"));
    }
    return "/^Resource::" + regex + "$/";
  }
}
