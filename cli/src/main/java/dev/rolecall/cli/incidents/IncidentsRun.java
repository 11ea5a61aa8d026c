package dev.rolecall.cli.incidents;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolecall.cli.console.CommandFailure;
import dev.rolecall.cli.console.Console;
import dev.rolecall.cli.console.ExitStatus;
import dev.rolecall.cli.console.Options;
import dev.rolecall.cli.wording.IncidentWords;
import dev.rolecall.explanation.redaction.VisibleText;
import dev.rolecall.incident.ActionRequest;
import dev.rolecall.incident.ActionResult;
import dev.rolecall.incident.IncidentActions;
import dev.rolecall.incident.LookQueue;
import dev.rolecall.incident.action.IncidentAction;
import dev.rolecall.incident.state.Incident;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// Lists, shows or answers incidents, and says what came of it.
record IncidentsRun(IncidentDesk desk, Options.Format format, Console console) {

  int list(IncidentFilter filter) {
    print(new IncidentViews(desk, console).list(filter), true);
    return ExitStatus.OK;
  }

  int show(List<String> given, boolean event) {
    IncidentViews views = new IncidentViews(desk, console);
    boolean first = true;
    for (String id : given) {
      if (event) {
        event(desk.find(id));
      } else {
        print(views.show(id), first);
        first = false;
      }
    }
    return ExitStatus.OK;
  }

  private void print(IncidentViews.View view, boolean first) {
    switch (format) {
      case text -> console.out().print((first ? "" : "\n") + view.text());
      case json -> view.json().forEach(this::print);
    }
  }

  private void event(Incident incident) {
    byte[] event =
        desk.store()
            .event(incident.id())
            .orElseThrow(
                () -> new CommandFailure(IncidentWords.noEvent(incident.id()), ExitStatus.FAILED));
    console.out().println(new String(event, StandardCharsets.UTF_8).strip());
  }

  int perform(List<String> given, IncidentAction action, Optional<String> reason) {
    IncidentActions actions = new IncidentActions(desk.store(), LookQueue.none(), desk.clock());
    List<String> ids = given.stream().map(desk::id).toList();
    int status = ExitStatus.OK;
    for (String id : ids) {
      ActionResult result =
          actions.perform(
              new ActionRequest(
                  id, Optional.empty(), action, desk.actor(), reason, Optional.empty()));
      status = Math.max(status, report(id, action, result));
    }
    return status;
  }

  private int report(String id, IncidentAction action, ActionResult result) {
    if (format == Options.Format.json) {
      print(json(id, result));
    }
    return switch (result) {
      case ActionResult.Done(Incident incident) ->
          say(IncidentWords.done(incident, action.kind(), desk.now()));
      case ActionResult.AlreadyDone(Incident incident) ->
          say(IncidentWords.alreadyDone(incident, action.kind(), desk.now()));
      case ActionResult.Ended(Incident incident) ->
          complain(IncidentWords.ended(incident, desk.now()), ExitStatus.FAILED);
      case ActionResult.PartOf(_, String whole) ->
          complain(IncidentWords.partOf(id, whole), ExitStatus.FAILED);
      case ActionResult.NeverSent _ -> complain(IncidentWords.neverSent(id), ExitStatus.FAILED);
      case ActionResult.NotFound _ -> complain(IncidentWords.notFound(id), ExitStatus.NO_DENIAL);
    };
  }

  private int say(String text) {
    if (format == Options.Format.text) {
      console.out().println(text);
    }
    return ExitStatus.OK;
  }

  private int complain(String problem, int status) {
    console.complain(problem);
    return status;
  }

  private ObjectNode json(String id, ActionResult result) {
    return switch (result) {
      case ActionResult.Done(var incident) -> IncidentStatusJson.of("DONE", incident, desk.now());
      case ActionResult.AlreadyDone(var incident) ->
          IncidentStatusJson.of("ALREADY_DONE", incident, desk.now());
      case ActionResult.Ended(var incident) -> IncidentStatusJson.of("ENDED", incident, desk.now());
      case ActionResult.PartOf(var incident, _) ->
          IncidentStatusJson.of("PART_OF", incident, desk.now());
      case ActionResult.NeverSent(var incident) ->
          IncidentStatusJson.of("NEVER_SENT", incident, desk.now());
      case ActionResult.NotFound _ -> IncidentStatusJson.notFound(id);
    };
  }

  /// Within the strings of a JSON object, an escaped character means the same.
  private void print(ObjectNode json) {
    console.out().println(VisibleText.line(json.toString()));
  }
}
