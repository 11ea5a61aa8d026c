package dev.rolecall.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rolecall.permission.PermissionsPage;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The policies of `docs/permissions.md` are what the stacks grant, to the letter: with the account
/// and region of the page, and a pattern for names that CloudFormation makes.
class PermissionsPageTest {

  /// They are nothing but names.
  private static final Set<String> FREE = Set.of("AWS::CloudFormation::WaitConditionHandle");

  private static Set<JsonNode> shown(String policies) {
    return Stream.of(policies.split(" "))
        .flatMap(name -> PermissionsPage.statements(PermissionsPage.policy(name)))
        .collect(Collectors.toSet());
  }

  private static Set<JsonNode> granted(StackTemplate template, String role) {
    PlainStatements plain = new PlainStatements(template);
    return StreamSupport.stream(
            template.resource("AWS::IAM::Role", role).path("Policies").spliterator(), false)
        .flatMap(policy -> PermissionsPage.statements(policy.path("PolicyDocument")))
        .map(plain::of)
        .collect(Collectors.toSet());
  }

  @ParameterizedTest
  @CsvSource({
    "EVERYTHING, ExplainFunctionExplainRole, account organization use-reader function-explain",
    "STANDARD, ExplainFunctionExplainRole, account organization function-explain",
    "EVERYTHING, SweepFunctionSweepRole, account organization use-reader function-sweep",
    "EVERYTHING, SurveyFunctionSurveyRole, use-reader index doctor function-survey",
    "EVERYTHING, SlackFunctionSlackRole, function-slack",
    "TEAMS, TeamsFunctionTeamsRole, function-teams",
    "EVERYTHING, InteractionsFrontFunctionInteractionRole, function-interaction",
    "EVERYTHING, InteractionsWorkerFunctionInteractionWorkerRole,"
        + " account organization use-reader function-interaction-worker",
    "EVERYTHING, EventsRole, pipe",
    "EVERYTHING, PagerDutyRole, pager"
  })
  void theRolesOfTheMonitor(Variant variant, String role, String policies) {
    assertThat(granted(new StackTemplate(variant.json()), role))
        .containsExactlyInAnyOrderElementsOf(shown(policies));
  }

  @Test
  void noRoleIsLeftOut() {
    assertThat(
            Stream.of(Variant.EVERYTHING, Variant.TEAMS)
                .flatMap(variant -> variant.resources("AWS::IAM::Role").entrySet().stream())
                .filter(role -> role.getValue().has("Policies"))
                .map(role -> Reference.name(role.getKey())))
        .containsOnly(
            "EventsRole",
            "ExplainFunctionExplainRole",
            "InteractionsFrontFunctionInteractionRole",
            "InteractionsWorkerFunctionInteractionWorkerRole",
            "PagerDutyRole",
            "SlackFunctionSlackRole",
            "SurveyFunctionSurveyRole",
            "SweepFunctionSweepRole",
            "TeamsFunctionTeamsRole");
  }

  @ParameterizedTest
  @CsvSource({"DenialsRole, forward", "OrganizationChangesRole, forward"})
  void theRolesOfAMember(String role, String policies) {
    assertThat(granted(member(), role)).containsExactlyInAnyOrderElementsOf(shown(policies));
  }

  /// In the account that administers the organization, the reader role has one more policy.
  @Test
  void theReaderRoleOfTheOrganization() {
    PlainStatements plain = new PlainStatements(member());
    assertThat(
            member().resources("AWS::IAM::Policy").values().stream()
                .flatMap(policy -> PermissionsPage.statements(policy.path("PolicyDocument")))
                .map(plain::of)
                .collect(Collectors.toSet()))
        .containsExactlyInAnyOrderElementsOf(shown("organization index"));
  }

  @Test
  void theReaderRole() {
    assertThat(granted(member(), "ReaderRole"))
        .containsExactlyInAnyOrderElementsOf(shown("account reader"));
  }

