package dev.rolecall.history.athena;

import dev.rolecall.evidence.aws.AwsErrors;
import dev.rolecall.history.HistoryTable;
import dev.rolecall.history.TableColumn;
import dev.rolecall.history.TableName;
import dev.rolecall.history.athena.wording.AthenaWords;
import dev.rolecall.history.call.FailedCall;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.athena.AthenaClient;
import software.amazon.awssdk.services.athena.model.Column;
import software.amazon.awssdk.services.athena.model.GetTableMetadataRequest;
import software.amazon.awssdk.services.athena.model.InvalidRequestException;
import software.amazon.awssdk.services.athena.model.QueryExecution;
import software.amazon.awssdk.services.athena.model.QueryExecutionContext;
import software.amazon.awssdk.services.athena.model.QueryExecutionStatistics;
import software.amazon.awssdk.services.athena.model.ResultConfiguration;
import software.amazon.awssdk.services.athena.model.ResultReuseInformation;
import software.amazon.awssdk.services.athena.model.StartQueryExecutionRequest;
import software.amazon.awssdk.services.athena.model.TableMetadata;

/// Queries of Athena, from their start to their results.
public final class AthenaQueries {

  private static final Duration FIRST_LOOK = Duration.ofMillis(250);
  private static final Duration LONGEST_LOOK = Duration.ofSeconds(3);

  /// So long Athena may not answer.
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private static final int SERVER_ERROR = 500;

  private final AthenaClient athena;
  private final InstantSource clock;
  private final Consumer<Duration> pause;
  private final AthenaListener listener;

  /// The query that runs, and is to be cancelled when nobody waits for it any more.
  private Optional<String> running = Optional.empty();

  private boolean cancelled;

  /// @param pause waits
  public AthenaQueries(
      AthenaClient athena, InstantSource clock, Consumer<Duration> pause, AthenaListener listener) {
    this.athena = athena;
    this.clock = clock;
    this.pause = pause;
    this.listener = listener;
  }

  /// The workgroup, if a query can run in it.
  ///
  /// @throws IOException when there is no such workgroup, or it is disabled; the message says why
  public Workgroup workgroup(String name) throws IOException {
    return Workgroup.find(athena, name);
  }

  /// A table as Athena describes it.
  ///
  /// @throws IOException when it does not; the message says why
  public HistoryTable table(TableName name, Workgroup workgroup) throws IOException {
    GetTableMetadataRequest request =
        GetTableMetadataRequest.builder()
            .catalogName(name.catalog())
            .databaseName(name.database())
            .tableName(name.table())
            .workGroup(workgroup.name())
            .build();
    try {
      TableMetadata table = athena.getTableMetadata(request).tableMetadata();
      if (table == null) {
        throw new IOException(AthenaWords.noTable());
      }
      return HistoryTable.of(
          name, columns(table.columns()), columns(table.partitionKeys()), table.parameters());
    } catch (SdkException e) {
      throw failure("athena:GetTableMetadata", e);
    }
  }

  private static List<TableColumn> columns(List<Column> columns) {
    return columns.stream()
        .map(
            column -> new TableColumn(column.name(), Optional.ofNullable(column.type()).orElse("")))
        .toList();
  }

  /// A call that failed. What Athena says is what helps: it names the action, the table or the
  /// bucket.
  public static IOException failure(String call, SdkException e) {
    boolean said =
        e instanceof AwsServiceException answer
            && !AwsErrors.isNotAllowed(answer)
            && !answer.isThrottlingException();
    return new IOException(
        said
            ? AthenaWords.failed(call, AwsErrors.said((AwsServiceException) e))
            : FailedCall.why(call, e, AthenaWords.SECTION),
        e);
  }

  /// Starts a query.
  ///
  /// @param place the folder in S3 for its result: `s3://bucket/folder/`
  /// @param reuse so old may the result of the same query be that Athena returns in place of a new
  ///   one
  /// @return its ID
  /// @throws IOException when Athena does not take it; the message says why
  public String start(
      String sql,
      TableName table,
      Workgroup workgroup,
      Optional<String> place,
      Optional<Duration> reuse)
      throws IOException {
    StartQueryExecutionRequest.Builder request =
        StartQueryExecutionRequest.builder()
            .queryString(sql)
            .clientRequestToken(UUID.randomUUID().toString())
            .workGroup(workgroup.name())
            .queryExecutionContext(
                QueryExecutionContext.builder()
                    .catalog(table.catalog())
                    .database(table.database())
                    .build());
    place.ifPresent(
        location ->
            request.resultConfiguration(
                ResultConfiguration.builder().outputLocation(location).build()));
    reuse.ifPresent(
        age ->
            request.resultReuseConfiguration(
                how ->
                    how.resultReuseByAgeConfiguration(
                        by -> by.enabled(true).maxAgeInMinutes((int) age.toMinutes()))));
    try {
      String id = athena.startQueryExecution(request.build()).queryExecutionId();
      run(id);
      return id;
    } catch (SdkException e) {
      throw failure("athena:StartQueryExecution", e);
    }
  }

