package dev.rolecall.lambda.interaction;

import dev.rolecall.explanation.document.RichSentence;
import dev.rolecall.explanation.render.slack.SlackMessage;
import dev.rolecall.incident.ActionRequest;
import dev.rolecall.incident.ActionResult;
import dev.rolecall.incident.IncidentActions;
import dev.rolecall.incident.action.IncidentAction;
import dev.rolecall.incident.notification.IncidentButton;
import dev.rolecall.incident.repository.RepositoryFailure;
import dev.rolecall.lambda.telemetry.FunctionLog;
import dev.rolecall.lambda.telemetry.InteractionMetrics;
import dev.rolecall.lambda.telemetry.InteractionMetrics.Refusal;
import dev.rolecall.lambda.wording.InteractionWords;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/// Does what people asked for in Slack, once, however often the queue or Slack brings it.
public final class InteractionWorker {

  /// Longer than Slack and the queue bring the same request again.
  private static final Duration REMEMBERED = Duration.ofHours(6);

  private final InstalledWorkspace workspace;
  private final RequestMarks marks;
  private final IncidentActions actions;
  private final WhyCommand command;
  private final SlackResponder responder;
  private final FunctionLog functionLog;
  private final InteractionMetrics metrics;
  private final InstantSource clock;

  public InteractionWorker(
      InstalledWorkspace workspace,
      RequestMarks marks,
      IncidentActions actions,
      WhyCommand command,
      SlackResponder responder,
      FunctionLog functionLog,
      InteractionMetrics metrics,
      InstantSource clock) {
    this.workspace = workspace;
    this.marks = marks;
    this.actions = actions;
    this.command = command;
    this.responder = responder;
    this.functionLog = functionLog;
    this.metrics = metrics;
    this.clock = clock;
  }

  /// Does what was asked for, unless it was done.
  ///
  /// @param end when it must be done
  /// @throws RepositoryFailure when it could not be done, and must be tried again
  /// @throws dev.rolecall.lambda.service.EventFailure the same
  public void work(Interaction interaction, Instant end) {
    if (!workspace.isOurs(interaction.by(), end)) {
      functionLog.logRefusedRequests(Refusal.OTHER_WORKSPACE, 1);
      metrics.countRefused(Refusal.OTHER_WORKSPACE, 1);
      return;
    }
    Instant until = clock.instant().plus(REMEMBERED);
    if (!marks.claim(mark(interaction), interaction.request(), until)) {
      done(interaction, "DUPLICATE");
      return;
    }
    Optional<SlackMessage> answer =
        switch (interaction.wish()) {
          case Interaction.Wish.Press press ->
              answer(press(interaction, press)).map(SlackResponder::sentence);
          case Interaction.Wish.Command(String text) -> Optional.of(answer(interaction, text));
        };
    answer.ifPresent(message -> respond(interaction, message, end));
    marks.done(mark(interaction), interaction.request(), until);
  }

  /// A person waits for it: whatever fails, fails with an answer.
  private SlackMessage answer(Interaction interaction, String text) {
    try {
      SlackMessage answer = command.answer(text, interaction.by());
      done(interaction, "ANSWERED");
      return answer;
    } catch (RuntimeException e) {
      functionLog.logInteractionFailed(interaction.wish().key(), e.getClass().getSimpleName());
      return SlackResponder.sentence(InteractionWords.failed());
    }
  }

  private static String mark(Interaction interaction) {
    return "request#" + interaction.request();
  }

  private ActionResult press(Interaction interaction, Interaction.Wish.Press press) {
    ActionResult result =
        actions.perform(
            new ActionRequest(
                press.value().incident(),
                Optional.of(press.value().episode()),
                action(press),
                interaction.by().actor(),
                Optional.empty(),
                Optional.of(interaction.request())));
    done(interaction, result.getClass().getSimpleName());
    return result;
  }

  private IncidentAction action(Interaction.Wish.Press press) {
    return switch (press.button()) {
      case ACKNOWLEDGE -> new IncidentAction.Acknowledge();
      case SNOOZE ->
          new IncidentAction.Snooze(
              press
                  .value()
                  .period()
                  .flatMap(IncidentButton.SnoozePeriod::length)
                  .map(clock.instant()::plus));
      case UNSNOOZE -> new IncidentAction.Unsnooze();
      case CHECK -> new IncidentAction.CheckAgain();
      case RESOLVE -> new IncidentAction.Resolve();
    };
  }

  /// What the message will not show. What was done, it shows; a second click needs no answer.
  private static Optional<RichSentence> answer(ActionResult result) {
    return switch (result) {
      case ActionResult.Done _, ActionResult.AlreadyDone _ -> Optional.empty();
      case ActionResult.Ended _ -> Optional.of(InteractionWords.ended());
      case ActionResult.PartOf _ -> Optional.of(InteractionWords.partOf());
      case ActionResult.NeverSent _ -> Optional.of(InteractionWords.neverSent());
      case ActionResult.NotFound _ -> Optional.of(InteractionWords.notFound());
    };
  }

  private void respond(Interaction interaction, SlackMessage answer, Instant end) {
    interaction
        .response()
        .flatMap(url -> responder.send(url, answer, end))
        .ifPresent(why -> functionLog.logInteractionFailed(interaction.wish().key(), why));
  }

  private void done(Interaction interaction, String outcome) {
    functionLog.logInteractionDone(interaction.wish().key(), interaction.by().user(), outcome);
  }
}
