package dev.rolecall.infra.function;

import dev.rolecall.infra.resource.FailureQueue;
import dev.rolecall.infra.rule.Delivery;
import dev.rolecall.infra.rule.DenialRule;
import dev.rolecall.infra.rule.IamChangePattern;
import dev.rolecall.infra.rule.RuleName;
import dev.rolecall.infra.settings.Settings;
import java.util.LinkedHashMap;
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

/// What starts the sweep function: every minute, each change in IAM, and the hour of the digest.
public final class SweepTriggers extends Construct {

  private static final Duration MINUTE = Duration.minutes(1);

  private final FailureQueue undelivered;
  private final Map<String, RuleName> rules = new TreeMap<>();

  public SweepTriggers(
      Construct scope, String id, Optional<Settings.Digest> digest, IFunction sweep) {
    super(scope, id);
    undelivered = new FailureQueue(this, "Undelivered");
    everyMinute(sweep);
    changes(sweep);
    digest.ifPresent(wanted -> digest(wanted, sweep));
  }

  private void everyMinute(IFunction sweep) {
    rule(
            "EveryMinute",
            Rule.Builder.create(this, "EveryMinute")
                .description("The minute, for Rolecall to look after what is open")
                .schedule(Schedule.rate(MINUTE)))
        .addTarget(
            // By then the next minute has come.
            Delivery.to(sweep, MINUTE, undelivered)
                .event(RuleTargetInput.fromObject(Map.of("rolecall", "sweep")))
                .build());
  }

  /// CloudTrail records the calls of IAM, and so EventBridge gets them, in one region of a
  /// partition alone: us-east-1 (cn-north-1 in China, us-gov-west-1 in GovCloud). Elsewhere this
  /// rule lies idle, and the sweep of the minute finds what was repaired. They are write events,
  /// which a rule that is just ENABLED gets.
  /// https://docs.aws.amazon.com/IAM/latest/UserGuide/cloudtrail-integration.html
  private void changes(IFunction sweep) {
    rule(
            "Changes",
            Rule.Builder.create(this, "Changes")
                .description("Changes in IAM, for Rolecall to see at once what they repair")
                .eventPattern(IamChangePattern.pattern()))
        .addTarget(Delivery.to(sweep, SweepFunction.NEWS_FOR, undelivered).build());
  }

  private void digest(Settings.Digest digest, IFunction sweep) {
    Map<String, String> input = new LinkedHashMap<>();
    input.put("rolecall", "digest");
    input.put("period", digest.period().name());
    rule(
            "Digest",
            Rule.Builder.create(this, "Digest")
                .description("The hour at which Rolecall sums up")
                .schedule(schedule(digest)))
        .addTarget(
            Delivery.to(sweep, DenialRule.NEWS_FOR, undelivered)
                .event(RuleTargetInput.fromObject(input))
                .build());
  }

  private static Schedule schedule(Settings.Digest digest) {
    CronOptions.Builder cron =
        CronOptions.builder().minute("0").hour(String.valueOf(digest.hourUtc()));
    return Schedule.cron(
        switch (digest.period()) {
          case DAILY -> cron.build();
          case WEEKLY -> cron.weekDay("MON").build();
        });
  }

  private Rule rule(String name, Rule.Builder builder) {
    Rule rule = builder.build();
    rules.put(name, RuleName.onDefaultBus(rule));
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
