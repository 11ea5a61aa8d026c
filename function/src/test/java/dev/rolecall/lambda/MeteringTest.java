package dev.rolecall.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rolecall.diagnosis.CauseCode;
import dev.rolecall.diagnosis.Confidence;
import dev.rolecall.evidence.aws.ReadingListener.Failure;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/// What CloudWatch makes of the log: `dimensions: metric=value`.
class MeteringTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static List<String> metrics(Consumer<Telemetry> events) throws IOException {
    PrintStream before = System.out;
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    System.setOut(new PrintStream(written, true, StandardCharsets.UTF_8));
    try {
      events.accept(new Metering("rolecall"));
    } finally {
      System.setOut(before);
    }
    List<String> metrics = new ArrayList<>();
    for (String line : written.toString(StandardCharsets.UTF_8).lines().toList()) {
      JsonNode sheet = JSON.readTree(line);
      for (JsonNode directive : sheet.at("/_aws/CloudWatchMetrics")) {
        for (JsonNode dimensions : directive.path("Dimensions")) {
          for (JsonNode metric : directive.path("Metrics")) {
            metrics.add(one(sheet, dimensions, metric.path("Name").asText()));
          }
        }
      }
    }
    return metrics;
  }

  private static String one(JsonNode sheet, JsonNode dimensions, String name) {
    TreeSet<String> values = new TreeSet<>();
    dimensions.forEach(key -> values.add(key.asText() + "=" + sheet.path(key.asText()).asText()));
    return String.join(",", values) + ": " + name + "=" + sheet.path(name).asDouble();
  }

  @Test
  void aDenialIsCountedInAllAndByCauseAndByConfidence() throws IOException {
    assertThat(
            metrics(
                telemetry ->
                    telemetry.explained(
                        CauseCode.SCP_DENY,
                        Confidence.CERTAIN,
                        Duration.ofMillis(120),
                        Optional.of(Duration.ofMinutes(4)))))
        .containsExactlyInAnyOrder(
            "Service=rolecall: Denials=1.0",
            "Service=rolecall: Undetermined=0.0",
            "Service=rolecall: ExplainTime=120.0",
            "Service=rolecall: TimeToExplain=240000.0",
            "Cause=SCP_DENY,Service=rolecall: Denials=1.0",
            "Confidence=CERTAIN,Service=rolecall: Denials=1.0");
  }

  @Test
  void whatIsNotAllowedToRolecallItselfIsCountedApart() throws IOException {
    assertThat(metrics(telemetry -> telemetry.unread("iam:GetRole", Failure.NOT_ALLOWED)))
        .containsExactlyInAnyOrder(
            "Service=rolecall: EvidenceUnread=1.0",
            "Action=iam:GetRole,Failure=NOT_ALLOWED,Service=rolecall: EvidenceUnread=1.0",
            "Service=rolecall: OwnAccessDenied=1.0");
    assertThat(metrics(telemetry -> telemetry.unread("iam:GetRole", Failure.THROTTLED)))
        .noneMatch(metric -> metric.contains("OwnAccessDenied"));
  }

  @Test
  void otherEventsAreCounted() throws IOException {
    assertThat(
            metrics(
                telemetry -> {
                  telemetry.foreign();
                  telemetry.malformed();
                  telemetry.ownDenial();
                }))
        .containsExactly(
            "Service=rolecall: Foreign=1.0",
            "Service=rolecall: Malformed=1.0",
            "Service=rolecall: OwnDenials=1.0");
  }
}
