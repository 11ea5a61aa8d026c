package dev.rolecall.history.athena;

import dev.rolecall.evidence.aws.AwsErrors;
import dev.rolecall.explanation.wording.gap.GapSentence;
import dev.rolecall.history.HistoryTable;
import dev.rolecall.history.TableColumn;
import dev.rolecall.history.TableName;
import dev.rolecall.history.athena.wording.AthenaWords;
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
import software.amazon.awssdk.services.athena.model.QueryExecution;
import software.amazon.awssdk.services.athena.model.QueryExecutionContext;
import software.amazon.awssdk.services.athena.model.QueryExecutionStatistics;
import software.amazon.awssdk.services.athena.model.ResultConfiguration;
import software.amazon.awssdk.services.athena.model.StartQueryExecutionRequest;
import software.amazon.awssdk.services.athena.model.TableMetadata;

/// Queries of Athena, from their start to their results.
public final class AthenaQueries {

  private static final Duration FIRST_LOOK = Duration.ofMillis(250);
  private static final Duration LONGEST_LOOK = Duration.ofSeconds(3);

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
      return new HistoryTable(
          name, columns(table.columns()), columns(table.partitionKeys()), table.parameters());
    } catch (AwsServiceException e) {
      throw failure("athena:GetTableMetadata", e);
    } catch (SdkException e) {
      throw new IOException(GapSentence.why(AwsErrors.reason("athena:GetTableMetadata", e)), e);
    }
  }

  private static List<TableColumn> columns(List<Column> columns) {
    return columns.stream()
        .map(
            column -> new TableColumn(column.name(), Optional.ofNullable(column.type()).orElse("")))
        .toList();
  }

  /// What Athena says is what helps: it names the action, the table or the bucket.
  private static IOException failure(String call, AwsServiceException e) {
    return new IOException(
        AwsErrors.isNotAllowed(e) || e.isThrottlingException()
            ? GapSentence.why(AwsErrors.reason(call, e))
            : AthenaWords.failed(call, AwsErrors.said(e)),
        e);
  }

  /// Starts a query.
  ///
  /// @param place the folder in S3 for its result: `s3://bucket/folder/`
  /// @return its ID
  /// @throws IOException when Athena does not take it; the message says why
  public String start(String sql, TableName table, Workgroup workgroup, Optional<String> place)
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
    try {
      String id = athena.startQueryExecution(request.build()).queryExecutionId();
      run(id);
      return id;
    } catch (AwsServiceException e) {
      throw failure("athena:StartQueryExecution", e);
    } catch (SdkException e) {
      throw new IOException(GapSentence.why(AwsErrors.reason("athena:StartQueryExecution", e)), e);
    }
  }

  private synchronized void run(String id) {
    running = Optional.of(id);
    if (cancelled) {
      cancel();
    }
  }

  private synchronized void ended() {
    running = Optional.empty();
  }

  /// Waits until a query has ended.
  ///
  /// @param id of one that was started here or before
  /// @throws IOException when it failed or was cancelled; the message says why
  public FinishedQuery await(String id) throws IOException {
    run(id);
    Instant begin = clock.instant();
    Duration look = FIRST_LOOK;
    boolean over = false;
    try {
      while (true) {
        QueryExecution query =
            athena.getQueryExecution(ask -> ask.queryExecutionId(id)).queryExecution();
        long scanned =
            Optional.ofNullable(query.statistics())
                .map(QueryExecutionStatistics::dataScannedInBytes)
                .orElse(0L);
        switch (query.status().state()) {
          case SUCCEEDED -> {
            over = true;
            return new FinishedQuery(
                id, Optional.ofNullable(query.query()).orElse(""), scanned, location(query));
          }
          case FAILED, CANCELLED -> {
            over = true;
            throw new IOException(
                AthenaWords.ended(
                    id,
                    query.status().stateAsString(),
                    Optional.ofNullable(query.status().stateChangeReason()).orElse(""),
                    scanned));
          }
          case QUEUED, RUNNING, UNKNOWN_TO_SDK_VERSION -> {
            boolean queued = query.status().stateAsString().equals("QUEUED");
            listener.progress(queued, Duration.between(begin, clock.instant()), scanned);
          }
        }
        pause.accept(look);
        if (Thread.currentThread().isInterrupted()) {
          throw new InterruptedIOException();
        }
        look =
            look.multipliedBy(2).compareTo(LONGEST_LOOK) < 0 ? look.multipliedBy(2) : LONGEST_LOOK;
      }
    } catch (AwsServiceException e) {
      throw failure("athena:GetQueryExecution", e);
    } catch (SdkException e) {
      throw new IOException(GapSentence.why(AwsErrors.reason("athena:GetQueryExecution", e)), e);
    } finally {
      if (over) {
        ended();
      }
    }
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

  /// Cancels the query that runs, and every one that is started from now on. One that cannot be
  /// cancelled ends by itself.
  ///
  /// @return whether one ran
  public synchronized boolean cancel() {
    cancelled = true;
    if (running.isEmpty()) {
      return false;
    }
    try {
      athena.stopQueryExecution(ask -> ask.queryExecutionId(running.get()));
    } catch (SdkException _) {
      // It has ended, or cancelling it is not allowed.
    }
    return true;
  }
}
