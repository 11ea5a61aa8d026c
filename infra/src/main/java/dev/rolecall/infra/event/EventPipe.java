package dev.rolecall.infra.event;

import dev.rolecall.infra.permission.LeastPrivilegeRole;
import dev.rolecall.infra.permission.Permission;
import dev.rolecall.infra.resource.FailureQueue;
import dev.rolecall.infra.resource.Queues;
import dev.rolecall.infra.resource.Topics;
import dev.rolecall.infra.settings.Arns;
import dev.rolecall.infra.settings.Partition;
import dev.rolecall.infra.wording.PermissionWords;
import dev.rolecall.infra.wording.StackWords;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Token;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.pipes.CfnPipe;
import software.amazon.awscdk.services.sns.Topic;
import software.amazon.awscdk.services.sns.subscriptions.SqsSubscription;
import software.amazon.awscdk.services.sqs.Queue;
import software.constructs.Construct;

/// Puts each notification on the default event bus: topics, queue, pipe. No code runs; what the
/// queue's text has under `event` becomes the event.
///
/// @param queue what waits for the bus, as a rule nothing
/// @param undelivered what got neither into the queue nor onto the bus in two hours
public record EventPipe(Queue queue, FailureQueue undelivered) {

  /// Of all events. Rules for `aws.` sources take none of them.
  public static final String SOURCE = "rolecall";

  private static final Duration PATIENCE = Duration.minutes(1);
  private static final int ATTEMPTS = 120;

  /// What older versions of the functions publish, and people by hand, has no event in it.
  private static final String FILTER =
      """
      {"body": {"event": {"detail": {"schema": [{"prefix": "rolecall-notification/"}]}}}}\
      """;

  /// Whether a region has pipes. GovCloud has none.
  ///
  /// @param region where it is known already
  public static boolean isOffered(String region) {
    return Token.isUnresolved(region) || Partition.of(region) != Partition.GOV_CLOUD;
  }

  public static EventPipe create(Construct parent, String id, Topics topics) {
    Construct scope = new Construct(parent, id);
    FailureQueue undelivered = FailureQueue.create(scope, "Undelivered");
    Queue queue = Queues.before(scope, undelivered, ATTEMPTS).visibilityTimeout(PATIENCE).build();
    topics.inPlace().forEach(topic -> subscribe(topic, queue, undelivered));
    pipe(scope, queue);
    return new EventPipe(queue, undelivered);
  }

  private static void subscribe(Topic topic, Queue queue, FailureQueue undelivered) {
    topic.addSubscription(
        SqsSubscription.Builder.create(queue)
            .rawMessageDelivery(true)
            .deadLetterQueue(undelivered.queue())
            .build());
  }

  private static void pipe(Construct scope, Queue queue) {
    String bus = Arns.regional("events", "event-bus/default");
    CfnPipe.Builder.create(scope, "Pipe")
        .description(StackWords.eventPipe())
        .roleArn(role(scope, queue, bus).getRoleArn())
        .source(queue.getQueueArn())
        .sourceParameters(
            CfnPipe.PipeSourceParametersProperty.builder()
                .filterCriteria(
                    CfnPipe.FilterCriteriaProperty.builder()
                        .filters(List.of(CfnPipe.FilterProperty.builder().pattern(FILTER).build()))
                        .build())
                .sqsQueueParameters(
                    CfnPipe.PipeSourceSqsQueueParametersProperty.builder().batchSize(1).build())
                .build())
        .target(bus)
        .targetParameters(
            CfnPipe.PipeTargetParametersProperty.builder()
                .inputTemplate("<$.body.event.detail>")
                .eventBridgeEventBusParameters(
                    CfnPipe.PipeTargetEventBridgeEventBusParametersProperty.builder()
                        .source(SOURCE)
                        .detailType("$.body.event.detailType")
                        .build())
                .build())
        .build();
  }

  private static Role role(Construct scope, Queue queue, String bus) {
    return LeastPrivilegeRole.create(
        scope,
        "Role",
        new LeastPrivilegeRole.Design(
            StackWords.eventPipe(),
            ServicePrincipal.Builder.create("pipes.amazonaws.com")
                .conditions(Map.of("StringEquals", Map.of("aws:SourceAccount", Aws.ACCOUNT_ID)))
                .build(),
            Optional.empty(),
            Optional.empty()),
        List.of(
            Permission.narrow(
                "TakeNotifications",
                List.of("sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage"),
                List.of(queue.getQueueArn()),
                PermissionWords.takeNotifications()),
            Permission.narrow(
                    "PutNotifications",
                    List.of("events:PutEvents"),
                    List.of(bus),
                    PermissionWords.putNotifications())
                .withConditions(Map.of("events:source", List.of(SOURCE)))));
  }
}
