package dev.rolecall.infra.function;

import dev.rolecall.infra.permission.ChannelPermissions;
import dev.rolecall.infra.permission.Permission;
import dev.rolecall.infra.resource.ChannelQueues;
import dev.rolecall.infra.rule.DenialRule;
import dev.rolecall.infra.settings.FunctionEnvironment;
import dev.rolecall.infra.settings.Settings;
import dev.rolecall.infra.wording.StackWords;
import dev.rolecall.installation.Variable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.lambda.eventsources.SqsEventSource;
import software.amazon.awscdk.services.sns.Topic;
import software.amazon.awscdk.services.sqs.Queue;
import software.constructs.Construct;

/// What takes the messages of the topics to one channel: through queues, so that a channel that is
/// down for hours loses none.
///
/// @param name what the channel is called
public record ChannelFunction(
    String name, LiveFunction live, ChannelQueues queues, List<String> mappings) {

  /// It sends what the explain function rendered; memory buys the processor its start needs.
  private static final int MEMORY_MEGABYTES = 1024;

  private static final Duration TIMEOUT = Duration.seconds(30);

  private static final int INBOX_BATCH = 10;

  /// About one message a second goes to a channel, and each may take two calls.
  private static final int OUTBOX_BATCH = 5;

  /// The least that there may be for each queue.
  private static final int SIDE_BY_SIDE = 2;

  public ChannelFunction {
    mappings = List.copyOf(mappings);
  }

  private static ChannelFunction create(
      Construct parent,
      String name,
      Function<ChannelQueues, FunctionDesign> design,
      List<Topic> topics,
      FunctionDefaults every) {
    Construct scope = new Construct(parent, name + "Function");
    ChannelQueues queues = ChannelQueues.create(scope, TIMEOUT);
    LiveFunction live = LiveFunction.create(scope, name, design.apply(queues), every);
    topics.forEach(queues::subscribe);
    return new ChannelFunction(
        name,
        live,
        queues,
        List.of(
            start(live, queues.inbox(), INBOX_BATCH), start(live, queues.outbox(), OUTBOX_BATCH)));
  }

  /// Lets a queue start the function.
  ///
  /// @return the id of the mapping
  private static String start(LiveFunction live, Queue queue, int batch) {
    SqsEventSource source =
        SqsEventSource.Builder.create(queue)
            .batchSize(batch)
            .maxConcurrency(SIDE_BY_SIDE)
            .reportBatchItemFailures(true)
            .build();
    live.alias().addEventSource(source);
    return source.getEventSourceMappingId();
  }

  /// Those that the settings ask for.
  public static List<ChannelFunction> of(Construct scope, Foundation on) {
    List<ChannelFunction> functions = new ArrayList<>();
    on.settings()
        .slack()
        .ifPresent(
            slack ->
                functions.add(
                    create(
                        scope,
                        Settings.Slack.NAME,
                        queues ->
                            design(
                                Settings.Slack.NAME,
                                slack.reservedConcurrency(),
                                queues,
                                FunctionEnvironment.slack(slack, on.names()),
                                ChannelPermissions.slack(slack, on.table())),
                        on.topics().inPlace(),
                        on.defaults())));
    on.settings()
        .webhooks()
        .forEach(
            (channel, webhook) ->
                functions.add(
                    create(
                        scope,
                        channel.title(),
                        queues ->
                            design(
                                channel.title(),
                                webhook.reservedConcurrency(),
                                queues,
                                Map.of(channel.secretVariable(), webhook.secret().text()),
                                ChannelPermissions.secret(
                                    channel.title(), webhook.secret(), webhook.kmsKey())),
                        List.of(on.topics().alerts()),
                        on.defaults())));
    return functions;
  }

  private static FunctionDesign design(
      String name,
      int reservedConcurrency,
      ChannelQueues queues,
      Map<String, String> environment,
      List<Permission> permissions) {
    Map<String, String> variables = new TreeMap<>(environment);
    variables.put(Variable.OUTBOX_URL.key(), queues.outbox().getQueueUrl());
    variables.put(Variable.DEAD_LETTERS_URL.key(), queues.deadLetters().queue().getQueueUrl());
    List<Permission> all = new ArrayList<>(permissions);
    all.addAll(ChannelPermissions.queues(queues));
    return new FunctionDesign(
        StackWords.channelFunction(name),
        "dev.rolecall.lambda." + name + "Handler::handleRequest",
        Optional.empty(),
        MEMORY_MEGABYTES,
        reservedConcurrency,
        TIMEOUT,
        DenialRule.NEWS_FOR,
        variables,
        all);
  }
}
