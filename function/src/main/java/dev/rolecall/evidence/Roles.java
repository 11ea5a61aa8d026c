package dev.rolecall.evidence;

import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.RoleArn;
import java.util.List;

/// Tells of roles and their trust policies.
public interface Roles {

  /// The role with exactly this ARN. Absent: its account was read and has no such role.
  Lookup<RoleFacts> role(RoleArn arn);

  /// All roles of an account, for near misses and candidates.
  Lookup<List<RoleFacts>> rolesOf(AccountId account);

  /// Roles of this name in any account that can be read without further cost; for misspelled
  /// account ids.
  List<RoleArn> rolesNamed(String name);
}
