package dev.rolecall.evidence;

import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.Caller;
import dev.rolecall.denial.RoleArn;
import java.util.List;

/// Tells of roles and their trust policies.
public interface Roles {

  /// The role with exactly this ARN. Absent: its account was read and has no such role.
  Lookup<RoleFacts> role(RoleArn arn);

  /// The same, asked for a call that `caller` made. A source that lacks a caller who was there when
  /// the call was made does not have the whole account, and a role that is missing there too is
  /// unreadable, not absent.
  default Lookup<RoleFacts> role(RoleArn arn, Caller caller) {
    return role(arn);
  }

  /// All roles of an account, for near misses and candidates.
  Lookup<List<RoleFacts>> rolesOf(AccountId account);

  /// Roles of this name in any account that can be read without further cost; for misspelled
  /// account ids.
  List<RoleArn> rolesNamed(String name);
}
