package dev.rolecall.infra.context;

import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.infra.wording.SettingWords;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What a text among the settings may look like.
public enum SettingFormat {
  ACCOUNT("\\d{12}", SettingWords.accountId()),
  CALL_AS("SELF|DELEGATED_ADMIN", SettingWords.either("SELF", "DELEGATED_ADMIN")),
  CALLER_ARN(
      "arn:aws[a-z-]*:iam::\\d{12}:(role|user)/([!-~]+/)?[\\w+=,.@-]{1,64}",
      SettingWords.callerArn()),
  CAUSE(causes("|"), SettingWords.cause(causes(", "))),
  CHANNEL("[A-Za-z0-9_-]{1,80}", SettingWords.channel()),
  DIGEST("none|daily|weekly", SettingWords.either("none", "daily", "weekly")),
  EMAIL("[^@\\s,]{1,64}@[^@\\s,]+\\.[^@\\s,.]+", SettingWords.email()),
  EXTERNAL_ID("[\\w+=,.@:/-]{2,1224}", SettingWords.externalId()),
  HTTPS("https://[A-Za-z0-9.-]+(:\\d{1,5})?(/\\S*)?", SettingWords.https()),
  KEY_ARN("arn:aws[a-z-]*:kms:[a-z0-9-]+:\\d{12}:key/[A-Za-z0-9-]+", SettingWords.keyArn()),
  LOG_LEVEL(
      "TRACE|DEBUG|INFO|WARN|ERROR",
      SettingWords.either("TRACE", "DEBUG", "INFO", "WARN", "ERROR")),
  MENTION("[SUW][A-Z0-9]{2,20}", SettingWords.mention()),
  ORGANIZATION("o-[a-z0-9]{10,32}", SettingWords.organizationId()),
  ORGANIZATIONAL_UNIT(
      "ou-[0-9a-z]{4,32}-[0-9a-z]{8,32}|r-[0-9a-z]{4,32}", SettingWords.organizationalUnit()),
  NONE("none", SettingWords.none()),
  OWNER("[\\p{L}\\p{Z}\\p{N}_.:/=+@-]{1,256}", SettingWords.owner()),
  POLICY_NAME("([\\w+=,.@-]+/)*[\\w+=,.@-]{1,128}", SettingWords.policyName()),
  REASON("\\P{Cntrl}{1,200}", SettingWords.reason()),
  REGION("[a-z]{2}(-[a-z]+){1,2}-\\d{1,2}", SettingWords.region()),
  PAGER_DUTY_REGION("us|eu", SettingWords.either("us", "eu")),
  ROLE_ARN("arn:aws[a-z-]*:iam::\\d{12}:role/([!-~]+/)?[\\w+=,.@-]{1,64}", SettingWords.roleArn()),
  ROLE_WORD("[a-z0-9]{2,32}", SettingWords.roleWord()),
  ROLE_NAME("[\\w+=,.@-]{1,64}", SettingWords.roleName()),
  SECRET(
      "secretsmanager:(arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:\\d{12}:secret:)?[\\w/+=.@-]{1,512}"
          + "|ssm:/[\\w./-]{1,1010}",
      SettingWords.secret()),
  SECRET_OF_SECRETS_MANAGER(
      "secretsmanager:(arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:\\d{12}:secret:)?[\\w/+=.@-]{1,512}",
      SettingWords.secretOfSecretsManager()),
  SEVERITY("SECURITY|HIGH|MEDIUM|LOW", SettingWords.either("SECURITY", "HIGH", "MEDIUM", "LOW")),
  SLACK_CHANNEL("[CG][A-Z0-9]{2,20}", SettingWords.slackChannel()),
  SLACK_TEAM("[TE][A-Z0-9]{2,30}", SettingWords.slackTeam()),
  SLACK_WORKSPACE("T[A-Z0-9]{2,20}", SettingWords.slackWorkspace()),
  TAG_NAME("(?!(?i:aws:))[\\p{L}\\p{Z}\\p{N}_.:/=+@-]{1,128}", SettingWords.tagName()),
  TAG_VALUE("[\\p{L}\\p{Z}\\p{N}_.:/=+@-]{0,256}", SettingWords.tagValue());

  private final Pattern pattern;
  private final String allowed;

  SettingFormat(String pattern, String allowed) {
    this.pattern = Pattern.compile(pattern);
    this.allowed = allowed;
  }

  private static String causes(String separator) {
    return Arrays.stream(CauseCode.values())
        .map(CauseCode::name)
        .sorted()
        .collect(Collectors.joining(separator));
  }

  boolean accepts(String text) {
    return pattern.matcher(text).matches();
  }

  /// A value as a problem may show it: what may be a secret, put in the wrong place, is not shown.
  Object shown(Object value) {
    return switch (this) {
      case SECRET, SECRET_OF_SECRETS_MANAGER, EXTERNAL_ID -> "…";
      default -> value;
    };
  }

  /// What it accepts, as a regular expression.
  public String regex() {
    return pattern.pattern();
  }

  /// What it accepts, to follow "expected".
  public String allowed() {
    return allowed;
  }
}
