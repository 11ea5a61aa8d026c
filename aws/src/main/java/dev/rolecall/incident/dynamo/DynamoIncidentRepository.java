package dev.rolecall.incident.dynamo;

import dev.rolecall.incident.repository.IncidentRepository;
import dev.rolecall.incident.repository.RepositoryFailure;
import dev.rolecall.incident.state.Incident;
import dev.rolecall.incident.state.IncidentState;
import dev.rolecall.problem.StoreWords;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.enhanced.dynamodb.AttributeValueType;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbEnhancedClient;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbTable;
import software.amazon.awssdk.enhanced.dynamodb.Expression;
import software.amazon.awssdk.enhanced.dynamodb.Key;
import software.amazon.awssdk.enhanced.dynamodb.document.EnhancedDocument;
import software.amazon.awssdk.enhanced.dynamodb.model.QueryConditional;
import software.amazon.awssdk.enhanced.dynamodb.model.QueryEnhancedRequest;
import software.amazon.awssdk.enhanced.dynamodb.model.TransactPutItemEnhancedRequest;
import software.amazon.awssdk.enhanced.dynamodb.model.TransactWriteItemsEnhancedRequest;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/// Incidents in a table.
///
/// | `pk` | `sk` | holds |
/// |---|---|---|
/// | an incident's id | `incident` | the incident, its `version`, and for the index `phase` (`LIVE`, `ENDED`) and `due` |
/// | an incident's id | `event` | the event that was explained last, compressed |
/// | `event#` and an id of CloudTrail | `event` | that the event was counted |
///
/// The organization index lives in the same table: [DynamoIndexStore].
///
/// Every item has `expires`, the second from which DynamoDB may remove it.
public final class DynamoIncidentRepository implements IncidentRepository {

  /// EventBridge tries for a day, Lambda for six hours, and people send again what was left in a
  /// queue.
  private static final Duration EVENTS_KEPT = Duration.ofDays(4);

  /// From the last denial on.
  private static final Duration INCIDENTS_KEPT = Duration.ofDays(90);

  /// An item may have 400 KB.
  private static final int LARGEST_EVENT = 200_000;

  static final String TABLE = StoreWords.incidentTable();
  private static final String INDEX = "byPhase";
  private static final String PHASE = "phase";
  private static final String DUE = "due";
  private static final String VERSION = "version";
  private static final String EVENT = "event";
  private static final String EVENT_KEY = "event#";
  static final String INCIDENT = "incident";
  private static final String LIVE = "LIVE";
  private static final String ENDED = "ENDED";
  private static final String CONDITION_FAILED = "ConditionalCheckFailed";
  private static final String CONFLICT = "TransactionConflict";

  private final DynamoDbEnhancedClient client;
  private final DynamoDbTable<EnhancedDocument> table;
  private final InstantSource clock;

  /// The table `name`.
  public DynamoIncidentRepository(DynamoDbClient client, String name, InstantSource clock) {
    this.client = DynamoDbEnhancedClient.builder().dynamoDbClient(client).build();
    this.table =
        this.client.table(
            name,
            TableItems.schema()
                .addIndexPartitionKey(INDEX, PHASE, AttributeValueType.S)
                .addIndexSortKey(INDEX, DUE, AttributeValueType.N)
                .build());
    this.clock = clock;
  }

  @Override
  public Optional<Incident> find(String id) {
    return item(id, INCIDENT).map(DynamoIncidentRepository::incident);
  }

  @Override
  public Optional<byte[]> event(String id) {
    return item(id, EVENT)
        .map(item -> item.getBytes(EVENT))
        .map(SdkBytes::asByteArray)
        .map(Compressed::unpack);
  }

  private Optional<EnhancedDocument> item(String pk, String sk) {
    Key key = TableItems.key(pk, sk);
    return Optional.ofNullable(
        TableItems.asking(
            TABLE, () -> table.getItem(request -> request.key(key).consistentRead(true))));
  }

  @Override
  public List<String> due(Instant until, int most) {
    return ids(
        QueryConditional.sortLessThanOrEqualTo(
            key -> key.partitionValue(LIVE).sortValue(second(until))),
        most);
  }

  @Override
  public List<String> live() {
    return ids(QueryConditional.keyEqualTo(key -> key.partitionValue(LIVE)), Integer.MAX_VALUE);
  }

  @Override
  public List<String> endedSince(Instant since) {
    return ids(
        QueryConditional.sortGreaterThanOrEqualTo(
            key -> key.partitionValue(ENDED).sortValue(second(since))),
        Integer.MAX_VALUE);
  }

