package dev.rolecall.cli.live;

import dev.rolecall.cli.console.Console;
import dev.rolecall.denial.Denial;
import dev.rolecall.evidence.Evidence;
import dev.rolecall.evidence.aws.AwsClients;
import dev.rolecall.evidence.aws.AwsEvidence;
import dev.rolecall.evidence.aws.AwsSettings;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/// Evidence read from AWS with the user's credentials. The only way from explaining to the AWS SDK:
/// nothing of the SDK is loaded while this class is not.
public final class LiveAws {

  /// Somebody waits, but nobody's alert does.
  private static final AwsSettings PATIENT =
      new AwsSettings(
          Duration.ofSeconds(20), Duration.ofSeconds(10), Duration.ofMinutes(15), Optional.empty());

  private LiveAws() {}

  static Live open(LiveOptions.Reader reader, Console console, Clock clock) {
    return switch (SignIn.of(reader, console.environment())) {
      case SignIn.Result.Failed(String problem, int status) -> new Live.NotUsable(problem, status);
      case SignIn.Result.Done done -> new Live.Ready(evidence(done, clock));
    };
  }

  /// What AWS tells about each denial.
  public static Function<Denial, Evidence> evidence(SignIn.Result.Done done, Clock clock) {
    AwsClients clients = AwsClients.create(done.region(), done.endpoint());
    return new AwsEvidence(done.access(), clients, PATIENT, clock, (_, _, _) -> {})::about;
  }
}
