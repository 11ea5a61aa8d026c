package dev.rolecall.history.logs;

import dev.rolecall.evidence.aws.AwsErrors;
import dev.rolecall.history.call.FailedCall;
import dev.rolecall.history.logs.wording.LogWords;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.LogGroup;
import software.amazon.awssdk.services.cloudwatchlogs.model.LogGroupClass;

/// Reads CloudTrail's records of one log group, one day after the other. Safe for several threads.
///
/// Logs Insights finds them. Where the user is not allowed to query the log group,
/// `FilterLogEvents` does, which takes longer, and for which AWS does not charge.
public final class LogGroupReader {

  /// Without a beginning of the period, so far back.
  private static final Duration LONGEST = Duration.ofDays(90);

  /// CloudTrail's records may be logged so much later than their calls were made.
  private static final Duration LATE = Duration.ofHours(2);

  private final CloudWatchLogsClient logs;
  private final LogGroupAddress group;
  private final InsightsQueries insights;
  private final LogReading reading;
  private final Optional<Instant> begin;
  private volatile boolean queried;
  private final AtomicLong seconds = new AtomicLong();
  private final AtomicLong records = new AtomicLong();

  private LogGroupReader(
      CloudWatchLogsClient logs,
      LogGroupAddress group,
      LogReading reading,
      Optional<Instant> begin) {
    this.logs = logs;
    this.group = group;
    this.insights = new InsightsQueries(logs, group, reading);
    this.reading = reading;
    this.begin = begin;
    this.queried = reading.insights();
  }

  /// Finds a log group.
  ///
  /// @param linked whether it is in another account than `logs` is
  /// @throws IOException when it does not exist or cannot be read; the message says why
  public static LogGroupReader find(
      CloudWatchLogsClient logs, LogGroupAddress group, boolean linked, LogReading reading)
      throws IOException {
    return new LogGroupReader(
        logs, group, reading, linked ? Optional.empty() : begin(logs, group, reading));
  }

  /// Since when the log group keeps anything; empty when that is not known.
  private static Optional<Instant> begin(
      CloudWatchLogsClient logs, LogGroupAddress group, LogReading reading) throws IOException {
    List<LogGroup> found;
    try {
      found =
          logs.describeLogGroups(ask -> ask.logGroupNamePrefix(group.name())).logGroups().stream()
              .filter(each -> group.name().equals(each.logGroupName()))
              .toList();
    } catch (AwsServiceException e) {
      if (AwsErrors.isNotAllowed(e)) {
        return Optional.empty();
      }
      throw failure("logs:DescribeLogGroups", e);
    } catch (SdkException e) {
      throw failure("logs:DescribeLogGroups", e);
    }
    if (found.isEmpty()) {
      throw new IOException(LogWords.noSuchLogGroup());
    }
    LogGroup here = found.getFirst();
    if (here.logGroupClass() == LogGroupClass.DELIVERY) {
      throw new IOException(LogWords.deliveryClass());
    }
    if (here.logGroupClass() == LogGroupClass.INFREQUENT_ACCESS && !reading.insights()) {
      throw new IOException(LogWords.onlyInsights());
    }
    return Stream.concat(
            Optional.ofNullable(here.creationTime()).map(Instant::ofEpochMilli).stream(),
            Optional.ofNullable(here.retentionInDays())
                .map(days -> reading.clock().instant().minus(Duration.ofDays(days)))
                .stream())
        .max(Instant::compareTo);
  }

  /// A call that brought no answer; the message says why.
  static IOException failure(String call, SdkException e) {
    return new IOException(FailedCall.why(call, e, LogWords.SECTION), e);
  }

  /// The days of a period in UTC, the last first.
  ///
  /// @param from without one, 90 days ago
  /// @param to without one, now
  public List<TimeSlice> days(Optional<Instant> from, Optional<Instant> to) {
    Instant now = reading.clock().instant();
    Instant end = to.map(time -> time.plus(LATE)).filter(now::isAfter).orElse(now);
    Instant wanted = from.orElse(now.minus(LONGEST));
    if (from.isPresent() && begin.filter(wanted::isBefore).isPresent()) {
      reading.listener().note(LogWords.keepsOnlySince(group, begin.get()));
    }
    Instant start = begin.filter(wanted::isBefore).orElse(wanted);
    List<TimeSlice> days = new ArrayList<>();
    for (Instant at = end; at.isAfter(start); at = beginning(at)) {
      days.add(new TimeSlice(beginning(at).isBefore(start) ? start : beginning(at), at));
    }
    return days;
  }

  /// Of the day that ends with `end`, or that it is in.
  private static Instant beginning(Instant end) {
    return end.minusMillis(1).truncatedTo(ChronoUnit.DAYS);
  }

  /// Whether all of a day has been logged by now.
  public boolean isOver(TimeSlice day) {
    return day.to().plus(LATE).isBefore(reading.clock().instant());
  }

  /// The records of a day, a line each; asked for as they are read. It fails at its end when some
  /// are missing, and says which.
  public InputStream open(TimeSlice day) {
    return new DayRecords(this, day);
  }

  RecordPages pages(TimeSlice day) {
    return queried
        ? new QueriedPages(insights, reading.filter().queries(), day, expected(day))
        : filtered(day);
  }

  private RecordPages filtered(TimeSlice day) {
    return new FilteredPages(logs, group, reading.filter().pattern(), day);
  }

  /// Does without Logs Insights from now on, if that works.
  ///
  /// @return what finds the records of `day`
  RecordPages withoutInsights(TimeSlice day, InsightsRefused refused) {
    RecordPages pages = filtered(day);
    return new RecordPages() {
      private boolean works;

      @Override
      public Optional<List<LoggedRecord>> next() throws IOException {
        try {
          Optional<List<LoggedRecord>> next = pages.next();
          if (!works) {
            works = true;
            queried = false;
            reading
                .listener()
                .note(LogWords.withoutInsights(group, String.valueOf(refused.getMessage())));
          }
          return next;
        } catch (IOException e) {
          throw works
              ? e
              : new IOException(
                  LogWords.neither(
                      String.valueOf(refused.getMessage()), String.valueOf(e.getMessage())),
                  e);
        }
      }
    };
  }

  /// How many records a day probably has, as the days before show: a day is not asked for whole
  /// only to be asked for in parts, since AWS charges for both.
  private long expected(TimeSlice day) {
    long known = seconds.get();
    return known == 0 ? 0 : records.get() * day.seconds() / known;
  }

  /// Notes how many records a day had.
  void learn(TimeSlice day, RecordPages pages) {
    if (pages instanceof QueriedPages read) {
      records.addAndGet(read.records());
      seconds.addAndGet(day.seconds());
    }
  }
}
