package dev.rolecall.infra.rule;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolecall.infra.DeployedRule;
import dev.rolecall.infra.Variant;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The pattern is taken out of the synthesized template and judged by EventBridge's own matcher.
@Tag("slow")
class DenialPatternTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void byDefaultItTakesTheCorpusDenialsAndNothingElse() throws Exception {
    List<JsonNode> events = corpus();

    assertThat(events).hasSizeGreaterThanOrEqualTo(150);
    for (JsonNode event : events) {
      assertThat(matches(Variant.STANDARD, event))
          .as(event.toString())
          .isEqualTo(event.at("/detail/errorCode").asText().equals("AccessDenied"));
    }
  }

  @Test
  void withTheOtherErrorsItTakesTheWholeCorpus() throws Exception {
    for (JsonNode event : corpus()) {
      assertThat(matches(Variant.EVERYTHING, event)).as(event.toString()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"AssumeRole", "AssumeRoleWithSAML", "AssumeRoleWithWebIdentity"})
  void anErrorCodeMayEndInException(String call) throws Exception {
    ObjectNode event = denial();
    detail(event).put("eventName", call).put("errorCode", "AccessDeniedException");

    assertThat(matches(Variant.STANDARD, event)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "/detail/eventName, GetCallerIdentity",
    "/detail/eventName, AssumeRootSession",
    "/detail/eventSource, signin.amazonaws.com",
    "/detail/errorCode, ThrottlingException",
    "/detail/errorCode, Client.AccessDenied",
    "/source, aws.iam",
    "/source, dev.rolecall",
    "/detail-type, AWS Console Sign In via CloudTrail"
  })
  void whatIsNoDeniedCallIsLeftAlone(String place, String value) throws Exception {
    for (Variant variant : List.of(Variant.STANDARD, Variant.EVERYTHING)) {
      ObjectNode event = denial();
      assertThat(matches(variant, event)).isTrue();

      int slash = place.lastIndexOf('/');
      ((ObjectNode) event.at(place.substring(0, slash))).put(place.substring(slash + 1), value);

      assertThat(matches(variant, event)).isFalse();
    }
  }

  @Test
  void sessionsOfRootUsersAreTakenWithTheFailuresOfServices() throws Exception {
    ObjectNode event = denial();
    detail(event).put("eventName", "AssumeRoot");

    assertThat(matches(Variant.STANDARD, event)).isFalse();
    assertThat(matches(Variant.EVERYTHING, event)).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "lambda|CreateFunction20150331|InvalidParameterValueException|The role defined for the"
            + " function cannot be assumed by Lambda.|true",
        "eks|CreateFargateProfile|InvalidParameterException|Misconfigured PodExecutionRole Trust"
            + " Policy|true",
        "states|CreateStateMachine|AccessDeniedException|Neither the global service principal"
            + " states.amazonaws.com, nor the regional one|true",
        "eks-auth|AssumeRoleForPodIdentity|AccessDeniedException|Unauthorized Exception!|true",
        "rolesanywhere|CreateSession|AccessDeniedException|Unable to assume role|true",
        "glue|CreateJob|InvalidInputException|Service is unable to assume provided role.|true",
        "lambda|CreateFunction20150331|InvalidParameterValueException|Uploaded file must be a"
            + " non-empty zip|false",
        "lambda|CreateFunction20150331|AccessDeniedException|User: arn:aws:sts::1:assumed-role/r/s"
            + " is not authorized|false",
        "iam|UpdateAssumeRolePolicy|ValidationException|the trust policy cannot be read|false",
      })
  void failuresOfServicesAreTakenWhereTheyAreAskedFor(
      String service, String call, String code, String message, boolean taken) throws Exception {
    ObjectNode event = denial();
    event.put("source", "aws." + service);
    detail(event)
        .put("eventSource", service + ".amazonaws.com")
        .put("eventName", call)
        .put("errorCode", code)
        .put("errorMessage", message);

    assertThat(matches(Variant.STANDARD, event)).isFalse();
    assertThat(matches(Variant.EVERYTHING, event)).isEqualTo(taken);
  }

  /// More needs a higher quota.
  @ParameterizedTest
  @EnumSource(Variant.class)
  void thePatternIsNotTooLong(Variant variant) {
    assertThat(DeployedRule.DENIALS.rule(variant).get("EventPattern").toString())
        .hasSizeLessThan(2_048);
  }

  @ParameterizedTest
  @EnumSource(Variant.class)
  void aCallThatSucceededIsLeftAlone(Variant variant) throws Exception {
    ObjectNode event = denial();
    detail(event).remove(List.of("errorCode", "errorMessage"));

    assertThat(matches(variant, event)).isFalse();
  }

  private static boolean matches(Variant variant, JsonNode event) throws Exception {
    return DeployedRule.DENIALS.takes(variant, event);
  }

  private static List<JsonNode> corpus() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("..", "events"))) {
      return files
          .filter(file -> file.endsWith("event.json"))
          .sorted()
          .map(DenialPatternTest::read)
          .toList();
    }
  }

  private static JsonNode read(Path file) {
    try {
      JsonNode json = JSON.readTree(file.toFile());
      return json.has("detail") ? json : DeployedRule.delivered(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ObjectNode denial() {
    return (ObjectNode)
        read(Path.of("..", "events", "external-id-missing", "vendor-onboarding", "event.json"));
  }

  private static ObjectNode detail(ObjectNode event) {
    return (ObjectNode) event.get("detail");
  }
}
