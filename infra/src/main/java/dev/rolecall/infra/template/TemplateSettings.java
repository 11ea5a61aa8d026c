package dev.rolecall.infra.template;

import dev.rolecall.incident.enumeration.PrivilegedNames;
import dev.rolecall.infra.resource.CheckQueue;
import dev.rolecall.infra.settings.SecretLocation;
import dev.rolecall.infra.settings.Settings;
import dev.rolecall.infra.settings.WebhookChannel;
import dev.rolecall.installation.NumericSetting;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.Token;

/// Settings that turn on whatever the template has a parameter for. Texts are references to
/// parameters; numbers stand for them, since the CDK computes with some.
final class TemplateSettings {

  /// Stands for the memory of functions that have what operators set.
  static final int MEMORY = 10_239;

  /// Of logs; the template has a parameter in all places.
  private static final int RETENTION_DAYS = 90;

  /// What the functions reserve where they reserve anything.
  private static final int EXPLAIN_CONCURRENCY = 5;

  /// What the settings refer to.
  static final List<TemplateParameter> PARAMETERS =
      List.of(
          TemplateParameter.ALERT_EMAIL,
          TemplateParameter.OPERATIONS_EMAIL,
          TemplateParameter.SLACK_SECRET,
          TemplateParameter.SLACK_KMS_KEY_ARN,
          TemplateParameter.SLACK_CHANNEL,
          TemplateParameter.TEAMS_SECRET,
          TemplateParameter.TEAMS_KMS_KEY_ARN,
          TemplateParameter.CHAT_SLACK_WORKSPACE_ID,
          TemplateParameter.CHAT_SLACK_CHANNEL_ID,
          TemplateParameter.READER_ROLE_NAME,
          TemplateParameter.READER_EXTERNAL_ID,
          TemplateParameter.ORGANIZATION_ACCOUNT,
          TemplateParameter.LOG_LEVEL);

  /// What some of them depend on.
  static final List<TemplateCondition> CONDITIONS =
      List.of(
          TemplateCondition.SLACK_SECRET_IS_PARAMETER,
          TemplateCondition.SLACK_SECRET_IS_ARN,
          TemplateCondition.TEAMS_SECRET_IS_PARAMETER,
          TemplateCondition.TEAMS_SECRET_IS_ARN);

  /// How many invocations of the sweep function take from its queue.
  static final int SWEEP_WORKERS = CheckQueue.workers(EXPLAIN_CONCURRENCY);

  /// The same where nothing is reserved.
  static final int FREE_SWEEP_WORKERS = CheckQueue.workers(0);

  private static final int CHANNEL_CONCURRENCY = 4;
  private static final int BUTTONS_CONCURRENCY = 2;
  private static final int DIGEST_HOUR = 7;

  private TemplateSettings() {}

  static Settings everything(boolean otherErrors, boolean serviceFailures) {
    return new Settings(
        otherErrors,
        serviceFailures,
        new Settings.Explain(MEMORY, EXPLAIN_CONCURRENCY),
        new TreeMap<>(
            Arrays.stream(NumericSetting.values())
                .collect(Collectors.toMap(Function.identity(), NumericSetting::standard))),
        List.of(),
        List.of("owner", "team"),
        PrivilegedNames.STANDARD.words(),
        new Settings.Links(Optional.empty(), Optional.empty()),
        new Settings.Logs(value(TemplateParameter.LOG_LEVEL), RETENTION_DAYS),
        true,
        new Settings.Organization(true, Optional.of(value(TemplateParameter.ORGANIZATION_ACCOUNT))),
        Optional.of(
            new Settings.Reader(
                value(TemplateParameter.READER_ROLE_NAME),
                Optional.of(value(TemplateParameter.READER_EXTERNAL_ID)))),
        Optional.empty(),
        List.of(value(TemplateParameter.ALERT_EMAIL)),
        List.of(value(TemplateParameter.OPERATIONS_EMAIL)),
        Optional.of(new Settings.Digest(Settings.Digest.Period.WEEKLY, DIGEST_HOUR)),
        Optional.of(slack()),
        new TreeMap<>(
            Map.of(
                WebhookChannel.TEAMS,
                new Settings.Webhook(
                    secret(
                        TemplateParameter.TEAMS_SECRET,
                        TemplateCondition.TEAMS_SECRET_IS_PARAMETER,
                        TemplateCondition.TEAMS_SECRET_IS_ARN),
                    Optional.of(value(TemplateParameter.TEAMS_KMS_KEY_ARN)),
                    CHANNEL_CONCURRENCY))),
        Optional.of(
            new Settings.Chat(
                value(TemplateParameter.CHAT_SLACK_WORKSPACE_ID),
                value(TemplateParameter.CHAT_SLACK_CHANNEL_ID))),
        true,
        Optional.empty(),
        new Settings.Audience(true, true, false),
        Map.of());
  }

  private static Settings.Slack slack() {
    return new Settings.Slack(
        secret(
            TemplateParameter.SLACK_SECRET,
            TemplateCondition.SLACK_SECRET_IS_PARAMETER,
            TemplateCondition.SLACK_SECRET_IS_ARN),
        Optional.of(value(TemplateParameter.SLACK_KMS_KEY_ARN)),
        Optional.of(value(TemplateParameter.SLACK_CHANNEL)),
        List.of(),
        Map.of(),
        Optional.empty(),
        Optional.of(new Settings.Interactive(true, List.of(), BUTTONS_CONCURRENCY)),
        CHANNEL_CONCURRENCY);
  }

  /// A secret of which only the deployment knows what holds it.
  private static SecretLocation secret(
      TemplateParameter parameter, TemplateCondition isParameter, TemplateCondition isArn) {
    String text = value(parameter);
    String name = Fn.select(1, Fn.split(":", text));
    String arn = "arn:" + Fn.select(1, Fn.split(":arn:", text));
    return new SecretLocation(
        text,
        name,
        choose(isParameter, SecretLocation.PARAMETER_STORE, SecretLocation.SECRETS_MANAGER),
        choose(
            isParameter,
            SecretLocation.parameterArn(name),
            choose(isArn, arn, SecretLocation.secretArn(name))),
        choose(isParameter, SecretLocation.GET_PARAMETER, SecretLocation.GET_SECRET),
        choose(isParameter, SecretLocation.GET_PARAMETER, SecretLocation.DESCRIBE_SECRET));
  }

  private static String choose(TemplateCondition condition, String then, String otherwise) {
    return Token.asString(Fn.conditionIf(condition.id(), then, otherwise));
  }

  private static String value(TemplateParameter parameter) {
    return Fn.ref(parameter.id());
  }
}
