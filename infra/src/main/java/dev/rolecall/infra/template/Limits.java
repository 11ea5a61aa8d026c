package dev.rolecall.infra.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolecall.infra.wording.AlarmWords;
import dev.rolecall.installation.Variable;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/// Which part of the stack is there under which condition. Resources are told by their logical ids;
/// whatever refers to one of them is there only where it is.
final class Limits {

  /// Resources whose logical ids begin so. The first that fits counts.
  private static final Map<String, TemplateCondition> RESOURCES = new LinkedHashMap<>();

  /// Variables of functions.
  private static final Map<String, TemplateCondition> VARIABLES =
      Map.of(
          Variable.READER_ROLE_NAME.key(), TemplateCondition.HAS_READER,
          Variable.READER_EXTERNAL_ID.key(), TemplateCondition.HAS_READER_EXTERNAL_ID,
          Variable.ORGANIZATION_INDEX.key(), TemplateCondition.READS_ORGANIZATION,
          Variable.ORGANIZATION_ACCOUNT.key(), TemplateCondition.HAS_ORGANIZATION_ACCOUNT,
          Variable.CHANNELS.key(), TemplateCondition.HAS_TEAMS,
          Variable.SLACK_CHANNEL.key(), TemplateCondition.HAS_SLACK_CHANNEL,
          Variable.SLACK_INTERACTIVE.key(), TemplateCondition.HAS_SLACK_BUTTONS);

  /// Statements of policies, by their `Sid`.
  private static final Map<String, TemplateCondition> STATEMENTS =
      Map.of(
          "ReadOrganization", TemplateCondition.READS_ORGANIZATION,
          "ListOrganization", TemplateCondition.READS_ORGANIZATION,
          "ReadOtherAccounts", TemplateCondition.HAS_READER,
          "FindSlackSecret", TemplateCondition.HAS_SLACK,
          "FindTeamsSecret", TemplateCondition.HAS_TEAMS,
          "DecryptSlackSecret", TemplateCondition.HAS_SLACK_KEY,
          "DecryptTeamsSecret", TemplateCondition.HAS_TEAMS_KEY);

  /// What the doctor is told.
  private static final Map<String, TemplateCondition> INSTALLATION =
      Map.of(
          "slackSecret", TemplateCondition.HAS_SLACK,
          "teamsSecret", TemplateCondition.HAS_TEAMS,
          "readerRole", TemplateCondition.HAS_READER,
          "alerts", TemplateCondition.EXPECTS_NO_ALERTS,
          "operations", TemplateCondition.EXPECTS_NO_ALARMS);

  static {
    RESOURCES.put("SlackFunction", TemplateCondition.HAS_SLACK);
    RESOURCES.put("AlarmsSlack", TemplateCondition.HAS_SLACK);
    RESOURCES.put("Interactions", TemplateCondition.HAS_SLACK_BUTTONS);
    RESOURCES.put("AlarmsInteraction", TemplateCondition.HAS_SLACK_BUTTONS);
    RESOURCES.put("AlarmsRequestsRefused", TemplateCondition.HAS_SLACK_BUTTONS);
    RESOURCES.put("TeamsFunction", TemplateCondition.HAS_TEAMS);
    RESOURCES.put("AlarmsTeams", TemplateCondition.HAS_TEAMS);
    RESOURCES.put("Chat", TemplateCondition.HAS_CHAT);
    RESOURCES.put("TopicsUpdates", TemplateCondition.HAS_UPDATES);
    RESOURCES.put("AlarmsUpdates", TemplateCondition.HAS_UPDATES);
    RESOURCES.put("Events", TemplateCondition.HAS_EVENTS);
    RESOURCES.put("AlarmsEvents", TemplateCondition.HAS_EVENTS);
    RESOURCES.put("SweepTriggersDigest", TemplateCondition.HAS_DIGEST);
    RESOURCES.put("AlarmsSweepDigest", TemplateCondition.HAS_DIGEST);
    RESOURCES.put("SurveyTriggersIndex", TemplateCondition.READS_ORGANIZATION);
    RESOURCES.put("AlarmsSurveyIndex", TemplateCondition.READS_ORGANIZATION);
    RESOURCES.put("SurveyTriggersChanges", TemplateCondition.READS_ORGANIZATION);
    RESOURCES.put("AlarmsSurveyChanges", TemplateCondition.READS_ORGANIZATION);
    RESOURCES.put("AlertEmail", TemplateCondition.HAS_ALERT_EMAIL);
    RESOURCES.put("OperationsEmail", TemplateCondition.HAS_OPERATIONS_EMAIL);
  }

