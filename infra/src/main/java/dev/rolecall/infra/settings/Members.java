package dev.rolecall.infra.settings;

import java.util.List;
import java.util.Optional;

/// The accounts that one monitor explains denials for.
///
/// @param whose who may hand over denials
/// @param monitorAccount where the monitor stack is
/// @param monitorRegion where the monitor stack is
/// @param regions where members forward denials, in order; the one that IAM records its events in
///   is always among them
/// @param permissionsBoundary the name of the policy, in each account, that every role must have
/// @param alarms whether each account and region gets alarms, which cost something everywhere
/// @param rollout how the member stack gets everywhere by itself
public record Members(
    Whose whose,
    String monitorAccount,
    String monitorRegion,
    List<String> regions,
    Optional<String> permissionsBoundary,
    boolean alarms,
    Optional<Rollout> rollout) {

  /// The name of the rule that forwards denials.
  public static final String RULE_NAME = "RolecallForward";

  public Members {
    regions = List.copyOf(regions);
  }

  /// Where IAM, Organizations and the global endpoint of STS record their events.
  public String globalRegion() {
    return Partition.of(monitorRegion).globalRegion();
  }

  /// Who may hand over denials.
  public sealed interface Whose {

    /// Every account of an organization, now and later.
    record Organization(String id) implements Whose {}

    /// These accounts.
    record Accounts(List<String> ids) implements Whose {
      public Accounts {
        ids = List.copyOf(ids);
      }
    }
  }

  /// A StackSet with service-managed permissions.
  ///
  /// @param organizationalUnits all accounts below them; a root is one, too
  /// @param delegated whether it is managed from a delegated administrator account
  public record Rollout(List<String> organizationalUnits, boolean delegated) {
    public Rollout {
      organizationalUnits = List.copyOf(organizationalUnits);
    }
  }
}