  private static StackTemplate member() {
    return Written.template(Variant.EVERYTHING, Written.MEMBER);
  }

  @Test
  void theReaderRoleTrustsWhomThePageNames() {
    JsonNode trust =
        member().resource("AWS::IAM::Role", "ReaderRole").get("AssumeRolePolicyDocument");
    PlainStatements plain = new PlainStatements(member());
    JsonNode granted = PermissionsPage.statements(trust).map(plain::of).findFirst().orElseThrow();
    JsonNode written = shown("reader-trust").iterator().next();
    for (String place :
        List.of(
            "/Effect",
            "/Action",
            "/Principal/AWS",
            "/Condition/ArnEquals/aws:PrincipalArn",
            "/Condition/StringEquals/sts:ExternalId")) {
      assertThat(written.at(place)).isEqualTo(granted.at(place));
    }
  }

  /// With Teams, one statement is about another secret.
  @Test
  void theDoctorFindsTheSecretForTeams() {
    assertThat(granted(new StackTemplate(Variant.TEAMS.json()), "SurveyFunctionSurveyRole"))
        .containsAll(shown("doctor-teams"));
  }

  @Test
  void whoDeploysMayMakeWhatTheTemplatesHaveAndNothingElse() {
    Map<String, List<JsonNode>> allowed =
        shown("deploy-resources").stream()
            .collect(
                Collectors.groupingBy(
                    statement ->
                        PermissionsPage.texts(statement.get("Action"))
                            .findFirst()
                            .orElseThrow()
                            .replaceAll(":.*", "")));
    Set<String> needed =
        types()
            .map(type -> type.split("::", -1)[1])
            .map(PermissionsPageTest::service)
            .collect(Collectors.toCollection(TreeSet::new));
    // The secret of a connection to PagerDuty.
    needed.add("secretsmanager");
    assertThat(allowed.keySet()).isEqualTo(needed);
  }

  private static String service(String namespace) {
    return namespace.toLowerCase(Locale.ROOT);
  }

  private static Stream<StackTemplate> templates() {
    return Stream.concat(
        Written.by(Variant.EVERYTHING).keySet().stream()
            .map(stack -> Written.template(Variant.EVERYTHING, stack)),
        Stream.of(Written.template(Variant.TEAMS, Written.MONITOR)));
  }

  private static Stream<String> types() {
    return templates()
        .flatMap(template -> template.all().stream())
        .map(resource -> resource.path("Type").asText())
        .filter(type -> !FREE.contains(type));
  }

  @Test
  void whoDeploysMayUseTheNamesThatTheTemplatesGive() {
    assertThat(names("AWS::IAM::Role", "RoleName"))
        .isNotEmpty()
        .allMatch(name -> isAllowed("arn:aws:iam::111122223333:role/" + name));
    assertThat(names("AWS::SSM::Parameter", "Name"))
        .isNotEmpty()
        .allMatch(name -> isAllowed("arn:aws:ssm:eu-central-1:111122223333:parameter" + name));
    assertThat(names("AWS::Events::Rule", "Name"))
        .isNotEmpty()
        .allMatch(name -> isAllowed("arn:aws:events:eu-central-1:111122223333:rule/" + name));
  }

  private static List<String> names(String type, String property) {
    return templates()
        .flatMap(template -> template.resources(type).values().stream())
        .map(resource -> resource.path(property))
        .filter(name -> !name.isMissingNode())
        .map(Reference::text)
        .toList();
  }

  private static boolean isAllowed(String arn) {
    return shown("deploy-resources").stream()
        .map(statement -> PermissionsPage.texts(statement.get("Resource")).toList())
        .flatMap(Collection::stream)
        .filter(resource -> !resource.equals("*"))
        .anyMatch(
            resource -> Pattern.matches("\\Q" + resource.replace("*", "\\E.*\\Q") + "\\E", arn));
  }
}
