package dev.rolecall.cli;

import dev.rolecall.evidence.aws.AwsClients;
import dev.rolecall.evidence.aws.AwsEvidence;
import dev.rolecall.evidence.aws.AwsSettings;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/// Evidence read from AWS with the user's credentials. The only way from explaining to the AWS SDK:
/// nothing of the SDK is loaded while this class is not.
final class LiveAws {

  /// Somebody waits, but nobody's alert does.
  private static final AwsSettings PATIENT =
      new AwsSettings(
          Duration.ofSeconds(20), Duration.ofSeconds(10), Duration.ofMinutes(15), Optional.empty());

  private LiveAws() {}

  static Live open(LiveOptions.Reader reader, Console console, Clock clock) {
    return switch (SignIn.of(reader, console.environment())) {
      case SignIn.Result.Failed(String problem, int status) -> new Live.NotUsable(problem, status);
      case SignIn.Result.Done done -> {
        AwsClients clients = AwsClients.create(done.region(), done.endpoint());
        AwsEvidence evidence =
            new AwsEvidence(done.access(), clients, PATIENT, clock, (_, _, _) -> {});
        yield new Live.Ready(evidence::about);
      }
    };
  }
}
