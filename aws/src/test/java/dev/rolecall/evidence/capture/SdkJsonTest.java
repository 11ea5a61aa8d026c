package dev.rolecall.evidence.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.iam.model.RoleDetail;
import software.amazon.awssdk.services.iam.model.Tag;

class SdkJsonTest {

  private static String written(RoleDetail role) throws IOException {
    return SdkJson.MAPPER.writeValueAsString(role);
  }

  @Test
  void namesAndTimesAreTheAwsClis() throws IOException {
    RoleDetail role =
        RoleDetail.builder()
            .roleName("deploy")
            .createDate(Instant.parse("2026-01-02T03:04:05Z"))
            .tags(List.of(Tag.builder().key("team").value("payments").build()))
            .build();
    assertThat(written(role))
        .isEqualTo(
            "{\"RoleName\":\"deploy\",\"CreateDate\":\"2026-01-02T03:04:05+00:00\","
                + "\"Tags\":[{\"Key\":\"team\",\"Value\":\"payments\"}]}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        // encoded as IAM does: a plus is a plus
        "%7B%22Sid%22%3A%20%22a+b%22%7D | {\"Sid\": \"a+b\"}",
        // what a reader has to complain of stays: a key given twice
        "%7B%22Sid%22%3A%221%22%2C%22Sid%22%3A%222%22%7D | {\"Sid\":\"1\",\"Sid\":\"2\"}",
        "{\"Sid\": 1} | {\"Sid\": 1}",
        // no JSON object: text
        "%7B%22Sid | \"%7B%22Sid\"",
        "%ZZ | \"%ZZ\"",
        "[1] | \"[1]\"",
        "{} {} | \"{} {}\"",
      })
  void policyDocumentsAreObjectsAsTheyStand(String sent, String expected) throws IOException {
    assertThat(written(RoleDetail.builder().assumeRolePolicyDocument(sent).build()))
        .isEqualTo("{\"AssumeRolePolicyDocument\":" + expected + "}");
  }
}
