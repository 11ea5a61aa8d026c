package dev.rolecall.cli.live;

import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.Denial;
import dev.rolecall.evidence.Evidence;
import dev.rolecall.evidence.Lookup;
import dev.rolecall.evidence.aws.AwsClients;
import dev.rolecall.evidence.aws.AwsEvidence;
import dev.rolecall.evidence.aws.AwsSettings;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/// Evidence read from AWS with the user's credentials. The only way from explaining to the AWS SDK:
/// nothing of the SDK is loaded while this class is not.
public final class LiveAws {

  /// A user waits, but no alert does.
  private static final AwsSettings PATIENT =
      new AwsSettings(
          Duration.ofSeconds(20), Duration.ofSeconds(10), Duration.ofMinutes(15), Optional.empty());

  private LiveAws() {}

  /// What is asked of AWS.
  ///
  /// @param evidence what it tells about each denial
  /// @param audiences starts to read those that an OIDC provider of an account accepts
  public record Questions(
      Function<Denial, Evidence> evidence,
      BiFunction<AccountId, String, Supplier<Lookup<List<String>>>> audiences) {}

  /// What AWS tells about each denial.
  public static Function<Denial, Evidence> evidence(SignIn user, Clock clock) {
    return aws(user, clock)::about;
  }

  /// The same, and what AWS tells of identity providers.
  public static Questions questions(SignIn user, Clock clock) {
    AwsEvidence aws = aws(user, clock);
    return new Questions(aws::about, aws::audiences);
  }

  private static AwsEvidence aws(SignIn user, Clock clock) {
    AwsClients clients = AwsClients.interactive(user.region(), user.endpoint());
    return new AwsEvidence(
        user.access(), clients, PATIENT, clock, (_, _, _) -> {}, Optional.empty());
  }
}
