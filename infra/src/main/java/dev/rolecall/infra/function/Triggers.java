package dev.rolecall.infra.function;

import dev.rolecall.infra.resource.CentralBus;
import dev.rolecall.infra.resource.FailureQueue;
import dev.rolecall.infra.rule.Delivery;
import dev.rolecall.infra.rule.DenialRule;
import dev.rolecall.infra.rule.IamChangePattern;
import dev.rolecall.infra.rule.OrganizationChangePattern;
import dev.rolecall.infra.rule.RuleName;
import dev.rolecall.infra.settings.Settings;
import dev.rolecall.infra.wording.StackWords;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.events.CronOptions;
import software.amazon.awscdk.services.events.Rule;
import software.amazon.awscdk.services.events.RuleTargetInput;
import software.amazon.awscdk.services.events.Schedule;
import software.amazon.awscdk.services.events.targets.LambdaFunction;
import software.amazon.awscdk.services.lambda.IFunction;
import software.constructs.Construct;

/// What starts a function: hours, and changes.
///
/// CloudTrail records the calls of IAM, and so EventBridge gets them, in one region of a partition
/// alone: us-east-1 (cn-north-1 in China, us-gov-west-1 in GovCloud); those of Organizations also
/// in the management account alone. Elsewhere their rules lie idle, and the schedule finds what was
/// changed. They are write events, which a rule that is just ENABLED gets.
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/cloudtrail-integration.html
public final class Triggers extends Construct {

  private static final Duration MINUTE = Duration.minutes(1);
  private static final Duration REREAD = Duration.hours(6);

  /// The rule for changes of the organization on the central bus.
  private static final String CENTRAL_NAME = "RolecallOrganizationChanges";

  private final IFunction function;
  private final FailureQueue undelivered;
  private final Map<String, RuleName> rules = new TreeMap<>();

  private Triggers(Construct scope, String id, IFunction function) {
    super(scope, id);
    this.function = function;
    this.undelivered = FailureQueue.create(this, "Undelivered");
  }

  /// Of the sweep function: every minute, each change in IAM, and the hour of the digest.
  public static Triggers sweep(
      Construct scope, String id, Optional<Settings.Digest> digest, IFunction sweep) {
    Triggers triggers = new Triggers(scope, id, sweep);
    triggers.schedule(
        "EveryMinute",
        StackWords.everyMinute(),
        Schedule.rate(MINUTE),
        // By then the next minute has come.
        MINUTE,
        Map.of("rolecall", "sweep"));
    triggers.onDefaultBus(
        "Changes",
        Rule.Builder.create(triggers, "Changes")
            .description(StackWords.iamChanges())
            .eventPattern(IamChangePattern.pattern()),
        triggers.delivery(CoreFunctions.SWEEP_NEWS_FOR));
    digest.ifPresent(triggers::digest);
    return triggers;
  }

  private void digest(Settings.Digest digest) {
    Map<String, String> input = new LinkedHashMap<>();
    input.put("rolecall", "digest");
    input.put("period", digest.period().name());
    CronOptions.Builder cron =
        CronOptions.builder().minute("0").hour(String.valueOf(digest.hourUtc()));
    CronOptions hour =
        switch (digest.period()) {
          case DAILY -> cron.build();
          case WEEKLY -> cron.weekDay("MON").build();
        };
    schedule("Digest", StackWords.digestHour(), Schedule.cron(hour), DenialRule.NEWS_FOR, input);
  }

  /// Of the survey function: once a day for the health of the installation, and for the index of
  /// the organization every six hours and at each change of it.
  public static Triggers survey(
      Construct scope,
      String id,
      Settings.Organization organization,
      Optional<CentralBus> central,
      IFunction survey) {
    Triggers triggers = new Triggers(scope, id, survey);
    triggers.schedule(
        "Doctor",
        StackWords.doctorHour(),
        Schedule.cron(CronOptions.builder().minute("0").hour("6").build()),
        CoreFunctions.SURVEY_NEWS_FOR,
        Map.of("rolecall", "doctor"));
    if (organization.read()) {
      triggers.schedule(
          "Index",
          StackWords.indexHours(),
          Schedule.rate(REREAD),
          CoreFunctions.SURVEY_NEWS_FOR,
          Map.of("rolecall", "index"));
      triggers.onDefaultBus(
          "Changes",
          OrganizationChangePattern.rule(triggers, "Changes"),
          triggers.delivery(CoreFunctions.SURVEY_NEWS_FOR));
      central.ifPresent(triggers::forwardedChanges);
    }
    return triggers;
  }

  private void forwardedChanges(CentralBus central) {
    Rule rule =
        OrganizationChangePattern.rule(this, "MemberChanges")
            .ruleName(CENTRAL_NAME)
            .eventBus(central.bus())
            .build();
    rule.addTarget(delivery(CoreFunctions.SURVEY_NEWS_FOR).build());
    rules.put("MemberChanges", RuleName.onCentralBus(rule, CENTRAL_NAME));
  }

  private void schedule(
      String name,
      String description,
      Schedule schedule,
      Duration newsFor,
      Map<String, String> input) {
    onDefaultBus(
        name,
        Rule.Builder.create(this, name).description(description).schedule(schedule),
        delivery(newsFor).event(RuleTargetInput.fromObject(input)));
  }

  private void onDefaultBus(String name, Rule.Builder builder, LambdaFunction.Builder target) {
    Rule rule = builder.build();
    rule.addTarget(target.build());
    rules.put(name, RuleName.onDefaultBus(rule));
  }

  private LambdaFunction.Builder delivery(Duration newsFor) {
    return Delivery.to(function, newsFor, undelivered);
  }

  /// The rules by what they are for.
  public Map<String, RuleName> rules() {
    return rules;
  }

  public FailureQueue undelivered() {
    return undelivered;
  }
}
