package dev.rolecall.cli.live;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.profiles.Profile;
import software.amazon.awssdk.profiles.ProfileFile;

/// The user's profiles, where the AWS CLI keeps them.
final class Profiles {

  /// How a profile wants its user to sign in. Only the AWS CLI makes credentials of that.
  enum SignInBy {
    /// IAM Identity Center, in a browser.
    SSO("sso_session", "sso_start_url"),
    /// The console's own sign-in, in a browser.
    CONSOLE("login_session", "login_session"),
    /// A code of an MFA device.
    MFA("mfa_serial", "mfa_serial");

    private final String property;
    private final String other;

    SignInBy(String property, String other) {
      this.property = property;
      this.other = other;
    }

    private boolean isWantedBy(Profile profile) {
      return profile.property(property).isPresent() || profile.property(other).isPresent();
    }
  }

  private final Map<String, String> environment;
  private final ProfileFile file;

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
    return ProfileFile.builder().content(path).type(type).build();
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

  ProfileFile file() {
    return file;
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

  Optional<String> region(String name) {
    return file.profile(name).flatMap(profile -> profile.property("region"));
  }

  /// How the user has to sign in to use the profile, or one that it builds on.
  Optional<SignInBy> signIn(String name) {
    List<Profile> chain = chain(name);
    return Arrays.stream(SignInBy.values())
        .filter(by -> chain.stream().anyMatch(by::isWantedBy))
        .findFirst();
  }

  /// The profile and those that it names as its sources.
  private List<Profile> chain(String name) {
    Map<String, Profile> chain = new LinkedHashMap<>();
    Optional<Profile> next = file.profile(name);
    while (next.isPresent() && chain.putIfAbsent(next.get().name(), next.get()) == null) {
      next = next.get().property("source_profile").flatMap(file::profile);
    }
    return List.copyOf(chain.values());
  }
}
