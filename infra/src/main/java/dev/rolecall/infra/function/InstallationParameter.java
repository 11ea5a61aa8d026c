package dev.rolecall.infra.function;

import dev.rolecall.infra.event.EventPipe;
import dev.rolecall.infra.event.PagerDutyRule;
import dev.rolecall.infra.resource.CentralBus;
import dev.rolecall.infra.resource.CheckQueue;
import dev.rolecall.infra.resource.IncidentTable;
import dev.rolecall.infra.resource.Topics;
import dev.rolecall.infra.rule.DenialRule;
import dev.rolecall.infra.settings.Members;
import dev.rolecall.infra.settings.Settings;
import dev.rolecall.infra.wording.StackWords;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ssm.ParameterTier;
import software.amazon.awscdk.services.ssm.StringParameter;
import software.constructs.Construct;

/// What was deployed, for the doctor: a parameter of SSM, in JSON.
///
/// @param parameter its name
public record InstallationParameter(String parameter) {

  public static final String NAME = "/rolecall/installation";

  /// The queues, in a parameter of their own: one that costs nothing holds 4 KB.
  static final String QUEUES = "/rolecall/queues";

  private static final String NONE = "none";

  /// What it describes.
  ///
  /// @param rule on the default bus
  public record Parts(
      DenialRule rule,
      LiveFunction explain,
      Topics topics,
      IncidentTable table,
      CheckQueue checks,
      List<ChannelFunction> channels,
      Optional<InteractionFunctions> interactions,
      Optional<EventPipe> events,
      Optional<PagerDutyRule> pagerDuty,
      Optional<CentralBus> bus,
      List<KeptFailures> failures) {
    public Parts {
      channels = List.copyOf(channels);
      failures = List.copyOf(failures);
    }
  }

  public static InstallationParameter create(
      Construct parent, String id, Settings settings, Parts parts) {
    Construct scope = new Construct(parent, id);
    StringParameter.Builder.create(scope, "Queues")
        .parameterName(QUEUES)
        .description(StackWords.failureQueues())
        .tier(ParameterTier.INTELLIGENT_TIERING)
        .stringValue(Stack.of(scope).toJsonString(queues(parts)))
        .build();
    return new InstallationParameter(
        StringParameter.Builder.create(scope, "Parameter")
            .parameterName(NAME)
            .description(StackWords.installation())
            .stringValue(Stack.of(scope).toJsonString(json(settings, parts)))
            .build()
            .getParameterName());
  }

  private static Map<String, Object> json(Settings settings, Parts parts) {
    Map<String, Object> json = new TreeMap<>();
    json.put("schema", "rolecall-installation/1");
    json.put("account", Aws.ACCOUNT_ID);
    json.put("region", Aws.REGION);
    json.put("rule", parts.rule().rule().rule().getRuleName());
    json.put("explainFunction", parts.explain().alias().getFunctionArn());
    json.put("alertsTopic", parts.topics().alerts().getTopicArn());
    json.put("operationsTopic", parts.topics().operations().getTopicArn());
    json.put("table", parts.table().name());
    json.put("checkQueue", parts.checks().queue().getQueueUrl());
    json.put("failedChecksQueue", parts.checks().failures().queue().getQueueUrl());
    parts.events().ifPresent(pipe -> json.put("eventsQueue", pipe.queue().getQueueArn()));
    parts
        .pagerDuty()
        .ifPresent(
            pages -> {
              json.put("pagerDutyRule", pages.rule().rule().getRuleName());
              json.put("pagerDutyConnection", pages.connection().getConnectionName());
            });
    if (settings.audience().noAlerts()) {
      json.put("alerts", NONE);
    }
    if (settings.audience().noAlerts() || settings.audience().noOperations()) {
      json.put("operations", NONE);
    }
    json.put("queues", QUEUES);
    for (ChannelFunction channel : parts.channels()) {
      json.put(key(channel.name()) + "Function", channel.live().alias().getFunctionArn());
      json.put(key(channel.name()) + "Queue", channel.queues().inbox().getQueueArn());
    }
    settings
        .channelSecrets()
        .forEach((channel, secret) -> json.put(key(channel) + "Secret", secret.text()));
    parts
        .interactions()
        .ifPresent(interactions -> json.put("interactionUrl", interactions.url().getUrl()));
    settings.reader().ifPresent(reader -> json.put("readerRole", reader.roleName()));
    settings
        .members()
        .ifPresent(
            members -> parts.bus().ifPresent(bus -> json.put("members", members(members, bus))));
    return json;
  }

  private static Map<String, Object> queues(Parts parts) {
    Map<String, Object> json = new TreeMap<>();
    json.put("schema", "rolecall-queues/1");
    json.put("failures", parts.failures().stream().map(KeptFailures::json).toList());
    json.put("channels", parts.channels().stream().map(InstallationParameter::waiting).toList());
    return json;
  }

  private static Map<String, Object> waiting(ChannelFunction channel) {
    Map<String, Object> json = new TreeMap<>();
    json.put("channel", key(channel.name()));
    json.put("inbox", channel.queues().inbox().getQueueName());
    json.put("outbox", channel.queues().outbox().getQueueName());
    json.put("mappings", channel.mappings());
    return json;
  }

  private static String key(String channel) {
    return channel.toLowerCase(Locale.ROOT);
  }

  private static Map<String, Object> members(Members members, CentralBus bus) {
    Map<String, Object> json = new TreeMap<>();
    switch (members.whose()) {
      case Members.Whose.Organization organization -> json.put("organizationId", organization.id());
      case Members.Whose.Accounts accounts -> json.put("accounts", accounts.ids());
    }
    json.put("regions", members.regions());
    json.put("bus", bus.bus().getEventBusArn());
    json.put("busRule", DenialRule.CENTRAL_NAME);
    json.put("memberRule", Members.RULE_NAME);
    return json;
  }
}
