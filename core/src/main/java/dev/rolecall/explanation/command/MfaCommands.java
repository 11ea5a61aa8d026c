package dev.rolecall.explanation.command;

import dev.rolecall.denial.UserArn;

/// How a user makes calls with MFA.
///
/// @param user whose device it is
public record MfaCommands(UserArn user) {

  /// The serial number of a virtual MFA device; only its name is not known.
  String device() {
    return "arn:" + user.partition() + ":iam::" + user.account() + ":mfa/DEVICE";
  }

  /// Options of a call, with a code to fill in.
  public String options() {
    return " --serial-number " + ShellWords.quote(device()) + " --token-code CODE";
  }

  /// Puts credentials with MFA into the environment, for programs that cannot ask for a code.
  public String session() {
    return "session=$(aws sts get-session-token"
        + options()
        + " --query 'Credentials.[AccessKeyId,SecretAccessKey,SessionToken]' --output text) &&\n"
        + "export AWS_ACCESS_KEY_ID=\"$(echo \"$session\" | cut -f 1)\" &&\n"
        + "export AWS_SECRET_ACCESS_KEY=\"$(echo \"$session\" | cut -f 2)\" &&\n"
        + "export AWS_SESSION_TOKEN=\"$(echo \"$session\" | cut -f 3)\"";
  }
}
