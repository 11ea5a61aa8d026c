package dev.rolecall.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.aws.Moto;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/// The Teams function as Lambda runs it, up to the webhook: that has to lie in a domain of
/// Microsoft, which no test may call.
class TeamsHandlerIT {

  private static final String SECRET = "s3cr3t-signature";
  private static final String EVENT =
      """
      {"Records": [{"EventSource": "aws:sns", "EventVersion": "1.0", "Sns": {
        "Type": "Notification", "MessageId": "m-1", "Timestamp": "2026-11-20T10:00:00.000Z",
        "Message": "{\\"teams\\": {\\"type\\": \\"message\\"}}"}}]}
      """;

  @TempDir Path folder;

  private LambdaProcess start(LambdaProcess.Start how, Moto moto) throws IOException {
    return LambdaProcess.start(
        TeamsHandler.class,
        how,
        Map.of(
            "AWS_ENDPOINT_URL",
            moto.endpoint().toString(),
            "ROLECALL_TEAMS_SECRET",
            "secretsmanager:teams"),
        folder);
  }

  @Test
  void aMissingSecretKeepsTheMessageWithTheReason() throws Exception {
    try (LambdaProcess function = start(LambdaProcess.Start.ON_DEMAND, Moto.empty())) {
      assertThat(function.invoke(EVENT))
          .isInstanceOfSatisfying(
              RuntimeApi.Outcome.Failed.class,
              failed -> assertThat(failed.error()).contains("ResourceNotFoundException"));
    }
  }

  @Test
  void afterSnapStartsRestoreAnAddressElsewhereIsNeitherCalledNorTold() throws Exception {
    Moto moto = Moto.empty();
    try (SecretsManagerClient secrets =
        SecretsManagerClient.builder()
            .endpointOverride(moto.endpoint())
            .region(Region.US_EAST_1)
            .credentialsProvider(moto.home())
            .httpClient(UrlConnectionHttpClient.create())
            .build()) {
      secrets.createSecret(
          secret -> secret.name("teams").secretString("https://example.com/hook?sig=" + SECRET));
      try (LambdaProcess function = start(LambdaProcess.Start.SNAP_START, moto)) {
        function.restore();

        assertThat(function.invoke(EVENT))
            .isInstanceOfSatisfying(
                RuntimeApi.Outcome.Failed.class,
                failed -> assertThat(failed.error()).contains("Teams").doesNotContain(SECRET));
        assertThat(function.log()).doesNotContain(SECRET);
      }
    }
  }
}
