package dev.rolecall.infra.function;

import dev.rolecall.infra.permission.InteractionPermissions;
import dev.rolecall.infra.permission.ReadingRole;
import dev.rolecall.infra.resource.FailureQueue;
import dev.rolecall.infra.resource.WorkQueue;
import dev.rolecall.infra.settings.FunctionEnvironment;
import dev.rolecall.infra.settings.Settings;
import dev.rolecall.infra.wording.StackWords;
import java.util.Optional;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.lambda.FunctionUrl;
import software.amazon.awscdk.services.lambda.FunctionUrlAuthType;
import software.amazon.awscdk.services.lambda.FunctionUrlOptions;
import software.amazon.awscdk.services.lambda.InvokeMode;
import software.amazon.awscdk.services.lambda.eventsources.SqsEventSource;
import software.constructs.Construct;

/// What people do in Slack: one function has the address that Slack sends it to, checks the
/// signature and queues it; another one does it. Anyone can send requests to the address, so the
/// first function may read one secret, remember requests and write to the queue, and nothing else.
///
/// @param front has the address
/// @param worker does what was asked for
/// @param queue between them
/// @param url the address
public record InteractionFunctions(
    LiveFunction front, LiveFunction worker, WorkQueue queue, FunctionUrl url) {

  public static final String FRONT = "Interaction";
  public static final String WORKER = "InteractionWorker";

  /// It checks a signature; memory buys the processor its start needs.
  private static final int FRONT_MEGABYTES = 1024;

  /// Slack waits three seconds.
  private static final Duration FRONT_TIMEOUT = Duration.seconds(10);

  private static final Duration WORKER_TIMEOUT = Duration.minutes(1);

  /// Longer than a person waits for what a button does.
  private static final Duration NEWS_FOR = Duration.hours(1);

  /// Those that the settings ask for.
  public static Optional<InteractionFunctions> of(Construct scope, Foundation on) {
    return on.settings()
        .slack()
        .flatMap(
            slack -> slack.interactive().map(interactive -> create(scope, on, slack, interactive)));
  }

  private static InteractionFunctions create(
      Construct parent, Foundation on, Settings.Slack slack, Settings.Interactive interactive) {
    Construct scope = new Construct(parent, "Interactions");
    WorkQueue queue = WorkQueue.create(scope, "Requests", WORKER_TIMEOUT);
    LiveFunction front =
        LiveFunction.create(
            new Construct(scope, "FrontFunction"),
            FRONT,
            new FunctionDesign(
                StackWords.interactionFunction(),
                "dev.rolecall.lambda.InteractionHandler::handleRequest",
                Optional.empty(),
                FRONT_MEGABYTES,
                interactive.reservedConcurrency(),
                FRONT_TIMEOUT,
                NEWS_FOR,
                FunctionEnvironment.interaction(slack, on.names(), queue.queue().getQueueUrl()),
                InteractionPermissions.front(slack, on.table(), queue)),
            on.defaults());
    LiveFunction worker =
        LiveFunction.create(
            new Construct(scope, "WorkerFunction"),
            WORKER,
            new FunctionDesign(
                StackWords.interactionWorker(),
                "dev.rolecall.lambda.InteractionWorkerHandler::handleRequest",
                on.settings().members().map(ReadingRole.INTERACTION::name),
                on.settings().explain().memoryMegabytes(),
                interactive.reservedConcurrency() == 0 ? 0 : concurrency(interactive),
                WORKER_TIMEOUT,
                NEWS_FOR,
                FunctionEnvironment.interactionWorker(
                    on.settings(), slack, interactive, on.names()),
                InteractionPermissions.worker(
                    on.settings(), slack, interactive, on.table(), on.checks(), queue)),
            on.defaults());
    worker
        .alias()
        .addEventSource(
            SqsEventSource.Builder.create(queue.queue())
                .batchSize(1)
                .reportBatchItemFailures(true)
                .maxConcurrency(concurrency(interactive))
                .build());
    return new InteractionFunctions(front, worker, queue, url(front));
  }

  /// A queue starts two at least.
  private static int concurrency(Settings.Interactive interactive) {
    return Math.max(2, interactive.reservedConcurrency());
  }

  /// Slack has no credentials of AWS: it signs its requests, and the function checks that.
  private static FunctionUrl url(LiveFunction front) {
    return front
        .alias()
        .addFunctionUrl(
            FunctionUrlOptions.builder()
                .authType(FunctionUrlAuthType.NONE)
                .invokeMode(InvokeMode.BUFFERED)
                .build());
  }

  /// What could not be done.
  public FailureQueue undelivered() {
    return queue.undelivered();
  }
}
