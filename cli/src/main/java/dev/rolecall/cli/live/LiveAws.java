package dev.rolecall.cli.live;

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

  /// A user waits, but no alert does.
  private static final AwsSettings PATIENT =
      new AwsSettings(
          Duration.ofSeconds(20), Duration.ofSeconds(10), Duration.ofMinutes(15), Optional.empty());

  private LiveAws() {}

  /// What AWS tells about each denial.
  public static Function<Denial, Evidence> evidence(SignIn user, Clock clock) {
    AwsClients clients = AwsClients.interactive(user.region(), user.endpoint());
    return new AwsEvidence(
            user.access(), clients, PATIENT, clock, (_, _, _) -> {}, Optional.empty())
        ::about;
  }
}
