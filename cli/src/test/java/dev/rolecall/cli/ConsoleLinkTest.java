package dev.rolecall.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The page of AWS's console that tells more about a denial is built from region and id, and never
/// copied from the message, which may be a stranger's.
class ConsoleLinkTest {

  private static final String ID = "6f0cd1de-8e9d-4a5c-b1f1-0123456789ab";

  @TempDir private Path folder;

  private JsonNode denial(String region, String end) throws IOException {
    Path event = folder.resolve("event.json");
    Files.writeString(
        event,
        """
        {"eventVersion": "1.11", "eventID": "e-1", "eventTime": "2026-03-01T10:00:00Z",
         "eventSource": "sts.amazonaws.com", "eventName": "AssumeRole", "awsRegion": "%s",
         "errorCode": "AccessDenied", "requestParameters": null, "recipientAccountId": "111111111111",
         "errorMessage": "User: arn:aws:iam::111111111111:user/ana is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::222222222222:role/deploy%s",
         "userIdentity": {"type": "IAMUser", "arn": "arn:aws:iam::111111111111:user/ana", "accountId": "111111111111"}}
        """
            .formatted(region, end));
    CommandLineRun run = CommandLineRun.of("explain", event.toString(), "--format", "json");
    return new ObjectMapper().readTree(run.out()).path("denial");
  }

  private static String details(String host) {
    return ". Go to https://"
        + host
        + "/iam/home?region=eu-west-1#/authorization-details/"
        + ID
        + " for complete details, or call the GetRequestAuthorizationDetails API with the following"
        + " authorization id: "
        + ID;
  }

  @ParameterizedTest
  @CsvSource({
    "eu-west-1, console.aws.amazon.com",
    "cn-north-1, console.amazonaws.cn",
    "us-gov-west-1, console.amazonaws-us-gov.com"
  })
  void theLinkLeadsToTheConsoleOfTheRegionsPartition(String region, String host)
      throws IOException {
    JsonNode denial = denial(region, details("eu-west-1.console.aws.amazon.com"));
    assertThat(denial.path("authorizationId").asText()).isEqualTo(ID);
    assertThat(denial.path("consoleLink").asText())
        .isEqualTo(
            "https://%s.%s/iam/home?region=%s#/authorization-details/%s"
                .formatted(region, host, region, ID));
  }

  @ParameterizedTest
  @ValueSource(strings = {"evil.example/x", "eu-west-1.evil.example", "EU", "eu-west-1#"})
  void aRegionThatIsNoneGivesNoLink(String region) throws IOException {
    JsonNode denial = denial(region, details("eu-west-1.console.aws.amazon.com"));
    assertThat(denial.path("authorizationId").asText()).isEqualTo(ID);
    assertThat(denial.path("consoleLink").isNull()).isTrue();
  }

  @Test
  void aMessageWithoutAnIdGivesNone() throws IOException {
    JsonNode denial = denial("eu-west-1", "");
    assertThat(denial.has("authorizationId")).isFalse();
    assertThat(denial.has("consoleLink")).isFalse();
  }
}
