package dev.rolecall.cli.history;

import dev.rolecall.cli.console.CommandFailure;
import dev.rolecall.cli.console.Console;
import dev.rolecall.cli.console.Ending;
import dev.rolecall.cli.console.ExitStatus;
import dev.rolecall.cli.console.Progress;
import dev.rolecall.cli.wording.RunWords;
import dev.rolecall.cloudtrail.EventSource;
import dev.rolecall.evidence.aws.AwsClients;
import dev.rolecall.explanation.redaction.VisibleText;
import dev.rolecall.history.HistoryQuery;
import dev.rolecall.history.HistoryRequest;
import dev.rolecall.history.HistoryRequest.Purpose;
import dev.rolecall.history.athena.AthenaListener;
import dev.rolecall.history.athena.AthenaQueries;
import dev.rolecall.history.athena.FinishedQuery;
import dev.rolecall.history.athena.LostQuery;
import dev.rolecall.history.athena.QueryLabel;
import dev.rolecall.history.athena.Workgroup;
import dev.rolecall.report.Scan;
import dev.rolecall.report.aws.S3Logs;
import dev.rolecall.report.reading.EventSourceId;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.athena.AthenaClient;
import software.amazon.awssdk.services.s3.S3Client;

/// A table of Athena that a command reads, with one query. The query is cancelled when the command
/// is interrupted before it has ended.
///
/// @param scan what AWS charges for
public record AthenaSource(EventSourceId source, Scan scan) {

  private static final Pattern FILE = Pattern.compile("s3://([^/]+)/(.+\\.csv)");

  /// So old may the result of the same query be: Athena's default.
  private static final Duration REUSED = Duration.ofHours(1);

  /// So long after its calls a trail has all of a day, with the day that is read after a period.
  private static final Duration SETTLED = Duration.ofDays(2);

  /// Runs the query, or waits for the one that was started before.
  ///
  /// @throws CommandFailure when there is no result
  public static AthenaSource find(
      AthenaOptions options,
      HistoryRequest request,
      AwsClients clients,
      AwsCredentialsProvider credentials,
      Console console,
      Clock clock) {
    Progress progress = new Progress(console);
    AthenaQueries queries =
        new AthenaQueries(
            clients.client(
                AthenaClient.class, AthenaClient::builder, credentials, clients.region()),
            clock,
            pause -> LockSupport.parkNanos(pause.toNanos()),
            listener(progress));
    Run run = new Run(options, request, queries, console, clock);
    Ending cancel = Ending.with("cancel-query", run::cancel);
    try {
      String id = options.query().isPresent() ? options.query().get() : run.start();
      FinishedQuery query = run.await(id);
      S3Client s3 = S3Logs.client(clients, credentials);
      return new AthenaSource(
          new EventSourceId(
              new EventSource.Supplied(
                  RunWords.athena(options.table()), () -> open(query, queries, s3, run)),
              Optional.of("athena:" + query.id()),
              1),
          new Scan(Scan.Service.ATHENA, query.scanned(), query.reused()));
    } catch (IOException e) {
      throw new CommandFailure(
          RunWords.cannotRead(RunWords.athena(options.table()), e.getMessage()),
          ExitStatus.BAD_INPUT);
    } finally {
      progress.clear();
      // A query that cannot be followed any more runs on, and can be read later.
      cancel.forget();
    }
  }

  private static AthenaListener listener(Progress progress) {
    return new AthenaListener() {
      @Override
      public void progress(boolean queued, Duration since, long scanned) {
        progress.show(RunWords.athenaRuns(queued, since, scanned));
      }

      @Override
      public void unanswered(Duration since) {
        progress.show(RunWords.athenaUnanswered(since));
      }
    };
  }

