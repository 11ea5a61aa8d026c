package dev.rolecall.infra.settings;

import java.util.regex.Pattern;

/// What a text setting may be.
///
/// @param allowed in words, for who got it wrong
record Kind(Pattern pattern, String allowed) {

  static final Kind ACCOUNT = of("[0-9]{12}", "an account id of 12 digits, in quotation marks");
  static final Kind EMAIL =
      of("[^@\\s,;<>\"]+@[^@\\s,;<>\"]+\\.[^@\\s,;<>\".]+", "an e-mail address");
  static final Kind ROLE_NAME = of("[A-Za-z0-9_+=,.@-]{1,64}", "a role name without its path");
  static final Kind EXTERNAL_ID =
      of("[A-Za-z0-9_+=,.@:/-]{2,1224}", "2 to 1224 letters, digits or characters of `_+=,.@:/-`");
  static final Kind LOG_LEVEL =
      of("TRACE|DEBUG|INFO|WARN|ERROR", "TRACE, DEBUG, INFO, WARN or ERROR");
  static final Kind WORKSPACE = of("[TE][A-Z0-9]{1,254}", "a Slack workspace id such as T01ABC234");
  static final Kind CHANNEL = of("[CGD][A-Z0-9]{1,254}", "a Slack channel id such as C01ABC234");
  static final Kind SECRET =
      of(
          "secretsmanager:(arn:[a-z0-9-]+:secretsmanager:[a-z0-9-]+:[0-9]{12}:secret:)?[A-Za-z0-9/_+=.@-]{1,512}"
              + "|ssm:/[A-Za-z0-9_./-]{1,1010}",
          "`secretsmanager:` and a secret's name or ARN, or `ssm:/` and a parameter's name");
  static final Kind KMS_KEY =
      of("arn:[a-z0-9-]+:kms:[a-z0-9-]+:[0-9]{12}:key/[A-Za-z0-9-]+", "the ARN of a KMS key");
  static final Kind HTTPS = of("https://[A-Za-z0-9.:/_-]+", "an address that starts with https://");
  static final Kind WORD = of("[A-Za-z][A-Za-z0-9_-]*", "a word");
  static final Kind CODE = of("[A-Z][A-Z0-9_]*", "a code in capitals such as SCP_DENY");
  static final Kind TAG_VALUE =
      of(
          "[\\p{L}\\p{Z}\\p{N}_.:/=+@-]{0,256}",
          "at most 256 letters, digits, spaces or characters of `_.:/=+@-`");
  static final Kind TAG_KEY =
      of(
          "(?!(?i:aws):)[\\p{L}\\p{Z}\\p{N}_.:/=+@-]{1,128}",
          "1 to 128 letters, digits, spaces or characters of `_.:/=+@-`, not beginning with"
              + " `aws:`");

  private static Kind of(String regex, String allowed) {
    return new Kind(Pattern.compile(regex), allowed);
  }

  boolean allows(String value) {
    return pattern.matcher(value).matches();
  }
}
