package dev.rolecall.explanation.command;

import dev.rolecall.denial.RoleArn;
import dev.rolecall.denial.UserArn;

/// Profiles for `~/.aws/config`. [Configuration
/// settings](https://docs.aws.amazon.com/cli/latest/topic/config-vars.html)
public final class ProfileText {

  /// The reader's own profile.
  private static final String SOURCE = "PROFILE";

  private ProfileText() {}

  /// A profile with which the AWS CLI asks for the MFA code by itself.
  public static String withMfa(RoleArn role, UserArn user) {
    return profile(role, SOURCE) + "\nmfa_serial = " + new MfaCommands(user).device();
  }

  /// Profiles that assume one role, and with its credentials the other.
  public static String chain(RoleArn through, RoleArn role) {
    return profile(through, SOURCE) + "\n\n" + profile(role, name(through));
  }

  private static String profile(RoleArn role, String source) {
    return "[profile %s]\nrole_arn = %s\nsource_profile = %s".formatted(name(role), role, source);
  }

  private static String name(RoleArn role) {
    return role.name().replaceAll("[^\\w+=,.@-]", "_");
  }
}
