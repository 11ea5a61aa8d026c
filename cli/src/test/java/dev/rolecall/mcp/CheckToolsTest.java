package dev.rolecall.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.JsonSchema;
import dev.rolecall.cli.CommandLineRun;
import dev.rolecall.diagnosis.result.CauseCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `check_access`, `check_proposed_policy` and `list_causes` say what the command and the
/// documentation say.
class CheckToolsTest {

  private static final Path EXAMPLE = Path.of("src/test/resources/gate/example");
  private static final String SNAPSHOT = EXAMPLE.resolve("snapshot").toString();
  private static final String APP = "arn:aws:iam::222222222222:role/app-deploy";
  private static final String DEPLOYER = "arn:aws:iam::111111111111:role/ci/deployer";
  private static final JsonSchema ANSWER = ResultSchemas.documented("answer");
  private static final JsonSchema PAIR = ResultSchemas.documented("pairVerdict");

  private static void isSame(JsonNode result, CommandLineRun text, CommandLineRun json)
      throws IOException {
    assertThat(Conversation.text(result)).contains(text.out().strip());
    ObjectNode structured = result.path("structuredContent").deepCopy();
    ResultSchemas.check(ResultSchemas.documented("check_access"), structured);
    structured.remove("notes");
    ResultSchemas.check(ANSWER, structured);
    String command =
        json.out().replaceAll("--context (\\S+?)=VALUE", "add `$1` with its value to `context`");
    assertThat(structured).isEqualTo(Conversation.JSON.readTree(command));
  }

  @Test
  void aCallIsCheckedAsTheCommandDoes() throws IOException {
    String[] command = {
      "check",
      "--caller",
      DEPLOYER,
      "--role",
      APP,
      "--snapshot",
      SNAPSHOT,
      "--context",
      "sts:ExternalId=acme-1",
      "--context",
      "aws:TagKeys=a",
      "--context",
      "aws:TagKeys=b",
      "--context",
      "aws:SourceIp"
    };
    Map<String, Object> context = new HashMap<>();
    context.put("sts:ExternalId", "acme-1");
    context.put("aws:TagKeys", List.of("a", "b"));
    context.put("aws:SourceIp", null);
    try (Conversation server = Conversation.with("--snapshot", SNAPSHOT)) {
      JsonNode result =
          server.call(
              "check_access",
              Map.of(
                  "caller", DEPLOYER, "role", APP, "action", "sts:AssumeRole", "context", context));

      isSame(result, CommandLineRun.of(command), CommandLineRun.of(json(command)));
    }
  }

  private static String[] json(String... command) {
    List<String> words = new java.util.ArrayList<>(List.of(command));
    words.addAll(List.of("--format", "json"));
    return words.toArray(String[]::new);
  }

