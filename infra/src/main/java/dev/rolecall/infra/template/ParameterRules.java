package dev.rolecall.infra.template;

import static dev.rolecall.infra.template.Intrinsic.equal;
import static dev.rolecall.infra.template.Intrinsic.not;
import static dev.rolecall.infra.template.Intrinsic.ref;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.rolecall.infra.wording.TemplateWords;
import dev.rolecall.installation.NumericSetting;
import java.util.List;
import java.util.stream.IntStream;

/// Parameters that do not go together: CloudFormation says so before it makes anything.
final class ParameterRules {

  private final ObjectNode all = JsonNodeFactory.instance.objectNode();

  private ParameterRules() {}

  static ObjectNode all() {
    ParameterRules made = new ParameterRules();
    made.needs(TemplateParameter.SLACK_CHANNEL, TemplateParameter.SLACK_SECRET);
    made.needs(TemplateParameter.SLACK_KMS_KEY_ARN, TemplateParameter.SLACK_SECRET);
    made.needs(TemplateParameter.TEAMS_KMS_KEY_ARN, TemplateParameter.TEAMS_SECRET);
    made.needs(TemplateParameter.CHAT_SLACK_CHANNEL_ID, TemplateParameter.CHAT_SLACK_WORKSPACE_ID);
    made.needs(TemplateParameter.CHAT_SLACK_WORKSPACE_ID, TemplateParameter.CHAT_SLACK_CHANNEL_ID);
    made.needs(TemplateParameter.READER_EXTERNAL_ID, TemplateParameter.READER_ROLE_NAME);
    made.needs(TemplateParameter.ORGANIZATION_ACCOUNT, TemplateParameter.READER_ROLE_NAME);
    made.rule(
        "OrganizationAccountNeedsReadOrganization",
        isSet(TemplateParameter.ORGANIZATION_ACCOUNT),
        equal(ref(TemplateParameter.READ_ORGANIZATION), "true"),
        TemplateWords.needsValue(
            TemplateParameter.ORGANIZATION_ACCOUNT.id(),
            TemplateParameter.READ_ORGANIZATION.id(),
            "true"));
    made.rule(
        "SlackButtonsNeedsSlackSecret",
        equal(ref(TemplateParameter.SLACK_BUTTONS), "true"),
        isSet(TemplateParameter.SLACK_SECRET),
        TemplateWords.needs(
            TemplateParameter.SLACK_BUTTONS.id(), TemplateParameter.SLACK_SECRET.id()));
    made.none(
        TemplateParameter.ALERT_RECIPIENTS,
        List.of(
            TemplateParameter.ALERT_EMAIL,
            TemplateParameter.SLACK_SECRET,
            TemplateParameter.TEAMS_SECRET,
            TemplateParameter.CHAT_SLACK_CHANNEL_ID));
    made.none(TemplateParameter.OPERATIONS_RECIPIENTS, List.of(TemplateParameter.OPERATIONS_EMAIL));
    for (NumericSetting setting : NumericSetting.values()) {
      if (setting.zeroIsOff()) {
        made.zeroOrMore(Parameters.name(setting), setting.least());
      }
    }
    return made.all;
  }

  private static JsonNode isSet(TemplateParameter parameter) {
    return not(equal(ref(parameter), ""));
  }

  private void needs(TemplateParameter parameter, TemplateParameter other) {
    rule(
        parameter.id() + "Needs" + other.id(),
        isSet(parameter),
        isSet(other),
        TemplateWords.needs(parameter.id(), other.id()));
  }

  private void none(TemplateParameter recipients, List<TemplateParameter> channels) {
    ObjectNode rule = begin(recipients.id() + "None", equal(ref(recipients), "none"));
    for (TemplateParameter channel : channels) {
      add(
          rule,
          equal(ref(channel), ""),
          TemplateWords.contradicts(recipients.id(), "none", channel.id()));
    }
  }

  private void zeroOrMore(String parameter, int least) {
    ObjectNode rule = JsonNodeFactory.instance.objectNode();
    all.set(parameter + "ZeroOrMore", rule);
    List<JsonNode> tooFew =
        IntStream.range(1, least)
            .mapToObj(String::valueOf)
            .map(TextNode::new)
            .map(JsonNode.class::cast)
            .toList();
    ObjectNode contains = JsonNodeFactory.instance.objectNode();
    contains.putArray("Fn::Contains").add(Intrinsic.list(tooFew)).add(ref(parameter));
    add(rule, not(contains), TemplateWords.zeroOrMore(parameter, least));
  }

  private void rule(String name, JsonNode when, JsonNode must, String problem) {
    add(begin(name, when), must, problem);
  }

  private ObjectNode begin(String name, JsonNode when) {
    ObjectNode rule = all.putObject(name);
    rule.set("RuleCondition", when);
    return rule;
  }

  private static void add(ObjectNode rule, JsonNode must, String problem) {
    rule.withArrayProperty("Assertions")
        .addObject()
        .put("AssertDescription", problem)
        .set("Assert", must);
  }
}
