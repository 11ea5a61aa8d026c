package dev.rolecall.infra.context;

import dev.rolecall.diagnosis.result.CauseCode;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What a text among the settings may look like.
enum SettingFormat {
  ACCOUNT("\\d{12}", "an account id: 12 digits, in quotes"),
  CALL_AS("SELF|DELEGATED_ADMIN", "SELF or DELEGATED_ADMIN"),
  CALLER_ARN(
      "arn:aws[a-z-]*:iam::\\d{12}:(role|user)/([!-~]+/)?[\\w+=,.@-]{1,64}",
      "the ARN of a role or user: arn:aws:iam::ACCOUNT:role/NAME, with the path in front of the"
          + " name if there is one"),
  CAUSE(causes("|"), "a cause: " + causes(", ")),
  CHANNEL("[A-Za-z0-9_-]{1,80}", "the id of a Slack channel (C0123456789) or a webhook's name"),
  DIGEST("none|daily|weekly", "none, daily or weekly"),
  EMAIL("[^@\\s,]{1,64}@[^@\\s,]+\\.[^@\\s,.]+", "an e-mail address"),
  EXTERNAL_ID(
      "[\\w+=,.@:/-]{2,1224}", "an external id: 2 to 1224 of A-Z a-z 0-9 _ + = , . @ : / -"),
  HTTPS("https://[A-Za-z0-9.-]+(:\\d{1,5})?(/\\S*)?", "an address that begins with https://"),
  KEY_ARN(
      "arn:aws[a-z-]*:kms:[a-z0-9-]+:\\d{12}:key/[A-Za-z0-9-]+",
      "the ARN of a KMS key: arn:aws:kms:REGION:ACCOUNT:key/ID"),
  LOG_LEVEL("TRACE|DEBUG|INFO|WARN|ERROR", "TRACE, DEBUG, INFO, WARN or ERROR"),
  MENTION(
      "[SUW][A-Z0-9]{2,20}",
      "the id of a Slack user group (S0123456789) or of a user (U0123456789)"),
  ORGANIZATION("o-[a-z0-9]{10,32}", "the id of an organization, such as o-a1b2c3d4e5"),
  ORGANIZATIONAL_UNIT(
      "ou-[0-9a-z]{4,32}-[0-9a-z]{8,32}|r-[0-9a-z]{4,32}",
      "the id of an organizational unit (ou-ab12-cdef3456) or of a root (r-ab12)"),
  OWNER(
      "[\\p{L}\\p{Z}\\p{N}_.:/=+@-]{1,256}",
      "an owner's name, as it stands in a role's tag: up to 256 letters, digits, _.:/=+@-"),
  POLICY_NAME(
      "([\\w+=,.@-]+/)*[\\w+=,.@-]{1,128}",
      "the name of a managed policy, with the path in front of it if there is one"),
  REASON("\\P{Cntrl}{1,200}", "a reason: up to 200 characters in one line"),
  REGION("[a-z]{2}(-[a-z]+){1,2}-\\d{1,2}", "the code of a region, such as eu-west-1"),
  ROLE_ARN(
      "arn:aws[a-z-]*:iam::\\d{12}:role/([!-~]+/)?[\\w+=,.@-]{1,64}",
      "the ARN of a role: arn:aws:iam::ACCOUNT:role/NAME, with the path in front of the name if"
          + " there is one"),
  ROLE_NAME("[\\w+=,.@-]{1,64}", "the name of a role, without a path"),
  SECRET(
      "secretsmanager:(arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:\\d{12}:secret:)?[\\w/+=.@-]{1,512}"
          + "|ssm:/[\\w./-]{1,1010}",
      "where a secret is kept (never the secret itself): secretsmanager:NAME, secretsmanager:ARN or"
          + " ssm:/NAME"),
  SEVERITY("SECURITY|HIGH|MEDIUM|LOW", "SECURITY, HIGH, MEDIUM or LOW"),
  SLACK_CHANNEL("[CG][A-Z0-9]{2,20}", "the id of a Slack channel, such as C0123456789"),
  SLACK_WORKSPACE("T[A-Z0-9]{2,20}", "the id of a Slack workspace, such as T0123456789"),
  TAG_NAME(
      "(?!(?i:aws:))[\\p{L}\\p{Z}\\p{N}_.:/=+@-]{1,128}",
      "a tag's name: up to 128 letters, digits, _.:/=+@- that do not begin with aws:"),
  TAG_VALUE(
      "[\\p{L}\\p{Z}\\p{N}_.:/=+@-]{0,256}", "a tag's value: up to 256 letters, digits, _.:/=+@-");

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
    return this == SECRET || this == EXTERNAL_ID ? "…" : value;
  }

  /// What it accepts, to follow "wanted is".
  String allowed() {
    return allowed;
  }
}
