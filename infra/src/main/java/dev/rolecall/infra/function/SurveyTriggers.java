package dev.rolecall.infra.function;

import dev.rolecall.infra.resource.CentralBus;
import dev.rolecall.infra.resource.FailureQueue;
import dev.rolecall.infra.rule.Delivery;
import dev.rolecall.infra.rule.OrganizationChangePattern;
import dev.rolecall.infra.rule.RuleName;
import dev.rolecall.infra.settings.Settings;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.events.CronOptions;
import software.amazon.awscdk.services.events.Rule;
import software.amazon.awscdk.services.events.RuleTargetInput;
import software.amazon.awscdk.services.events.Schedule;
import software.amazon.awscdk.services.lambda.IFunction;
import software.constructs.Construct;

/// What starts the survey function: once a day for the health of the installation, and for the
/// index of the organization every six hours and at each change of it.
public final class SurveyTriggers extends Construct {

  private static final Duration REREAD = Duration.hours(6);

  /// The rule on the central bus.
  private static final String CENTRAL_NAME = "RolecallOrganizationChanges";

  private final FailureQueue undelivered;
  private final IFunction survey;
  private final Map<String, RuleName> rules = new TreeMap<>();

  public SurveyTriggers(
      Construct scope,
      String id,
      Settings.Organization organization,
      Optional<CentralBus> central,
      IFunction survey) {
    super(scope, id);
    this.survey = survey;
    undelivered = new FailureQueue(this, "Undelivered");
    doctor();
    if (organization.read()) {
      index();
      changes();
      central.ifPresent(this::forwardedChanges);
    }
  }

  private void doctor() {
    scheduled(
        "Doctor",
        Rule.Builder.create(this, "Doctor")
            .description("The hour at which Rolecall looks after itself")
            .schedule(Schedule.cron(CronOptions.builder().minute("0").hour("6").build())));
  }

  private void index() {
    scheduled(
        "Index",
        Rule.Builder.create(this, "Index")
            .description("The hours at which Rolecall reads the organization anew")
            .schedule(Schedule.rate(REREAD)));
  }

  private void scheduled(String id, Rule.Builder builder) {
    Rule rule = builder.build();
    rule.addTarget(
        Delivery.to(survey, SurveyFunction.NEWS_FOR, undelivered)
            .event(RuleTargetInput.fromObject(Map.of("rolecall", id.toLowerCase(Locale.ROOT))))
            .build());
    rules.put(id, RuleName.onDefaultBus(rule));
  }

  /// CloudTrail records them in the management account and in one region of a partition alone.
  /// Elsewhere this rule lies idle. They are write events, which a rule that is just ENABLED gets.
  private void changes() {
    rules.put(
        "Changes",
        RuleName.onDefaultBus(deliver(OrganizationChangePattern.rule(this, "Changes").build())));
  }

  private void forwardedChanges(CentralBus central) {
    Rule.Builder builder =
        OrganizationChangePattern.rule(this, "MemberChanges")
            .ruleName(CENTRAL_NAME)
            .eventBus(central.bus());
    rules.put("MemberChanges", RuleName.onCentralBus(deliver(builder.build()), CENTRAL_NAME));
  }

  private Rule deliver(Rule rule) {
    rule.addTarget(Delivery.to(survey, SurveyFunction.NEWS_FOR, undelivered).build());
    return rule;
  }

  /// By what they are for.
  public Map<String, RuleName> rules() {
    return rules;
  }

  public FailureQueue undelivered() {
    return undelivered;
  }
}
