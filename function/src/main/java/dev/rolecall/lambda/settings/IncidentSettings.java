package dev.rolecall.lambda.settings;

import dev.rolecall.explanation.notification.Channel;
import dev.rolecall.incident.state.IncidentRules;
import dev.rolecall.incident.state.MuteRule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What the functions are told about incidents by their environment.
///
/// @param table the name of the table
/// @param updates the topic of those who are told in place; empty when there are none
/// @param channels that take their messages from the topics
/// @param ownerTags keys of tags of a role that name its owner, the first that is there counts
public record IncidentSettings(
    String table,
    Optional<TopicArn> updates,
    Set<Channel> channels,
    IncidentRules rules,
    List<String> ownerTags) {

  private static final String TABLE = "[A-Za-z0-9_.-]{3,255}";

  public IncidentSettings {
    channels = Set.copyOf(channels);
    ownerTags = List.copyOf(ownerTags);
  }

  /// @param diagnosis how long a diagnosis holds for the same kind of call
  /// @throws BadSetting when a variable is missing or makes no sense
  static IncidentSettings of(Environment environment, Duration diagnosis) {
    IncidentRules standard = IncidentRules.standard();
    Optional<TopicArn> updates =
        environment.optional(
            "ROLECALL_UPDATES_TOPIC_ARN", TopicArn::parse, "the ARN of an SNS topic");
    return new IncidentSettings(
        environment.required(
            "ROLECALL_TABLE",
            text -> Optional.of(text).filter(name -> name.matches(TABLE)),
            "the name of a DynamoDB table"),
        updates,
        channels(environment),
        new IncidentRules(
            environment.whole(
                "ROLECALL_REMINDER_MINUTES", standard.reminder(), Duration.ofMinutes(1), 1, 1440),
            environment.whole(
                "ROLECALL_UPDATE_SECONDS", standard.update(), Duration.ofSeconds(1), 1, 3600),
            updates.isPresent(),
            environment.whole(
                "ROLECALL_PROPAGATION_SECONDS",
                standard.propagation(),
                Duration.ofSeconds(1),
                0,
                900),
            environment.whole(
                "ROLECALL_QUIET_HOURS", standard.quiet(), Duration.ofHours(1), 1, 720),
            environment.whole("ROLECALL_ENUMERATION_ROLES", standard.searchRoles(), 0, 1000),
            environment.whole(
                "ROLECALL_ENUMERATION_MINUTES",
                standard.searchTime(),
                Duration.ofMinutes(1),
                1,
                60),
            diagnosis,
            mutes(environment)),
        Arrays.stream(environment.optional("ROLECALL_OWNER_TAGS").orElse("").split(","))
            .map(String::strip)
            .filter(key -> !key.isEmpty())
            .toList());
  }

  /// Slack's message is in every message of the topic, whoever asks for it there.
  private static Set<Channel> channels(Environment environment) {
    Set<Channel> channels = EnumSet.of(Channel.SLACK);
    channels.addAll(
        environment
            .optional("ROLECALL_CHANNELS", IncidentSettings::channels, Channel.FORM)
            .orElse(List.of()));
    return channels;
  }

  private static Optional<List<Channel>> channels(String text) {
    List<Channel> channels = new ArrayList<>();
    for (String key : text.split(",", -1)) {
      Optional<Channel> channel = Channel.of(key.strip());
      if (channel.isEmpty()) {
        return Optional.empty();
      }
      channels.add(channel.get());
    }
    return Optional.of(channels);
  }

  private static List<MuteRule> mutes(Environment environment) {
    try {
      return MuteList.parse(environment.optional("ROLECALL_MUTES").orElse(""));
    } catch (IllegalArgumentException e) {
      throw new BadSetting("ROLECALL_MUTES", "cannot be understood: " + e.getMessage());
    }
  }
}
