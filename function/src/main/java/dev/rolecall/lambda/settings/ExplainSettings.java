package dev.rolecall.lambda.settings;

import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.RoleArn;
import dev.rolecall.evidence.aws.AwsSettings;
import dev.rolecall.evidence.aws.ReaderRole;
import dev.rolecall.explanation.document.LinkSettings;
import dev.rolecall.explanation.wording.LinkWords;
import dev.rolecall.installation.AccessPortalUrl;
import dev.rolecall.installation.RunbookUrl;
import dev.rolecall.installation.Variable;
import dev.rolecall.lambda.wording.EnvironmentWords;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What the explain function is told by its environment.
///
/// @param topic where explanations go; its account is the function's own
/// @param ownRoles the roles that the functions run as, whose own denials are no alerts
/// @param incidents what becomes of denials
/// @param links where alerts link to
/// @param organizationIndex whether the table holds what is known of the organization
/// @param reader the role to assume in other accounts; empty when they are not read
public record ExplainSettings(
    TopicArn topic,
    IncidentSettings incidents,
    LinkSettings links,
    List<RoleArn> ownRoles,
    Optional<ReaderRole> reader,
    AwsSettings aws,
    boolean organizationIndex) {

  private static final String ROLE_NAME = "[A-Za-z0-9_+=,.@-]{1,64}";
  private static final String EXTERNAL_ID = "[A-Za-z0-9_+=,.@:/-]{2,1224}";

  /// Reads the settings.
  ///
  /// @throws BadSetting when a variable is missing or makes no sense
  public static ExplainSettings of(Environment environment) {
    return new ExplainSettings(
        environment.topic(Variable.TOPIC_ARN),
        IncidentSettings.of(environment),
        links(environment),
        Stream.of(
                Variable.OWN_ROLE_ARN,
                Variable.SWEEP_ROLE_ARN,
                Variable.SURVEY_ROLE_ARN,
                Variable.INTERACTION_ROLE_ARN)
            .flatMap(
                role ->
                    environment.optional(role, RoleArn::parse, EnvironmentWords.roleArn()).stream())
            .toList(),
        reader(environment),
        AwsSettings.of(
            environment::number,
            environment.optional(
                Variable.ORGANIZATION_ACCOUNT, AccountId::parse, EnvironmentWords.accountId())),
        environment.flag(Variable.ORGANIZATION_INDEX));
  }

  /// The account that is asked about the organization.
  public AccountId organizationAccount() {
    return aws.organizationAccount().orElse(topic.account());
  }

  private static LinkSettings links(Environment environment) {
    return new LinkSettings(
        environment.optional(Variable.RUNBOOK_URL, RunbookUrl::parse, LinkWords.runbookForm()),
        environment.optional(
            Variable.ACCESS_PORTAL_URL, AccessPortalUrl::parse, LinkWords.accessPortalForm()));
  }

  private static Optional<ReaderRole> reader(Environment environment) {
    Optional<String> name =
        environment.optional(
            Variable.READER_ROLE_NAME,
            Environment.matching(ROLE_NAME),
            EnvironmentWords.roleName());
    Optional<String> externalId = environment.optional(Variable.READER_EXTERNAL_ID);
    String variable = Variable.READER_EXTERNAL_ID.key();
    if (externalId.isPresent() && !externalId.get().matches(EXTERNAL_ID)) {
      throw new BadSetting(variable, EnvironmentWords.notAnExternalId());
    }
    if (externalId.isPresent() && name.isEmpty()) {
      throw new BadSetting(variable, EnvironmentWords.setWithout(Variable.READER_ROLE_NAME.key()));
    }
    return name.map(role -> new ReaderRole(role, externalId));
  }
}
