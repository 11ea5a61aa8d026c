package dev.rolecall.report.aws;

import dev.rolecall.evidence.aws.AwsErrors;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.cloudtrail.CloudTrailClient;
import software.amazon.awssdk.services.cloudtrail.model.Event;
import software.amazon.awssdk.services.cloudtrail.model.LookupAttribute;
import software.amazon.awssdk.services.cloudtrail.model.LookupAttributeKey;
import software.amazon.awssdk.services.cloudtrail.model.LookupEventsRequest;
import software.amazon.awssdk.services.cloudtrail.model.LookupEventsResponse;

/// The records of one call, a line each; a page is asked for when it is read.
final class LookupPages extends InputStream {

  private final CloudTrailClient trail;
  private final LookupEventsRequest.Builder ask;
  private final Runnable turn;
  private final Consumer<IOException> refused;
  private byte[] page = new byte[0];
  private int next;
  private boolean more = true;

  /// @param turn waits until CloudTrail may be asked
  /// @param refused hears why the place cannot be read at all
  LookupPages(
      CloudTrailClient trail,
      String eventName,
      Instant begin,
      Instant end,
      Runnable turn,
      Consumer<IOException> refused) {
    this.trail = trail;
    this.turn = turn;
    this.refused = refused;
    this.ask =
        LookupEventsRequest.builder()
            .startTime(begin)
            .endTime(end.minusSeconds(1))
            .lookupAttributes(
                List.of(
                    LookupAttribute.builder()
                        .attributeKey(LookupAttributeKey.EVENT_NAME)
                        .attributeValue(eventName)
                        .build()));
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] to, int offset, int length) throws IOException {
    while (next == page.length) {
      if (!more) {
        return -1;
      }
      fetch();
    }
    int count = Math.min(length, page.length - next);
    System.arraycopy(page, next, to, offset, count);
    next += count;
    return count;
  }

  private void fetch() throws IOException {
    turn.run();
    LookupEventsResponse answer;
    try {
      answer = trail.lookupEvents(ask.build());
    } catch (SdkException e) {
      IOException problem = new IOException(AwsErrors.why("cloudtrail:LookupEvents", e), e);
      if (e instanceof AwsServiceException said && AwsErrors.isNotAllowed(said)) {
        refused.accept(problem);
      }
      throw problem;
    }
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    for (Event event : answer.events()) {
      if (event.cloudTrailEvent() != null) {
        lines.writeBytes(event.cloudTrailEvent().getBytes(StandardCharsets.UTF_8));
        lines.write('\n');
      }
    }
    page = lines.toByteArray();
    next = 0;
    more = answer.nextToken() != null;
    ask.nextToken(answer.nextToken());
  }
}
