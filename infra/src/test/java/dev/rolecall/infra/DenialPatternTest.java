package dev.rolecall.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awscdk.assertions.Template;
import software.amazon.event.ruler.Ruler;

/// The pattern of the synthesized rule, matched by EventBridge's own library.
class DenialPatternTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String DENIALS = pattern(Templates.MINIMAL);
  private static final String ALL_FAILURES = pattern(Templates.EVERYTHING);

  static Stream<Path> scenarios() {
    try (Stream<Path> files = Files.walk(TestApp.ROOT.resolve("events"))) {
      return files.filter(file -> file.endsWith("event.json")).sorted().toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void takesTheAccessDeniedOfEveryScenarioAndNothingElse(Path scenario) throws Exception {
    ObjectNode event = event(scenario);

    assertThat(matches(DENIALS, event))
        .isEqualTo(event.at("/detail/errorCode").asText().equals("AccessDenied"));
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void takesEveryScenarioWhenOtherErrorsAreExplained(Path scenario) throws Exception {
    assertThat(matches(ALL_FAILURES, event(scenario))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"AssumeRole", "AssumeRoleWithSAML", "AssumeRoleWithWebIdentity"})
  void takesTheThreeCalls(String call) throws Exception {
    ObjectNode event = denial();
    detail(event).put("eventName", call);

    assertThat(matches(DENIALS, event)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "AccessDenied, true, true",
    "AccessDeniedException, true, true",
    "ValidationError, false, true",
    "ValidationException, false, true",
    "ExpiredToken, false, true",
    "ExpiredTokenException, false, true",
    "IDPRejectedClaim, false, true",
    "InvalidIdentityToken, false, true",
    "MalformedPolicyDocumentException, false, true",
    "PackedPolicyTooLarge, false, true",
    "RegionDisabledException, false, true",
    "ThrottlingException, false, false",
    "AccessDeniedForSomethingElse, false, false",
  })
  void takesAnErrorWithAndWithoutItsSuffix(String code, boolean denials, boolean all)
      throws Exception {
    ObjectNode event = denial();
    detail(event).put("errorCode", code);

    assertThat(List.of(matches(DENIALS, event), matches(ALL_FAILURES, event)))
        .containsExactly(denials, all);
  }

  @Test
  void leavesSuccesses() throws Exception {
    ObjectNode event = denial();
    detail(event).remove("errorCode");

    assertThat(matches(ALL_FAILURES, event)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "/detail, eventName, GetCallerIdentity",
    "/detail, eventName, GetSessionToken",
    "/detail, eventSource, iam.amazonaws.com",
    "'', source, aws.iam",
    "'', source, custom.sts",
    "'', detail-type, AWS Console Sign In via CloudTrail",
  })
  void leavesWhatIsOfAnotherKind(String where, String field, String value) throws Exception {
    ObjectNode event = denial();
    assertThat(matches(ALL_FAILURES, event)).as("before").isTrue();
    ((ObjectNode) event.at(where)).put(field, value);

    assertThat(matches(ALL_FAILURES, event)).isFalse();
  }

  private static String pattern(Template template) {
    JsonNode rules = JSON.valueToTree(template.findResources("AWS::Events::Rule"));
    assertThat(rules).hasSize(1);
    return rules.elements().next().at("/Properties/EventPattern").toString();
  }

  private static boolean matches(String pattern, JsonNode event) throws Exception {
    return Ruler.matchesRule(event.toString(), pattern);
  }

  private static ObjectNode denial() {
    return event(
        TestApp.ROOT.resolve(
            Path.of("events", "external-id-missing", "vendor-onboarding", "event.json")));
  }

  private static ObjectNode detail(ObjectNode event) {
    return (ObjectNode) event.get("detail");
  }

  /// The scenario as EventBridge sends it; most are bare CloudTrail records.
  private static ObjectNode event(Path scenario) {
    try {
      ObjectNode json = (ObjectNode) JSON.readTree(scenario.toFile());
      if (json.has("detail")) {
        return json;
      }
      ObjectNode event = JSON.createObjectNode();
      event.put("source", "aws.sts").put("detail-type", "AWS API Call via CloudTrail");
      event.put("account", json.path("recipientAccountId").asText());
      event.put("region", json.path("awsRegion").asText());
      event.set("detail", json);
      return event;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
