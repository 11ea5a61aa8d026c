package dev.rolecall.lambda.wiring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolecall.channel.ChannelHttp;
import dev.rolecall.channel.RetryingClient;
import dev.rolecall.channel.slack.SlackAnswers;
import dev.rolecall.channel.slack.SlackSecretReader;
import dev.rolecall.explanation.document.WritingOptions;
import dev.rolecall.incident.IncidentActions;
import dev.rolecall.incident.LookQueue;
import dev.rolecall.incident.repository.RepositoryFailure;
import dev.rolecall.lambda.interaction.DynamoRequestMarks;
import dev.rolecall.lambda.interaction.InstalledWorkspace;
import dev.rolecall.lambda.interaction.Interaction;
import dev.rolecall.lambda.interaction.InteractionJson;
import dev.rolecall.lambda.interaction.InteractionWorker;
import dev.rolecall.lambda.interaction.SlackResponder;
import dev.rolecall.lambda.interaction.WhyCommand;
import dev.rolecall.lambda.service.DenialExplainer;
import dev.rolecall.lambda.service.EventFailure;
import dev.rolecall.lambda.settings.InteractionWorkerSettings;
import dev.rolecall.lambda.telemetry.InteractionMetrics;
import dev.rolecall.lambda.telemetry.UnreadEvidence;
import dev.rolecall.lambda.wording.EventWords;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Everything from the queue of what people asked for in Slack, put together.
public final class InteractionWorkerModule implements EventFunction {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration TABLE_PATIENCE = Duration.ofSeconds(5);

  private final FunctionContext context;
  private final InteractionWorker worker;

  public InteractionWorkerModule(
      FunctionContext context,
      InteractionWorkerSettings settings,
      InteractionMetrics metrics,
      ChannelHttp http) {
    this.context = context;
    RetryingClient client =
        new RetryingClient(
            "Slack",
            SlackAnswers::of,
            http,
            Thread::sleep,
            context.clock(),
            ChannelModule.PATIENCE);
    UnreadEvidence unread = new UnreadEvidence(context.log(), context.metrics());
    DenialExplainer explainer = new DenialExplainer(context.evidence(unread), context.clock());
    this.worker =
        new InteractionWorker(
            new InstalledWorkspace(
                settings.workspaces(),
                ChannelModule.secrets(
                    settings.slack().secret(),
                    new SlackSecretReader(settings.slack().isLoopback()),
                    context.aws()),
                settings.slack().workspace().webApi(),
                client,
                context.clock()),
            new DynamoRequestMarks(
                InteractionModule.dynamo(context.aws(), TABLE_PATIENCE),
                settings.slack().table(),
                context.clock()),
            new IncidentActions(context.repository(), look(), context.clock()),
            new WhyCommand(
                settings.why()
                    ? Optional.of(
                        call -> {
                          try {
                            return explainer.check(call);
                          } finally {
                            unread.report();
                          }
                        })
                    : Optional.empty(),
                WritingOptions.plain().linking(context.settings().links()),
                context.clock()),
            new SlackResponder(client),
            context.log(),
            metrics,
            context.clock());
  }

  /// The look that follows an action updates the channels. Without it the schedule does, within a
  /// minute: nothing is lost.
  private LookQueue look() {
    LookQueue looks = context.lookQueue();
    return (incidents, delay) -> {
      try {
        looks.look(incidents, delay);
      } catch (RepositoryFailure e) {
        context.log().logInteractionFailed("LOOK", String.valueOf(e.getMessage()));
      }
    };
  }

  /// Does what waits in the queue; what could not be done comes again.
  @Override
  public String run(byte[] event, Duration budget) {
    Instant end = context.clock().instant().plus(budget);
    JsonNode records = records(event);
    ObjectNode answer = JSON.createObjectNode();
    ArrayNode failed = answer.putArray("batchItemFailures");
    for (JsonNode record : records) {
      if (!isDone(record, end)) {
        failed.addObject().put("itemIdentifier", record.path("messageId").asText(""));
      }
    }
    return answer.toString();
  }

  private static JsonNode records(byte[] event) {
    try {
      return JSON.readTree(event).path("Records");
    } catch (IOException _) {
      throw new EventFailure(EventWords.invalid(EventWords.notJson()));
    }
  }

  private boolean isDone(JsonNode record, Instant end) {
    Optional<Interaction> interaction = InteractionJson.read(record.path("body").asText(""));
    if (interaction.isEmpty()) {
      context.log().logMalformed(EventWords.notAnInteraction());
      context.metrics().countMalformed();
      return false;
    }
    if (!context.clock().instant().isBefore(end)) {
      return false;
    }
    try {
      worker.work(interaction.get(), end);
      return true;
    } catch (RepositoryFailure | EventFailure e) {
      context
          .log()
          .logInteractionFailed(interaction.get().wish().key(), String.valueOf(e.getMessage()));
      return false;
    }
  }
}
