package dev.rolecall.cli.history;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolecall.Slow;
import dev.rolecall.aws.Moto;
import dev.rolecall.cli.CommandLineRun;
import dev.rolecall.cli.console.ExitStatus;
import dev.rolecall.evidence.aws.AwsClients;
import dev.rolecall.report.Records;
import dev.rolecall.report.aws.S3Logs;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.athena.AthenaClient;
import software.amazon.awssdk.services.s3.S3Client;

/// Against a server that speaks Athena's protocol. It runs no SQL: results are given beforehand.
@Slow
@ResourceLock(Moto.SERVER)
class AthenaLifeCycleTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;

  @Test
  void aQueryIsStartedFollowedAndRead() throws IOException, InterruptedException {
    Moto moto = Moto.empty();
    AwsClients clients = AwsClients.create(Region.US_EAST_1, Optional.of(moto.endpoint()));
    S3Client s3 = S3Logs.client(clients, moto.home());
    s3.createBucket(bucket -> bucket.bucket("results"));
    AthenaClient athena =
        clients.client(AthenaClient.class, AthenaClient::builder, moto.home(), Region.US_EAST_1);
    athena.createWorkGroup(
        group ->
            group
                .name("audit")
                .configuration(
                    settings ->
                        settings.resultConfiguration(
                            place -> place.outputLocation("s3://results/rolecall/"))));
    result(moto, Records.denial("e-1", Instant.parse("2026-11-21T00:00:00Z"), 1, 1));

    String id =
        athena
            .startQueryExecution(
                query ->
                    query
                        .queryString(
                            "-- rolecall from= to= accounts= regions= purpose=REPORT"
                                + " table=security.trail\n"
                                + "SELECT eventname, record FROM trail")
                        .workGroup("audit")
                        .resultConfiguration(
                            place -> place.outputLocation("s3://results/rolecall/")))
            .queryExecutionId();
    CommandLineRun run =
        CommandLineRun.with(
            Map.of(
                "AWS_ACCESS_KEY_ID",
                "AKIAEXAMPLE",
                "AWS_SECRET_ACCESS_KEY",
                "secret",
                "AWS_REGION",
                "us-east-1",
                "AWS_CONFIG_FILE",
                folder.resolve("config").toString(),
                "AWS_SHARED_CREDENTIALS_FILE",
                folder.resolve("credentials").toString(),
                "AWS_ENDPOINT_URL",
                moto.endpoint().toString()),
            "report",
            "--athena",
            "security.trail",
            "--workgroup",
            "audit",
            "--query-id",
            id,
            "--format",
            "json");
    assertThat(run.err()).contains("1 denial in 1 incident");
    assertThat(run.status()).isEqualTo(ExitStatus.UNDETERMINED);
  }

  private static void result(Moto moto, String record) throws IOException, InterruptedException {
    ObjectNode results = JSON.createObjectNode();
    ArrayNode rows =
        results
            .put("account_id", Moto.HOME.value())
            .put("region", "us-east-1")
            .putArray("results")
            .addObject()
            .putArray("rows");
    for (List<String> row :
        List.of(List.of("eventname", "record"), List.of("AssumeRole", record))) {
      ArrayNode data = rows.addObject().putArray("Data");
      row.forEach(value -> data.addObject().put("VarCharValue", value));
    }
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpResponse<String> answer =
          http.send(
              HttpRequest.newBuilder(
                      moto.endpoint().resolve("/moto-api/static/athena/query-results"))
                  .POST(HttpRequest.BodyPublishers.ofString(results.toString()))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).isEqualTo(201);
    }
  }
}
