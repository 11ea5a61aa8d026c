package dev.rolecall.history.logs;

import dev.rolecall.evidence.aws.AwsErrors;
import dev.rolecall.explanation.wording.gap.GapSentence;
import dev.rolecall.history.logs.LogFilter.InsightsQuery;
import dev.rolecall.history.logs.wording.LogWords;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.GetQueryResultsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.LimitExceededException;
import software.amazon.awssdk.services.cloudwatchlogs.model.MalformedQueryException;
import software.amazon.awssdk.services.cloudwatchlogs.model.QueryStatistics;

/// Runs queries of CloudWatch Logs Insights on one log group, each to its end. [StartQuery](
/// https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_StartQuery.html)
record InsightsQueries(CloudWatchLogsClient logs, LogGroupAddress group, LogReading reading) {

  /// More rows than this are never returned.
  static final int MOST_ROWS = 10_000;

  private static final Duration FIRST_LOOK = Duration.ofMillis(250);
  private static final Duration LONGEST_LOOK = Duration.ofSeconds(3);

  /// AWS ends a query after an hour.
  private static final Duration LONGEST = Duration.ofMinutes(65);

  private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(20);

  /// So long others may take all of the account's queries.
  private static final Duration PATIENCE = Duration.ofMinutes(15);

  /// Errors that a log group of another class causes.
  private static final Set<String> WRONG_CLASS =
      Set.of("InvalidOperationException", "InvalidParameterException", "ValidationException");

  /// What came of a query.
  sealed interface Outcome {

    /// It ran to its end.
    ///
    /// @param matched how many log events match, of which no more than [#MOST_ROWS] are here
    record Rows(List<LoggedRecord> rows, long matched) implements Outcome {
      boolean areAll() {
        return rows.size() < MOST_ROWS && matched <= rows.size();
      }
    }

    /// AWS gave it up: it would have taken too long, or it failed.
    record GivenUp(String why) implements Outcome {}
  }

  private static final Outcome NOTHING = new Outcome.Rows(List.of(), 0);

  /// Asks for what was logged in `slice`. Rows on its end may be those of the next one.
  ///
  /// @throws InsightsRefused when the log group cannot be queried
  /// @throws IOException when there is no answer; the message says why
  Outcome run(InsightsQuery query, TimeSlice slice) throws IOException {
    reading.running().places.acquireUninterruptibly();
    try {
      Optional<String> id = start(query, slice);
      return id.isPresent() ? await(query, id.get()) : NOTHING;
    } finally {
      reading.running().places.release();
    }
  }

  /// Empty when the log group keeps nothing of that time.
  private Optional<String> start(InsightsQuery query, TimeSlice slice) throws IOException {
    Instant begin = reading.clock().instant();
    Duration wait = FIRST_WAIT;
    while (true) {
      checkInterrupt();
      try {
        return Optional.of(
            logs.startQuery(
                    ask ->
                        ask.logGroupIdentifiers(group.identifier())
                            .queryString(query.text())
                            .startTime(slice.from().getEpochSecond())
                            .endTime(slice.to().getEpochSecond())
                            .limit(MOST_ROWS))
                .queryId());
      } catch (LimitExceededException e) {
        if (begin.plus(PATIENCE).isBefore(reading.clock().instant())) {
          throw new IOException(LogWords.tooManyQueries(PATIENCE), e);
        }
        reading.listener().note(LogWords.waitingForQueries());
        reading.pause().accept(wait);
        wait = min(wait.multipliedBy(2), LONGEST_WAIT);
      } catch (MalformedQueryException e) {
        if (isBeforeRetention(e)) {
          return Optional.empty();
        }
        throw new IOException(LogWords.failed("logs:StartQuery", AwsErrors.said(e)), e);
      } catch (AwsServiceException e) {
        throw failure(e);
      } catch (SdkException e) {
        throw failure("logs:StartQuery", e);
      }
    }
  }

  private IOException failure(AwsServiceException e) {
    if (AwsErrors.isNotAllowed(e)) {
      return new InsightsRefused(
          GapSentence.why(AwsErrors.reason(LogWords.call("logs:StartQuery", group), e)), e);
    }
    return WRONG_CLASS.contains(AwsErrors.code(e))
        ? new InsightsRefused(LogWords.failed("logs:StartQuery", AwsErrors.said(e)), e)
        : failure("logs:StartQuery", e);
  }

  private IOException failure(String call, SdkException e) {
    return LogGroupReader.failure(LogWords.call(call, group), e);
  }

  /// AWS: `Query's end date and time is either before the log groups creation time or exceeds the
  /// log groups log retention settings`.
  private static boolean isBeforeRetention(MalformedQueryException e) {
    String said = AwsErrors.said(e);
    return said.contains("retention") && said.contains("creation");
  }

  private Outcome await(InsightsQuery query, String id) throws IOException {
    reading.running().add(id, logs);
    Instant begin = reading.clock().instant();
    Duration look = FIRST_LOOK;
    try {
      while (true) {
        reading.pause().accept(look);
        checkInterrupt();
        GetQueryResultsResponse answer = logs.getQueryResults(ask -> ask.queryId(id));
        switch (answer.status()) {
          case COMPLETE -> {
            reading.running().remove(id);
            return rows(query, answer);
          }
          case FAILED, TIMEOUT, CANCELLED -> {
            reading.running().remove(id);
            count(answer);
            return new Outcome.GivenUp(LogWords.ended(answer.statusAsString()));
          }
          case SCHEDULED, RUNNING, UNKNOWN, UNKNOWN_TO_SDK_VERSION -> {
            if (begin.plus(LONGEST).isBefore(reading.clock().instant())) {
              return new Outcome.GivenUp(LogWords.ended(answer.statusAsString()));
            }
            look = min(look.multipliedBy(2), LONGEST_LOOK);
          }
        }
      }
    } catch (SdkException e) {
      throw failure("logs:GetQueryResults", e);
    } finally {
      reading.running().stop(id);
    }
  }

  private Outcome rows(InsightsQuery query, GetQueryResultsResponse answer) {
    count(answer);
    List<LoggedRecord> rows = answer.results().stream().map(LoggedRecord::of).toList();
    if (query.grouped()) {
      return new Outcome.Rows(rows, rows.size());
    }
    long matched =
        Optional.ofNullable(answer.statistics())
            .map(QueryStatistics::recordsMatched)
            .map(Double::longValue)
            .orElse(0L);
    return new Outcome.Rows(rows, matched);
  }

  private void count(GetQueryResultsResponse answer) {
    Optional.ofNullable(answer.statistics())
        .map(QueryStatistics::bytesScanned)
        .ifPresent(bytes -> reading.listener().scanned(bytes.longValue()));
  }

  private static void checkInterrupt() throws InterruptedIOException {
    if (Thread.currentThread().isInterrupted()) {
      throw new InterruptedIOException();
    }
  }

  private static Duration min(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
