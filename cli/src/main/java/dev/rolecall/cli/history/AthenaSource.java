package dev.rolecall.cli.history;

import dev.rolecall.cli.console.CommandFailure;
import dev.rolecall.cli.console.Console;
import dev.rolecall.cli.console.Ending;
import dev.rolecall.cli.console.ExitStatus;
import dev.rolecall.cli.console.Progress;
import dev.rolecall.cli.wording.RunWords;
import dev.rolecall.cloudtrail.EventSource;
import dev.rolecall.evidence.aws.AwsClients;
import dev.rolecall.evidence.aws.AwsErrors;
import dev.rolecall.explanation.redaction.VisibleText;
import dev.rolecall.explanation.wording.gap.GapSentence;
import dev.rolecall.history.HistoryQuery;
import dev.rolecall.history.HistoryRequest;
import dev.rolecall.history.athena.AthenaListener;
import dev.rolecall.history.athena.AthenaQueries;
import dev.rolecall.history.athena.FinishedQuery;
import dev.rolecall.history.athena.QueryLabel;
import dev.rolecall.history.athena.Workgroup;
import dev.rolecall.report.Scan;
import dev.rolecall.report.aws.S3Logs;
import dev.rolecall.report.reading.EventSourceId;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
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

  /// What a result of Rolecall's queries begins with.
  private static final String HEADER = "\"eventname\",\"record\"\n";

  private static final Pattern FILE = Pattern.compile("s3://([^/]+)/(.+\\.csv)");

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
    Ending cancel = Ending.with("cancel-query", queries::cancel);
    try {
      FinishedQuery query =
          queries.await(
              options.query().isPresent()
                  ? options.query().get()
                  : start(queries, options, request, console));
      check(query, request);
      S3Client s3 = S3Logs.client(clients, credentials);
      return new AthenaSource(
          new EventSourceId(
              new EventSource.Supplied(
                  RunWords.athena(options.table()), () -> checked(open(query, queries, s3), query)),
              Optional.of("athena:" + query.id()),
              1),
          new Scan(Scan.Service.ATHENA, query.scanned()));
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

  /// A result of another question would look like a complete one.
  private static void check(FinishedQuery query, HistoryRequest request) throws IOException {
    HistoryRequest asked =
        QueryLabel.read(query.sql())
            .orElseThrow(() -> new IOException(RunWords.notOurQuery(query.id())));
    if (!QueryLabel.answers(asked, request)) {
      throw new IOException(RunWords.otherQuery(query.id(), asked));
    }
  }

  private static AthenaListener listener(Progress progress) {
    return (queued, since, scanned) -> progress.show(RunWords.athenaRuns(queued, since, scanned));
  }

  private static String start(
      AthenaQueries queries, AthenaOptions options, HistoryRequest request, Console console)
      throws IOException {
    Workgroup workgroup = queries.workgroup(options.workgroup());
    boolean overridden = workgroup.enforced() && workgroup.results().orElse(false);
    if (options.place().isPresent() && overridden) {
      console.complain(RunWords.placeOverridden(AthenaOptions.OUTPUT_LOCATION, workgroup.name()));
    }
    if (options.place().isEmpty() && !workgroup.results().orElse(true)) {
      throw new CommandFailure(
          RunWords.noPlace(workgroup.name(), AthenaOptions.OUTPUT_LOCATION), ExitStatus.FAILED);
    }
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
                QueryLabel.on(sql, request),
                options.table(),
                workgroup,
                options.place().filter(_ -> !overridden));
        console.complain(
            RunWords.athenaStarted(
                id, workgroup.name(), workgroup.limit(), AthenaOptions.QUERY_ID));
        yield id;
      }
    };
  }

  private static InputStream open(FinishedQuery query, AthenaQueries queries, S3Client s3)
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
      throw new IOException(GapSentence.why(AwsErrors.reason(RunWords.reading(location), e)), e);
    }
  }

  /// The rows, if the query is one of Rolecall's.
  private static InputStream checked(InputStream rows, FinishedQuery query) throws IOException {
    BufferedInputStream in = new BufferedInputStream(rows, 1 << 16);
    in.mark(HEADER.length());
    byte[] first = in.readNBytes(HEADER.length());
    in.reset();
    if (!HEADER.equals(new String(first, StandardCharsets.UTF_8))) {
      in.close();
      throw new IOException(RunWords.notOurQuery(query.id()));
    }
    return in;
  }
}
