package dev.rolecall.lambda.settings;

import dev.rolecall.explanation.notification.Channel;
import dev.rolecall.incident.state.IncidentRules;
import dev.rolecall.installation.Variable;
import dev.rolecall.lambda.wording.EnvironmentWords;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What the functions are told about incidents by their environment.
///
/// @param table the name of the table
/// @param updates the topic for updates in place; empty when there are none
/// @param channels that take their messages from the topics
/// @param ownerTags keys of tags of a role that name its owner, the first that is there counts
/// @param looks the queue of incidents to look at; empty when only the schedule looks at them
public record IncidentSettings(
    String table,
    Optional<TopicArn> updates,
    Set<Channel> channels,
    IncidentRules rules,
    List<String> ownerTags,
    Optional<LookQueueSettings> looks) {

  /// An empty list, where an empty variable is one that is not set.
  private static final String NOTHING = "-";

  public IncidentSettings {
    channels = Set.copyOf(channels);
    ownerTags = List.copyOf(ownerTags);
  }

  /// @throws BadSetting when a variable is missing or makes no sense
  static IncidentSettings of(Environment environment) {
    Optional<TopicArn> updates =
        environment.optional(
            Variable.UPDATES_TOPIC_ARN, TopicArn::parse, EnvironmentWords.topicArn());
    return new IncidentSettings(
        environment.table(),
        updates,
        channels(environment),
        rules(environment, updates.isPresent()),
        list(environment.optional(Variable.OWNER_TAGS).orElse("")),
        LookQueueSettings.of(environment));
  }

  private static IncidentRules rules(Environment environment, boolean inPlace) {
    IncidentRules rules =
        IncidentRules.of(
            environment::number, inPlace, environment.parsed(Variable.MUTES, MuteList::parse));
    return environment
        .optional(Variable.PRIVILEGED_ROLES)
        .map(words -> rules.privileged(list(words.equals(NOTHING) ? "" : words)))
        .orElse(rules);
  }

  private static List<String> list(String text) {
    return Arrays.stream(text.split(","))
        .map(String::strip)
        .filter(word -> !word.isEmpty())
        .toList();
  }

  /// Slack's message is in every message of the topic.
  private static Set<Channel> channels(Environment environment) {
    Set<Channel> channels = EnumSet.of(Channel.SLACK);
    environment
        .optional(Variable.CHANNELS, IncidentSettings::channels, Channel.FORM)
        .ifPresent(channels::addAll);
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
}
