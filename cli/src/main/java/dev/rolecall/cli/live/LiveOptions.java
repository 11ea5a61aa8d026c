package dev.rolecall.cli.live;

import dev.rolecall.cli.console.Options;
import dev.rolecall.cli.wording.UsageWords;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/// The options that say with whose credentials AWS is read.
public final class LiveOptions {

  private static final String PROFILE = "--profile";
  private static final String READER_ROLE = "--reader-role";
  private static final String READER_EXTERNAL_ID = "--reader-external-id";
  static final String REGION = "--region";

  private LiveOptions() {}

  public static CommandSpec addTo(CommandSpec spec) {
    return Options.add(
        spec,
        profile()
            .description(
                "AWS CLI profile to read an account with. Repeatable; the first is the primary"
                    + " profile: it reads the organization and assumes reader roles. Default: the"
                    + " credentials the AWS CLI would use."),
        Options.one(READER_ROLE, String.class, "NAME")
            .description("Role to assume in accounts without a profile, such as RolecallReader."),
        Options.one(READER_EXTERNAL_ID, String.class, "ID")
            .description("External ID required by the reader role."),
        region()
            .description(
                "Region in which to call STS, CloudTrail, CloudWatch Logs and Athena. Default: the"
                    + " profile's region, or us-east-1."));
  }

  /// Says whose accounts are read.
  public static OptionSpec.Builder profile() {
    return Options.many(PROFILE, String.class, "NAME");
  }

  /// Says where.
  public static OptionSpec.Builder region() {
    return Options.one(REGION, String.class, "REGION");
  }

  /// With whose credentials to read.
  ///
  /// @throws ParameterException when an external ID is given without a role
  public static Reader reader(ParseResult parsed) {
    Optional<String> role = Options.value(parsed, READER_ROLE);
    Optional<String> externalId = Options.value(parsed, READER_EXTERNAL_ID);
    Options.check(
        parsed,
        externalId.isEmpty() || role.isPresent(),
        UsageWords.needs(READER_EXTERNAL_ID, READER_ROLE));
    return new Reader(
        Options.values(parsed, PROFILE), role, externalId, Options.value(parsed, REGION));
  }

  /// Refuses these options.
  ///
  /// @param without the option that they need
  /// @throws ParameterException when one of them is given
  static void refuse(ParseResult parsed, String without) {
    for (String option : List.of(PROFILE, READER_ROLE, READER_EXTERNAL_ID, REGION)) {
      Options.check(parsed, !parsed.hasMatchedOption(option), UsageWords.needs(option, without));
    }
  }

  /// With whose credentials AWS is read.
  public record Reader(
      List<String> profiles,
      Optional<String> role,
      Optional<String> externalId,
      Optional<String> region) {}
}
