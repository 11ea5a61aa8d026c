package dev.rolecall.cli.live;

import dev.rolecall.cli.console.CommandFailure;
import dev.rolecall.cli.console.Console;
import dev.rolecall.cli.console.ExitStatus;
import dev.rolecall.cli.wording.CredentialWords;
import dev.rolecall.cli.wording.UsageWords;
import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.GapReason;
import dev.rolecall.denial.GapRemedy;
import dev.rolecall.evidence.aws.AccountAccess;
import dev.rolecall.evidence.aws.AwsAccess;
import dev.rolecall.evidence.aws.AwsClients;
import dev.rolecall.evidence.aws.ReaderRole;
import dev.rolecall.evidence.aws.ReaderRoleAccess;
import dev.rolecall.explanation.wording.gap.GapSentence;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.regex.Pattern;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.regions.Region;

/// Whose credentials the user has.
///
/// @param accounts those of the profiles; the first is at home
/// @param caller the ARN of whom the first credentials belong to
public record SignIn(
    AccountAccess access,
    List<AccountId> accounts,
    String caller,
    Region region,
    Optional<URI> endpoint) {

  private static final Pattern REGION = Pattern.compile("[a-z]{2,4}(-[a-z]+)+-[0-9]+");

  public SignIn {
    accounts = List.copyOf(accounts);
  }

  /// Asks STS whose the credentials are, and says so.
  ///
  /// @throws CommandFailure when there are no credentials, or AWS does not take them
  public static SignIn of(LiveOptions.Reader reader, Console console) {
    Profiles profiles = new Profiles(console.environment());
    for (String name : reader.profiles()) {
      if (!profiles.has(name)) {
        throw new CommandFailure(
            CredentialWords.noProfile(name, profiles.names()), ExitStatus.USAGE);
      }
    }
    Region region = region(reader, profiles);
    Optional<URI> endpoint = endpoint(profiles);
    SequencedMap<AccountId, Identity> own = new LinkedHashMap<>();
    for (Identity identity : new Identities(profiles, region, endpoint).of(reader.profiles())) {
      if (own.putIfAbsent(identity.account(), identity) == null) {
        console.complain(identity.words());
      }
    }
    return new SignIn(
        access(own, reader, region, endpoint),
        List.copyOf(own.keySet()),
        own.firstEntry().getValue().arn(),
        region,
        endpoint);
  }

  /// The credentials of the first profile.
  public AwsCredentialsProvider credentials() {
    return switch (access.to(access.home())) {
      case AwsAccess.Granted(AwsCredentialsProvider own) -> own;
      case AwsAccess.Refused(GapReason why, GapRemedy learnBy) ->
          throw new IllegalStateException(
              GapSentence.why(why) + ": " + GapSentence.learnBy(learnBy));
    };
  }

  private static OwnAccounts access(
      SequencedMap<AccountId, Identity> own,
      LiveOptions.Reader reader,
      Region region,
      Optional<URI> endpoint) {
    SequencedMap<AccountId, AwsCredentialsProvider> credentials = new LinkedHashMap<>();
    own.forEach((account, identity) -> credentials.put(account, identity.credentials()));
    Optional<AccountAccess> others =
        reader
            .role()
            .map(
                role ->
                    new ReaderRoleAccess(
                        credentials.firstEntry().getKey(),
                        credentials.firstEntry().getValue(),
                        Optional.of(new ReaderRole(role, reader.externalId())),
                        AwsClients.interactive(region, endpoint)));
    return new OwnAccounts(credentials, others);
  }

  private static Region region(LiveOptions.Reader reader, Profiles profiles) {
    String profile = reader.profiles().stream().findFirst().orElseGet(profiles::defaultName);
    String from = LiveOptions.REGION;
    Optional<String> name = reader.region();
    for (String variable : List.of("AWS_REGION", "AWS_DEFAULT_REGION")) {
      if (name.isEmpty()) {
        from = variable;
        name = profiles.variable(variable);
      }
    }
    if (name.isEmpty()) {
      from = CredentialWords.regionOf(profile);
      name = profiles.property(profile, "region");
    }
    String region = name.orElse("us-east-1");
    if (!isRegion(region)) {
      throw new CommandFailure(UsageWords.notARegion(from, region), ExitStatus.USAGE);
    }
    return Region.of(region);
  }

  /// Whether `name` is written as regions are.
  public static boolean isRegion(String name) {
    return REGION.matcher(name).matches();
  }

  private static Optional<URI> endpoint(Profiles profiles) {
    Optional<String> given = profiles.variable("AWS_ENDPOINT_URL");
    Optional<URI> endpoint = given.flatMap(SignIn::address);
    if (given.isPresent() && endpoint.isEmpty()) {
      throw new CommandFailure(CredentialWords.notAnEndpoint(given.get()), ExitStatus.USAGE);
    }
    return endpoint;
  }

  private static Optional<URI> address(String text) {
    try {
      URI uri = new URI(text);
      return Optional.of(uri)
          .filter(it -> it.getHost() != null && String.valueOf(it.getScheme()).matches("https?"));
    } catch (URISyntaxException _) {
      return Optional.empty();
    }
  }
}
