package dev.rolecall.infra.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.rolecall.infra.context.UnheardTopic;
import dev.rolecall.infra.wording.StackWords;
import dev.rolecall.infra.wording.TemplateWords;
import dev.rolecall.installation.NumericSetting;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/// Makes a template with parameters of what the CDK wrote for [TemplateSettings].
final class StaticTemplate {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final ObjectNode template;
  private final ObjectNode resources;

  private StaticTemplate(ObjectNode template) {
    this.template = template;
    this.resources = (ObjectNode) template.get("Resources");
  }

  /// Makes it.
  ///
  /// @param synthesized as the CDK wrote it; it is changed
  /// @param patterns of the rule for denials, by what it takes beyond AccessDenied
  static ObjectNode of(ObjectNode synthesized, DenialPatterns patterns, Release release) {
    StaticTemplate made = new StaticTemplate(synthesized);
    made.withoutNotesOfTheCdk();
    made.subscriptions();
    made.each("AWS::Lambda::Function", StaticTemplate::function);
    made.each("AWS::Logs::LogGroup", StaticTemplate::logs);
    made.each("AWS::Lambda::EventSourceMapping", StaticTemplate::workers);
    made.denials(patterns);
    made.digest();
    Limits.set(made.template);
    Versions.set(made.resources, release);
    made.outputs();
    return made.whole(release);
  }

  private void withoutNotesOfTheCdk() {
    resources.forEach(
        resource -> {
          if (resource.get("Metadata") instanceof ObjectNode metadata) {
            metadata.retain("Reasons");
            if (metadata.isEmpty()) {
              ((ObjectNode) resource).remove("Metadata");
            }
          }
        });
  }

  /// The CDK names a subscription after the address, which only the deployment knows.
  private void subscriptions() {
    List.copyOf(resources.properties())
        .forEach(
            resource -> {
              if (resource.getValue().at("/Properties/Protocol").asText().equals("email")) {
                resources.remove(resource.getKey());
                String parameter = resource.getValue().at("/Properties/Endpoint/Ref").asText();
                resources.set(parameter + "Subscription", resource.getValue());
              }
            });
  }

  private void each(String type, Consumer<ObjectNode> change) {
    resources.forEach(
        resource -> {
          if (resource.get("Type").asText().equals(type)) {
            change.accept((ObjectNode) resource.get("Properties"));
          }
        });
  }

  private static void function(ObjectNode function) {
    ObjectNode code = JSON.objectNode();
    code.set("S3Bucket", Intrinsic.ref(TemplateParameter.CODE_BUCKET));
    code.set("S3Key", Intrinsic.ref(TemplateParameter.CODE_KEY));
    code.set(
        "S3ObjectVersion",
        Intrinsic.only(
            TemplateCondition.HAS_CODE_OBJECT_VERSION,
            Intrinsic.ref(TemplateParameter.CODE_OBJECT_VERSION)));
    function.set("Code", code);
    if (function.get("MemorySize").asInt() == TemplateSettings.MEMORY) {
      function.set("MemorySize", Intrinsic.ref(TemplateParameter.MEMORY_MEGABYTES));
    }
    replace(
        function,
        "ReservedConcurrentExecutions",
        number -> Intrinsic.only(TemplateCondition.RESERVES_CONCURRENCY, number));
    replace(
        function,
        "SnapStart",
        snapStart -> Intrinsic.only(TemplateCondition.HAS_SNAP_START, snapStart));
    ObjectNode variables = (ObjectNode) function.at("/Environment/Variables");
    for (NumericSetting setting : NumericSetting.values()) {
      replace(variables, setting.variable(), _ -> Intrinsic.ref(Parameters.name(setting)));
    }
  }

  private static void logs(ObjectNode logs) {
    logs.set("RetentionInDays", Intrinsic.ref(TemplateParameter.LOG_RETENTION_DAYS));
  }

  /// How many invocations may take from a queue depends, in one case, on what is reserved.
  private static void workers(ObjectNode mapping) {
    replace(
        (ObjectNode) mapping.get("ScalingConfig"),
        "MaximumConcurrency",
        most ->
            most.asInt() == TemplateSettings.SWEEP_WORKERS
                ? Intrinsic.choose(
                    TemplateCondition.RESERVES_CONCURRENCY,
                    most,
                    new IntNode(TemplateSettings.FREE_SWEEP_WORKERS))
                : most);
  }

  private void denials(DenialPatterns patterns) {
    each(
        "AWS::Events::Rule",
        rule -> {
          if (rule.path("EventPattern").equals(patterns.of(DenialPatterns.Scope.DENIALS))) {
            rule.set(
                "EventPattern",
                Intrinsic.choose(
                    TemplateCondition.EXPLAINS_SERVICE_FAILURES,
                    otherErrors(
                        patterns.of(DenialPatterns.Scope.EVERYTHING),
                        patterns.of(DenialPatterns.Scope.SERVICE_FAILURES)),
                    otherErrors(
                        patterns.of(DenialPatterns.Scope.OTHER_ERRORS),
                        patterns.of(DenialPatterns.Scope.DENIALS))));
          }
        });
  }

