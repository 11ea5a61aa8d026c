package dev.rolecall.doctor.report;

import dev.rolecall.denial.AccountId;
import java.util.List;
import java.util.Optional;

/// What the monitor stack says of itself, in the parameter that it writes.
///
/// @param rule its name, on the default bus
/// @param explainFunction ARN of the function's alias, which the rules have as their target
/// @param alertsTopic an ARN
/// @param operationsTopic an ARN
/// @param table name of the incident table
/// @param channels those that have a function or a secret
/// @param queues name of the parameter that lists its queues; empty in earlier versions
/// @param readerRole name of the role by which other accounts are read
/// @param interactionUrl the address that Slack sends to what people do there
/// @param recipients who gets what it publishes, beyond its channels
public record Installation(
    AccountId account,
    String region,
    String rule,
    String explainFunction,
    String alertsTopic,
    String operationsTopic,
    String table,
    List<DeployedChannel> channels,
    Optional<String> queues,
    Optional<String> readerRole,
    Optional<Members> members,
    Optional<String> interactionUrl,
    Recipients recipients) {

  public Installation {
    channels = List.copyOf(channels);
  }

  /// Who gets what an installation publishes, beyond its channels.
  ///
  /// @param eventsQueue ARN of the queue from which notifications become events
  /// @param pagerDuty what takes these events to PagerDuty
  /// @param noAlerts whether it is meant that alerts have no recipient
  /// @param noOperations whether it is meant that alarms have none
  public record Recipients(
      Optional<String> eventsQueue,
      Optional<PagerDuty> pagerDuty,
      boolean noAlerts,
      boolean noOperations) {}

  /// What takes events to PagerDuty.
  ///
  /// @param rule its name, on the default bus
  /// @param connection the name of what has the integration key
  public record PagerDuty(String rule, String connection) {}

  /// Where the monitor is deployed.
  public AwsLocation location() {
    return AwsLocation.of(account, region);
  }

  /// Other accounts, which forward their events.
  ///
  /// @param whose which accounts these are
  /// @param regions where they forward
  /// @param bus ARN of the bus to which they forward
  /// @param busRule name of the rule on that bus
  /// @param memberRule name of the rule on the default bus of each account and region
  public record Members(
      Whose whose, List<String> regions, String bus, String busRule, String memberRule) {
    public Members {
      regions = List.copyOf(regions);
    }

    /// The name of the bus.
    public String busName() {
      return bus.substring(bus.lastIndexOf('/') + 1);
    }
  }

  /// Which accounts are members.
  public sealed interface Whose {

    /// All of an organization.
    record Organization(String id) implements Whose {}

    /// These.
    record Listed(List<AccountId> accounts) implements Whose {
      public Listed {
        accounts = List.copyOf(accounts);
      }
    }
  }
}
