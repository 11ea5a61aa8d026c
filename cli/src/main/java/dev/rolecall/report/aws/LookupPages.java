package dev.rolecall.report.aws;

import dev.rolecall.evidence.aws.AwsErrors;
import dev.rolecall.evidence.aws.EventPages;
import dev.rolecall.evidence.aws.ReadListener.Failure;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Iterator;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.cloudtrail.CloudTrailClient;
import software.amazon.awssdk.services.cloudtrail.model.Event;
import software.amazon.awssdk.services.cloudtrail.model.LookupAttributeKey;
import software.amazon.awssdk.services.cloudtrail.model.LookupEventsResponse;

/// The records of one call, a line each; a page is asked for when it is read.
final class LookupPages extends InputStream {

  private final Iterator<LookupEventsResponse> pages;
  private final Runnable turn;
  private final Consumer<IOException> refused;
  private ByteArrayInputStream page = new ByteArrayInputStream(new byte[0]);

  /// @param turn waits until CloudTrail may be asked
  /// @param refused hears why the place cannot be read at all
  LookupPages(
      CloudTrailClient trail,
      String eventName,
      Instant begin,
      Instant end,
      Runnable turn,
      Consumer<IOException> refused) {
    this.turn = turn;
    this.refused = refused;
    this.pages =
        EventPages.of(
            trail,
            LookupAttributeKey.EVENT_NAME,
            eventName,
            ask -> ask.startTime(begin).endTime(end.minusSeconds(1)));
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] to, int offset, int length) throws IOException {
    while (page.available() == 0 && pages.hasNext()) {
      page = new ByteArrayInputStream(fetch().getBytes(StandardCharsets.UTF_8));
    }
    return page.read(to, offset, length);
  }

  private String fetch() throws IOException {
    turn.run();
    try {
      return pages.next().events().stream()
          .map(Event::cloudTrailEvent)
          .filter(Objects::nonNull)
          .map(record -> record + "\n")
          .collect(Collectors.joining());
    } catch (SdkException e) {
      IOException problem = new IOException(AwsErrors.why("cloudtrail:LookupEvents", e), e);
      if (AwsErrors.failure(e) == Failure.NOT_ALLOWED) {
        refused.accept(problem);
      }
      throw problem;
    }
  }
}
