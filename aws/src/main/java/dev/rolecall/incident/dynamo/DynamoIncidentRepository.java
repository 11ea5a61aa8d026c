package dev.rolecall.incident.dynamo;

import dev.rolecall.incident.repository.IncidentRepository;
import dev.rolecall.incident.repository.RepositoryFailure;
import dev.rolecall.incident.repository.TouchKeys;
import dev.rolecall.incident.repository.UnreadableIncident;
import dev.rolecall.incident.state.Incident;
import dev.rolecall.incident.state.IncidentState;
import dev.rolecall.incident.state.IncidentSubject;
import dev.rolecall.incident.state.LookFailures;
import dev.rolecall.problem.StoreWords;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
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
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/// Incidents in a table.
///
/// | `pk` | `sk` | holds |
/// |---|---|---|
/// | an incident's id | `incident` | the incident, its `version`, and for the index `phase` (`LIVE`, `ENDED`; of a shared cause `SHARED_LIVE`, `SHARED_ENDED`, which the version before does not look for, since it could not read the item) and `due` |
/// | an incident's id | `event` | the event that was explained last, compressed |
/// | an incident's id | `event#` and a kind of call | the event of such a call that was explained last, compressed |
/// | `touch#` and a name of [TouchKeys] | an incident's id | that a change of it may touch the incident |
/// | `touch#` | `complete` | that every live incident has such items |
/// | a shared cause's id | `member#`, a second and an incident's id | that it blocks the incident, as was found then |
/// | `event#` and an id of CloudTrail | `event` | that the event was counted |
///
/// An incident has `urgent`, too, when people wait for the look that is due then, and after looks
/// that failed their number in `failures` and in `retryAt` when the next one is due: both without a
/// look at the incident itself, which may be what cannot be read.
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
  private static final String SHARED = "SHARED_";
  private static final String CONDITION_FAILED = "ConditionalCheckFailed";
  private static final String CONFLICT = "TransactionConflict";
  private static final String URGENT_INDEX = "byUrgency";
  private static final String URGENT = "urgent";
  private static final String FAILURES = "failures";
  private static final String RETRY_AT = "retryAt";
  private static final String TOUCH_KEY = "touch#";
  private static final String COMPLETE = "complete";
  private static final String UNPROCESSED = "UnprocessedKeys";

  /// From the beginning of an episode on.
  private static final Duration TOUCHES_KEPT = Duration.ofDays(180);

  private static final String MEMBER = "member#";

  /// Digits of a second, so that text sorts as time does.
  private static final String SECOND = "%010d";

  /// What comes after every second.
  private static final String ALL_LATER = MEMBER + "~";

  /// What one call may ask for.
  private static final int MOST_AT_ONCE = 100;

  /// What DynamoDB is too busy for is asked for again, so often.
  private static final int MOST_ROUNDS = 10;

  /// With more without names, the looks of the next hour give them theirs.
  private static final int MOST_NAMED = 500;

  /// How DynamoDB says that there is no such index, or none yet.
  private static final Set<String> NO_INDEX =
      Set.of("ValidationException", "ResourceNotFoundException");

  private final DynamoDbClient plain;
  private final DynamoDbEnhancedClient client;
  private final DynamoDbTable<EnhancedDocument> table;
  private final InstantSource clock;

  /// The table `name`.
  public DynamoIncidentRepository(DynamoDbClient client, String name, InstantSource clock) {
    this.plain = client;
    this.client = DynamoDbEnhancedClient.builder().dynamoDbClient(client).build();
    this.table =
        this.client.table(
            name,
            TableItems.schema()
                .addIndexPartitionKey(INDEX, PHASE, AttributeValueType.S)
                .addIndexSortKey(INDEX, DUE, AttributeValueType.N)
                .addIndexPartitionKey(URGENT_INDEX, PHASE, AttributeValueType.S)
                .addIndexSortKey(URGENT_INDEX, URGENT, AttributeValueType.N)
                .build());
    this.clock = clock;
  }

  @Override
  public Optional<Incident> find(String id) {
    return item(id, INCIDENT).map(DynamoIncidentRepository::incident);
  }

  @Override
  public Optional<LookFailures> failed(String id, Instant now, Duration longest) {
    Optional<EnhancedDocument> item = item(id, INCIDENT);
    if (item.isEmpty() || !item.get().isPresent(VERSION)) {
      return Optional.empty();
    }
    int before = item.get().isPresent(FAILURES) ? item.get().getNumber(FAILURES).intValue() : 0;
    LookFailures failures = LookFailures.after(before, now, longest);
    AttributeValue version = AttributeValue.fromN(item.get().getNumber(VERSION).stringValue());
    try {
      TableItems.asking(
          TABLE,
          () ->
              plain.updateItem(
                  update ->
                      update
                          .tableName(table.tableName())
                          .key(TableItems.attributes(id, INCIDENT))
                          .conditionExpression("version = :version")
                          .updateExpression(
                              "SET failures = :times, retryAt = :until, due = :until,"
                                  + " version = version + :one REMOVE urgent")
                          .expressionAttributeValues(
                              Map.of(
                                  ":version", version,
                                  ":one", AttributeValue.fromN("1"),
                                  ":times", number(failures.times()),
                                  ":until", number(second(failures.until()))))));
      return Optional.of(failures);
    } catch (ConditionalCheckFailedException _) {
      // Another writer was quicker: the incident is not what failed any more.
      return Optional.empty();
    }
  }

  private static AttributeValue number(long value) {
    return AttributeValue.fromN(Long.toString(value));
  }

  @Override
  public Optional<byte[]> event(String id) {
    return packed(id, EVENT);
  }

  @Override
  public Optional<byte[]> event(String id, String kind) {
    return packed(id, EVENT_KEY + kind);
  }

  private Optional<byte[]> packed(String id, String key) {
    return item(id, key)
        .map(item -> item.getBytes(EVENT))
        .map(SdkBytes::asByteArray)
        .map(Compressed::unpack);
  }

  @Override
  public List<String> members(String shared, Instant since) {
    QueryConditional later =
        QueryConditional.sortBetween(
            from ->
                from.partitionValue(shared)
                    .sortValue(MEMBER + SECOND.formatted(since.getEpochSecond())),
            to -> to.partitionValue(shared).sortValue(ALL_LATER));
    return TableItems.asking(
        TABLE,
        () ->
            table
                .query(
                    QueryEnhancedRequest.builder()
                        .queryConditional(later)
                        .consistentRead(true)
                        .build())
                .items()
                .stream()
                .map(item -> item.getString(TableItems.SK))
                .map(key -> key.substring(key.lastIndexOf('#') + 1))
                .distinct()
                .toList());
  }

  @Override
  public List<Incident> findAll(List<String> ids) {
    List<Incident> found = new ArrayList<>();
    for (int i = 0; i < ids.size(); i += MOST_AT_ONCE) {
      KeysAndAttributes keys =
          KeysAndAttributes.builder()
              .consistentRead(true)
              .keys(
                  ids.subList(i, Math.min(ids.size(), i + MOST_AT_ONCE)).stream()
                      .map(id -> TableItems.attributes(id, INCIDENT))
                      .toList())
              .build();
      found.addAll(findAll(keys));
    }
    return found;
  }

  private List<Incident> findAll(KeysAndAttributes keys) {
    List<Incident> found = new ArrayList<>();
    Map<String, KeysAndAttributes> left = Map.of(table.tableName(), keys);
    for (int round = 0; !left.isEmpty(); round++) {
      if (round == MOST_ROUNDS) {
        throw new RepositoryFailure(StoreWords.unusable(TABLE, UNPROCESSED));
      }
      Map<String, KeysAndAttributes> next = left;
      BatchGetItemResponse answer =
          TableItems.asking(TABLE, () -> plain.batchGetItem(ask -> ask.requestItems(next)));
      answer.responses().getOrDefault(table.tableName(), List.of()).stream()
          .map(item -> table.tableSchema().mapToItem(item))
          .flatMap(item -> readable(item).stream())
          .forEach(found::add);
      left = answer.unprocessedKeys();
    }
    return found;
  }

  private static Optional<Incident> readable(EnhancedDocument item) {
    try {
      return Optional.of(incident(item));
    } catch (UnreadableIncident _) {
      return Optional.empty();
    }
  }

  private Optional<EnhancedDocument> item(String pk, String sk) {
    Key key = TableItems.key(pk, sk);
    return Optional.ofNullable(
        TableItems.asking(
            TABLE, () -> table.getItem(request -> request.key(key).consistentRead(true))));
  }

  /// Without the index, as in a table that is being updated, everything waits its turn.
  @Override
  public List<String> urgent(Instant time, int most) {
    return TableItems.asking(
        TABLE,
        () -> {
          try {
            return query(URGENT_INDEX, URGENT, LIVE, phase -> until(phase, time), most);
          } catch (DynamoDbException e) {
            if (NO_INDEX.contains(e.awsErrorDetails().errorCode())) {
              return List.of();
            }
            throw e;
          } catch (SdkException e) {
            throw e;
          } catch (RuntimeException _) {
            // DynamoDB's engine for tests says it in its own way.
            return List.of();
          }
        });
  }

  @Override
  public List<String> touching(Set<String> keys) {
    if (item(TOUCH_KEY, COMPLETE).isEmpty()) {
      return touchAll();
    }
    return keys.stream()
        .flatMap(
            key ->
                TableItems.asking(
                    TABLE,
                    () ->
                        table
                            .query(
                                QueryConditional.keyEqualTo(
                                    to -> to.partitionValue(TOUCH_KEY + key)))
                            .items()
                            .stream()
                            .map(item -> item.getString(TableItems.SK))
                            .toList())
                    .stream())
        .distinct()
        .toList();
  }

  /// Items that an earlier version wrote have no names yet. All live incidents may be touched, and
  /// get theirs, so that the next change needs to read only what it touches.
  private List<String> touchAll() {
    List<String> live = live();
    List<Incident> missing = live.stream().flatMap(id -> nameless(id).stream()).toList();
    boolean complete =
        missing.size() <= MOST_NAMED
            && missing.stream().allMatch(one -> write(Change.of(one)) instanceof Outcome.Kept);
    if (complete) {
      EnhancedDocument mark =
          TableItems.document(TOUCH_KEY, COMPLETE, clock.instant().plus(TOUCHES_KEPT)).build();
      TableItems.asking(
          TABLE,
          () -> {
            table.putItem(mark);
            return mark;
          });
    }
    return live;
  }

  /// The incident, if it lacks names. One that cannot be read gets them from the first version that
  /// can.
  private Optional<Incident> nameless(String id) {
    try {
      return find(id).filter(one -> !one.touches().containsAll(TouchKeys.of(one)));
    } catch (UnreadableIncident _) {
      return Optional.empty();
    }
  }

  @Override
  public List<String> due(Instant until, int most) {
    return ids(LIVE, phase -> until(phase, until), most);
  }

  private static QueryConditional until(String phase, Instant time) {
    return QueryConditional.sortLessThanOrEqualTo(
        key -> key.partitionValue(phase).sortValue(second(time)));
  }

  @Override
  public List<String> live() {
    return ids(
        LIVE,
        phase -> QueryConditional.keyEqualTo(key -> key.partitionValue(phase)),
        Integer.MAX_VALUE);
  }

  @Override
  public List<String> endedSince(Instant since) {
    return ids(
        ENDED,
        phase ->
            QueryConditional.sortGreaterThanOrEqualTo(
                key -> key.partitionValue(phase).sortValue(second(since))),
        Integer.MAX_VALUE);
  }

  private List<String> ids(String phase, Function<String, QueryConditional> condition, int most) {
    return TableItems.asking(TABLE, () -> query(INDEX, DUE, phase, condition, most));
  }

  /// The first in the order of `sort`, shared causes among them.
  private List<String> query(
      String index,
      String sort,
      String phase,
      Function<String, QueryConditional> condition,
      int most) {
    return Stream.of(phase, SHARED + phase)
        .map(condition)
        .flatMap(
            one ->
                table
                    .index(index)
                    .query(QueryEnhancedRequest.builder().queryConditional(one).build())
                    .stream()
                    .flatMap(page -> page.items().stream())
                    .limit(most))
        .sorted(Comparator.comparingLong(item -> item.getNumber(sort).longValue()))
        .limit(most)
        .map(item -> item.getString(TableItems.PK))
        .toList();
  }

  @Override
  public Outcome write(Change change) {
    TransactWriteItemsEnhancedRequest.Builder writes = TransactWriteItemsEnhancedRequest.builder();
    change.eventId().ifPresent(id -> writes.addPutItem(table, counted(id)));
    List<Incident> kept = new ArrayList<>();
    for (Incident incident : change.incidents()) {
      Set<String> keys = TouchKeys.of(incident);
      Incident next =
          incident.with().version(incident.version() + 1).touches(with(incident, keys)).build();
      writes.addPutItem(table, next(next, incident.version()));
      keys.stream()
          .filter(key -> !incident.touches().contains(key))
          .forEach(key -> writes.addPutItem(table, touch(key, incident.id())));
      kept.add(next);
    }
    change
        .event()
        .map(Compressed::pack)
        .filter(packed -> packed.length <= LARGEST_EVENT)
        .ifPresent(
            packed -> {
              Incident about = change.incidents().getFirst();
              writes.addPutItem(table, event(about, EVENT, packed));
              change
                  .kind()
                  .ifPresent(
                      kind -> writes.addPutItem(table, event(about, EVENT_KEY + kind, packed)));
            });
    change.members().forEach(one -> writes.addPutItem(table, member(one)));
    try {
      client.transactWriteItems(writes.build());
      return new Outcome.Kept(kept);
    } catch (TransactionCanceledException e) {
      return cancelled(e.cancellationReasons());
    } catch (SdkException e) {
      throw TableItems.failure(TABLE, e);
    }
  }

  private static Set<String> with(Incident incident, Set<String> keys) {
    Set<String> all = new TreeSet<>(incident.touches());
    all.addAll(keys);
    return all;
  }

  private TransactPutItemEnhancedRequest<EnhancedDocument> touch(String key, String id) {
    return put(
        TableItems.document(TOUCH_KEY + key, id, clock.instant().plus(TOUCHES_KEPT)).build(),
        Optional.empty());
  }

  private static TransactPutItemEnhancedRequest<EnhancedDocument> member(Membership member) {
    String second = SECOND.formatted(member.since().getEpochSecond());
    return put(
        TableItems.document(
                member.shared(),
                MEMBER + second + "#" + member.incident(),
                member.since().plus(TOUCHES_KEPT))
            .build(),
        Optional.empty());
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
      String phase = incident.needsLooks() ? LIVE : ENDED;
      boolean shared = incident.subject() instanceof IncidentSubject.SharedCause;
      item.putString(PHASE, shared ? SHARED + phase : phase);
      item.putNumber(DUE, second(later(incident.due(), incident.failing())));
      if (incident.isUrgent()) {
        item.putNumber(URGENT, second(incident.due()));
      }
      incident
          .failing()
          .ifPresent(
              failures ->
                  item.putNumber(FAILURES, failures.times())
                      .putNumber(RETRY_AT, second(failures.until())));
    }
    return put(item.build(), Optional.of(TableItems.unchanged(version)));
  }

  private static Instant later(Instant due, Optional<LookFailures> failing) {
    return failing.map(LookFailures::until).filter(due::isBefore).orElse(due);
  }

  private static TransactPutItemEnhancedRequest<EnhancedDocument> event(
      Incident incident, String key, byte[] packed) {
    return put(
        TableItems.document(incident.id(), key, expiry(incident))
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
        try {
          Incident incident = incident(item);
          newer.put(incident.id(), incident);
        } catch (UnreadableIncident _) {
          // It is read again, and that says so.
        }
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
    try {
      Optional<LookFailures> failing =
          item.isPresent(FAILURES) && item.isPresent(RETRY_AT)
              ? Optional.of(
                  new LookFailures(
                      item.getNumber(FAILURES).intValue(),
                      Instant.ofEpochSecond(item.getNumber(RETRY_AT).longValue())))
              : Optional.empty();
      return IncidentItemJson.read(item.getJson(INCIDENT))
          .with()
          .version(item.getNumber(VERSION).longValue())
          .failing(failing)
          .build();
    } catch (RuntimeException _) {
      // What is wrong with it may be text of a caller.
      throw new UnreadableIncident(StoreWords.notAnIncident());
    }
  }

  /// The index has whole seconds; who is due within one is due at its end.
  private static long second(Instant time) {
    return time.getNano() == 0 ? time.getEpochSecond() : time.getEpochSecond() + 1;
  }
}
