package dev.rolecall.cli.live;

import dev.rolecall.cli.console.CommandFailure;
import dev.rolecall.cli.console.ExitStatus;
import dev.rolecall.cli.live.Profiles.Kind;
import dev.rolecall.cli.wording.CredentialWords;
import dev.rolecall.evidence.aws.AwsClients;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.ContainerCredentialsProvider;
import software.amazon.awssdk.auth.credentials.InstanceProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProcessCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;
import software.amazon.awssdk.services.sts.auth.StsWebIdentityTokenFileCredentialsProvider;

/// The user's own credentials, found as the AWS CLI finds them.
///
/// @param clients for the roles that profiles assume
record Credentials(Profiles profiles, AwsClients clients) {

  private static final String SESSION = "rolecall";

  /// Credentials, and where they are from.
  record Found(CredentialSource source, AwsCredentialsProvider provider) {}

  /// Those of a profile. Where the user has to sign in, the AWS CLI is asked for them: it keeps the
  /// sessions.
  ///
  /// @throws CommandFailure when the profile cannot give any
  Found of(String profile) {
    return of(profile, new HashSet<>());
  }

  private Found of(String profile, Set<String> above) {
    if (!above.add(profile)) {
      throw failure(CredentialWords.circularSource(profile));
    }
    Optional<Kind> signIn = profiles.signIn(profile);
    if (signIn.isPresent() || profiles.needsMfa(profile)) {
      CredentialSource source =
          signIn.isPresent()
              ? new CredentialSource.SignedIn(profile, signIn.get() == Kind.SSO)
              : new CredentialSource.Mfa(profile);
      return new Found(source, fromCli(profile, source));
    }
    Optional<String> role = profiles.property(profile, "role_arn");
    Optional<String> base = profiles.property(profile, "source_profile");
    if (role.isPresent() && base.isPresent()) {
      return assumed(profile, role.get(), base.get(), above);
    }
    Kind kind =
        profiles
            .kind(profile)
            .orElseThrow(() -> failure(CredentialWords.emptyProfile(profile, profiles.names())));
    return switch (kind) {
      case SSO, CONSOLE -> throw new IllegalStateException();
      case WEB_IDENTITY ->
          webIdentity(
              CredentialWords.ofProfile(profile),
              required(profile, "web_identity_token_file"),
              required(profile, "role_arn"));
      case SURROUNDINGS -> {
        String from = required(profile, "credential_source");
        yield role.isEmpty()
            ? surroundings(profile, from)
            : assuming(profile, role.get(), surroundings(profile, from));
      }
      case KEYS -> ownKeys(profile);
      case PROCESS ->
          new Found(
              new CredentialSource.Command(profile),
              ProcessCredentialsProvider.builder()
                  .command(inShell(required(profile, "credential_process")))
                  .build());
    };
  }

  /// A profile that assumes a role with its own keys names itself as its source.
  private Found assumed(String profile, String role, String base, Set<String> above) {
    if (!profiles.has(base)) {
      throw failure(CredentialWords.noSourceProfile(profile, base, profiles.names()));
    }
    return assuming(profile, role, base.equals(profile) ? ownKeys(profile) : of(base, above));
  }

  private static List<String> inShell(String command) {
    return File.separatorChar == '\\'
        ? List.of("cmd.exe", "/C", command)
        : List.of("sh", "-c", command);
  }

  private Found ownKeys(String profile) {
    return new Found(
        new CredentialSource.Keys(profile),
        keys(
            required(profile, "aws_access_key_id"),
            required(profile, "aws_secret_access_key"),
            profiles.property(profile, "aws_session_token")));
  }

  private Found assuming(String profile, String role, Found base) {
    return new Found(
        new CredentialSource.Role(profile, role, base.source()),
        StsAssumeRoleCredentialsProvider.builder()
            .stsClient(clients.sts(base.provider()))
            .refreshRequest(
                request -> {
                  request
                      .roleArn(role)
                      .roleSessionName(
                          profiles.property(profile, "role_session_name").orElse(SESSION));
                  profiles.property(profile, "external_id").ifPresent(request::externalId);
                })
            .build());
  }

  private Found surroundings(String profile, String from) {
    return switch (from) {
      case "Environment" ->
          variables().orElseThrow(() -> failure(CredentialWords.noVariables(profile)));
      case "EcsContainer" -> container();
      case "Ec2InstanceMetadata" -> instance(true);
      default -> throw failure(CredentialWords.unknownSource(profile, from));
    };
  }

