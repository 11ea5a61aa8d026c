package dev.rolecall.evidence.aws;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.model.AttachedPermissionsBoundary;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.iam.model.Tag;
import software.amazon.awssdk.services.iam.model.User;

/// What roles, users and groups have in common.
record IamEntity(
    String arn,
    @Nullable String id,
    @Nullable Instant created,
    List<Tag> tags,
    @Nullable AttachedPermissionsBoundary boundary) {

  static IamEntity of(Role role) {
    return new IamEntity(
        role.arn(), role.roleId(), role.createDate(), role.tags(), role.permissionsBoundary());
  }

  static IamEntity of(User user) {
    return new IamEntity(
        user.arn(), user.userId(), user.createDate(), user.tags(), user.permissionsBoundary());
  }

  /// Of a group, nothing but its policies is wanted.
  static IamEntity ofGroup(String name) {
    return new IamEntity(name, null, null, List.of(), null);
  }

  /// The policy that is the permissions boundary.
  Optional<String> boundaryArn() {
    return Optional.ofNullable(boundary).map(AttachedPermissionsBoundary::permissionsBoundaryArn);
  }
}
