package dev.rolecall.infra.template;

import static dev.rolecall.infra.template.Intrinsic.and;
import static dev.rolecall.infra.template.Intrinsic.equal;
import static dev.rolecall.infra.template.Intrinsic.join;
import static dev.rolecall.infra.template.Intrinsic.not;
import static dev.rolecall.infra.template.Intrinsic.or;
import static dev.rolecall.infra.template.Intrinsic.part;
import static dev.rolecall.infra.template.Intrinsic.ref;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.rolecall.infra.settings.SecretLocation;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.commons.text.CaseUtils;

/// What a part of the template depends on.
enum TemplateCondition {
  HAS_CODE_OBJECT_VERSION(isSet(TemplateParameter.CODE_OBJECT_VERSION)),
  HAS_ALERT_EMAIL(isSet(TemplateParameter.ALERT_EMAIL)),
  HAS_OPERATIONS_EMAIL(isSet(TemplateParameter.OPERATIONS_EMAIL)),
  HAS_SLACK(isSet(TemplateParameter.SLACK_SECRET)),
  SLACK_SECRET_IS_PARAMETER(isParameter(TemplateParameter.SLACK_SECRET)),
  SLACK_SECRET_IS_ARN(isArn(TemplateParameter.SLACK_SECRET)),
  HAS_SLACK_CHANNEL(isSet(TemplateParameter.SLACK_CHANNEL)),
  HAS_SLACK_KEY(isSet(TemplateParameter.SLACK_KMS_KEY_ARN)),
  HAS_SLACK_BUTTONS(all(HAS_SLACK, is(TemplateParameter.SLACK_BUTTONS, "true"))),
  HAS_TEAMS(isSet(TemplateParameter.TEAMS_SECRET)),
  TEAMS_SECRET_IS_PARAMETER(isParameter(TemplateParameter.TEAMS_SECRET)),
  TEAMS_SECRET_IS_ARN(isArn(TemplateParameter.TEAMS_SECRET)),
  HAS_TEAMS_KEY(isSet(TemplateParameter.TEAMS_KMS_KEY_ARN)),
  HAS_SLACK_AND_TEAMS(and(List.of(HAS_SLACK.use(), HAS_TEAMS.use()))),
  HAS_SLACK_OR_TEAMS(or(List.of(HAS_SLACK.use(), HAS_TEAMS.use()))),
  HAS_CHAT(
      and(
          List.of(
              isSet(TemplateParameter.CHAT_SLACK_WORKSPACE_ID),
              isSet(TemplateParameter.CHAT_SLACK_CHANNEL_ID)))),
  HAS_DIGEST(not(is(TemplateParameter.DIGEST, "none"))),
  DIGEST_IS_DAILY(is(TemplateParameter.DIGEST, "daily")),
  /// GovCloud has no pipes.
  HAS_EVENTS(
      and(
          List.of(
              is(TemplateParameter.EVENTS, "true"),
              not(equal(ref("AWS::Partition"), "aws-us-gov"))))),
  HAS_UPDATES(or(List.of(HAS_SLACK.use(), HAS_EVENTS.use()))),
  READS_ORGANIZATION(is(TemplateParameter.READ_ORGANIZATION, "true")),
  HAS_ORGANIZATION_ACCOUNT(isSet(TemplateParameter.ORGANIZATION_ACCOUNT)),
  HAS_READER(isSet(TemplateParameter.READER_ROLE_NAME)),
  HAS_READER_EXTERNAL_ID(isSet(TemplateParameter.READER_EXTERNAL_ID)),
  EXPLAINS_OTHER_ERRORS(is(TemplateParameter.EXPLAIN_OTHER_ERRORS, "true")),
  EXPLAINS_SERVICE_FAILURES(is(TemplateParameter.SERVICE_FAILURES, "true")),
  RESERVES_CONCURRENCY(is(TemplateParameter.RESERVE_CONCURRENCY, "true")),
  HAS_SNAP_START(is(TemplateParameter.SNAP_START, "true")),
  EXPECTS_NO_ALERTS(is(TemplateParameter.ALERT_RECIPIENTS, "none")),
  EXPECTS_NO_ALARMS(
      or(List.of(EXPECTS_NO_ALERTS.use(), is(TemplateParameter.OPERATIONS_RECIPIENTS, "none")))),
  ALERTS_ARE_UNHEARD(
      not(
          or(
              List.of(
                  EXPECTS_NO_ALERTS.use(),
                  HAS_ALERT_EMAIL.use(),
                  HAS_SLACK_OR_TEAMS.use(),
                  HAS_CHAT.use())))),
  ALARMS_ARE_UNHEARD(not(or(List.of(EXPECTS_NO_ALARMS.use(), HAS_OPERATIONS_EMAIL.use()))));

  private static final ObjectMapper MAPPER = new ObjectMapper();

  /// In JSON.
  private final String expression;

  TemplateCondition(ObjectNode expression) {
    this.expression = expression.toString();
  }

  private static ObjectNode isSet(TemplateParameter parameter) {
    return not(is(parameter, ""));
  }

  private static ObjectNode is(TemplateParameter parameter, String value) {
    return equal(ref(parameter), value);
  }

  private static ObjectNode all(TemplateCondition one, ObjectNode other) {
    return and(List.of(one.use(), other));
  }

  private static ObjectNode isParameter(TemplateParameter secret) {
    return equal(part(0, ":", ref(secret)), SecretLocation.PARAMETER_STORE);
  }

  /// The colon at the end makes a second part where there is no secret at all.
  private static ObjectNode isArn(TemplateParameter secret) {
    return equal(part(1, ":", join("", List.of(ref(secret), new TextNode(":")))), "arn");
  }

  /// Its name, such as `HasSlack`.
  String id() {
    return CaseUtils.toCamelCase(name(), true, '_');
  }

  static TemplateCondition of(String id) {
    return Arrays.stream(values())
        .filter(condition -> condition.id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  /// The parameters that decide about it.
  Set<String> parameters() {
    JsonNode expression = expression();
    Set<String> parameters = new TreeSet<>(expression.findValuesAsText(Intrinsic.REF));
    expression
        .findValuesAsText("Condition")
        .forEach(other -> parameters.addAll(of(other).parameters()));
    return parameters;
  }

  JsonNode expression() {
    try {
      return MAPPER.readTree(expression);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /// In another condition.
  private JsonNode use() {
    return JsonNodeFactory.instance.objectNode().put("Condition", id());
  }

  /// What holds where this does: itself, and what it needs.
  Set<TemplateCondition> holding() {
    Set<TemplateCondition> holding = EnumSet.of(this);
    if (this == HAS_SLACK_BUTTONS) {
      holding.add(HAS_SLACK);
    }
    if (holding.contains(HAS_SLACK) || holding.contains(HAS_EVENTS)) {
      holding.add(HAS_UPDATES);
    }
    if (holding.contains(HAS_SLACK) || holding.contains(HAS_TEAMS)) {
      holding.add(HAS_SLACK_OR_TEAMS);
    }
    return holding;
  }
}
