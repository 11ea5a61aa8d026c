package dev.rolecall.report.page;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.diagnosis.result.Confidence;
import dev.rolecall.explanation.wording.CauseLabel;
import dev.rolecall.incident.state.CauseInterval;
import dev.rolecall.incident.state.SampledNames;
import dev.rolecall.report.IncidentStatus;
import dev.rolecall.report.ReportedIncident;
import dev.rolecall.report.wording.ReportWords;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/// What the script of the page has to know of all incidents, for `data.js`: lists of what occurs,
/// and for each column of the table the values of all rows. Times are seconds since 1970, days are
/// days since then.
final class IndexJson {

  private static final JsonMapper JSON = new JsonMapper();
  private static final List<CauseGroup> GROUPS = List.of(CauseGroup.values());

  private final ObjectNode json = JSON.createObjectNode();
  private final Dictionary<AccountLabel> homes = new Dictionary<>();
  private final Dictionary<Row.Party> callers = new Dictionary<>();
  private final Dictionary<Row.Party> roles = new Dictionary<>();
  private final Dictionary<String> actions = new Dictionary<>();
  private final Dictionary<CauseCode> causes = new Dictionary<>();
  private final Dictionary<Confidence> confidences = new Dictionary<>();
  private final Dictionary<IncidentStatus> standings = new Dictionary<>();

  private IndexJson() {}

  static String of(List<Row> rows, ExplanationStore explanationStore) {
    IndexJson index = new IndexJson();
    index.rows(rows);
    index.dictionaries();
    explanationStore.describe(index.json);
    return index.json.toString();
  }

  private void rows(List<Row> rows) {
    for (Row row : rows) {
      ReportedIncident incident = row.incident();
      column("id").add(incident.id());
      column("caller").add(callers.number(row.caller()));
      column("role").add(roles.number(row.role()));
      column("action").add(actions.number(HtmlText.text(incident.subject().action())));
      column("cause").add(causes.number(row.cause()));
      column("sure").add(confidences.number(row.confidence()));
      column("standing").add(standings.number(row.standing()));
      column("denials").add(incident.denials());
      column("first").add(seconds(incident.firstSeen()));
      column("last").add(seconds(incident.lastSeen()));
      days(incident.days(), column("days").addArray());
      spells(incident.causes(), column("spells").addArray());
      seen(incident.sessions(), column("sessions").addArray());
      seen(incident.sources(), column("sources").addArray());
    }
  }

  private ArrayNode column(String name) {
    return json.withArrayProperty(name);
  }

  /// -1 when there is no time.
  private static long seconds(Optional<Instant> time) {
    return time.map(Instant::getEpochSecond).orElse(-1L);
  }

  /// Day, cause and number by turns.
  private void days(Map<LocalDate, Map<CauseCode, Long>> days, ArrayNode out) {
    days.forEach(
        (day, numbers) ->
            new TreeMap<>(numbers)
                .forEach(
                    (cause, number) ->
                        out.add(day.toEpochDay()).add(causes.number(cause)).add(number)));
  }

  /// Cause, number, first and last time by turns.
  private void spells(List<CauseInterval> spells, ArrayNode out) {
    for (CauseInterval spell : spells) {
      out.add(causes.number(spell.cause()))
          .add(spell.denials())
          .add(spell.first().getEpochSecond())
          .add(spell.last().getEpochSecond());
    }
  }

  /// The names, and a null at the end when there were more.
  private static void seen(SampledNames sampledNames, ArrayNode out) {
    sampledNames.named().forEach(name -> out.add(HtmlText.text(name)));
    if (sampledNames.more()) {
      out.addNull();
    }
  }

  private void dictionaries() {
    list("callers", callers, this::party);
    list("roles", roles, this::party);
    list("actions", actions, action -> action);
    list("homes", homes, home -> List.of(home.key(), home.name(), home.title()));
    list(
        "causes",
        causes,
        code -> List.of(code.name(), CauseLabel.of(code), GROUPS.indexOf(CauseGroup.of(code))));
    json.set(
        "groups",
        JSON.valueToTree(
            GROUPS.stream().map(group -> List.of(group.name(), group.label())).toList()));
    list("standings", standings, of -> List.of(of.name(), of.words()));
    list("confidences", confidences, of -> List.of(of.name(), ReportWords.of(of)));
  }

  private List<Object> party(Row.Party party) {
    return List.of(party.id(), party.name(), homes.number(party.home()));
  }

  private <T> void list(String name, Dictionary<T> values, Function<T, Object> shown) {
    json.set(name, JSON.valueToTree(values.all().stream().map(shown).toList()));
  }
}
