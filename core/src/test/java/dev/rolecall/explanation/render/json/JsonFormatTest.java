package dev.rolecall.explanation.render.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.explanation.Stories;
import dev.rolecall.explanation.document.WritingOptions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class JsonFormatTest {

  private static JsonNode json(CauseCode code) throws IOException {
    return new ObjectMapper()
        .readTree(JsonFormat.write(Stories.of(code).explanation(), WritingOptions.plain()));
  }

  private static List<String> keys(JsonNode object) {
    List<String> keys = new ArrayList<>();
    object.fieldNames().forEachRemaining(keys::add);
    return keys;
  }

  @ParameterizedTest
  @EnumSource(CauseCode.class)
  void theKeysOfTheContractComeInItsOrder(CauseCode code) throws IOException {
    JsonNode tree = json(code);
    assertThat(keys(tree))
        .startsWith("schema", "denial", "diagnosis", "checklist", "changes", "fixes");
    assertThat(keys(tree.path("denial")))
        .startsWith(
            "eventId", "time", "region", "recordedIn", "action", "deniedAction", "caller", "role")
        .contains("awsMessage", "userAgent", "sourceIp");
    assertThat(keys(tree.at("/denial/caller")))
        .startsWith("type", "arn", "principalArn", "account");
    assertThat(keys(tree.path("diagnosis")))
        .startsWith(
            "cause", "confidence", "summary", "causes", "possible", "evaluation", "gaps", "actor");
    assertThat(keys(tree.at("/diagnosis/causes/0")))
        .startsWith(
            "cause",
            "policyType",
            "policy",
            "statement",
            "operator",
            "conditionKey",
            "wanted",
            "got");
    assertThat(keys(tree.at("/diagnosis/evaluation")))
        .containsExactly(
            "TRUST_POLICY",
            "IDENTITY_POLICY",
            "PERMISSIONS_BOUNDARY",
            "SESSION_POLICY",
            "SCP",
            "RCP",
            "VPC_ENDPOINT_POLICY");
    assertThat(tree.path("checklist")).hasSize(7);
    for (JsonNode fix : tree.path("fixes")) {
      assertThat(keys(fix))
          .startsWith(
              "account",
              "policyType",
              "target",
              "before",
              "after",
              "requestMust",
              "admits",
              "result",
              "conditions",
              "commands",
              "terraform");
    }
  }

  @Test
  void anAbsentValueIsEmptyAndAnUnknownOneIsNull() throws IOException {
    assertThat(json(CauseCode.EXTERNAL_ID_MISSING).at("/diagnosis/causes/0/got").toString())
        .isEqualTo("[]");
    assertThat(json(CauseCode.EXTERNAL_ID_REQUIRED).at("/diagnosis/causes/0/got").isNull())
        .isTrue();
    assertThat(json(CauseCode.TRUST_CONDITION_FAILED).at("/diagnosis/causes/0/got/0").asText())
        .isEqualTo("build-42");
  }

  @Test
  void documentsAreObjectsInTheirOwnOrder() throws IOException {
    JsonNode fix = json(CauseCode.PRINCIPAL_NOT_TRUSTED).at("/fixes/0");
    assertThat(fix.path("before").toString()).isEqualTo(Stories.TRUST);
    assertThat(fix.path("after").toString()).isEqualTo(Stories.TRUST_AFTER);
    assertThat(json(CauseCode.EXTERNAL_ID_MISSING).at("/fixes/0/after").isNull()).isTrue();
  }
}
