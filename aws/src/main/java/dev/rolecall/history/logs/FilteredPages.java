package dev.rolecall.history.logs;

import dev.rolecall.history.logs.wording.LogWords;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilterLogEventsResponse;

/// Log events that match a pattern. [FilterLogEvents](
/// https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_FilterLogEvents.html)
final class FilteredPages implements RecordPages {

  /// AWS answers some calls a second in an account.
  private static final Semaphore PLACES = new Semaphore(4, true);

  private final CloudWatchLogsClient logs;
  private final LogGroupAddress group;
  private final Optional<String> pattern;
  private final TimeSlice slice;
  private @Nullable String token;
  private boolean ended;

  FilteredPages(
      CloudWatchLogsClient logs, LogGroupAddress group, Optional<String> pattern, TimeSlice slice) {
    this.logs = logs;
    this.group = group;
    this.pattern = pattern;
    this.slice = slice;
  }

  @Override
  public Optional<List<LoggedRecord>> next() throws IOException {
    if (ended) {
      return Optional.empty();
    }
    FilterLogEventsResponse answer = ask();
    token = answer.nextToken();
    ended = token == null;
    return Optional.of(answer.events().stream().map(LoggedRecord::of).toList());
  }

  private FilterLogEventsResponse ask() throws IOException {
    if (pattern.isEmpty()) {
      throw new IOException(LogWords.patternTooLong());
    }
    PLACES.acquireUninterruptibly();
    try {
      return logs.filterLogEvents(
          ask ->
              ask.logGroupIdentifier(group.identifier())
                  .filterPattern(pattern.get())
                  .startTime(slice.from().toEpochMilli())
                  .endTime(slice.to().toEpochMilli() - 1)
                  .nextToken(token));
    } catch (SdkException e) {
      throw LogGroupReader.failure("logs:FilterLogEvents", e);
    } finally {
      PLACES.release();
    }
  }
}
