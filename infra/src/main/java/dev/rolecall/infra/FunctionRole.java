package dev.rolecall.infra;

import io.github.cdklabs.cdknag.NagPackSuppression;
import io.github.cdklabs.cdknag.NagSuppressions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.services.iam.CfnRole;
import software.amazon.awscdk.services.iam.PolicyDocument;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.constructs.Construct;

/// The role of a function: what is listed and nothing else, in one inline policy. The reasons stand
/// in the template's metadata.
final class FunctionRole extends Construct {

  private final Role role;

  FunctionRole(Construct scope, String id, String description, List<Permission> permissions) {
    super(scope, id);
    role =
        Role.Builder.create(this, "Role")
            .description(description)
            .assumedBy(new ServicePrincipal("lambda.amazonaws.com"))
            .inlinePolicies(
                Map.of(
                    "Permissions",
                    PolicyDocument.Builder.create()
                        .statements(permissions.stream().map(Permission::statement).toList())
                        .build()))
            .build();
    Map<String, String> reasons = new LinkedHashMap<>();
    permissions.forEach(permission -> reasons.put(permission.sid(), permission.reason()));
    Resource.of(role, CfnRole.class).addMetadata("Reasons", reasons);
    permissions.forEach(this::admitWildcards);
  }

  Role role() {
    return role;
  }

  private void admitWildcards(Permission permission) {
    permission
        .whyWide()
        .ifPresent(
            why ->
                NagSuppressions.addResourceSuppressions(
                    role,
                    List.of(
                        NagPackSuppression.builder()
                            .id("AwsSolutions-IAM5")
                            .reason(permission.sid() + ": " + why)
                            .appliesTo(
                                permission.resources().stream().map(FunctionRole::finding).toList())
                            .build())));
  }

  /// The resource as cdk-nag writes it.
  private static String finding(String resource) {
    return "Resource::"
        + resource
            .replace(Aws.PARTITION, "<AWS::Partition>")
            .replace(Aws.ACCOUNT_ID, "<AWS::AccountId>");
  }
}
