package dev.rolecall.cli.live;

import dev.rolecall.cli.wording.CredentialWords;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProviderChain;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.ContainerCredentialsProvider;
import software.amazon.awssdk.auth.credentials.InstanceProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProcessCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.auth.credentials.WebIdentityTokenFileCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;

/// The user's own credentials, found as the AWS CLI finds them.
record Credentials(Profiles profiles) {

  /// Those of a profile. Where the user has to sign in, the AWS CLI is asked for them: it keeps the
  /// sessions.
  AwsCredentialsProvider of(String profile) {
    Optional<Path> cli = profiles.signIn(profile).isPresent() ? cli() : Optional.empty();
    return cli.map(command -> fromCli(command, profile))
        .orElseGet(
            () ->
                ProfileCredentialsProvider.builder()
                    .profileFile(profiles.file())
                    .profileName(profile)
                    .build());
  }

  private static AwsCredentialsProvider fromCli(Path command, String profile) {
    ProcessCredentialsProvider process =
        ProcessCredentialsProvider.builder()
            .command(
                List.of(
                    command.toString(),
                    "configure",
                    "export-credentials",
                    "--format",
                    "process",
                    "--profile",
                    profile))
            .build();
    return () -> {
      try {
        return process.resolveCredentials();
      } catch (IllegalStateException e) {
        throw SdkClientException.create(CredentialWords.noneFromCli(), e);
      }
    };
  }

  private Optional<Path> cli() {
    return Stream.of(profiles.environment().getOrDefault("PATH", "").split(File.pathSeparator))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, "aws"))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /// Those used when no profile is named.
  AwsCredentialsProvider byDefault() {
    String id = profiles.environment().getOrDefault("AWS_ACCESS_KEY_ID", "");
    String secret = profiles.environment().getOrDefault("AWS_SECRET_ACCESS_KEY", "");
    if (!id.isEmpty() && !secret.isEmpty()) {
      return StaticCredentialsProvider.create(
          profiles
              .variable("AWS_SESSION_TOKEN")
              .<AwsCredentials>map(token -> AwsSessionCredentials.create(id, secret, token))
              .orElseGet(() -> AwsBasicCredentials.create(id, secret)));
    }
    if (profiles.has(profiles.defaultName())) {
      return of(profiles.defaultName());
    }
    List<AwsCredentialsProvider> chain = new ArrayList<>();
    chain.add(WebIdentityTokenFileCredentialsProvider.create());
    chain.add(ContainerCredentialsProvider.create());
    if (!"true".equalsIgnoreCase(profiles.environment().get("AWS_EC2_METADATA_DISABLED"))) {
      chain.add(InstanceProfileCredentialsProvider.create());
    }
    return AwsCredentialsProviderChain.of(chain.toArray(AwsCredentialsProvider[]::new));
  }
}
