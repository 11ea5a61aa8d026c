package dev.rolecall.evidence.aws;

import dev.rolecall.denial.AccountId;
import dev.rolecall.evidence.change.ChangeReader;
import dev.rolecall.evidence.change.RecordedEffect;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudtrail.CloudTrailClient;
import software.amazon.awssdk.services.cloudtrail.model.Event;
import software.amazon.awssdk.services.cloudtrail.model.LookupAttribute;
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

  /// Where
  /// [LookupEvents](https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_LookupEvents.html)
  /// has a limit of its own.
  record Place(AccountId account, Region region) {}

  /// What CloudTrail allows.
  static final int CALLS_A_SECOND = 2;

  /// The newest events come first, and each page costs half a second.
  private static final int PAGES = 2;

  private static final int PAGE = 50;

  private final AwsReader awsReader;
  private final CallBudget<Place> budget;

  EventHistory(AwsReader awsReader, CallBudget<Place> budget) {
    this.awsReader = awsReader;
    this.budget = budget;
  }

  /// What happened, as far as the first pages tell.
  AwsResult<Events> events(Search search) {
    AwsRequestKey awsRequestKey =
        new AwsRequestKey(
            search.account(),
            "cloudtrail:LookupEvents",
            "%s in %s since %s".formatted(search.resource(), search.region(), search.from()));
    return awsReader.ask(
        awsRequestKey,
        (clients, credentials) -> clients.cloudTrail(credentials, search.region()),
        client -> read(client, search));
  }

  private Events read(CloudTrailClient client, Search search) {
    List<RecordedEffect> happened = new ArrayList<>();
    Optional<String> next = Optional.empty();
    Instant oldest = Instant.MAX;
    for (int page = 0; page < PAGES && (page == 0 || next.isPresent()); page++) {
      awsReader.await(budget, new Place(search.account(), search.region()));
      LookupEventsResponse response = page(client, search, next.orElse(null));
      response.events().stream()
          .map(Event::cloudTrailEvent)
          .flatMap(record -> told(record).stream())
          .forEach(happened::add);
      for (Event event : response.events()) {
        Instant time = Optional.ofNullable(event.eventTime()).orElse(oldest);
        oldest = time.isBefore(oldest) ? time : oldest;
      }
      next = Optional.ofNullable(response.nextToken());
    }
    return new Events(
        List.copyOf(happened), next.isPresent() ? Optional.of(oldest) : Optional.empty());
  }

  private static LookupEventsResponse page(
      CloudTrailClient client, Search search, @Nullable String token) {
    return client.lookupEvents(
        request ->
            request
                .lookupAttributes(
                    LookupAttribute.builder()
                        .attributeKey(LookupAttributeKey.RESOURCE_NAME)
                        .attributeValue(search.resource())
                        .build())
                .startTime(search.from())
                .maxResults(PAGE)
                .nextToken(token));
  }

  private static Optional<RecordedEffect> told(@Nullable String record) {
    return record != null
            && ChangeReader.read(record.getBytes(StandardCharsets.UTF_8))
                instanceof ChangeReader.Line.Told(RecordedEffect recordedEffect)
        ? Optional.of(recordedEffect)
        : Optional.empty();
  }
}
