package dev.rolecall.mcp.tool;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolecall.cli.console.CommandFailure;
import dev.rolecall.cli.console.ExitStatus;
import dev.rolecall.cli.input.UnnamedParts;
import dev.rolecall.cli.wording.RunWords;
import dev.rolecall.cli.wording.UsageWords;
import dev.rolecall.cloudtrail.EventCounts;
import dev.rolecall.cloudtrail.EventReading;
import dev.rolecall.cloudtrail.EventSource;
import dev.rolecall.cloudtrail.EventSources;
import dev.rolecall.cloudtrail.RecordListeners;
import dev.rolecall.cloudtrail.text.CallHints;
import dev.rolecall.denial.Denial;
import dev.rolecall.denial.RoleArn;
import dev.rolecall.diagnosis.Explainer;
import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.evidence.change.InputChanges;
import dev.rolecall.explanation.redaction.VisibleText;
import dev.rolecall.explanation.render.json.JsonFormat;
import dev.rolecall.explanation.render.json.JsonObject;
import dev.rolecall.explanation.render.terminal.TextFormat;
import dev.rolecall.mcp.wording.ArgumentWords;
import dev.rolecall.mcp.wording.ToolWords;
import dev.rolecall.service.ServiceCallers;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Explains denied calls, as `rolecall explain` does.
public record ExplainDenialTool(ToolContext context, AllowedFiles files) implements AssistantTool {

  private static final String NAME = "explain_denial";
  private static final String EVENT = "event";
  private static final String MESSAGE = "message";
  private static final String FILE = "file";
  private static final String CALLER = "caller";
  private static final String ROLE = "role";
  private static final String DETAILS = "details";

  /// More are too much for an assistant.
  private static final int MOST = 10;

  private static final int MOST_PROBLEMS = 5;

  /// What was found in the input.
  private static final class Found {
    private final List<EventReading> denials = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private final List<String> skipped = new ArrayList<>();
    private final InputChanges changes = new InputChanges();
    private long omitted;
    private long malformed;

    void take(EventReading reading) {
      switch (reading) {
        case EventReading.Denied _, EventReading.Told _ -> {
          if (denials.size() < MOST) {
            denials.add(reading);
          } else {
            omitted++;
          }
        }
        case EventReading.Unrecognized strange -> skipped.add(RunWords.skipped(strange.message()));
        case EventReading.Malformed wrong -> {
          malformed++;
          if (problems.size() < MOST_PROBLEMS) {
            problems.add(wrong.message());
          }
        }
        case EventReading.NotOurs _ -> {}
      }
    }
  }

  private InputSchema schema() {
    return new InputSchema()
        .document(EVENT, ToolWords.event())
        .text(MESSAGE, ToolWords.message())
        .text(FILE, ToolWords.file(!files.directories().isEmpty()))
        .text(CALLER, ToolWords.explainCaller())
        .text(ROLE, ToolWords.explainRole())
        .truth(DETAILS, ToolWords.details());
  }

  @Override
  public Listing listing() {
    return context.listing(NAME, ToolWords.explainTitle(), ToolWords.explain(), schema());
  }

  @Override
  public ToolAnswer call(Arguments given) {
    given.only(schema().names());
    EventSource source = source(given);
    CallHints hints = hints(given);
    boolean details = given.isOn(DETAILS);
    CallNotes notes = context.notes();
    SessionEvidence.Known known = context.evidence().open(notes.console());
    Optional<String> own =
        known.user().filter(_ -> hints.caller().isEmpty()).filter(CallHints::isCaller);
    CallHints all = new CallHints(hints.caller().or(() -> own), hints.role());
    Found found = new Found();
    EventCounts counts =
        EventSources.read(
            source, in -> in, RecordListeners.of(found::take).andOthers(found.changes).with(all));
    long others = counts.notOurs() + counts.unrecognized();
    if (found.denials.isEmpty()) {
      throw nothing(found, others);
    }
    return answer(found, others, known, new UnnamedParts(CALLER, ROLE, own), notes, details);
  }

