package dev.rolecall.cli.live;

import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/// The options that say with whose credentials AWS is read.
public final class LiveOptions {

  private static final String PROFILE = "--profile";
  private static final String READER_ROLE = "--reader-role";
  private static final String READER_EXTERNAL_ID = "--reader-external-id";
  private static final String REGION = "--region";

  private LiveOptions() {}

  public static CommandSpec addTo(CommandSpec spec) {
    return spec.addOption(
            profile(
                "Profile of the AWS CLI whose account is read. May be given more than once; the"
                    + " first is at home: it reads the organization and assumes reader roles."
                    + " Default: what the AWS CLI would use."))
        .addOption(
            CommandOptions.text(
                READER_ROLE,
                "NAME",
                "Role to assume in accounts that no profile is for, such as RolecallReader."))
        .addOption(
            CommandOptions.text(
                READER_EXTERNAL_ID, "ID", "External id that the reader role's trust asks for."))
        .addOption(
            CommandOptions.text(
                REGION,
                "REGION",
                "Where STS is asked and its calls are looked up. Default: the profile's, or"
                    + " us-east-1."));
  }

  /// Adds only whose accounts are read, and where.
  public static CommandSpec addProfilesTo(CommandSpec spec, String profile, String region) {
    return spec.addOption(profile(profile))
        .addOption(CommandOptions.text(REGION, "REGION", region));
  }

  private static OptionSpec profile(String description) {
    return OptionSpec.builder(PROFILE)
        .type(List.class)
        .auxiliaryTypes(String.class)
        .arity("1")
        .paramLabel("NAME")
        .description(description)
        .build();
  }

  /// With whose credentials to read.
  ///
  /// @throws ParameterException when an external id is given for no role
  public static Reader reader(ParseResult parsed) {
    Optional<String> role = Optional.ofNullable(parsed.matchedOptionValue(READER_ROLE, null));
    Optional<String> externalId =
        Optional.ofNullable(parsed.matchedOptionValue(READER_EXTERNAL_ID, null));
    if (externalId.isPresent() && role.isEmpty()) {
      throw new ParameterException(
          parsed.commandSpec().commandLine(), READER_EXTERNAL_ID + " needs " + READER_ROLE);
    }
    return new Reader(
        parsed.matchedOptionValue(PROFILE, List.of()),
        role,
        externalId,
        Optional.ofNullable(parsed.matchedOptionValue(REGION, null)));
  }

  /// The first of these options that was given.
  static Optional<String> given(ParseResult parsed) {
    return List.of(PROFILE, READER_ROLE, READER_EXTERNAL_ID, REGION).stream()
        .filter(parsed::hasMatchedOption)
        .findFirst();
  }

  /// With whose credentials AWS is read.
  public record Reader(
      List<String> profiles,
      Optional<String> role,
      Optional<String> externalId,
      Optional<String> region) {}
}
