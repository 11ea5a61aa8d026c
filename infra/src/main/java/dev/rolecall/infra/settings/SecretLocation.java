package dev.rolecall.infra.settings;

/// Where a secret is kept; never the secret itself.
///
/// @param text `secretsmanager:NAME`, `secretsmanager:ARN` or `ssm:/NAME`
public record SecretLocation(String text) {

  private static final String SECRETS_MANAGER = "secretsmanager:";

  /// Whether it is in Secrets Manager, else it is an SSM parameter.
  public boolean inSecretsManager() {
    return text.startsWith(SECRETS_MANAGER);
  }

  /// The only action that reads it.
  public String readAction() {
    return inSecretsManager() ? "secretsmanager:GetSecretValue" : "ssm:GetParameter";
  }

  /// The AWS service that holds it, as it stands in ARNs and host names.
  public String service() {
    return inSecretsManager() ? "secretsmanager" : "ssm";
  }

  /// Its name or ARN.
  public String name() {
    return text.substring(text.indexOf(':') + 1);
  }

  /// Its ARN in the stack's own account and region, unless it is given by an ARN.
  public String arn() {
    String name = name();
    if (!inSecretsManager()) {
      return Arns.regional("ssm", "parameter" + name);
    }
    // Secrets Manager appends a hyphen and six characters that nobody can foretell to a name.
    return name.startsWith("arn:") ? name : Arns.regional(service(), "secret:" + name + "-??????");
  }
}
