package dev.rolecall.infra;

import dev.rolecall.infra.settings.Slack;
import dev.rolecall.infra.settings.Slack.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import software.amazon.awscdk.Stack;

/// What the Slack function may do: read one secret.
final class SlackPermissions {

  // https://docs.aws.amazon.com/secretsmanager/latest/userguide/whats-in-a-secret.html
  private static final Pattern ENDS_AS_SECRETS_MANAGER_ENDS_ARNS =
      Pattern.compile(".*-[A-Za-z0-9]{6}");

  private SlackPermissions() {}

  static List<Permission> of(Stack stack, Slack slack) {
    String own = stack.getRegion() + ":" + stack.getAccount();
    List<Permission> permissions = new ArrayList<>();
    permissions.add(
        switch (slack.secret()) {
          case Secret.SecretsManager secret ->
              new Permission(
                  "ReadSlackSecret",
                  List.of("secretsmanager:GetSecretValue"),
                  List.of(secretArn(stack, own, secret.id())),
                  "the bot token or webhook with which it writes to Slack");
          case Secret.Parameter parameter ->
              new Permission(
                  "ReadSlackSecret",
                  List.of("ssm:GetParameter"),
                  List.of(
                      "arn:"
                          + stack.getPartition()
                          + ":ssm:"
                          + own
                          + ":parameter"
                          + parameter.name()),
                  "the bot token or webhook with which it writes to Slack");
        });
    slack
        .kmsKey()
        .ifPresent(
            key ->
                permissions.add(
                    new Permission(
                        "DecryptSlackSecret",
                        List.of("kms:Decrypt"),
                        List.of(key),
                        Permission.onlyThrough(service(slack.secret()), stack),
                        "the secret is encrypted with this key")));
    return permissions;
  }

  /// Secrets Manager ends every ARN with a hyphen and six characters that the name does not tell.
  private static String secretArn(Stack stack, String own, String id) {
    if (id.startsWith("arn:")) {
      return ENDS_AS_SECRETS_MANAGER_ENDS_ARNS.matcher(id).matches() ? id : id + "-??????";
    }
    return "arn:" + stack.getPartition() + ":secretsmanager:" + own + ":secret:" + id + "-??????";
  }

  private static String service(Secret secret) {
    return switch (secret) {
      case Secret.SecretsManager _ -> "secretsmanager";
      case Secret.Parameter _ -> "ssm";
    };
  }
}
