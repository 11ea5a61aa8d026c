package dev.rolecall.infra.settings;

import dev.rolecall.installation.MuteEnd;
import dev.rolecall.installation.NumericSetting;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// What an operator decides: the object `rolecall` in the context of `cdk.json`, already checked.
///
/// @param explainOtherErrors whether refusals other than AccessDenied are explained, too
/// @param serviceFailures whether it is explained, too, what AWS services report that could not
///   assume a role
/// @param numbers what the functions are told as numbers
/// @param mutes what no alerts are sent of
/// @param ownerTags the tags of a role that name its owner; the first that the role has counts
/// @param privilegedRoles words in the names of roles that are told whatever else a caller tries
/// @param links where alerts link to
/// @param snapStart whether functions start from a snapshot; not every region offers it for Java
/// @param organization whether and where SCPs and RCPs are read
/// @param reader the role to assume in other accounts; without one only this account is read
/// @param members other accounts whose denials are explained, too
/// @param emails who gets the alerts by e-mail
/// @param operationsEmails who is told that Rolecall itself is in trouble
/// @param digest what is sent regularly, whatever happens
/// @param slack Rolecall's own Slack messages
/// @param webhooks messages to other channels
/// @param chat a Slack channel through Amazon Q Developer in chat applications
/// @param events whether each notification is also an event on the default event bus
/// @param pagerDuty a service of PagerDuty, which gets its alerts from these events
/// @param audience what may be without a subscriber
/// @param tags on every resource
public record Settings(
    boolean explainOtherErrors,
    boolean serviceFailures,
    Explain explain,
    SortedMap<NumericSetting, Integer> numbers,
    List<Mute> mutes,
    List<String> ownerTags,
    List<String> privilegedRoles,
    Links links,
    Logs logs,
    boolean snapStart,
    Organization organization,
    Optional<Reader> reader,
    Optional<Members> members,
    List<String> emails,
    List<String> operationsEmails,
    Optional<Digest> digest,
    Optional<Slack> slack,
    SortedMap<WebhookChannel, Webhook> webhooks,
    Optional<Chat> chat,
    boolean events,
    Optional<PagerDuty> pagerDuty,
    Audience audience,
    Map<String, String> tags) {

  public Settings {
    numbers = Collections.unmodifiableSortedMap(new TreeMap<>(numbers));
    mutes = List.copyOf(mutes);
    ownerTags = List.copyOf(ownerTags);
    privilegedRoles = List.copyOf(privilegedRoles);
    emails = List.copyOf(emails);
    operationsEmails = List.copyOf(operationsEmails);
    webhooks = Collections.unmodifiableSortedMap(new TreeMap<>(webhooks));
    tags = Map.copyOf(tags);
  }

  /// The explain function.
  ///
  /// @param reservedConcurrency how many invocations run at a time; 0 reserves nothing
  public record Explain(int memoryMegabytes, int reservedConcurrency) {}

  /// What no alerts are sent of.
  ///
  /// @param covers what all has to hold, by `caller`, `role`, `account` and `cause`; never empty
  /// @param reason for people
  public record Mute(Map<String, String> covers, MuteEnd until, Optional<String> reason) {
    public Mute {
      covers = Map.copyOf(covers);
    }
  }

  /// Where alerts link to, beyond the console.
  ///
  /// @param runbook the address of the organization's own pages about causes
  /// @param accessPortal the start URL of IAM Identity Center's access portal
  public record Links(Optional<String> runbook, Optional<String> accessPortal) {}

  /// What is logged and for how long.
  public record Logs(String level, int retentionDays) {}

  /// Whether Organizations is read, and in which account; in the stack's own when it is empty.
  public record Organization(boolean read, Optional<String> account) {}

  /// The role that is assumed in other accounts.
  public record Reader(String roleName, Optional<String> externalId) {
    /// What the member stack calls it unless told otherwise.
    public static final String NAME = "RolecallReader";
  }

  /// A summary of what went on.
  ///
  /// @param hourUtc at which it is sent, in UTC; a weekly one on Monday
  public record Digest(Period period, int hourUtc) {
    /// What it sums up; the functions know the names.
    public enum Period {
      /// One day.
      DAILY,
      /// One week.
      WEEKLY
    }
  }

  /// Rolecall's own Slack messages.
  ///
  /// @param secret where webhook or bot token is kept
  /// @param kmsKey the customer managed key that encrypts the secret, by its ARN
  /// @param channel the default channel, or the default webhook's name
  /// @param routes first match wins
  /// @param owners Slack's ids of user groups or users, by the names that owner tags have
  /// @param api the address of Slack's Web API when it is not the usual one
  /// @param interactive whether people can answer in Slack
  public record Slack(
      SecretLocation secret,
      Optional<String> kmsKey,
      Optional<String> channel,
      List<Route> routes,
      Map<String, String> owners,
      Optional<String> api,
      Optional<Interactive> interactive,
      int reservedConcurrency) {

    /// What its resources are named after.
    public static final String NAME = "Slack";

    public Slack {
      routes = List.copyOf(routes);
      owners = Map.copyOf(owners);
    }
  }

  /// Buttons below alerts in Slack, and the command `/rolecall`.
  ///
  /// @param why whether `/rolecall why` is answered: people in the workspace then see what policies
  ///   say
  /// @param workspaces IDs of workspaces and organizations of Slack that may use it; empty for the
  ///   one that Rolecall is installed in
  /// @param reservedConcurrency of each of the two functions
  public record Interactive(boolean why, List<String> workspaces, int reservedConcurrency) {
    public Interactive {
      workspaces = List.copyOf(workspaces);
    }
  }

  /// A webhook that all messages of a channel go through.
  ///
  /// @param secret where its address is kept
  /// @param kmsKey the customer managed key that encrypts the secret, by its ARN
  public record Webhook(SecretLocation secret, Optional<String> kmsKey, int reservedConcurrency) {}

  /// Where the secrets of the channels are kept, by the names of the channels.
  public Map<String, SecretLocation> channelSecrets() {
    Map<String, SecretLocation> secrets = new LinkedHashMap<>();
    slack.ifPresent(one -> secrets.put(Slack.NAME, one.secret()));
    webhooks.forEach((channel, webhook) -> secrets.put(channel.title(), webhook.secret()));
    return secrets;
  }

  /// Where some alerts go.
  ///
  /// @param conditions what all has to hold, by `account`, `roleAccount`, `cause` and `severity`
  /// @param repeatMinutes how often an ongoing problem is repeated there at most
  public record Route(
      String channel, Map<String, String> conditions, Optional<Integer> repeatMinutes) {
    public Route {
      conditions = Map.copyOf(conditions);
    }
  }

  /// A service of PagerDuty.
  ///
  /// @param secret where its integration key is kept, in Secrets Manager
  /// @param serviceRegion where the PagerDuty account is
  public record PagerDuty(SecretLocation secret, ServiceRegion serviceRegion) {
    /// What its resources are named after.
    public static final String NAME = "PagerDuty";

    /// Where PagerDuty keeps an account.
    ///
    /// @see <a href="https://support.pagerduty.com/main/docs/service-regions">service regions</a>
    public enum ServiceRegion {
      US("events.pagerduty.com"),
      EU("events.eu.pagerduty.com");

      private final String host;

      ServiceRegion(String host) {
        this.host = host;
      }

      /// Where it takes events.
      public String endpoint() {
        return "https://" + host + "/v2/enqueue";
      }
    }
  }

  /// What may be without a subscriber.
  ///
  /// @param noAlerts whether that is meant for alerts
  /// @param noOperations whether that is meant for alarms about Rolecall itself
  /// @param strict whether anything else is an error, and not a warning
  public record Audience(boolean noAlerts, boolean noOperations, boolean strict) {}

  /// Whether some subscriber edits what it showed before, or takes each step as it comes.
  public boolean hasUpdates() {
    return slack.isPresent() || events;
  }

  /// Whether alerts reach people.
  public boolean alertsAreHeard() {
    return !emails.isEmpty()
        || slack.isPresent()
        || !webhooks.isEmpty()
        || chat.isPresent()
        || pagerDuty.isPresent();
  }

  /// A Slack channel that Amazon Q Developer writes to.
  public record Chat(String slackWorkspaceId, String slackChannelId) {}
}
