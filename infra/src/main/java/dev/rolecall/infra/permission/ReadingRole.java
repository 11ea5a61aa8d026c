package dev.rolecall.infra.permission;

import dev.rolecall.infra.settings.Members;

/// The functions whose roles the reader roles of members let in. With members the roles have fixed
/// names: a reader role is there before or after them, and trusts no other principal of the
/// account.
public enum ReadingRole {
  EXPLAIN("RolecallExplain"),
  SWEEP("RolecallSweep"),
  SURVEY("RolecallSurvey");

  private final String prefix;

  ReadingRole(String prefix) {
    this.prefix = prefix;
  }

  /// Roles are global, functions are not.
  public String name(Members members) {
    return prefix + "-" + members.monitorRegion();
  }
}
