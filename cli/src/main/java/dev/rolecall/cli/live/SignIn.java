package dev.rolecall.cli.live;

import dev.rolecall.cli.console.CommandFailure;
import dev.rolecall.cli.console.ExitStatus;
import dev.rolecall.cli.wording.CredentialWords;
import dev.rolecall.cli.wording.UsageWords;
import dev.rolecall.denial.AccountId;
import dev.rolecall.evidence.aws.AccountAccess;
import dev.rolecall.evidence.aws.AwsClients;
import dev.rolecall.evidence.aws.ReaderRole;
import dev.rolecall.evidence.aws.ReaderRoleAccess;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.regex.Pattern;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

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

  /// Asks STS whose the credentials are.
  ///
  /// @throws CommandFailure when there are no credentials, or AWS does not take them
  public static SignIn of(LiveOptions.Reader reader, Map<String, String> environment) {
    Profiles profiles = new Profiles(environment);
    for (String name : reader.profiles()) {
      if (!profiles.has(name)) {
        throw new CommandFailure(
            CredentialWords.noProfile(name, profiles.names()), ExitStatus.USAGE);
      }
    }
    Region region = region(reader, profiles);
    Optional<URI> endpoint = endpoint(profiles);
    SequencedMap<AccountId, AwsCredentialsProvider> own = new LinkedHashMap<>();
    String caller = add(own, reader.profiles(), profiles, AwsClients.interactive(region, endpoint));
    Optional<AccountAccess> others =
        reader
            .role()
            .map(
                role ->
                    new ReaderRoleAccess(
                        own.firstEntry().getKey(),
                        own.firstEntry().getValue(),
                        Optional.of(new ReaderRole(role, reader.externalId())),
                        AwsClients.create(region, endpoint)));
    return new SignIn(
        new OwnAccounts(own, others), List.copyOf(own.keySet()), caller, region, endpoint);
  }

  private static Region region(LiveOptions.Reader reader, Profiles profiles) {
    String profile = reader.profiles().stream().findFirst().orElseGet(profiles::defaultName);
    String name =
        reader
            .region()
            .or(() -> profiles.variable("AWS_REGION"))
            .or(() -> profiles.variable("AWS_DEFAULT_REGION"))
            .or(() -> profiles.region(profile))
            .orElse("us-east-1");
    if (!isRegion(name)) {
      throw new CommandFailure(UsageWords.notARegion("region", name), ExitStatus.USAGE);
    }
    return Region.of(name);
  }

  /// Whether `name` is written as regions are.
  public static boolean isRegion(String name) {
    return REGION.matcher(name).matches();
  }

  private static Optional<URI> endpoint(Profiles profiles) {
    Optional<String> endpoint = profiles.variable("AWS_ENDPOINT_URL");
    try {
      return endpoint.map(URI::create);
    } catch (IllegalArgumentException _) {
      throw new CommandFailure(
          CredentialWords.notAnEndpoint(endpoint.orElse("")), ExitStatus.USAGE);
    }
  }

  /// Adds the credentials of each profile, or those used when none is named, by their accounts.
  ///
  /// @return the ARN of whom the first belong to
  private static String add(
      SequencedMap<AccountId, AwsCredentialsProvider> own,
      List<String> names,
      Profiles profiles,
      AwsClients clients) {
    Credentials credentials = new Credentials(profiles);
    String caller = "";
    for (Optional<String> name :
        names.isEmpty()
            ? List.of(Optional.<String>empty())
            : names.stream().map(Optional::of).toList()) {
      try {
        AwsCredentialsProvider found = name.map(credentials::of).orElseGet(credentials::byDefault);
        GetCallerIdentityResponse identity = clients.sts(found).getCallerIdentity();
        own.putIfAbsent(new AccountId(identity.account()), found);
        caller = caller.isEmpty() ? Objects.requireNonNullElse(identity.arn(), "") : caller;
      } catch (SdkException | IllegalStateException | IllegalArgumentException e) {
        throw new CommandFailure(new SignInProblem(profiles).sentence(name, e), ExitStatus.FAILED);
      }
    }
    return caller;
  }
}
