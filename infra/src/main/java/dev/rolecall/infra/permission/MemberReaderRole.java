package dev.rolecall.infra.permission;

import dev.rolecall.infra.resource.CfnAccess;
import dev.rolecall.infra.settings.Arns;
import dev.rolecall.infra.settings.Members;
import dev.rolecall.infra.settings.Settings;
import dev.rolecall.infra.wording.StackWords;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awscdk.services.iam.AccountPrincipal;
import software.amazon.awscdk.services.iam.CfnPolicy;
import software.amazon.awscdk.services.iam.Policy;
import software.amazon.awscdk.services.iam.PrincipalWithConditions;
import software.amazon.awscdk.services.iam.Role;
import software.constructs.Construct;

/// The role by which the monitor reads a member. It lets in the monitor's functions by the names of
/// their roles, and no other principal of that account, and only with the external ID.
public final class MemberReaderRole extends Construct {

  private final Role role;

  /// @param readers the roles that it lets in
  public MemberReaderRole(
      Construct scope,
      String id,
      Members members,
      Settings.Reader reader,
      List<ReadingRole> readers) {
    super(scope, id);
    List<Permission> permissions = new ArrayList<>(ReadPermissions.iam());
    permissions.add(ReadPermissions.changes());
    permissions.addAll(DoctorPermissions.trails());
    permissions.add(DoctorPermissions.forwarding());
    role =
        LeastPrivilegeRole.create(
            this,
            "Role",
            new LeastPrivilegeRole.Design(
                StackWords.readerRole(),
                new PrincipalWithConditions(
                    new AccountPrincipal(members.monitorAccount()),
                    conditions(members, reader, readers)),
                Optional.of(reader.roleName()),
                members.permissionsBoundary()),
            permissions);
  }

  private static Map<String, Object> conditions(
      Members members, Settings.Reader reader, List<ReadingRole> readers) {
    Map<String, Object> conditions = new LinkedHashMap<>();
    // A principal is there before who trusts it, or the trust policy is refused; this may come
    // first.
    conditions.put(
        "ArnEquals",
        Map.of(
            "aws:PrincipalArn",
            readers.stream()
                .map(role -> "role/" + role.name(members))
                .map(role -> Arns.iam(members.monitorAccount(), role))
                .toList()));
    reader
        .externalId()
        .ifPresent(
            externalId -> conditions.put("StringEquals", Map.of("sts:ExternalId", externalId)));
    return conditions;
  }

  /// Lets it read the organization, too, in the account that may.
  public Construct readOrganization() {
    List<Permission> permissions =
        List.of(ReadPermissions.organization(), ReadPermissions.wholeOrganization());
    Policy policy =
        Policy.Builder.create(this, "Organization")
            .document(LeastPrivilegeRole.document(permissions))
            .roles(List.of(role))
            .build();
    LeastPrivilegeRole.explain(policy, CfnAccess.of(policy, CfnPolicy.class), permissions);
    return policy;
  }
}