  /// The run of one query.
  private record Run(
      AthenaOptions options,
      HistoryRequest request,
      AthenaQueries queries,
      Console console,
      Clock clock) {

    private QueryLabel label() {
      return new QueryLabel(options.table().toString(), request);
    }

    String start() throws IOException {
      Workgroup workgroup = queries.workgroup(options.workgroup());
      boolean overridden = workgroup.enforced() && workgroup.results().orElse(false);
      if (options.place().isPresent() && overridden) {
        console.complain(RunWords.placeOverridden(AthenaOptions.OUTPUT_LOCATION, workgroup.name()));
      }
      if (options.place().isEmpty() && !workgroup.results().orElse(true)) {
        throw new CommandFailure(
            RunWords.noPlace(workgroup.name(), AthenaOptions.OUTPUT_LOCATION), ExitStatus.FAILED);
      }
      Optional<String> place = options.place().filter(_ -> !overridden);
      return switch (HistoryQuery.of(queries.table(options.table(), workgroup), request)) {
        case HistoryQuery.Unfit(String problem, String createTable) -> {
          createTable.lines().map(VisibleText::line).forEach(console.err()::println);
          console.err().println();
          throw new CommandFailure(RunWords.unfitTable(problem), ExitStatus.BAD_INPUT);
        }
        case HistoryQuery.Ready(String sql, var notes) -> {
          notes.forEach(console::complain);
          String id =
              queries.start(
                  label().on(sql),
                  options.table(),
                  workgroup,
                  place,
                  Optional.of(REUSED).filter(_ -> mayReuse(workgroup, place)));
          console.complain(
              RunWords.athenaStarted(
                  id, workgroup.name(), workgroup.limit(), AthenaOptions.QUERY_ID));
          yield id;
        }
      };
    }

    /// Whether the same query brings the same result: its period ended long enough ago.
    private boolean mayReuse(Workgroup workgroup, Optional<String> place) {
      return options.reuse()
          && workgroup.reuses()
          && place.isEmpty()
          && request.to().filter(end -> end.plus(SETTLED).isBefore(clock.instant())).isPresent();
    }

    FinishedQuery await(String id) throws IOException {
      FinishedQuery query;
      try {
        query = queries.await(id);
      } catch (LostQuery lost) {
        console.complain(RunWords.athenaResumed(id, options.resume(id)));
        throw lost;
      }
      check(query);
      if (query.reused()) {
        console.complain(RunWords.athenaReused(AthenaOptions.NO_REUSE));
      }
      if (options.query().isPresent() && request.purpose() != Purpose.REPORT) {
        console.complain(HistoryQuery.countsOfPairs());
      }
      query
          .started()
          .filter(_ -> options.query().isPresent())
          .filter(time -> request.to().filter(time::isAfter).isEmpty())
          .ifPresent(time -> console.complain(RunWords.onlyUntil(id, time)));
      return query;
    }

    /// A result of another question would look like a complete one.
    private void check(FinishedQuery query) throws IOException {
      QueryLabel asked =
          QueryLabel.read(query.sql())
              .orElseThrow(() -> new IOException(RunWords.notOurQuery(query.id())));
      if (!asked.answers(label())) {
        throw new IOException(RunWords.otherQuery(query.id(), asked.table(), asked.request()));
      }
    }

    void cancel() {
      try {
        queries.cancel().ifPresent(id -> console.complain(RunWords.athenaCancelled(id)));
      } catch (IOException e) {
        console.complain(RunWords.athenaNotCancelled(e.getMessage()));
      }
      console.err().flush();
    }

    /// Says how the result of a query can be read again.
    void interrupted(String id) {
      console.complain(RunWords.athenaResumed(id, options.resume(id)));
      console.err().flush();
    }
  }

  private static InputStream open(FinishedQuery query, AthenaQueries queries, S3Client s3, Run run)
      throws IOException {
    Ending.onSignal("name-query", () -> run.interrupted(query.id()));
    return new ResultInput(bytes(query, queries, s3), () -> run.interrupted(query.id()));
  }

  private static InputStream bytes(FinishedQuery query, AthenaQueries queries, S3Client s3)
      throws IOException {
    if (query.location().isEmpty()) {
      return queries.rows(query);
    }
    String location = query.location().get();
    Matcher file = FILE.matcher(location);
    if (!file.matches()) {
      throw new IOException(RunWords.noCsv(query.id(), location));
    }
    try {
      return s3.getObject(get -> get.bucket(file.group(1)).key(file.group(2)));
    } catch (SdkException e) {
      throw AthenaQueries.failure(RunWords.reading(location), e);
    }
  }
}