  /// Graphs of the dashboard, by title.
  private static final Map<String, TemplateCondition> GRAPHS =
      Map.of(
          AlarmWords.interactions(), TemplateCondition.HAS_SLACK_BUTTONS,
          AlarmWords.rejectedRequests(), TemplateCondition.HAS_SLACK_BUTTONS,
          AlarmWords.interactionErrors(), TemplateCondition.HAS_SLACK_BUTTONS);

  private final Map<String, TemplateCondition> byId = new TreeMap<>();

  private Limits(ObjectNode resources) {
    resources
        .fieldNames()
        .forEachRemaining(
            id ->
                RESOURCES.entrySet().stream()
                    .filter(limited -> id.startsWith(limited.getKey()))
                    .findFirst()
                    .ifPresent(limited -> byId.put(id, limited.getValue())));
  }

  /// Puts conditions on whatever of a template needs one.
  static void set(ObjectNode template) {
    ObjectNode resources = (ObjectNode) template.get("Resources");
    Limits limits = new Limits(resources);
    resources
        .properties()
        .forEach(resource -> limits.resource(resource.getKey(), (ObjectNode) resource.getValue()));
    template
        .get("Outputs")
        .forEach(
            output ->
                limits
                    .needed(output, Set.of())
                    .ifPresent(
                        condition -> ((ObjectNode) output).put("Condition", condition.id())));
  }

  private void resource(String id, ObjectNode resource) {
    Optional<TemplateCondition> own = Optional.ofNullable(byId.get(id));
    own.ifPresent(condition -> resource.put("Condition", condition.id()));
    Set<TemplateCondition> given =
        own.map(TemplateCondition::holding).orElse(EnumSet.noneOf(TemplateCondition.class));
    ObjectNode properties = (ObjectNode) resource.get("Properties");
    switch (resource.get("Type").asText()) {
      case "AWS::Lambda::Function" -> variables(properties, given);
      case "AWS::SSM::Parameter" -> properties.set("Value", parameter(properties.get("Value")));
      case "AWS::CloudWatch::Dashboard" ->
          properties.set("DashboardBody", dashboard(properties.get("DashboardBody")));
      default ->
          resource
              .findValues("Statement")
              .forEach(statements -> statements((ArrayNode) statements, given));
    }
  }

  private void variables(ObjectNode function, Set<TemplateCondition> given) {
    ObjectNode variables = (ObjectNode) function.at("/Environment/Variables");
    List.copyOf(variables.properties())
        .forEach(
            variable ->
                Optional.ofNullable(VARIABLES.get(variable.getKey()))
                    .filter(condition -> !given.contains(condition))
                    .or(() -> needed(variable.getValue(), given))
                    .ifPresent(
                        condition ->
                            variables.set(
                                variable.getKey(),
                                Intrinsic.only(condition, variable.getValue()))));
  }

  private void statements(ArrayNode statements, Set<TemplateCondition> given) {
    for (int i = 0; i < statements.size(); i++) {
      JsonNode statement = statements.get(i);
      Optional<TemplateCondition> condition =
          Optional.ofNullable(STATEMENTS.get(statement.path("Sid").asText()))
              .filter(known -> !given.contains(known));
      if (condition.isEmpty() && !resourcesOfStatement(statement, given)) {
        condition = needed(statement, given);
      }
      if (condition.isPresent()) {
        statements.set(i, Intrinsic.only(condition.get(), statement));
      }
    }
  }

