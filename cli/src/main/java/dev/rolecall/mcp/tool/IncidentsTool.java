package dev.rolecall.mcp.tool;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolecall.cli.console.TimeSpan;
import dev.rolecall.cli.incidents.IncidentFilter;
import dev.rolecall.cli.incidents.IncidentViews;
import dev.rolecall.cli.incidents.Standing;
import dev.rolecall.cli.incidents.TableAddress;
import dev.rolecall.cli.live.CommandOptions;
import dev.rolecall.cli.live.LiveOptions;
import dev.rolecall.cli.wording.UsageWords;
import dev.rolecall.denial.AccountId;
import dev.rolecall.explanation.render.json.JsonFormat;
import dev.rolecall.explanation.render.json.JsonObject;
import dev.rolecall.mcp.wording.ArgumentWords;
import dev.rolecall.mcp.wording.ToolWords;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Lists and shows incidents, as `rolecall incidents list` and `show` do. It cannot answer them.
public record IncidentsTool(ToolContext context, TableAddress table) implements AssistantTool {

  private static final String NAME = "incidents";
  private static final String ID = "id";
  private static final String STATE = "state";
  private static final String ACCOUNT = "account";
  private static final String CAUSE = "cause";
  private static final String SINCE = "since";
  private static final List<String> FILTERS = List.of(STATE, ACCOUNT, CAUSE, SINCE);
  private static final int MOST = 50;

  private static final List<String> STATES =
      Arrays.stream(Standing.values()).map(Standing::key).toList();

  private static InputSchema schema() {
    return new InputSchema()
        .text(ID, ToolWords.id())
        .texts(STATE, STATES, ToolWords.state())
        .texts(ACCOUNT, List.of(), ToolWords.account())
        .texts(CAUSE, List.of(), ToolWords.cause())
        .text(SINCE, ToolWords.since());
  }

  @Override
  public Listing listing() {
    return context.listing(NAME, ToolWords.incidentsTitle(), ToolWords.incidents(), schema());
  }

  @Override
  public ToolAnswer call(Arguments given) {
    given.only(schema().names());
    Optional<String> id = given.text(ID);
    IncidentFilter filter = filter(given);
    FILTERS.stream()
        .filter(argument -> id.isPresent() && given.has(argument))
        .findFirst()
        .ifPresent(
            argument -> {
              throw Arguments.wrong(UsageWords.notTogether(ID, argument));
            });
    LiveOptions.Reader reader =
        context
            .evidence()
            .reader()
            .orElseThrow(() -> Arguments.wrong(ArgumentWords.needsLive(CommandOptions.LIVE)));
    CallNotes notes = context.notes();
    IncidentViews views = IncidentViews.open(reader, table, notes.console(), context.clock());
    IncidentViews.View view = id.map(views::show).orElseGet(() -> views.list(filter));
    int left = Math.max(0, view.json().size() - MOST);
    if (left > 0) {
      notes.add(ArgumentWords.narrow(MOST, left, FILTERS));
    }
    ObjectNode json = new JsonObject().put("schema", JsonFormat.SCHEMA).node();
    ArrayNode list = json.putArray("incidents");
    view.json().stream().limit(MOST).forEach(one -> list.add(one.required("incident")));
    json.put("omitted", left);
    return context.answer(left > 0 ? beginning(view.text()) : view.text(), json, notes);
  }

  /// The heads of the columns and as many lines as are shown.
  private static String beginning(String table) {
    return table.lines().limit(MOST + 1).collect(Collectors.joining("\n"));
  }

  private IncidentFilter filter(Arguments given) {
    List<Standing> standings = given.texts(STATE).stream().map(IncidentsTool::standing).toList();
    return new IncidentFilter(
        standings.isEmpty() ? Standing.UNRESOLVED : standings,
        given.texts(ACCOUNT).stream().map(IncidentsTool::account).toList(),
        given.texts(CAUSE).stream().map(code -> ListCausesTool.cause(CAUSE, code)).toList(),
        given.text(SINCE).map(this::since));
  }

  private static Standing standing(String given) {
    return Arrays.stream(Standing.values())
        .filter(standing -> standing.key().equals(given))
        .findFirst()
        .orElseThrow(
            () -> Arguments.wrong(ArgumentWords.notOneOf(STATE, Arguments.shown(given), STATES)));
  }

  private static AccountId account(String given) {
    return AccountId.parse(given)
        .orElseThrow(
            () -> Arguments.wrong(UsageWords.notAnAccountId(ACCOUNT, Arguments.shown(given))));
  }

  private Instant since(String given) {
    return TimeSpan.parse(given)
        .filter(Duration::isPositive)
        .map(context.clock().instant()::minus)
        .orElseThrow(() -> Arguments.wrong(UsageWords.notASpan(SINCE, Arguments.shown(given))));
  }
}
