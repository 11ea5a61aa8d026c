package dev.rolecall.evidence.capture;

import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.Gap;
import dev.rolecall.evidence.aws.AwsClients;
import dev.rolecall.evidence.aws.EventPages;
import dev.rolecall.evidence.change.ChangeRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudtrail.CloudTrailClient;
import software.amazon.awssdk.services.cloudtrail.model.Event;
import software.amazon.awssdk.services.cloudtrail.model.LookupAttributeKey;
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
  private final Consumer<Region> turn;
  private final CaptureListener listener;
  private final Map<String, String> records = new LinkedHashMap<>();
  private final List<String> notes = new ArrayList<>();

  /// @param turn waits until CloudTrail may be asked in a region
  ChangesCapture(AccountId account, Consumer<Region> turn, CaptureListener listener) {
    this.account = account;
    this.turn = turn;
    this.listener = listener;
  }

  /// The records, a line each.
  AccountResult since(Instant start, AwsClients clients, AwsCredentialsProvider credentials) {
    Region global = clients.globalRegion();
    try {
      for (String name : ChangeRecord.iamEventNames()) {
        look(clients.cloudTrail(credentials, global), global, start, name, _ -> true);
      }
      for (Region region : new LinkedHashSet<>(List.of(clients.region(), global))) {
        Set<String> pairs = new HashSet<>();
        for (String name : ASSUMES) {
          look(
              clients.cloudTrail(credentials, region),
              region,
              start,
              name,
              record -> pairs.add(record.pair()));
        }
      }
    } catch (SdkException e) {
      Gap gap = ReadRefusal.gap(WHAT + " in account " + account, ACTION, account, e);
      return new AccountResult(List.of(), List.of(gap), notes, Optional.empty());
    }
    return new AccountResult(
        List.of(), List.of(), notes, Optional.of(List.copyOf(records.values())));
  }

  private void look(
      CloudTrailClient trail,
      Region region,
      Instant start,
      String name,
      Predicate<ChangeRecord> wanted) {
    Iterator<LookupEventsResponse> pages =
        EventPages.of(trail, LookupAttributeKey.EVENT_NAME, name, ask -> ask.startTime(start));
    for (int page = 0; page < MOST_PAGES && pages.hasNext(); page++) {
      turn.accept(region);
      for (Event event : pages.next().events()) {
        ChangeRecord.parse(event.cloudTrailEvent())
            .filter(wanted)
            .ifPresent(record -> records.putIfAbsent(event.eventId(), record.line()));
      }
      listener.reading(account, WHAT, records.size());
    }
    if (pages.hasNext()) {
      notes.add(
          "account %s, %s: of the %s calls, the newest %d were looked through"
              .formatted(account, region.id(), name, MOST_PAGES * PAGE));
    }
  }
}