  /// Limits some of the resources that a statement is about.
  ///
  /// @return whether there are others, which are always there
  private boolean resourcesOfStatement(JsonNode statement, Set<TemplateCondition> given) {
    if (!(statement.get("Resource") instanceof ArrayNode resources)
        || StreamSupport.stream(resources.spliterator(), false)
            .allMatch(resource -> needed(resource, given).isPresent())) {
      return false;
    }
    for (int i = 0; i < resources.size(); i++) {
      JsonNode resource = resources.get(i);
      int at = i;
      needed(resource, given)
          .ifPresent(condition -> resources.set(at, Intrinsic.only(condition, resource)));
    }
    return true;
  }

  private JsonNode parameter(JsonNode value) {
    JsonText text = JsonText.of(value);
    ObjectNode tree = (ObjectNode) text.tree();
    tree.forEach(
        list -> {
          if (list instanceof ArrayNode items) {
            text.limit(items, item -> needed(text.references(item), Set.of()));
          }
        });
    text.limit(
        tree,
        entry ->
            Optional.ofNullable(INSTALLATION.get(entry.getKey()))
                .or(
                    () ->
                        entry.getValue() instanceof ArrayNode
                            ? Optional.empty()
                            : needed(text.references(entry.getValue()), Set.of())));
    return text.joined();
  }

  /// Graphs, the lines of a graph, and the lines at all where all of them depend on something.
  private JsonNode dashboard(JsonNode body) {
    JsonText text = JsonText.of(body);
    ArrayNode widgets = (ArrayNode) text.tree().get("widgets");
    text.limit(widgets, Limits::ofGraph);
    widgets.forEach(
        widget -> {
          if (!(widget.get("properties") instanceof ObjectNode graph)) {
            return; // The whole graph depends on a condition.
          }
          if (graph.get("metrics") instanceof ArrayNode lines) {
            Set<TemplateCondition> every = EnumSet.noneOf(TemplateCondition.class);
            boolean always = false;
            for (JsonNode line : lines) {
              Optional<TemplateCondition> one = needed(text.references(line), Set.of());
              one.ifPresent(every::add);
              always |= one.isEmpty();
            }
            text.limit(lines, line -> needed(text.references(line), Set.of()));
            if (!always) {
              text.limit(
                  graph,
                  entry ->
                      Optional.of(TemplateCondition.HAS_SLACK_OR_TEAMS)
                          .filter(_ -> entry.getKey().equals("metrics")));
            }
          }
        });
    return text.joined();
  }

  private static Optional<TemplateCondition> ofGraph(JsonNode widget) {
    return Optional.ofNullable(GRAPHS.get(widget.at("/properties/title").asText()));
  }

  private Optional<TemplateCondition> needed(JsonNode part, Set<TemplateCondition> given) {
    return needed(List.of(part), given);
  }

  /// What must hold so that everything is there that some parts refer to.
  private Optional<TemplateCondition> needed(List<JsonNode> parts, Set<TemplateCondition> given) {
    Set<TemplateCondition> needed = EnumSet.noneOf(TemplateCondition.class);
    parts.forEach(
        part -> {
          part.findValuesAsText(Intrinsic.REF).forEach(id -> add(id, needed));
          part.findValues(Intrinsic.ATTRIBUTE).forEach(of -> add(of.get(0).asText(), needed));
        });
    needed.removeAll(given);
    Set<TemplateCondition> implied =
        needed.stream()
            .flatMap(
                one ->
                    one.holding().stream().filter(other -> other != one && needed.contains(other)))
            .collect(Collectors.toSet());
    needed.removeAll(implied);
    if (needed.size() > 1) {
      throw new IllegalStateException(parts + " needs " + needed);
    }
    return needed.stream().findFirst();
  }

  private void add(String id, Set<TemplateCondition> needed) {
    Optional.ofNullable(byId.get(id)).ifPresent(needed::add);
  }
}
