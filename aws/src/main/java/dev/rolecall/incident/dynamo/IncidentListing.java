package dev.rolecall.incident.dynamo;

import dev.rolecall.incident.repository.RepositoryFailure;
import dev.rolecall.incident.repository.UnreadableIncident;
import dev.rolecall.incident.state.Incident;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Gatherers;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbEnhancedClient;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbTable;
import software.amazon.awssdk.enhanced.dynamodb.document.EnhancedDocument;
import software.amazon.awssdk.enhanced.dynamodb.model.BatchGetItemEnhancedRequest;
import software.amazon.awssdk.enhanced.dynamodb.model.ReadBatch;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// Reads many incidents of a table at a time, for people who look for one.
public final class IncidentListing {

  /// DynamoDB takes no more in one call.
  private static final int BATCH = 100;

  private final DynamoDbEnhancedClient client;
  private final DynamoDbTable<EnhancedDocument> table;

  /// What was read.
  ///
  /// @param incidents in no order
  /// @param unreadable ids of items that hold something else
  public record Listed(List<Incident> incidents, List<String> unreadable) {
    public Listed {
      incidents = List.copyOf(incidents);
      unreadable = List.copyOf(unreadable);
    }
  }

  /// The table `name`.
  public IncidentListing(DynamoDbClient client, String name) {
    this.client = DynamoDbEnhancedClient.builder().dynamoDbClient(client).build();
    this.table = this.client.table(name, TableItems.schema().build());
  }

  /// Those of these incidents that are there.
  ///
  /// @throws RepositoryFailure when the table does not answer as it should
  public Listed read(List<String> ids) {
    List<Incident> incidents = new ArrayList<>();
    List<String> unreadable = new ArrayList<>();
    for (List<String> batch :
        ids.stream().distinct().gather(Gatherers.windowFixed(BATCH)).toList()) {
      for (EnhancedDocument item : batch(batch)) {
        try {
          incidents.add(DynamoIncidentRepository.incident(item));
        } catch (UnreadableIncident _) {
          unreadable.add(item.getString(TableItems.PK));
        }
      }
    }
    return new Listed(incidents, unreadable);
  }

  private List<EnhancedDocument> batch(List<String> ids) {
    ReadBatch.Builder<EnhancedDocument> batch =
        ReadBatch.builder(EnhancedDocument.class).mappedTableResource(table);
    ids.forEach(id -> batch.addGetItem(TableItems.key(id, DynamoIncidentRepository.INCIDENT)));
    return TableItems.asking(
        DynamoIncidentRepository.TABLE,
        () ->
            client
                .batchGetItem(
                    BatchGetItemEnhancedRequest.builder().readBatches(batch.build()).build())
                .resultsForTable(table)
                .stream()
                .toList());
  }
}
