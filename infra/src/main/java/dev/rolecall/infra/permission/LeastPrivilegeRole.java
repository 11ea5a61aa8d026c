package dev.rolecall.infra.permission;

import dev.rolecall.infra.resource.CfnAccess;
import io.github.cdklabs.cdknag.NagPackSuppression;
import io.github.cdklabs.cdknag.NagSuppressions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.CfnResource;
import software.amazon.awscdk.services.iam.CfnRole;
import software.amazon.awscdk.services.iam.IPrincipal;
import software.amazon.awscdk.services.iam.ManagedPolicy;
import software.amazon.awscdk.services.iam.PolicyDocument;
import software.amazon.awscdk.services.iam.Role;
import software.constructs.Construct;

/// A role that may do what is listed and nothing else, in one inline policy. The reasons stand in
/// the template's metadata.
public final class LeastPrivilegeRole {

  private LeastPrivilegeRole() {}

  public static Role create(
      Construct parent, String id, Design design, List<Permission> permissions) {
    Construct scope = new Construct(parent, id);
    Role.Builder builder =
        Role.Builder.create(scope, "Role")
            .description(design.description())
            .assumedBy(design.principal())
            .inlinePolicies(Map.of("Permissions", document(permissions)));
    design.name().ifPresent(builder::roleName);
    design
        .boundary()
        .map(name -> ManagedPolicy.fromManagedPolicyName(scope, "Boundary", name))
        .ifPresent(builder::permissionsBoundary);
    Role role = builder.build();
    explain(role, CfnAccess.of(role, CfnRole.class), permissions);
    return role;
  }

  /// What makes one role another than the next, but for what it may do.
  ///
  /// @param name when others have to know it
  /// @param boundary the name of a policy in the account
  public record Design(
      String description, IPrincipal principal, Optional<String> name, Optional<String> boundary) {}

  static PolicyDocument document(List<Permission> permissions) {
    return PolicyDocument.Builder.create()
        .statements(permissions.stream().map(Permission::statement).toList())
        .build();
  }

  /// Writes down the reasons, and why what is wide is wide.
  static void explain(Construct holder, CfnResource resource, List<Permission> permissions) {
    Map<String, String> reasons = new LinkedHashMap<>();
    permissions.forEach(permission -> reasons.put(permission.sid(), permission.reason()));
    resource.addMetadata("Reasons", reasons);
    permissions.forEach(permission -> admitWildcards(holder, permission));
  }

  private static void admitWildcards(Construct holder, Permission permission) {
    permission
        .whyWide()
        .ifPresent(
            why ->
                NagSuppressions.addResourceSuppressions(
                    holder,
                    List.of(
                        NagPackSuppression.builder()
                            .id("AwsSolutions-IAM5")
                            .reason(permission.sid() + ": " + why)
                            .appliesTo(
                                permission.resources().stream()
                                    .map(LeastPrivilegeRole::finding)
                                    .toList())
                            .build())));
  }

  /// The resource as cdk-nag writes it.
  private static String finding(String resource) {
    return "Resource::"
        + resource
            .replace(Aws.PARTITION, "<AWS::Partition>")
            .replace(Aws.REGION, "<AWS::Region>")
            .replace(Aws.STACK_NAME, "<AWS::StackName>")
            .replace(Aws.ACCOUNT_ID, "<AWS::AccountId>");
  }
}
