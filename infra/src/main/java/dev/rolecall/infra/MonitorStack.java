package dev.rolecall.infra;

import dev.rolecall.infra.alarm.Alarms;
import dev.rolecall.infra.alarm.CauseDashboard;
import dev.rolecall.infra.context.UnheardTopic;
import dev.rolecall.infra.event.EventPipe;
import dev.rolecall.infra.event.PagerDutyRule;
import dev.rolecall.infra.function.ChannelFunction;
import dev.rolecall.infra.function.CoreFunctions;
import dev.rolecall.infra.function.Foundation;
import dev.rolecall.infra.function.FunctionDefaults;
import dev.rolecall.infra.function.InstallationParameter;
import dev.rolecall.infra.function.InteractionFunctions;
import dev.rolecall.infra.function.KeptFailures;
import dev.rolecall.infra.function.LiveFunction;
import dev.rolecall.infra.function.Triggers;
import dev.rolecall.infra.resource.CentralBus;
import dev.rolecall.infra.resource.ChannelQueues;
import dev.rolecall.infra.resource.ChatChannel;
import dev.rolecall.infra.resource.CheckQueue;
import dev.rolecall.infra.resource.FailureQueue;
import dev.rolecall.infra.resource.IncidentTable;
import dev.rolecall.infra.resource.Topics;
import dev.rolecall.infra.rule.DenialRule;
import dev.rolecall.infra.settings.Settings;
import dev.rolecall.infra.wording.AlarmWords;
import dev.rolecall.infra.wording.SettingWords;
import dev.rolecall.installation.Variable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awscdk.Annotations;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.TagProps;
import software.amazon.awscdk.Tags;
import software.amazon.awscdk.services.lambda.Code;
import software.amazon.awscdk.services.sqs.Queue;
import software.constructs.Construct;

/// What watches one account and region: the rule and the explain function, the incidents and the
/// sweep function, the topics, and their subscribers.
public final class MonitorStack extends Stack {

  /// The CDK would tag dashboards, too, which cfn-lint does not know of.
  private static final TagProps TAGGED =
      TagProps.builder().excludeResourceTypes(List.of("AWS::CloudWatch::Dashboard")).build();

  private final Topics topics;
  private final IncidentTable table;
  private final CheckQueue checks;
  private final LiveFunction explain;
  private final DenialRule rule;
  private final Optional<CentralBus> central;
  private final Optional<DenialRule> memberRule;
  private final LiveFunction sweep;
  private final Triggers sweepTriggers;
  private final LiveFunction survey;
  private final Triggers surveyTriggers;
  private final List<ChannelFunction> channels;
  private final Optional<InteractionFunctions> interactions;
  private final Optional<EventPipe> events;
  private final Optional<PagerDutyRule> pagerDuty;

  /// Adds the stack to an app.
  ///
  /// @param code the jar of all functions
  public MonitorStack(Construct scope, String id, StackProps props, Settings settings, Code code) {
    super(scope, id, props);
    topics = Topics.create(this, "Topics", settings);
    table = IncidentTable.create(this, "Incidents");
    checks = CheckQueue.create(this, "Checks", CoreFunctions.SWEEP_TIMEOUT);
    Foundation on =
        new Foundation(
            settings,
            topics,
            table,
            checks,
            new FunctionDefaults(code, settings.logs(), settings.snapStart()));
    explain = CoreFunctions.explain(this, on);
    rule = DenialRule.own(this, "Denials", settings, explain.alias());
    central =
        settings
            .members()
            .map(
                members ->
                    CentralBus.create(
                        this, "CentralBus", members, DenialRule.detailTypes(settings)));
    memberRule =
        central.map(
            bus -> DenialRule.forwarded(this, "MemberDenials", settings, explain.alias(), bus));
    sweep = CoreFunctions.sweep(this, on);
    sweepTriggers = Triggers.sweep(this, "SweepTriggers", settings.digest(), sweep.alias());
    survey = CoreFunctions.survey(this, on);
    surveyTriggers =
        Triggers.survey(this, "SurveyTriggers", settings.organization(), central, survey.alias());
    // What these roles were denied is no alert either: they ask for the reader role, too.
    explain.tellRole(Variable.SWEEP_ROLE_ARN, sweep.role());
    explain.tellRole(Variable.SURVEY_ROLE_ARN, survey.role());
    channels = ChannelFunction.of(this, on);
    interactions = InteractionFunctions.of(this, on);
    interactions.ifPresent(
        it -> explain.tellRole(Variable.INTERACTION_ROLE_ARN, it.worker().role()));
    settings.chat().ifPresent(chat -> new ChatChannel(this, "Chat", chat, topics.alerts()));
    events =
        Optional.of(settings)
            .filter(Settings::events)
            .filter(_ -> EventPipe.isOffered(getRegion()))
            .map(_ -> EventPipe.create(this, "Events", topics));
    if (settings.pagerDuty().isPresent() && events.isEmpty()) {
      Annotations.of(this).addError(SettingWords.noPipes(getRegion()));
    }
    pagerDuty =
        settings.pagerDuty().map(service -> PagerDutyRule.create(this, "PagerDuty", service));
    watch(new Alarms(this, "Alarms", topics.operations()));
    Outputs outputs = new Outputs(this);
    UnheardTopic.of(settings).forEach(outputs::of);
    tell(outputs, dashboard(), installation(settings));
    tag(this, settings.tags());
  }

  private InstallationParameter installation(Settings settings) {
    return InstallationParameter.create(
        this,
        "Installation",
        settings,
        new InstallationParameter.Parts(
            rule,
            explain,
            topics,
            table,
            checks,
            channels,
            interactions,
            events,
            pagerDuty,
            central,
            keptFailures()));
  }

