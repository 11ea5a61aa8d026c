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

/// What watches one account and region: the rule and the explain function, the incidents and the
/// sweep function, the topics, and whoever listens.
public final class MonitorStack extends Stack {

  /// The CDK would tag dashboards, too, which cfn-lint does not know of.
  private static final TagProps TAGGED =
      TagProps.builder().excludeResourceTypes(List.of("AWS::CloudWatch::Dashboard")).build();

  private final Topics topics;
  private final IncidentTable table;
  private final LiveFunction explain;
  private final DenialRule rule;
  private final LiveFunction sweep;
  private final SweepTriggers triggers;
  private final Optional<SlackFunction> slack;

  /// Adds the stack to an app.
  ///
  /// @param code the jar of all functions
  public MonitorStack(Construct scope, String id, StackProps props, Settings settings, Code code) {
    super(scope, id, props);
    topics = new Topics(this, "Topics", settings);
    table = new IncidentTable(this, "Incidents");
    Names names =
        new Names(
            table.name(), topics.alerts().getTopicArn(), topics.updates().map(Topic::getTopicArn));
    EveryFunction every = new EveryFunction(code, settings.logs(), settings.snapStart());
    ExplainFunction explaining =
        new ExplainFunction(this, "ExplainFunction", settings, topics, table, names, every);
    explain = explaining.live();
    rule = new DenialRule(this, "Denials", settings.explainOtherErrors(), explain.alias());
    sweep = new SweepFunction(this, "SweepFunction", settings, topics, table, names, every).live();
    explaining.spare(sweep.role());
    triggers = new SweepTriggers(this, "SweepTriggers", settings.digest(), sweep.alias());
    slack =
        settings
            .slack()
            .map(
                chosen ->
                    new SlackFunction(
                        this, "SlackFunction", chosen, topics.forSlack(), table, names, every));
    settings.chat().ifPresent(chat -> new ChatChannel(this, "Chat", chat, topics.alerts()));
    watch(new Alarms(this, "Alarms", topics.operations()));
    tell(new Outputs(this), dashboard());
    tag("application", "rolecall");
    settings.tags().forEach(this::tag);
  }

  private void watch(Alarms alarms) {
    alarms.watch(rule);
    alarms.watch(triggers);
    alarms.watch("Alerts", "an explanation", topics.alerts());
    topics.updates().ifPresent(updates -> alarms.watch("Updates", "an update", updates));
    alarms.watch(table);
    alarms.watch("Explain", explain);
    alarms.watch("Sweep", sweep);
    slack.ifPresent(
        function -> {
          alarms.watch("Slack", function.live());
          alarms.watch(
              "SlackSubscription",
              "explanations that SNS could not hand to the Slack function wait here",
              function.undelivered());
        });
  }

  private CauseDashboard dashboard() {
    List<LiveFunction> functions = new ArrayList<>(List.of(explain, sweep));
    List<FailureQueue> queues = new ArrayList<>(List.of(rule.undelivered(), explain.failures()));
    queues.addAll(List.of(triggers.undelivered(), sweep.failures()));
    slack.ifPresent(
        function -> {
          functions.add(function.live());
          queues.add(function.undelivered());
          queues.add(function.live().failures());
        });
    return new CauseDashboard(this, "Dashboard", functions, queues);
  }

  private void tell(Outputs outputs, CauseDashboard dashboard) {
    outputs.of(topics);
    outputs.of(rule);
    outputs.of(table);
    outputs.of("Explain", explain);
    outputs.of("Sweep", sweep);
    outputs.queue("Sweep", triggers.undelivered());
    slack.ifPresent(
        function -> {
          outputs.of("Slack", function.live());
          outputs.queue("SlackSubscription", function.undelivered());
        });
    outputs.of(dashboard);
  }

  private void tag(String name, String value) {
    Tags.of(this).add(name, value, TAGGED);
  }
}
