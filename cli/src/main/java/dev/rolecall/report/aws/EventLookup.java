package dev.rolecall.report.aws;

import dev.rolecall.cloudtrail.EventSource;
import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.AssumeCall;
import dev.rolecall.denial.GapReason;
import dev.rolecall.denial.GapRemedy;
import dev.rolecall.evidence.aws.AccountAccess;
import dev.rolecall.evidence.aws.AwsAccess;
import dev.rolecall.evidence.aws.AwsClients;
import dev.rolecall.evidence.aws.AwsErrors;
import dev.rolecall.evidence.aws.CallBudget;
import dev.rolecall.evidence.aws.EventPages;
import dev.rolecall.evidence.aws.ReadListener.Failure;
import dev.rolecall.explanation.wording.gap.GapSentence;
import dev.rolecall.report.Period;
import dev.rolecall.report.reading.EventSourceId;
import dev.rolecall.report.wording.SourceWords;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudtrail.model.Event;
import software.amazon.awssdk.services.cloudtrail.model.LookupAttributeKey;
import software.amazon.awssdk.services.cloudtrail.model.LookupEventsResponse;

/// What CloudTrail remembers of the calls to assume a role, without a trail: the last 90 days of
/// each account and region, at two pages of 50 a second. [LookupEvents](
/// https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_LookupEvents.html)
///
/// CloudTrail cannot be asked for refused calls only. Each day of each call is a source of its own,
/// so that what was read before can be kept.
public final class EventLookup {

  /// CloudTrail looks no further back.
  public static final Duration LONGEST = Duration.ofDays(90);

  /// Events may come so late.
  private static final Duration LATE = Duration.ofHours(1);

  /// So much passes at most between asking for 90 days and being asked for the first of them.
  private static final Duration MARGIN = Duration.ofMinutes(15);

  private final AccountAccess access;
  private final AwsClients clients;
  private final CallBudget<Place> budget;
  private final InstantSource clock;
  private final Consumer<Duration> pause;

  /// Why a place cannot be read; it is asked once.
  private final Map<Place, IOException> refused = new ConcurrentHashMap<>();

  /// An account in a region.
  private record Place(AccountId account, Region region) {
    @Override
    public String toString() {
      return SourceWords.eventHistory(account, region.id());
    }
  }

  /// @param pause waits between calls, to keep to CloudTrail's limit
  public EventLookup(
      AccountAccess access, AwsClients clients, InstantSource clock, Consumer<Duration> pause) {
    this.access = access;
    this.clients = clients;
    this.budget = CallBudget.ofLookups(clock);
    this.clock = clock;
    this.pause = pause;
  }

  /// The days to look up, the last first.
  ///
  /// @param period without a beginning, 90 days
  public List<EventSourceId> origins(
      List<AccountId> accounts, List<Region> regions, Period period) {
    Instant now = clock.instant();
    Instant earliest = now.minus(LONGEST).plus(MARGIN);
    Instant from = period.from().filter(earliest::isBefore).orElse(earliest);
    Instant to = period.to().filter(now::isAfter).orElse(now);
    List<EventSourceId> origins = new ArrayList<>();
    for (Instant end = to; end.minusSeconds(1).isAfter(from); end = beginning(end)) {
      Instant begin = beginning(end).isBefore(from) ? from : beginning(end);
      for (AssumeCall call : AssumeCall.ofRoles()) {
        for (AccountId account : accounts) {
          for (Region region : regions) {
            origins.add(origin(new Place(account, region), call, begin, end, now));
          }
        }
      }
    }
    return origins;
  }

  /// Of the day, in UTC, that ends with `end` or that it is in.
  private static Instant beginning(Instant end) {
    return end.minusMillis(1).truncatedTo(ChronoUnit.DAYS);
  }

  private EventSourceId origin(
      Place place, AssumeCall call, Instant begin, Instant end, Instant now) {
    String identity =
        "cloudtrail:%s/%s/%s?from=%s&to=%s"
            .formatted(place.account(), place.region().id(), call.eventName(), begin, end);
    return new EventSourceId(
        new EventSource.Supplied(place.toString(), () -> open(place, call, begin, end)),
        Optional.of(identity).filter(_ -> end.plus(LATE).isBefore(now)),
        1);
  }

  private InputStream open(Place place, AssumeCall call, Instant begin, Instant end)
      throws IOException {
    IOException before = refused.get(place);
    if (before != null) {
      throw before;
    }
    return switch (access.to(place.account())) {
      case AwsAccess.Granted(var credentials) ->
          new Records(
              place,
              EventPages.of(
                  clients.cloudTrail(credentials, place.region()),
                  LookupAttributeKey.EVENT_NAME,
                  call.eventName(),
                  ask -> ask.startTime(begin).endTime(end.minusSeconds(1))));
      case AwsAccess.Refused(GapReason why, GapRemedy learnBy) -> {
        IOException e =
            new IOException(GapSentence.why(why) + " (" + GapSentence.learnBy(learnBy) + ")");
        refused.putIfAbsent(place, e);
        throw e;
      }
    };
  }

  /// The records of one call, a line each; a page is asked for when it is read.
  private final class Records extends InputStream {

    private final Place place;
    private final Iterator<LookupEventsResponse> pages;
    private ByteArrayInputStream page = new ByteArrayInputStream(new byte[0]);

    Records(Place place, Iterator<LookupEventsResponse> pages) {
      this.place = place;
      this.pages = pages;
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
      budget.await(place, pause);
      try {
        return pages.next().events().stream()
            .map(Event::cloudTrailEvent)
            .filter(Objects::nonNull)
            .map(record -> record + "\n")
            .collect(Collectors.joining());
      } catch (SdkException e) {
        IOException problem =
            new IOException(GapSentence.why(AwsErrors.reason("cloudtrail:LookupEvents", e)), e);
        if (AwsErrors.failure(e) == Failure.NOT_ALLOWED) {
          refused.putIfAbsent(place, problem);
        }
        throw problem;
      }
    }
  }
}
