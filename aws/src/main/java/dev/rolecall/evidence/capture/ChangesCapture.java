package dev.rolecall.evidence.capture;

import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.Gap;
import dev.rolecall.evidence.change.ChangeRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudtrail.CloudTrailClient;
import software.amazon.awssdk.services.cloudtrail.model.Event;
import software.amazon.awssdk.services.cloudtrail.model.LookupAttribute;
import software.amazon.awssdk.services.cloudtrail.model.LookupAttributeKey;
import software.amazon.awssdk.services.cloudtrail.model.LookupEventsRequest;
import software.amazon.awssdk.services.cloudtrail.model.LookupEventsResponse;

/// What was changed in an account, and who assumed which role: the records that a snapshot can use.
///
/// Changes are asked for call by call, since most of what IAM records is reads. Of the successful
/// calls to assume a role, the newest of each caller and role is kept.
final class ChangesCapture {

  static final String WHAT = "what was changed";
  private static final String ACTION = "cloudtrail:LookupEvents";

  /// Services assume roles all the time: so many pages of 50 are looked through in each region.
  private static final int MOST_PAGES = 40;

  private static final int PAGE = 50;

  private static final List<String> ASSUMES =
      List.of("AssumeRole", "AssumeRoleWithWebIdentity", "AssumeRoleWithSAML");

  private final AccountId account;
  private final AwsApis apis;
  private final AwsCredentialsProvider credentials;
  private final RequestRate requestRate;
  private final CaptureListener listener;
  private final Map<String, String> records = new LinkedHashMap<>();
  private final List<String> notes = new ArrayList<>();
  private Optional<Gap> unread = Optional.empty();

  ChangesCapture(
      AccountId account,
      AwsApis apis,
      AwsCredentialsProvider credentials,
      RequestRate requestRate,
      CaptureListener listener) {
    this.account = account;
    this.apis = apis;
    this.credentials = credentials;
    this.requestRate = requestRate;
    this.listener = listener;
  }

  /// The records, a line each; empty when they could not be read.
  Optional<List<String>> since(Instant start) {
    try {
      try (CloudTrailClient trail = apis.cloudTrail(apis.globalRegion(), credentials)) {
        for (String name : ChangeRecord.iamEventNames()) {
          look(trail, apis.globalRegion(), start, name, _ -> true);
        }
      }
      Set<Region> regions = new LinkedHashSet<>(List.of(apis.region(), apis.globalRegion()));
      for (Region region : regions) {
        Set<String> pairs = new LinkedHashSet<>();
        try (CloudTrailClient trail = apis.cloudTrail(region, credentials)) {
          for (String name : ASSUMES) {
            look(trail, region, start, name, record -> pairs.add(record.pair()));
          }
        }
      }
    } catch (SdkException e) {
      unread = Optional.of(ReadRefusal.gap(WHAT + " in account " + account, ACTION, account, e));
      return Optional.empty();
    }
    return Optional.of(List.copyOf(records.values()));
  }

  private void look(
      CloudTrailClient trail,
      Region region,
      Instant start,
      String name,
      Predicate<ChangeRecord> wanted) {
    LookupEventsRequest.Builder ask =
        LookupEventsRequest.builder()
            .lookupAttributes(
                List.of(
                    LookupAttribute.builder()
                        .attributeKey(LookupAttributeKey.EVENT_NAME)
                        .attributeValue(name)
                        .build()))
            .startTime(start);
    for (int page = 0; page < MOST_PAGES; page++) {
      requestRate.next(region.id());
      LookupEventsResponse answer = trail.lookupEvents(ask.build());
      for (Event event : answer.events()) {
        ChangeRecord.parse(event.cloudTrailEvent())
            .filter(wanted)
            .ifPresent(record -> records.putIfAbsent(event.eventId(), record.line()));
      }
      listener.reading(account, WHAT, records.size());
      if (answer.nextToken() == null) {
        return;
      }
      ask.nextToken(answer.nextToken());
    }
    notes.add(
        "account %s, %s: of the %s calls, the newest %d were looked through"
            .formatted(account, region.id(), name, MOST_PAGES * PAGE));
  }

  /// Why changes could not be read, if they could not.
  Optional<Gap> unread() {
    return unread;
  }

  List<String> notes() {
    return notes;
  }
}