  private String required(String profile, String property) {
    return profiles
        .property(profile, property)
        .orElseThrow(() -> failure(CredentialWords.missingProperty(profile, property)));
  }

  private static CommandFailure failure(String problem) {
    return new CommandFailure(problem, ExitStatus.FAILED);
  }

  private static AwsCredentialsProvider keys(String id, String secret, Optional<String> token) {
    return StaticCredentialsProvider.create(
        token
            .<AwsCredentials>map(session -> AwsSessionCredentials.create(id, secret, session))
            .orElseGet(() -> AwsBasicCredentials.create(id, secret)));
  }

  private Found webIdentity(String where, String file, String role) {
    if (!Files.isReadable(Path.of(file))) {
      throw failure(CredentialWords.noTokenFile(file, where));
    }
    return new Found(
        new CredentialSource.Token(file, role),
        StsWebIdentityTokenFileCredentialsProvider.builder()
            .stsClient(clients.sts(AnonymousCredentialsProvider.create()))
            .roleArn(role)
            .webIdentityTokenFile(Path.of(file))
            .roleSessionName(profiles.variable("AWS_ROLE_SESSION_NAME").orElse(SESSION))
            .build());
  }

  private AwsCredentialsProvider fromCli(String profile, CredentialSource source) {
    Path command =
        cli()
            .orElseThrow(
                () -> failure(CredentialWords.noCli(profile, SignInProblem.command(source))));
    return ProcessCredentialsProvider.builder()
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
  }

  private Optional<Path> cli() {
    return Stream.of(profiles.environment().getOrDefault("PATH", "").split(File.pathSeparator))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, "aws"))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /// Those used when no profile is named.
  ///
  /// @throws CommandFailure when there are none
  Found byDefault() {
    Optional<Found> variables = variables();
    if (variables.isPresent()) {
      return variables.get();
    }
    Optional<String> tokenFile = profiles.variable("AWS_WEB_IDENTITY_TOKEN_FILE");
    Optional<String> named = profiles.variable("AWS_PROFILE");
    if (named.filter(name -> !profiles.has(name)).isPresent()) {
      throw new CommandFailure(
          CredentialWords.noProfileOfVariable(named.get(), profiles.names()), ExitStatus.USAGE);
    }
    if (tokenFile.isPresent() && named.isEmpty()) {
      return webIdentity(
          CredentialWords.ofTokenVariable(),
          tokenFile.get(),
          profiles
              .variable("AWS_ROLE_ARN")
              .orElseThrow(() -> failure(CredentialWords.noRoleForToken())));
    }
    if (named.isPresent() || profiles.hasCredentials(profiles.defaultName())) {
      return of(profiles.defaultName());
    }
    return profiles.variable("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI").isPresent()
            || profiles.variable("AWS_CONTAINER_CREDENTIALS_FULL_URI").isPresent()
        ? container()
        : instance(false);
  }

  /// @throws CommandFailure when only one of the two that belong together is set
  private Optional<Found> variables() {
    Optional<String> id = profiles.variable("AWS_ACCESS_KEY_ID");
    Optional<String> secret = profiles.variable("AWS_SECRET_ACCESS_KEY");
    if (id.isEmpty() && secret.isEmpty()) {
      return Optional.empty();
    }
    if (id.isEmpty() || secret.isEmpty()) {
      throw failure(CredentialWords.halfOfVariables(id.isPresent()));
    }
    Optional<String> token = profiles.variable("AWS_SESSION_TOKEN");
    return Optional.of(
        new Found(
            new CredentialSource.Variables(id.get(), token.isPresent()),
            keys(id.get(), secret.get(), token)));
  }

  private static Found container() {
    return new Found(new CredentialSource.Container(), ContainerCredentialsProvider.create());
  }

  private Found instance(boolean asked) {
    if ("true".equalsIgnoreCase(profiles.environment().get("AWS_EC2_METADATA_DISABLED"))) {
      throw failure(
          asked ? CredentialWords.instancesOff() : CredentialWords.none(profiles.names()));
    }
    return new Found(
        new CredentialSource.Instance(asked), InstanceProfileCredentialsProvider.create());
  }
}
