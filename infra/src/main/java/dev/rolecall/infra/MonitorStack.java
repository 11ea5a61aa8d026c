package dev.rolecall.infra;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.TagProps;
import software.amazon.awscdk.Tags;
import software.amazon.awscdk.services.lambda.Code;
import software.amazon.awscdk.services.sns.Topic;
import software.constructs.Construct;

/// What watches one account and region: rule, explain function, incidents, topic, and whoever
/// listens.
public final class MonitorStack extends Stack {

  /// The CDK would tag dashboards, too, which cfn-lint does not know of.
  private static final TagProps TAGGED =
      TagProps.builder().excludeResourceTypes(List.of("AWS::CloudWatch::Dashboard")).build();

  /// Adds the stack to an app.
  ///
  /// @param code the jar of all functions
  public MonitorStack(Construct scope, String id, StackProps props, Settings settings, Code code) {
    super(scope, id, props);
    Topics topics = new Topics(this, "Topics", settings);
    IncidentTable table = new IncidentTable(this, "Incidents");
    Names names =
        new Names(
            table.name(), topics.alerts().getTopicArn(), topics.updates().map(Topic::getTopicArn));
    EveryFunction every = new EveryFunction(code, settings.logs(), settings.snapStart());
    LiveFunction explain =
        new ExplainFunction(this, "ExplainFunction", settings, topics, table, names, every).live();
    DenialRule rule =
        new DenialRule(this, "Denials", settings.explainOtherErrors(), explain.alias());
    Optional<SlackFunction> slack =
        settings
            .slack()
            .map(
                chosen ->
                    new SlackFunction(
                        this, "SlackFunction", chosen, topics.forSlack(), table, names, every));
    settings.chat().ifPresent(chat -> new ChatChannel(this, "Chat", chat, topics.alerts()));

    Alarms alarms = new Alarms(this, "Alarms", topics.operations());
    alarms.watch(rule);
    alarms.watch("Alerts", "an explanation", topics.alerts());
    topics.updates().ifPresent(updates -> alarms.watch("Updates", "an update", updates));
    alarms.watch(table);
    alarms.watch("Explain", explain);
    List<LiveFunction> functions = new ArrayList<>(List.of(explain));
    List<FailureQueue> queues = new ArrayList<>(List.of(rule.undelivered(), explain.failures()));
    slack.ifPresent(
        function -> {
          alarms.watch("Slack", function.live());
          alarms.watch(
              "SlackSubscription",
              "explanations that SNS could not hand to the Slack function wait here",
              function.undelivered());
          functions.add(function.live());
          queues.add(function.undelivered());
          queues.add(function.live().failures());
        });
    CauseDashboard dashboard = new CauseDashboard(this, "Dashboard", functions, queues);

    Outputs outputs = new Outputs(this);
    outputs.of(topics);
    outputs.of(rule);
    outputs.of(table);
    outputs.of("Explain", explain);
    slack.ifPresent(
        function -> {
          outputs.of("Slack", function.live());
          outputs.queue("SlackSubscription", function.undelivered());
        });
    outputs.of(dashboard);
    tag("application", "rolecall");
    settings.tags().forEach(this::tag);
  }

  private void tag(String name, String value) {
    Tags.of(this).add(name, value, TAGGED);
  }
}
