package dev.rolecall.lambda.settings;

import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.RoleArn;
import dev.rolecall.evidence.aws.AwsSettings;
import dev.rolecall.evidence.aws.ReaderRole;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What the explain function is told by its environment.
///
/// @param topic where explanations go; its account is the function's own
/// @param ownRoles the roles that the functions run as, whose own denials are no alerts
/// @param incidents what becomes of denials
/// @param organizationIndex whether the table holds what is known of the organization
/// @param reader the role to assume in other accounts; empty when they are not read
public record ExplainSettings(
    TopicArn topic,
    IncidentSettings incidents,
    List<RoleArn> ownRoles,
    Optional<ReaderRole> reader,
    AwsSettings aws,
    boolean organizationIndex) {

  private static final String ROLE_NAME = "[A-Za-z0-9_+=,.@-]{1,64}";
  private static final String EXTERNAL_ID = "[A-Za-z0-9_+=,.@:/-]{2,1224}";

  /// No invocation may last longer than Lambda lets it, which is 30 seconds as deployed.
  private static final Duration LONGEST = Duration.ofSeconds(20);

  /// Reads the settings.
  ///
  /// @throws BadSetting when a variable is missing or makes no sense
  public static ExplainSettings of(Environment environment) {
    AwsSettings aws = aws(environment);
    return new ExplainSettings(
        environment.required("ROLECALL_TOPIC_ARN", TopicArn::parse, "the ARN of an SNS topic"),
        IncidentSettings.of(environment, aws.cacheTime()),
        Stream.of("ROLECALL_OWN_ROLE_ARN", "ROLECALL_SWEEP_ROLE_ARN", "ROLECALL_SURVEY_ROLE_ARN")
            .flatMap(
                name -> environment.optional(name, RoleArn::parse, "the ARN of a role").stream())
            .toList(),
        reader(environment),
        aws,
        environment.flag("ROLECALL_ORGANIZATION_INDEX"));
  }

  private static AwsSettings aws(Environment environment) {
    AwsSettings standard = AwsSettings.standard();
    return new AwsSettings(
        environment.seconds("ROLECALL_EVIDENCE_DEADLINE_SECONDS", standard.deadline(), LONGEST),
        environment.seconds(
            "ROLECALL_CHANGES_DEADLINE_SECONDS", standard.changesDeadline(), LONGEST),
        environment.seconds("ROLECALL_CACHE_SECONDS", standard.cacheTime(), Duration.ofHours(1)),
        environment.optional(
            "ROLECALL_ORGANIZATION_ACCOUNT", AccountId::parse, "an account id of 12 digits"));
  }

  private static Optional<ReaderRole> reader(Environment environment) {
    Optional<String> name =
        environment.optional(
            "ROLECALL_READER_ROLE_NAME", matching(ROLE_NAME), "the name of a role, without a path");
    Optional<String> externalId = environment.optional("ROLECALL_READER_EXTERNAL_ID");
    if (externalId.isPresent() && !externalId.get().matches(EXTERNAL_ID)) {
      throw new BadSetting(
          "ROLECALL_READER_EXTERNAL_ID", "is no external id: 2 to 1224 of A-Z a-z 0-9 _+=,.@:/-");
    }
    if (externalId.isPresent() && name.isEmpty()) {
      throw new BadSetting(
          "ROLECALL_READER_EXTERNAL_ID", "is set, but ROLECALL_READER_ROLE_NAME is not");
    }
    return name.map(role -> new ReaderRole(role, externalId));
  }

  private static java.util.function.Function<String, Optional<String>> matching(String form) {
    return text -> Optional.of(text).filter(value -> value.matches(form));
  }
}