  /// What failed, and where it goes when it is sent again.
  private List<KeptFailures> keptFailures() {
    List<KeptFailures> kept = new ArrayList<>();
    kept.add(KeptFailures.events("Rule", rule.undelivered(), explain));
    memberRule.ifPresent(
        forwarded -> kept.add(KeptFailures.events("MemberRule", forwarded.undelivered(), explain)));
    kept.add(KeptFailures.events("SweepTriggers", sweepTriggers.undelivered(), sweep));
    kept.add(KeptFailures.events("SurveyTriggers", surveyTriggers.undelivered(), survey));
    kept.add(KeptFailures.messages("Checks", checks.failures(), checks.queue()));
    kept.add(KeptFailures.messages("FailedChecks", checks.failures(), checks.queue()));
    kept.add(KeptFailures.invocations("Explain", explain));
    kept.add(KeptFailures.invocations("Sweep", sweep));
    kept.add(KeptFailures.invocations("Survey", survey));
    for (ChannelFunction channel : channels) {
      ChannelQueues queues = channel.queues();
      kept.add(KeptFailures.invocations(channel.name(), channel.live()));
      kept.add(
          KeptFailures.messages(
              channel.name() + "Subscription", queues.undelivered(), queues.inbox()));
      kept.add(
          KeptFailures.messages(
              channel.name() + "DeadLetters", queues.deadLetters(), queues.inbox()));
    }
    interactions.ifPresent(
        it -> {
          kept.add(
              KeptFailures.messages(
                  InteractionFunctions.FRONT + "Requests", it.undelivered(), it.queue().queue()));
          kept.add(KeptFailures.invocations(InteractionFunctions.FRONT, it.front()));
          kept.add(KeptFailures.invocations(InteractionFunctions.WORKER, it.worker()));
        });
    events.ifPresent(
        pipe -> kept.add(KeptFailures.messages("Events", pipe.undelivered(), pipe.queue())));
    pagerDuty.ifPresent(
        pages -> kept.add(KeptFailures.pages("PagerDuty", pages.undelivered(), pages.rule())));
    return kept;
  }

  private void watch(Alarms alarms) {
    alarms.watch("Rule", rule);
    memberRule.ifPresent(forwarded -> alarms.watch("MemberRule", forwarded));
    alarms.watch("Sweep", sweepTriggers);
    alarms.watch("Survey", surveyTriggers);
    alarms.watch("Alerts", AlarmWords.explanation(), topics.alerts());
    topics.updates().ifPresent(updates -> alarms.watch("Updates", AlarmWords.update(), updates));
    events.ifPresent(alarms::watch);
    pagerDuty.ifPresent(alarms::watch);
    alarms.watch(table);
    alarms.watch(checks);
    alarms.watch("Explain", explain);
    alarms.watch("Sweep", sweep);
    alarms.watchInTurn("Survey", survey);
    channels.forEach(
        channel -> {
          alarms.watchInTurn(channel.name(), channel.live());
          alarms.watch(channel.name(), channel.queues());
        });
    interactions.ifPresent(alarms::watch);
  }

  private CauseDashboard dashboard() {
    List<LiveFunction> functions = new ArrayList<>(List.of(explain, sweep, survey));
    channels.forEach(channel -> functions.add(channel.live()));
    interactions.ifPresent(it -> functions.addAll(List.of(it.front(), it.worker())));
    List<FailureQueue> queues = new ArrayList<>();
    queues.add(rule.undelivered());
    memberRule.map(DenialRule::undelivered).ifPresent(queues::add);
    queues.add(sweepTriggers.undelivered());
    queues.add(surveyTriggers.undelivered());
    channels.forEach(
        channel -> {
          queues.add(channel.queues().undelivered());
          queues.add(channel.queues().deadLetters());
        });
    interactions.ifPresent(it -> queues.add(it.undelivered()));
    queues.add(checks.failures());
    events.map(EventPipe::undelivered).ifPresent(queues::add);
    pagerDuty.map(PagerDutyRule::undelivered).ifPresent(queues::add);
    functions.forEach(function -> queues.add(function.failures()));
    List<Queue> passing =
        channels.stream().flatMap(channel -> channel.queues().passing().stream()).toList();
    return new CauseDashboard(this, "Dashboard", functions, queues, passing, interactions);
  }

  private void tell(
      Outputs outputs, CauseDashboard dashboard, InstallationParameter installationParameter) {
    outputs.of(topics);
    outputs.of(rule);
    central.ifPresent(bus -> memberRule.ifPresent(forwarded -> outputs.of(bus, forwarded)));
    outputs.of(table);
    outputs.of(checks);
    outputs.of("Explain", explain);
    outputs.of("Sweep", sweep);
    outputs.queue("Sweep", sweepTriggers.undelivered());
    outputs.of("Survey", survey);
    outputs.queue("Survey", surveyTriggers.undelivered());
    channels.forEach(
        channel -> {
          outputs.of(channel.name(), channel.live());
          outputs.of(channel.name(), channel.queues());
        });
    interactions.ifPresent(outputs::of);
    events.ifPresent(pipe -> outputs.queue("Events", pipe.undelivered()));
    pagerDuty.ifPresent(pages -> outputs.queue("PagerDuty", pages.undelivered()));
    outputs.of(dashboard);
    outputs.of(installationParameter);
  }

  /// Tags everything of a stack.
  static void tag(Stack stack, Map<String, String> tags) {
    Tags.of(stack).add("application", "rolecall", TAGGED);
    tags.forEach((name, value) -> Tags.of(stack).add(name, value, TAGGED));
  }
}
