package dev.rolecall.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The policies of `docs/permissions.md` are what the stacks grant.
class PermissionsPageTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern POLICY =
      Pattern.compile("(?s)<!-- policy: (\\S+) -->\n```json\n(.*?)```");

  /// The policy of this name.
  private static JsonNode shown(String name) throws IOException {
    Matcher policies = POLICY.matcher(Files.readString(Path.of("..", "docs", "permissions.md")));
    while (policies.find()) {
      if (policies.group(1).equals(name)) {
        return JSON.readTree(policies.group(2));
      }
    }
    throw new AssertionError("the page has no policy " + name);
  }

  private static Stream<JsonNode> statements(JsonNode policy) {
    return StreamSupport.stream(policy.get("Statement").spliterator(), false);
  }

  /// One line a statement, with the partition, account and region that the page writes.
  private static String line(JsonNode statement) {
    return (statement.path("Sid").asText()
            + " "
            + statement.path("Effect").asText()
            + " "
            + Reference.text(statement.get("Action"))
            + " on "
            + Reference.text(statement.get("Resource")))
        .replace("<AWS::Partition>", "aws")
        .replace("<AWS::AccountId>", "111122223333")
        .replace("<AWS::StackName>", "RolecallMonitor")
        .replace("<AWS::Region>", "eu-central-1");
  }

  private static List<String> lines(JsonNode policy) {
    return statements(policy).map(PermissionsPageTest::line).toList();
  }

  private static List<String> granted(JsonNode role, Predicate<String> sid) {
    return statements(role.at("/Policies/0/PolicyDocument"))
        .filter(statement -> sid.test(statement.path("Sid").asText()))
        .map(PermissionsPageTest::line)
        .toList();
  }

  private static JsonNode explain() {
    return Variant.STANDARD.resource("AWS::IAM::Role", "ExplainFunctionExplainRole");
  }

  private static JsonNode reader() {
    return Written.template(Variant.EVERYTHING, Written.MEMBER)
        .resource("AWS::IAM::Role", "ReaderRole");
  }

  @Test
  void theExplainFunctionReadsWhatThePageSays() throws IOException {
    assertThat(
            Stream.concat(lines(shown("account")).stream(), lines(shown("organization")).stream()))
        .containsExactlyInAnyOrderElementsOf(
            granted(explain(), sid -> sid.startsWith("Read") || sid.equals("SearchRoles")).stream()
                .filter(line -> !line.contains("dynamodb"))
                .toList());
  }

  @Test
  void soDoesTheReaderRole() throws IOException {
    assertThat(Stream.concat(lines(shown("account")).stream(), lines(shown("reader")).stream()))
        .containsExactlyInAnyOrderElementsOf(granted(reader(), _ -> true));
  }

  @Test
  void theReaderRoleTrustsWhomThePageNames() throws IOException {
    JsonNode trust = statements(reader().get("AssumeRolePolicyDocument")).findFirst().orElseThrow();
    JsonNode written = statements(shown("reader-trust")).findFirst().orElseThrow();
    for (String place :
        List.of(
            "/Effect",
            "/Action",
            "/Principal/AWS",
            "/Condition/ArnEquals/aws:PrincipalArn",
            "/Condition/StringEquals/sts:ExternalId")) {
      assertThat(Reference.text(written.at(place)))
          .isEqualTo(Reference.text(trust.at(place)).replace("<AWS::Partition>", "aws"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "index, ListOrganization",
    "doctor, FindTrails ReadTrails ReadRules ReadBus ReadConnection ReadSubscriptions"
        + " ReadInstallation ReadQueues ReadEventSourceMappings DescribeTable FindSlackSecret"
  })
  void theDoctorsAreThoseOfTheSurveyFunction(String policy, String sids) throws IOException {
    JsonNode survey = Variant.EVERYTHING.resource("AWS::IAM::Role", "SurveyFunctionSurveyRole");
    assertThat(lines(shown(policy)).stream().map(PermissionsPageTest::whatOnly))
        .containsExactlyInAnyOrderElementsOf(
            granted(survey, List.of(sids.split(" "))::contains).stream()
                .map(PermissionsPageTest::whatOnly)
                .toList());
  }

  /// Without the resource: the page cannot know the names that CloudFormation makes.
  private static String whatOnly(String line) {
    return line.substring(0, line.indexOf(" on "));
  }
}
