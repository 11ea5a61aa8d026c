package dev.rolecall.infra.permission;

import dev.rolecall.infra.settings.Members;
import dev.rolecall.infra.settings.Settings;
import java.util.Arrays;
import java.util.List;

/// The functions whose roles the reader roles of members let in. With members the roles have fixed
/// names: a reader role is there before or after them, and trusts no other principal of the
/// account.
public enum ReadingRole {
  EXPLAIN("RolecallExplain"),
  SWEEP("RolecallSweep"),
  SURVEY("RolecallSurvey"),
  /// Where people ask `/rolecall why`.
  INTERACTION("RolecallInteraction");

  private final String prefix;

  ReadingRole(String prefix) {
    this.prefix = prefix;
  }

  /// Those that an installation has.
  public static List<ReadingRole> of(Settings settings) {
    boolean why =
        settings
            .slack()
            .flatMap(Settings.Slack::interactive)
            .filter(Settings.Interactive::why)
            .isPresent();
    return Arrays.stream(values()).filter(role -> role != INTERACTION || why).toList();
  }

  /// Roles are global, functions are not.
  public String name(Members members) {
    return prefix + "-" + members.monitorRegion();
  }
}