  private List<String> ids(QueryConditional condition, int most) {
    return TableItems.asking(
        TABLE,
        () ->
            table
                .index(INDEX)
                .query(QueryEnhancedRequest.builder().queryConditional(condition).build())
                .stream()
                .flatMap(page -> page.items().stream())
                .limit(most)
                .map(item -> item.getString(TableItems.PK))
                .toList());
  }

  @Override
  public Outcome write(Change change) {
    TransactWriteItemsEnhancedRequest.Builder writes = TransactWriteItemsEnhancedRequest.builder();
    change.eventId().ifPresent(id -> writes.addPutItem(table, counted(id)));
    List<Incident> kept = new ArrayList<>();
    for (Incident incident : change.incidents()) {
      Incident next = incident.withVersion(incident.version() + 1);
      writes.addPutItem(table, next(next, incident.version()));
      kept.add(next);
    }
    change
        .event()
        .map(Compressed::pack)
        .filter(packed -> packed.length <= LARGEST_EVENT)
        .ifPresent(
            packed -> writes.addPutItem(table, event(change.incidents().getFirst(), packed)));
    try {
      client.transactWriteItems(writes.build());
      return new Outcome.Kept(kept);
    } catch (TransactionCanceledException e) {
      return cancelled(e.cancellationReasons());
    } catch (SdkException e) {
      throw TableItems.failure(TABLE, e);
    }
  }

  private TransactPutItemEnhancedRequest<EnhancedDocument> counted(String eventId) {
    return put(
        TableItems.document(EVENT_KEY + eventId, EVENT, clock.instant().plus(EVENTS_KEPT)).build(),
        Optional.of(TableItems.unchanged(0)));
  }

  private TransactPutItemEnhancedRequest<EnhancedDocument> next(Incident incident, long version) {
    EnhancedDocument.Builder item =
        TableItems.document(incident.id(), INCIDENT, expiry(incident))
            .putNumber(VERSION, incident.version())
            .putJson(INCIDENT, IncidentItemJson.write(incident));
    if (incident.phase() != IncidentState.WATCHED) {
      item.putString(PHASE, incident.needsLooks() ? LIVE : ENDED);
      item.putNumber(DUE, second(incident.due()));
    }
    return put(item.build(), Optional.of(TableItems.unchanged(version)));
  }

  private static TransactPutItemEnhancedRequest<EnhancedDocument> event(
      Incident incident, byte[] packed) {
    return put(
        TableItems.document(incident.id(), EVENT, expiry(incident))
            .putBytes(EVENT, SdkBytes.fromByteArrayUnsafe(packed))
            .build(),
        Optional.empty());
  }

  private static Instant expiry(Incident incident) {
    return incident.lastSeen().plus(INCIDENTS_KEPT);
  }

  private static TransactPutItemEnhancedRequest<EnhancedDocument> put(
      EnhancedDocument item, Optional<Expression> condition) {
    TransactPutItemEnhancedRequest.Builder<EnhancedDocument> put =
        TransactPutItemEnhancedRequest.builder(EnhancedDocument.class)
            .item(item)
            .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD);
    condition.ifPresent(put::conditionExpression);
    return put.build();
  }

  /// The item that was in its way shows which write failed; the order of the reasons does not show
  /// it everywhere.
  private Outcome cancelled(List<CancellationReason> reasons) {
    Map<String, Incident> newer = new HashMap<>();
    boolean overtaken = false;
    for (CancellationReason reason : reasons) {
      boolean failed = CONDITION_FAILED.equals(reason.code());
      overtaken |= failed || CONFLICT.equals(reason.code());
      if (failed && reason.hasItem()) {
        EnhancedDocument item = table.tableSchema().mapToItem(reason.item());
        if (isEvent(item)) {
          return new Outcome.CountedBefore();
        }
        Incident incident = incident(item);
        newer.put(incident.id(), incident);
      }
    }
    if (overtaken) {
      return new Outcome.Overtaken(newer);
    }
    throw new RepositoryFailure(
        StoreWords.writeCancelled(reasons.stream().map(CancellationReason::code).toList()));
  }

  private static boolean isEvent(EnhancedDocument item) {
    return item.getString(TableItems.PK).startsWith(EVENT_KEY);
  }

  static Incident incident(EnhancedDocument item) {
    return IncidentItemJson.read(item.getJson(INCIDENT))
        .withVersion(item.getNumber(VERSION).longValue());
  }

  /// The index has whole seconds; who is due within one is due at its end.
  private static long second(Instant time) {
    return time.getNano() == 0 ? time.getEpochSecond() : time.getEpochSecond() + 1;
  }
}
