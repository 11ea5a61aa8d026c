package dev.rolecall.cli.live;

import dev.rolecall.cli.console.CommandFailure;
import dev.rolecall.cli.console.ExitStatus;
import dev.rolecall.cli.wording.CredentialWords;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.profiles.Profile;
import software.amazon.awssdk.profiles.ProfileFile;

/// The user's profiles, where the AWS CLI keeps them.
final class Profiles {

  /// What a profile has its credentials from. In the order in which the AWS CLI looks.
  enum Kind {
    /// IAM Identity Center, in a browser. Only the AWS CLI keeps such sessions.
    SSO("sso_session", "sso_start_url"),
    /// The console's own sign-in, in a browser. Only the AWS CLI keeps such sessions.
    CONSOLE("login_session", "login_session"),
    /// A file with a token of an identity provider.
    WEB_IDENTITY("web_identity_token_file", "web_identity_token_file"),
    /// What runs it: variables, a container or an instance.
    SURROUNDINGS("credential_source", "credential_source"),
    KEYS("aws_access_key_id", "aws_secret_access_key"),
    /// A command that prints credentials.
    PROCESS("credential_process", "credential_process");

    private final String property;
    private final String other;

    Kind(String property, String other) {
      this.property = property;
      this.other = other;
    }

    private boolean isOf(Profile profile) {
      return profile.property(property).isPresent() || profile.property(other).isPresent();
    }
  }

  private final Map<String, String> environment;
  private final ProfileFile file;

  /// @throws CommandFailure when a file is not written as it must be
  Profiles(Map<String, String> environment) {
    this.environment = environment;
    ProfileFile.Aggregator all = ProfileFile.aggregator();
    path("AWS_SHARED_CREDENTIALS_FILE", "credentials")
        .map(path -> file(path, ProfileFile.Type.CREDENTIALS))
        .ifPresent(all::addFile);
    path("AWS_CONFIG_FILE", "config")
        .map(path -> file(path, ProfileFile.Type.CONFIGURATION))
        .ifPresent(all::addFile);
    this.file = all.build();
  }

  private static ProfileFile file(Path path, ProfileFile.Type type) {
    try {
      return ProfileFile.builder().content(path).type(type).build();
    } catch (IllegalArgumentException | IllegalStateException e) {
      throw new CommandFailure(
          CredentialWords.malformedFile(path, String.valueOf(e.getMessage())), ExitStatus.FAILED);
    }
  }

  private Optional<Path> path(String variable, String name) {
    return variable(variable)
        .map(Path::of)
        .or(
            () ->
                Optional.ofNullable(environment.get("HOME"))
                    .or(() -> Optional.ofNullable(environment.get("USERPROFILE")))
                    .map(home -> Path.of(home, ".aws", name)))
        .filter(Files::isReadable);
  }

  Map<String, String> environment() {
    return environment;
  }

  /// A variable of the environment that is not empty.
  Optional<String> variable(String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
  }

  /// The profile that is used when none is named.
  String defaultName() {
    return variable("AWS_PROFILE").orElse("default");
  }

  List<String> names() {
    return file.profiles().keySet().stream().sorted().toList();
  }

  boolean has(String name) {
    return file.profile(name).isPresent();
  }

  /// Whether the file has this section for IAM Identity Center.
  boolean hasSession(String name) {
    return file.getSection("sso-session", name).isPresent();
  }

  Optional<String> property(String profile, String property) {
    return file.profile(profile).flatMap(it -> it.property(property));
  }

  /// What the profile itself has its credentials from; empty when it has none.
  Optional<Kind> kind(String name) {
    return file.profile(name)
        .flatMap(
            profile -> Stream.of(Kind.values()).filter(kind -> kind.isOf(profile)).findFirst());
  }

  /// Whether credentials can be had by the profile, itself or through another one.
  boolean hasCredentials(String name) {
    return kind(name).isPresent() || property(name, "source_profile").isPresent();
  }

  /// How the user has to sign in to use the profile, or one that it builds on; empty when that
  /// needs no person.
  Optional<Kind> signIn(String name) {
    return chain(name).stream()
        .flatMap(link -> kind(link).stream())
        .filter(kind -> kind == Kind.SSO || kind == Kind.CONSOLE)
        .findFirst();
  }

  /// Whether a code of an MFA device is asked for. The AWS CLI asks for it when a role is assumed.
  boolean needsMfa(String name) {
    return chain(name).stream()
        .anyMatch(
            link ->
                property(link, "mfa_serial").isPresent() && property(link, "role_arn").isPresent());
  }

  /// The profile and those that it names as its sources.
  private List<String> chain(String name) {
    Map<String, Profile> chain = new LinkedHashMap<>();
    Optional<Profile> next = file.profile(name);
    while (next.isPresent() && chain.putIfAbsent(next.get().name(), next.get()) == null) {
      next = next.get().property("source_profile").flatMap(file::profile);
    }
    return List.copyOf(chain.keySet());
  }
}
