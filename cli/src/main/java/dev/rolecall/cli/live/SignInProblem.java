package dev.rolecall.cli.live;

import dev.rolecall.evidence.aws.AwsErrors;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;

/// Says in one sentence why credentials are of no use, and which command mends it.
record SignInProblem(Profiles profiles) {

  /// @param profile empty when none was named
  /// @param error what signing in ended with
  String sentence(Optional<String> profile, RuntimeException error) {
    if (error instanceof SdkClientException && rootCause(error) instanceof IOException cause) {
      return "AWS cannot be reached: " + cause.getMessage();
    }
    String name = profile.orElseGet(profiles::defaultName);
    boolean byVariables =
        profile.isEmpty() && profiles.environment().containsKey("AWS_ACCESS_KEY_ID");
    if (profile.isEmpty() && !byVariables && !profiles.has(name)) {
      return "there are no AWS credentials: run 'aws configure', or name a profile with --profile";
    }
    String whose = byVariables ? "in AWS_ACCESS_KEY_ID" : "of profile `" + name + "`";
    String mend = byVariables ? "set new ones, or name a profile with --profile" : mend(name);
    return error instanceof AwsServiceException refused
        ? "AWS does not accept the credentials %s (%s): %s".formatted(whose, code(refused), mend)
        : "there are no valid credentials %s: %s".formatted(whose, mend);
  }

  private String mend(String name) {
    String option = " --profile " + name;
    return profiles
        .signIn(name)
        .map(
            signIn ->
                switch (signIn) {
                  case SSO -> "aws sso login" + option;
                  case CONSOLE -> "aws login" + option;
                  case MFA -> "aws sts get-caller-identity" + option;
                })
        .orElse("aws configure" + option);
  }

  private static String code(AwsServiceException refused) {
    String code = AwsErrors.code(refused);
    return code.isEmpty() ? "status " + refused.statusCode() : code;
  }

  private static Throwable rootCause(Throwable error) {
    return Stream.iterate(error, Objects::nonNull, Throwable::getCause)
        .reduce(error, (_, cause) -> cause);
  }
}
