package dev.rolecall.cli.live;

import dev.rolecall.cli.wording.CredentialWords;
import dev.rolecall.evidence.aws.AwsErrors;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;

/// Says in one sentence why credentials do not work, and which command fixes it.
record SignInProblem(Profiles profiles) {

  /// @param profile empty when none was named
  /// @param error what signing in ended with
  String sentence(Optional<String> profile, RuntimeException error) {
    if (error instanceof SdkClientException && rootCause(error) instanceof IOException cause) {
      return CredentialWords.unreachable(String.valueOf(cause.getMessage()));
    }
    String name = profile.orElseGet(profiles::defaultName);
    boolean byVariables =
        profile.isEmpty() && profiles.environment().containsKey("AWS_ACCESS_KEY_ID");
    if (profile.isEmpty() && !byVariables && !profiles.has(name)) {
      return CredentialWords.none();
    }
    return CredentialWords.notAccepted(
        byVariables ? CredentialWords.ofVariables() : CredentialWords.ofProfile(name),
        Optional.of(error)
            .filter(AwsServiceException.class::isInstance)
            .map(AwsServiceException.class::cast)
            .map(SignInProblem::code),
        byVariables ? CredentialWords.replaceVariables() : fix(name));
  }

  private String fix(String name) {

    return profiles
        .signIn(name)
        .map(
            signIn ->
                switch (signIn) {
                  case SSO -> CredentialWords.signInWithSso(name);
                  case CONSOLE -> CredentialWords.signInWithConsole(name);
                  case MFA -> CredentialWords.enterMfaCode(name);
                })
        .orElseGet(() -> CredentialWords.configure(name));
  }

  private static String code(AwsServiceException refused) {
    String code = AwsErrors.code(refused);
    return code.isEmpty() ? CredentialWords.httpStatus(refused.statusCode()) : code;
  }

  private static Throwable rootCause(Throwable error) {
    return Stream.iterate(error, Objects::nonNull, Throwable::getCause)
        .reduce(error, (_, cause) -> cause);
  }
}