  @Test
  void whatTheAnswerDependsOnIsAskedForInTheTermsOfTheTool() {
    try (Conversation server = Conversation.with("--snapshot", SNAPSHOT)) {
      JsonNode result = server.call("check_access", Map.of("caller", "scheduler", "role", APP));

      assertThat(result.toString()).doesNotContain("--context");
      assertThat(Conversation.text(result)).contains("scheduler.amazonaws.com -> " + APP);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"role": "R"}                                              | caller: is missing
          {"caller": "C"}                                            | role: is missing
          {"caller": "nobody", "role": "R"}                          | caller: `nobody` is not
          {"caller": "C", "role": "deploy"}                          | role: `deploy` is not a role ARN
          {"caller": 1, "role": "R"}                                 | caller: must be a string
          {"caller": ["C"], "role": "R"}                             | caller: must be a string
          {"caller": "", "role": "R"}                                | caller: is empty
          {"caller": "C", "role": {"a": 1}}                          | role: must be a string
          {"caller": "C", "role": "R", "action": "sts:Assume"}       | action: `sts:Assume` is not one of
          {"caller": "C", "role": "R", "action": "sts:AssumeRoleWithSAML"} | action: this caller calls sts:AssumeRole
          {"caller": "C", "role": "R", "context": "x"}               | context: must be an object
          {"caller": "C", "role": "R", "context": []}                | context: must be an object
          {"caller": "C", "role": "R", "context": {"ExternalId": "a"}} | context: `ExternalId
          {"caller": "C", "role": "R", "context": {"sts:ExternalId": {}}} | context: the value of `sts:ExternalId`
          {"caller": "C", "role": "R", "context": {"sts:ExternalId": [[]]}} | context: the value of
          {"caller": "C", "role": "R", "details": "yes"}             | details: must be true or false
          {"caller": "C", "role": "R", "snapshot": "/"}              | snapshot: unknown argument
          {"caller": "C", "role": "R", "live": true}                 | live: unknown argument
          {"caller": "C", "role": "R", "profile": "admin"}           | profile: unknown argument
          {"caller": "C", "role": "R", "__proto__": {"a": 1}}        | __proto__: unknown argument
          {"caller": "C", "role": "R", "constructor": 1}             | constructor: unknown argument
          """)
  void aWrongArgumentIsNamed(String arguments, String sentence) throws IOException {
    String json =
        arguments.replace("\"C\"", '"' + DEPLOYER + '"').replace("\"R\"", '"' + APP + '"');
    try (Conversation server = Conversation.with("--snapshot", SNAPSHOT)) {
      JsonNode result = server.call("check_access", Conversation.JSON.readTree(json));

      assertThat(result.path("isError").asBoolean()).isTrue();
      assertThat(Conversation.text(result)).startsWith(sentence).doesNotContain("\n", "Exception");
    }
  }

  @Test
  void aTokenIsNotRepeated() {
    String token = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhIn0.c2lnbmF0dXJlc2lnbmF0dXJl";
    try (Conversation server = Conversation.with()) {
      assertThat(server.failure("check_access", Map.of("caller", token, "role", APP)))
          .doesNotContain("eyJ");
      assertThat(server.failure("check_access", Map.of("caller", DEPLOYER, "role", token)))
          .doesNotContain("eyJ");
    }
  }

  private static JsonNode pairs() throws IOException {
    return new ObjectMapper(new YAMLFactory())
        .readTree(EXAMPLE.resolve("pairs.yaml").toFile())
        .path("pairs");
  }

  @Test
  void aProposedPolicyIsCheckedAsTheGateDoes() throws IOException {
    Path file = EXAMPLE.resolve("trust-breaks.json");
    String[] command = {
      "check",
      "--pairs",
      EXAMPLE.resolve("pairs.yaml").toString(),
      "--snapshot",
      SNAPSHOT,
      "--trust-policy",
      APP + "=" + file
    };
    ObjectNode arguments = Conversation.JSON.createObjectNode().put("role", APP);
    arguments.set("trust_policy", Conversation.JSON.readTree(file.toFile()));
    arguments.set("pairs", pairs());
    try (Conversation server = Conversation.with("--snapshot", SNAPSHOT)) {
      JsonNode result = server.call("check_proposed_policy", arguments);

      JsonNode structured = result.path("structuredContent");
      ResultSchemas.check(ResultSchemas.documented("check_proposed_policy"), structured);
      List<String> lines = CommandLineRun.of(json(command)).out().lines().toList();
      assertThat(structured.path("pairs")).hasSameSizeAs(lines);
      for (int i = 0; i < lines.size(); i++) {
        JsonNode one = Conversation.JSON.readTree(lines.get(i));
        ResultSchemas.check(PAIR, one);
        assertThat(structured.path("pairs").path(i)).isEqualTo(one);
      }
      assertThat(structured.path("grade").asText()).isEqualTo("FAILED");
      assertThat(Conversation.text(result)).contains(CommandLineRun.of(command).out().strip());
    }
  }

  @Test
  void aPairIsForTheRoleOfThePolicyUnlessItSaysSo() throws IOException {
    ObjectNode arguments = Conversation.JSON.createObjectNode().put("role", APP);
    arguments.put("trust_policy", Files.readString(EXAMPLE.resolve("trust-breaks.json")));
    arguments.put("pairs", "[{\"caller\": \"" + DEPLOYER + "\", \"expect\": \"denied\"}]");
    try (Conversation server = Conversation.with("--snapshot", SNAPSHOT)) {
      JsonNode pair =
          server.call("check_proposed_policy", arguments).at("/structuredContent/pairs/0/pair");

      assertThat(pair.path("role").asText()).isEqualTo(APP);
      assertThat(pair.path("expect").asText()).isEqualTo("denied");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"role": "R", "pairs": [{"caller": "C"}]}                            | trust_policy: is missing
          {"role": "R", "trust_policy": 5, "pairs": [{"caller": "C"}]}         | trust_policy: must be a string or an object
          {"role": "R", "trust_policy": "{", "pairs": [{"caller": "C"}]}       | trust_policy:
          {"role": "R", "trust_policy": {"Statement": []}, "pairs": [{"caller": "C"}]} | trust_policy:
          {"role": "R", "trust_policy": T}                                     | pairs: is missing
          {"role": "R", "trust_policy": T, "pairs": []}                        | pairs: contains no pairs
          {"role": "R", "trust_policy": T, "pairs": {}}                        | pairs: must be a list of objects
          {"role": "R", "trust_policy": T, "pairs": "nonsense"}                | pairs: must be a list of objects
          {"role": "R", "trust_policy": T, "pairs": [5]}                       | pairs[0]
          {"role": "R", "trust_policy": T, "pairs": [{"caller": "C"}, {}]}     | pairs[1]
          {"role": "R", "trust_policy": T, "pairs": [{"caller": "C", "expect": "maybe"}]} | pairs[0].expect: must be
          {"role": "R", "trust_policy": T, "pairs": [{"caller": "C", "__proto__": 1}]} | pairs[0].__proto__: unknown key
          """)
  void aWrongPairOrPolicyIsNamed(String arguments, String sentence) throws IOException {
    String json =
        arguments
            .replace("\"C\"", '"' + DEPLOYER + '"')
            .replace("\"R\"", '"' + APP + '"')
            .replace(" T", Files.readString(EXAMPLE.resolve("trust-breaks.json")));
    try (Conversation server = Conversation.with("--snapshot", SNAPSHOT)) {
      JsonNode result = server.call("check_proposed_policy", Conversation.JSON.readTree(json));

      assertThat(result.path("isError").asBoolean()).isTrue();
      assertThat(Conversation.text(result)).startsWith(sentence).doesNotContain("\n", "Exception");
    }
  }

  @Test
  void tooManyPairsAreRefused() throws IOException {
    ObjectNode arguments = Conversation.JSON.createObjectNode().put("role", APP);
    arguments.put("trust_policy", Files.readString(EXAMPLE.resolve("trust-breaks.json")));
    ArrayNode pairs = arguments.putArray("pairs");
    for (int i = 0; i < 51; i++) {
      pairs.addObject().put("caller", DEPLOYER);
    }
    try (Conversation server = Conversation.with("--snapshot", SNAPSHOT)) {
      assertThat(Conversation.text(server.call("check_proposed_policy", arguments)))
          .isEqualTo("pairs: 51 given, at most 50");
    }
  }

  @Test
  void everyCauseHasItsMeaningActorAndPage() {
    try (Conversation server = Conversation.with()) {
      JsonNode result = server.call("list_causes", Map.of());

      ResultSchemas.check(
          ResultSchemas.documented("list_causes"), result.path("structuredContent"));
      JsonNode causes = result.at("/structuredContent/causes");
      assertThat(causes).hasSize(CauseCode.values().length);
      for (JsonNode cause : causes) {
        assertThat(Path.of("..", cause.path("page").asText())).isRegularFile();
        assertThat(cause.path("meaning").asText()).isNotBlank().doesNotContain("\n");
        assertThat(cause.path("whoCanFix").asText()).isNotBlank().doesNotContain("*");
        assertThat(Conversation.text(result)).contains(cause.path("code").asText() + ": ");
      }
    }
  }

  @Test
  void oneCauseComesWithItsPage() throws IOException {
    try (Conversation server = Conversation.with()) {
      JsonNode result = server.call("list_causes", Map.of("code", "external_id_missing"));

      String page = Files.readString(Path.of("..", "docs", "causes", "EXTERNAL_ID_MISSING.md"));
      assertThat(result.at("/structuredContent/causes")).hasSize(1);
      assertThat(Conversation.text(result)).isEqualToIgnoringNewLines(page);
      assertThat(server.failure("list_causes", Map.of("code", "NO_SUCH")))
          .startsWith("code: `NO_SUCH` is not one of");
    }
  }
}
