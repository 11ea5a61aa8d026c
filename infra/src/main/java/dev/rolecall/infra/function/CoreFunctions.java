package dev.rolecall.infra.function;

import dev.rolecall.infra.permission.ExplainPermissions;
import dev.rolecall.infra.permission.IncidentPermissions;
import dev.rolecall.infra.permission.Permission;
import dev.rolecall.infra.permission.ReadingRole;
import dev.rolecall.infra.rule.DenialRule;
import dev.rolecall.infra.settings.FunctionEnvironment;
import dev.rolecall.infra.settings.Settings;
import dev.rolecall.infra.wording.StackWords;
import dev.rolecall.installation.Variable;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awscdk.Duration;
import software.constructs.Construct;

/// The functions that read AWS: one finds out why a call was denied, one looks after what is open,
/// one looks at everything at once.
///
/// @param explain finds out why, and publishes it once
/// @param sweep looks after what is open: it reports it again, looks whether it has been repaired,
///   and resolves it when it is over; it reads what the explain function reads
/// @param survey looks whether the installation is sound, and what the organization looks like. One
///   at a time: two would only read the same twice
public record CoreFunctions(LiveFunction explain, LiveFunction sweep, LiveFunction survey) {

  private static final Duration EXPLAIN_TIMEOUT = Duration.seconds(30);

  /// For some 50 incidents, each of which may take seconds where policies must be read again.
  public static final Duration SWEEP_TIMEOUT = Duration.minutes(5);

  /// Thousands of accounts, and all that Lambda lets a function have.
  private static final Duration SURVEY_TIMEOUT = Duration.minutes(15);

  private static final int SURVEY_MEGABYTES = 1024;

  /// What is older need not be swept for: a later sweep has done it.
  static final Duration SWEEP_NEWS_FOR = Duration.minutes(10);

  /// Events wait for one another here: a few surveys may take their full time.
  public static final Duration SURVEY_NEWS_FOR = Duration.hours(2);

  public static LiveFunction explain(Construct scope, Foundation on) {
    Settings settings = on.settings();
    LiveFunction explain =
        LiveFunction.create(
            new Construct(scope, "ExplainFunction"),
            "Explain",
            new FunctionDesign(
                StackWords.explainFunction(),
                "dev.rolecall.lambda.ExplainHandler::handleRequest",
                settings.members().map(ReadingRole.EXPLAIN::name),
                settings.explain().memoryMegabytes(),
                settings.explain().reservedConcurrency(),
                EXPLAIN_TIMEOUT,
                DenialRule.NEWS_FOR,
                FunctionEnvironment.explain(settings, on.names()),
                ExplainPermissions.of(settings, on.topics(), on.table(), on.checks())),
            on.defaults());
    // What it was denied itself is for the operations topic, not for the alerts.
    explain.tellRole(Variable.OWN_ROLE_ARN, explain.role());
    return explain;
  }

  public static LiveFunction sweep(Construct scope, Foundation on) {
    Settings settings = on.settings();
    List<Permission> permissions =
        new ArrayList<>(ExplainPermissions.of(settings, on.topics(), on.table(), on.checks()));
    permissions.addAll(IncidentPermissions.check(on.table()));
    permissions.addAll(IncidentPermissions.take(on.checks()));
    LiveFunction sweep =
        LiveFunction.create(
            new Construct(scope, "SweepFunction"),
            "Sweep",
            new FunctionDesign(
                StackWords.sweepFunction(),
                "dev.rolecall.lambda.SweepHandler::handleRequest",
                settings.members().map(ReadingRole.SWEEP::name),
                settings.explain().memoryMegabytes(),
                settings.explain().reservedConcurrency(),
                SWEEP_TIMEOUT,
                SWEEP_NEWS_FOR,
                FunctionEnvironment.explain(settings, on.names()),
                permissions),
            on.defaults());
    sweep.tellRole(Variable.OWN_ROLE_ARN, sweep.role());
    on.checks().start(sweep.alias(), settings.explain().reservedConcurrency());
    return sweep;
  }

  public static LiveFunction survey(Construct scope, Foundation on) {
    Settings settings = on.settings();
    return LiveFunction.create(
        new Construct(scope, "SurveyFunction"),
        "Survey",
        new FunctionDesign(
            StackWords.surveyFunction(),
            "dev.rolecall.lambda.SurveyHandler::handleRequest",
            settings.members().map(ReadingRole.SURVEY::name),
            SURVEY_MEGABYTES,
            Math.min(1, settings.explain().reservedConcurrency()),
            SURVEY_TIMEOUT,
            SURVEY_NEWS_FOR,
            FunctionEnvironment.survey(
                settings,
                on.names(),
                InstallationParameter.NAME,
                on.topics().operations().getTopicArn()),
            SurveyPermissions.of(settings, on.topics(), on.table())),
        on.defaults());
  }
}
