package dev.rolecall.infra.settings;

/// Where a secret is kept; never the secret itself.
///
/// @param text `secretsmanager:NAME`, `secretsmanager:ARN` or `ssm:/NAME`
/// @param name its name or ARN
/// @param service the AWS service that holds it, as it stands in ARNs and host names
/// @param arn its ARN, in the stack's own account and region unless it is given by an ARN
/// @param readAction the only action that reads it
/// @param findAction the action that shows whether it is there
public record SecretLocation(
    String text, String name, String service, String arn, String readAction, String findAction) {

  public static final String SECRETS_MANAGER = "secretsmanager";
  public static final String PARAMETER_STORE = "ssm";
  public static final String GET_SECRET = "secretsmanager:GetSecretValue";
  public static final String DESCRIBE_SECRET = "secretsmanager:DescribeSecret";

  /// A parameter tells nothing unless it is decrypted, which takes the key.
  public static final String GET_PARAMETER = "ssm:GetParameter";

  /// Reads how operators write it.
  ///
  /// @param text in one of the three forms
  public static SecretLocation of(String text) {
    String name = text.substring(text.indexOf(':') + 1);
    if (text.startsWith(PARAMETER_STORE + ":")) {
      return new SecretLocation(
          text, name, PARAMETER_STORE, parameterArn(name), GET_PARAMETER, GET_PARAMETER);
    }
    return new SecretLocation(
        text,
        name,
        SECRETS_MANAGER,
        name.startsWith("arn:") ? name : secretArn(name),
        GET_SECRET,
        DESCRIBE_SECRET);
  }

  /// The ARN of a parameter.
  ///
  /// @param name with its leading slash
  public static String parameterArn(String name) {
    return Arns.regional(PARAMETER_STORE, "parameter" + name);
  }

  /// The ARN of a secret. Secrets Manager appends a hyphen and six characters that nobody can
  /// foretell to a name.
  public static String secretArn(String name) {
    return Arns.regional(SECRETS_MANAGER, "secret:" + name + "-??????");
  }
}