  private synchronized void run(String id) throws IOException {
    running = Optional.of(id);
    if (cancelled) {
      cancel();
    }
  }

  private synchronized void ended() {
    running = Optional.empty();
  }

  /// Waits until a query has ended. A network that is lost for a while is waited for.
  ///
  /// @param id of one that was started here or before
  /// @throws LostQuery when Athena does not say how it comes along
  /// @throws IOException when there is no such query, or it failed or was cancelled; the message
  ///   says why
  public FinishedQuery await(String id) throws IOException {
    run(id);
    Instant begin = clock.instant();
    Instant answered = begin;
    Duration look = FIRST_LOOK;
    while (true) {
      Duration since = Duration.between(begin, clock.instant());
      try {
        QueryExecution query =
            athena.getQueryExecution(ask -> ask.queryExecutionId(id)).queryExecution();
        answered = clock.instant();
        if (hasEnded(query, since)) {
          ended();
          return finished(query);
        }
      } catch (InvalidRequestException e) {
        throw failure("athena:GetQueryExecution", e);
      } catch (SdkException e) {
        if (!isPassing(e) || Duration.between(answered, clock.instant()).compareTo(PATIENCE) >= 0) {
          throw new LostQuery(failure("athena:GetQueryExecution", e));
        }
        listener.unanswered(since);
      }
      pause.accept(look);
      if (Thread.currentThread().isInterrupted()) {
        throw new InterruptedIOException();
      }
      look = look.multipliedBy(2).compareTo(LONGEST_LOOK) < 0 ? look.multipliedBy(2) : LONGEST_LOOK;
    }
  }

  /// Whether the same call may be answered soon.
  private static boolean isPassing(SdkException e) {
    return e instanceof AwsServiceException answer
        ? answer.isThrottlingException() || answer.statusCode() >= SERVER_ERROR
        : FailedCall.lostConnection(e).isPresent();
  }

  private boolean hasEnded(QueryExecution query, Duration since) throws IOException {
    return switch (query.status().state()) {
      case SUCCEEDED -> true;
      case FAILED, CANCELLED -> {
        ended();
        throw new IOException(
            AthenaWords.ended(
                query.queryExecutionId(),
                query.status().stateAsString(),
                Optional.ofNullable(query.status().stateChangeReason()).orElse(""),
                scanned(query)));
      }
      case QUEUED, RUNNING, UNKNOWN_TO_SDK_VERSION -> {
        boolean queued = query.status().stateAsString().equals("QUEUED");
        listener.progress(queued, since, scanned(query));
        yield false;
      }
    };
  }

  private static FinishedQuery finished(QueryExecution query) {
    return new FinishedQuery(
        query.queryExecutionId(),
        Optional.ofNullable(query.query()).orElse(""),
        scanned(query),
        Optional.ofNullable(query.statistics())
            .map(QueryExecutionStatistics::resultReuseInformation)
            .map(ResultReuseInformation::reusedPreviousResult)
            .orElse(false),
        Optional.ofNullable(query.status().submissionDateTime()),
        location(query));
  }

  private static long scanned(QueryExecution query) {
    return Optional.ofNullable(query.statistics())
        .map(QueryExecutionStatistics::dataScannedInBytes)
        .orElse(0L);
  }

  private static Optional<String> location(QueryExecution query) {
    return Optional.ofNullable(query.resultConfiguration())
        .map(ResultConfiguration::outputLocation)
        .filter(location -> !location.isEmpty());
  }

  /// The result of a query as Athena itself returns it: the CSV that it writes into S3, asked for
  /// page by page.
  public InputStream rows(FinishedQuery query) {
    return new PagedRows(
        athena.getQueryResultsPaginator(ask -> ask.queryExecutionId(query.id())).iterator());
  }

  /// Cancels the query that runs, and every one that is started from now on.
  ///
  /// @return its ID; empty when none ran
  /// @throws IOException when it cannot be cancelled, and so runs on; the message says why
  public synchronized Optional<String> cancel() throws IOException {
    cancelled = true;
    Optional<String> query = running;
    if (query.isPresent()) {
      try {
        athena.stopQueryExecution(ask -> ask.queryExecutionId(query.get()));
      } catch (SdkException e) {
        throw failure("athena:StopQueryExecution", e);
      }
    }
    return query;
  }
}
