package dev.rolecall.explanation.command;

import dev.rolecall.denial.RoleArn;
import dev.rolecall.denial.UserArn;

/// Profiles for `~/.aws/config`. [Configuration
/// settings](https://docs.aws.amazon.com/cli/latest/topic/config-vars.html)
public final class ProfileText {

  private ProfileText() {}

  /// A profile with which the AWS CLI asks for the MFA code by itself.
  public static String withMfa(RoleArn role, UserArn user) {
    return """
    [profile %s]
    role_arn = %s
    source_profile = PROFILE
    mfa_serial = %s\
    """
        .formatted(
            role.name().replaceAll("[^\\w+=,.@-]", "_"), role, TryCommands.device(user));
  }
}
