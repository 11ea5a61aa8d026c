package dev.rolecall.doctor.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.rolecall.doctor.wording.DoctorWords;
import dev.rolecall.incident.repository.RepositoryFailure;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// What was wrong the last time. It is kept in the incident table, in one item of its own:
/// `survey#doctor`.
///
/// @param table its name
public record LastFindings(DynamoDbClient client, String table, InstantSource clock) {

  /// One thing that was wrong.
  public record Entry(Area area, Problem fault, String what) {

    static Entry of(CheckFinding.Wrong wrong) {
      return new Entry(wrong.area(), wrong.fault(), wrong.what());
    }
  }

  private static final Map<String, AttributeValue> KEY =
      Map.of("pk", AttributeValue.fromS("survey#doctor"), "sk", AttributeValue.fromS("survey"));

  private static final Duration KEPT = Duration.ofDays(90);
  private static final String FINDINGS = "findings";
  private static final JsonMapper JSON = new JsonMapper();

  /// What was kept last; empty when nothing was.
  ///
  /// @throws RepositoryFailure when it cannot be read
  public List<Entry> recall() {
    try {
      return Optional.ofNullable(
              client
                  .getItem(ask -> ask.tableName(table).key(KEY).consistentRead(true))
                  .item()
                  .get(FINDINGS))
          .map(findings -> read(findings.s()))
          .orElse(List.of());
    } catch (SdkException e) {
      throw new RepositoryFailure(DoctorWords.lastFindingsUnreadable());
    }
  }

  /// What an older or newer version kept and this one does not know is as if it was not kept.
  private static List<Entry> read(String text) {
    List<Entry> entries = new ArrayList<>();
    try {
      for (JsonNode one : JSON.readTree(text)) {
        entries.add(
            new Entry(
                Area.valueOf(one.path("area").asText()),
                Problem.valueOf(one.path("fault").asText()),
                one.path("what").asText()));
      }
    } catch (JsonProcessingException | IllegalArgumentException _) {
      return List.of();
    }
    return entries;
  }

  /// Keeps what is wrong now.
  ///
  /// @throws RepositoryFailure when it cannot be kept
  public void keep(List<Entry> entries) {
    ArrayNode json = JSON.createArrayNode();
    for (Entry one : entries) {
      json.addObject()
          .put("area", one.area().name())
          .put("fault", one.fault().name())
          .put("what", one.what());
    }
    Map<String, AttributeValue> item = new HashMap<>(KEY);
    item.put(FINDINGS, AttributeValue.fromS(json.toString()));
    item.put(
        "expires",
        AttributeValue.fromN(Long.toString(clock.instant().plus(KEPT).getEpochSecond())));
    try {
      client.putItem(ask -> ask.tableName(table).item(item));
    } catch (SdkException e) {
      throw new RepositoryFailure(DoctorWords.findingsUnwritable());
    }
  }
}
