package dev.rolecall.cli.incidents;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rolecall.cli.console.CommandFailure;
import dev.rolecall.incident.dynamo.DynamoIncidentRepository;
import dev.rolecall.incident.dynamo.IncidentListing;
import dev.rolecall.incident.repository.IncidentRepository.Change;
import dev.rolecall.incident.state.Incident;
import dev.rolecall.incident.state.IncidentSubject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.paginators.BatchGetItemIterable;
import software.amazon.awssdk.services.dynamodb.paginators.QueryIterable;

/// What AWS denies is named with the permission that is missing.
class IncidentCallsTest {

  private static final Instant NOW = Instant.parse("2026-11-24T03:00:00Z");
  private static final Incident INCIDENT =
      Incident.begin(new IncidentSubject.Refusal("caller", "role", "sts:AssumeRole"), NOW).build();

  /// Denies everything with one code.
  private record Denying(String code) implements DynamoDbClient {

    private DynamoDbException denied() {
      return (DynamoDbException)
          DynamoDbException.builder()
              .awsErrorDetails(
                  AwsErrorDetails.builder().errorCode(code).errorMessage("no <secret>").build())
              .statusCode(400)
              .build();
    }

    @Override
    public software.amazon.awssdk.services.dynamodb.model.GetItemResponse getItem(
        GetItemRequest request) {
      throw denied();
    }

    @Override
    public software.amazon.awssdk.services.dynamodb.model.QueryResponse query(
        QueryRequest request) {
      throw denied();
    }

    @Override
    public QueryIterable queryPaginator(QueryRequest request) {
      return new QueryIterable(this, request);
    }

    @Override
    public software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse batchGetItem(
        BatchGetItemRequest request) {
      throw denied();
    }

    @Override
    public BatchGetItemIterable batchGetItemPaginator(BatchGetItemRequest request) {
      return new BatchGetItemIterable(this, request);
    }

    @Override
    public software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsResponse
        transactWriteItems(TransactWriteItemsRequest request) {
      throw denied();
    }

    @Override
    public String serviceName() {
      return "dynamodb";
    }

    @Override
    public void close() {}
  }

  private static IncidentCalls calls(String code) {
    DynamoDbClient client = new Denying(code);
    return new IncidentCalls(
        new DynamoIncidentRepository(client, "incidents", () -> NOW),
        new IncidentListing(client, "incidents"),
        "incidents");
  }

  private static final Map<String, Consumer<IncidentCalls>> CALLS =
      Map.of(
          "find", calls -> calls.find("refusal-1"),
          "event", calls -> calls.event("refusal-1"),
          "live", IncidentCalls::live,
          "ended", calls -> calls.endedSince(NOW),
          "read", calls -> calls.read(List.of("refusal-1")),
          "write", calls -> calls.write(Change.of(INCIDENT)));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "find dynamodb:GetItem",
        "event dynamodb:GetItem",
        "live dynamodb:Query",
        "ended dynamodb:Query",
        "read dynamodb:BatchGetItem",
        "write dynamodb:PutItem"
      })
  void thePermissionThatIsMissingIsNamed(String callAndAction) {
    String[] parts = callAndAction.split(" ", -1);
    Consumer<IncidentCalls> call = Objects.requireNonNull(CALLS.get(parts[0]));
    assertThatThrownBy(() -> call.accept(calls("AccessDeniedException")))
        .isInstanceOfSatisfying(
            CommandFailure.class,
            failure -> org.assertj.core.api.Assertions.assertThat(failure.status()).isEqualTo(1))
        .hasMessageStartingWith(
            "AWS denied the call: add " + parts[1] + " on the table incidents to your permissions");
    assertThatThrownBy(() -> call.accept(calls("ResourceNotFoundException")))
        .hasMessageStartingWith("the table incidents does not exist");
  }

  @Test
  void anotherFailureIsNamedByItsCode() {
    assertThatThrownBy(() -> calls("InternalServerError").find("refusal-1"))
        .isInstanceOf(CommandFailure.class)
        .hasMessage(
            "dynamodb:GetItem on the table incidents failed: the incident table cannot be used:"
                + " InternalServerError");
  }
}