  private ToolAnswer answer(
      Found found,
      long others,
      SessionEvidence.Known known,
      UnnamedParts unnamed,
      CallNotes notes,
      boolean details) {
    List<String> texts = new ArrayList<>();
    ObjectNode json = new JsonObject().put("schema", JsonFormat.SCHEMA).node();
    ArrayNode explanations = json.putArray("explanations");
    for (EventReading reading : found.denials) {
      Explanation explanation = explanation(denial(reading), found.changes, known);
      texts.add(
          (details
                  ? TextFormat.verbose(explanation, context.writingOptions())
                  : TextFormat.write(explanation, context.writingOptions()))
              .stripTrailing());
      explanations.add(JsonFormat.tree(explanation, context.writingOptions()));
      if (reading instanceof EventReading.Told told) {
        unnamed.of(told).forEach(notes::add);
      }
    }
    found.skipped.forEach(notes::add);
    found.problems.forEach(notes::add);
    if (found.changes.dropped() > 0) {
      notes.add(RunWords.changesNotKept(found.changes.dropped()));
    }
    if (found.omitted > 0) {
      notes.add(ToolWords.omitted(found.omitted, found.denials.size()));
    }
    known.problems(notes);
    json.put("omitted", found.omitted).put("skipped", others).put("unreadable", found.malformed);
    return context.answer(String.join("\n\n", texts), json, notes);
  }

  private static Denial denial(EventReading reading) {
    return switch (reading) {
      case EventReading.Denied denied -> denied.denial();
      case EventReading.Told told -> told.denial();
      case EventReading.Unrecognized _, EventReading.Malformed _, EventReading.NotOurs _ ->
          throw new IllegalStateException();
    };
  }

  private static Explanation explanation(
      Denial denial, InputChanges changes, SessionEvidence.Known known) {
    return new Explainer(changes.over(known.evidence().apply(denial), denial)).explain(denial);
  }

  /// What the command says where it found no denial.
  private static CommandFailure nothing(Found found, long others) {
    List<String> sentences =
        Stream.of(
                found.skipped.stream(),
                found.problems.stream(),
                Stream.of(RunWords.explained(0, 0, others, found.malformed)))
            .flatMap(some -> some)
            .map(VisibleText::line)
            .toList();
    return new CommandFailure(
        String.join("\n", sentences),
        found.malformed > 0 ? ExitStatus.BAD_INPUT : ExitStatus.NO_DENIAL);
  }

  private EventSource source(Arguments given) {
    List<String> sources = List.of(EVENT, MESSAGE, FILE);
    if (sources.stream().filter(given::has).count() != 1) {
      throw Arguments.wrong(ArgumentWords.exactlyOneOf(sources));
    }
    if (given.has(FILE)) {
      String name = given.needed(FILE);
      Path file = files.file(FILE, name);
      return new EventSource.EventFile(file, Optional.empty());
    }
    String argument = given.has(EVENT) ? EVENT : MESSAGE;
    byte[] bytes =
        given
            .document(argument)
            .filter(_ -> argument.equals(EVENT))
            .or(() -> given.longText(argument))
            .orElseThrow()
            .getBytes(StandardCharsets.UTF_8);
    return new EventSource.Supplied(argument, () -> new ByteArrayInputStream(bytes));
  }

  private static CallHints hints(Arguments given) {
    Optional<String> caller =
        given.text(CALLER).map(text -> ServiceCallers.principal(text, "aws").orElse(text));
    caller
        .filter(arn -> !CallHints.isCaller(arn))
        .ifPresent(
            arn -> {
              throw Arguments.wrong(UsageWords.notACaller(CALLER, Arguments.shown(arn)));
            });
    return new CallHints(caller, given.role(ROLE).map(RoleArn::toString));
  }
}
