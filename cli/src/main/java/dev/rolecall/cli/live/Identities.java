package dev.rolecall.cli.live;

import dev.rolecall.cli.console.CommandFailure;
import dev.rolecall.cli.console.ExitStatus;
import dev.rolecall.denial.AccountId;
import dev.rolecall.evidence.aws.AwsClients;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

/// Asks STS whose credentials are.
record Identities(Profiles profiles, Region region, Optional<URI> endpoint) {

  /// A network that drops everything is found out in this time.
  private static final Duration LONGEST = Duration.ofSeconds(10);

  /// Those of each profile, or the ones used when none is named. All are asked at once.
  ///
  /// @throws CommandFailure when there are no credentials, or AWS does not take them: of the first
  ///   profile for which that is so
  List<Identity> of(List<String> names) {
    AwsClients clients = AwsClients.interactive(region, endpoint);
    Credentials credentials = new Credentials(profiles, clients);
    if (names.isEmpty()) {
      return List.of(identity(credentials.byDefault(), clients));
    }
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      return names.stream()
          .map(
              name ->
                  CompletableFuture.supplyAsync(
                      () -> identity(credentials.of(name), clients), threads))
          .toList()
          .stream()
          .map(CompletableFuture::join)
          .toList();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  private Identity identity(Credentials.Found found, AwsClients clients) {
    SignInProblem problem = new SignInProblem(profiles, region, endpoint);
    try {
      found.provider().resolveCredentials();
    } catch (SdkException | IllegalStateException | IllegalArgumentException e) {
      throw failure(problem.without(found.source(), e));
    }
    try {
      GetCallerIdentityResponse identity =
          clients
              .sts(found.provider())
              .getCallerIdentity(
                  call -> call.overrideConfiguration(it -> it.apiCallTimeout(LONGEST)));
      return new Identity(
          new AccountId(Objects.requireNonNullElse(identity.account(), "")),
          Objects.requireNonNullElse(identity.arn(), ""),
          SignInProblem.from(found.source()),
          found.provider());
    } catch (SdkException | IllegalStateException | IllegalArgumentException e) {
      throw failure(problem.notTaken(found.source(), e));
    }
  }

  private static CommandFailure failure(String problem) {
    return new CommandFailure(problem, ExitStatus.FAILED);
  }
}