  private static JsonNode otherErrors(JsonNode with, JsonNode without) {
    return Intrinsic.choose(TemplateCondition.EXPLAINS_OTHER_ERRORS, with, without);
  }

  /// As it is written, it is weekly, on Monday.
  private void digest() {
    resources
        .properties()
        .forEach(
            resource -> {
              ObjectNode properties = (ObjectNode) resource.getValue().get("Properties");
              String schedule = properties.path("ScheduleExpression").asText();
              if (schedule.contains("MON")) {
                String weekly =
                    schedule.replaceFirst(
                        "\\(0 \\d+ ", "(0 \\${" + TemplateParameter.DIGEST_HOUR_UTC.id() + "} ");
                properties.set(
                    "ScheduleExpression",
                    daily(
                        Intrinsic.sub(weekly.replace("? * MON", "* * ?")), Intrinsic.sub(weekly)));
                replace(
                    (ObjectNode) properties.at("/Targets/0"),
                    "Input",
                    input -> daily(new TextNode(input.asText().replace("WEEKLY", "DAILY")), input));
              }
            });
  }

  private static JsonNode daily(JsonNode daily, JsonNode weekly) {
    return Intrinsic.choose(TemplateCondition.DIGEST_IS_DAILY, daily, weekly);
  }

  private static void replace(ObjectNode object, String key, UnaryOperator<JsonNode> change) {
    if (object.has(key)) {
      object.set(key, change.apply(object.get(key)));
    }
  }

  private void outputs() {
    unheard(
        UnheardTopic.ALERTS, TemplateCondition.ALERTS_ARE_UNHEARD, TemplateWords.alertsUnheard());
    unheard(
        UnheardTopic.OPERATIONS,
        TemplateCondition.ALARMS_ARE_UNHEARD,
        TemplateWords.operationsUnheard());
  }

  private void unheard(UnheardTopic topic, TemplateCondition condition, String problem) {
    ObjectNode output = JSON.objectNode();
    output.put("Description", StackWords.unheardOutput());
    output.put("Condition", condition.id());
    output.put("Value", problem);
    ((ObjectNode) template.get("Outputs")).set(topic.id(), output);
  }

  private ObjectNode whole(Release release) {
    ObjectNode whole = JSON.objectNode();
    whole.put("AWSTemplateFormatVersion", "2010-09-09");
    whole.put("Description", template.get("Description").asText() + " (" + release.version() + ")");
    whole.set("Metadata", Parameters.groups());
    whole.set("Parameters", Parameters.all(release));
    whole.set("Rules", ParameterRules.all());
    ObjectNode conditions = whole.putObject("Conditions");
    Arrays.stream(TemplateCondition.values())
        .forEach(condition -> conditions.set(condition.id(), condition.expression()));
    whole.set("Resources", substituted(resources));
    whole.set("Outputs", substituted(template.get("Outputs")));
    return whole;
  }

  /// Texts that are joined of pieces and references are one text with names in it, but where a
  /// piece depends on a condition.
  private static JsonNode substituted(JsonNode node) {
    return switch (node) {
      case ObjectNode object -> {
        ObjectNode copy = JSON.objectNode();
        object
            .properties()
            .forEach(entry -> copy.set(entry.getKey(), substituted(entry.getValue())));
        yield copy.at("/" + Intrinsic.JOIN + "/0").asText(" ").isEmpty()
            ? joined(copy.at("/" + Intrinsic.JOIN + "/1"))
            : copy;
      }
      case ArrayNode list -> {
        List<JsonNode> items = new ArrayList<>();
        list.forEach(item -> items.add(substituted(item)));
        yield Intrinsic.list(items);
      }
      default -> node;
    };
  }

  private static JsonNode joined(JsonNode pieces) {
    List<JsonNode> parts = new ArrayList<>();
    List<JsonNode> run = new ArrayList<>();
    for (JsonNode piece : pieces) {
      if (piece.isTextual() || piece.has(Intrinsic.REF) || piece.has(Intrinsic.ATTRIBUTE)) {
        run.add(piece);
      } else {
        end(run, parts);
        parts.add(piece);
      }
    }
    end(run, parts);
    return parts.size() == 1 ? parts.getFirst() : Intrinsic.join("", parts);
  }

  private static void end(List<JsonNode> run, List<JsonNode> parts) {
    if (run.isEmpty()) {
      return;
    }
    boolean plain = run.stream().allMatch(JsonNode::isTextual);
    String text =
        run.stream()
            .map(piece -> plain ? piece.asText() : name(piece))
            .collect(Collectors.joining());
    parts.add(plain ? new TextNode(text) : Intrinsic.sub(text));
    run.clear();
  }

  private static String name(JsonNode piece) {
    if (piece.isTextual()) {
      return piece.asText().replace("${", "${!");
    }
    JsonNode attribute = piece.path(Intrinsic.ATTRIBUTE);
    return piece.has(Intrinsic.REF)
        ? "${" + piece.get(Intrinsic.REF).asText() + "}"
        : "${" + attribute.get(0).asText() + "." + attribute.get(1).asText() + "}";
  }
}
