package dev.rolecall.evidence.aws;

import dev.rolecall.denial.AccountId;
import dev.rolecall.evidence.change.ChangeReader;
import dev.rolecall.evidence.change.RecordedEffect;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudtrail.CloudTrailClient;
import software.amazon.awssdk.services.cloudtrail.model.Event;
import software.amazon.awssdk.services.cloudtrail.model.LookupAttributeKey;
import software.amazon.awssdk.services.cloudtrail.model.LookupEventsResponse;

/// The questions to CloudTrail's event history.
final class EventHistory {

  /// Events that concern one resource.
  ///
  /// @param resource a name, or an ARN, by the kind of event
  record Search(AccountId account, Region region, String resource, Instant from) {}

  /// What a search found.
  ///
  /// @param since empty when that is all; else what is older than this was not read
  record Events(List<RecordedEffect> happened, Optional<Instant> since) {}

  /// The newest events come first, and each page costs half a second.
  private static final int PAGES = 2;

  private static final int PAGE = 50;

  private final AwsReader awsReader;

  EventHistory(AwsReader awsReader) {
    this.awsReader = awsReader;
  }

  /// What happened, as far as the first pages tell.
  AwsResult<Events> events(Search search) {
    return awsReader.ask(
        new AwsRequestKey(
            search.account(),
            "cloudtrail:LookupEvents",
            "%s in %s since %s".formatted(search.resource(), search.region(), search.from())),
        (clients, credentials) -> clients.cloudTrail(credentials, search.region()),
        client -> read(client, search));
  }

  private Events read(CloudTrailClient client, Search search) {
    Iterator<LookupEventsResponse> pages =
        EventPages.of(
            client,
            LookupAttributeKey.RESOURCE_NAME,
            search.resource(),
            ask -> ask.startTime(search.from()).maxResults(PAGE));
    List<Event> events = new ArrayList<>();
    for (int page = 0; page < PAGES && pages.hasNext(); page++) {
      awsReader.awaitLookup(new AwsReaderContext.Place(search.account(), search.region()));
      events.addAll(pages.next().events());
    }
    return new Events(
        events.stream().flatMap(event -> told(event.cloudTrailEvent()).stream()).toList(),
        pages.hasNext() ? Optional.of(oldest(events)) : Optional.empty());
  }

  private static Instant oldest(List<Event> events) {
    return events.stream()
        .flatMap(event -> Optional.ofNullable(event.eventTime()).stream())
        .min(Comparator.naturalOrder())
        .orElse(Instant.MAX);
  }

  private static Optional<RecordedEffect> told(@Nullable String record) {
    return record != null
            && ChangeReader.read(record.getBytes(StandardCharsets.UTF_8))
                instanceof ChangeReader.Line.Told(RecordedEffect recordedEffect)
        ? Optional.of(recordedEffect)
        : Optional.empty();
  }
}
