package dev.rolecall.cli.live;

import dev.rolecall.cli.console.CommandFailure;
import dev.rolecall.cli.console.ExitStatus;
import dev.rolecall.denial.AccountId;
import dev.rolecall.evidence.aws.AccountAccess;
import dev.rolecall.evidence.aws.AwsClients;
import dev.rolecall.evidence.aws.ReaderRole;
import dev.rolecall.evidence.aws.ReaderRoleAccess;
import dev.rolecall.evidence.capture.AwsApis;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.regex.Pattern;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;

/// Finds out whose credentials the user has.
public final class SignIn {

  /// Every profile's account is known.
  public record Done(
      AccountAccess access, List<AccountId> accounts, Region region, Optional<URI> endpoint) {}

  private static final Pattern REGION = Pattern.compile("[a-z]{2,4}(-[a-z]+)+-[0-9]+");

  private final LiveOptions.Reader reader;
  private final Map<String, String> environment;
  private final Profiles profiles;
  private final Credentials credentials;

  private SignIn(LiveOptions.Reader reader, Map<String, String> environment) {
    this.reader = reader;
    this.environment = environment;
    this.profiles = new Profiles(environment);
    this.credentials = new Credentials(environment, profiles);
  }

  /// Asks STS whose the credentials are.
  ///
  /// @throws CommandFailure when there are no credentials, or AWS does not take them
  public static Done of(LiveOptions.Reader reader, Map<String, String> environment) {
    return new SignIn(reader, environment).done();
  }

  private Done done() {
    for (String name : reader.profiles()) {
      if (!profiles.has(name)) {
        throw new CommandFailure(
            "there is no profile `" + name + "`; these are: aws configure list-profiles",
            ExitStatus.USAGE);
      }
    }
    String region = regionName();
    if (!isRegion(region)) {
      throw new CommandFailure("`" + region + "` is no region of AWS", ExitStatus.USAGE);
    }
    Optional<String> endpoint = variable("AWS_ENDPOINT_URL");
    Optional<URI> address;
    try {
      address = endpoint.map(URI::create);
    } catch (IllegalArgumentException _) {
      throw new CommandFailure(
          "AWS_ENDPOINT_URL is `" + endpoint.orElse("") + "`, which is no address",
          ExitStatus.USAGE);
    }
    return accounts(Region.of(region), address);
  }

  /// Whether `name` is written as regions are.
  public static boolean isRegion(String name) {
    return REGION.matcher(name).matches();
  }

  private Done accounts(Region region, Optional<URI> endpoint) {
    AwsApis apis = new AwsApis(region, endpoint);
    SequencedMap<AccountId, AwsCredentialsProvider> own = new LinkedHashMap<>();
    List<Optional<String>> names =
        reader.profiles().isEmpty()
            ? List.of(Optional.empty())
            : reader.profiles().stream().map(Optional::of).toList();
    for (Optional<String> name : names) {
      try {
        AwsCredentialsProvider found = name.map(credentials::of).orElseGet(credentials::byDefault);
        own.putIfAbsent(account(apis, found), found);
      } catch (SdkException | IllegalStateException | IllegalArgumentException e) {
        throw new CommandFailure(
            new SignInProblem(profiles, environment).sentence(name, e), ExitStatus.FAILED);
      }
    }
    return new Done(access(own, region, endpoint), List.copyOf(own.keySet()), region, endpoint);
  }

  private static AccountId account(AwsApis apis, AwsCredentialsProvider credentials) {
    try (StsClient sts = apis.sts(credentials)) {
      return new AccountId(sts.getCallerIdentity().account());
    }
  }

  private AccountAccess access(
      SequencedMap<AccountId, AwsCredentialsProvider> own, Region region, Optional<URI> endpoint) {
    if (reader.role().isEmpty()) {
      return OwnAccounts.only(own);
    }
    return new OwnAccounts(
        own,
        new ReaderRoleAccess(
            own.firstEntry().getKey(),
            own.firstEntry().getValue(),
            reader.role().map(role -> new ReaderRole(role, reader.externalId())),
            AwsClients.create(region, endpoint)));
  }

  private String regionName() {
    String profile =
        reader.profiles().isEmpty() ? profiles.defaultName() : reader.profiles().getFirst();
    return reader
        .region()
        .or(() -> variable("AWS_REGION"))
        .or(() -> variable("AWS_DEFAULT_REGION"))
        .or(() -> profiles.region(profile))
        .orElse("us-east-1");
  }

  private Optional<String> variable(String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
  }
}
