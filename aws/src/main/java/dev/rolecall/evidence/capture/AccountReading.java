package dev.rolecall.evidence.capture;

import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.Gap;
import dev.rolecall.denial.GapFact;
import dev.rolecall.denial.GapReason;
import dev.rolecall.denial.GapRemedy;
import dev.rolecall.evidence.aws.AwsAccess;
import dev.rolecall.evidence.aws.AwsClients;
import dev.rolecall.evidence.aws.CallBudget;
import dev.rolecall.evidence.aws.EventPages;
import dev.rolecall.evidence.capture.CaptureReport.Written;
import dev.rolecall.evidence.capture.wording.CaptureWords;
import dev.rolecall.evidence.change.ChangeRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
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
import software.amazon.awssdk.services.cloudtrail.model.LookupAttributeKey;
import software.amazon.awssdk.services.cloudtrail.model.LookupEventsResponse;

/// Reads one account, and writes its file. What was changed in it, and who assumed which role, is
/// handed back, since one file holds it for all.
///
/// Changes are asked for call by call, since most of what IAM records is reads. Of the successful
/// calls to assume a role, the newest of each caller and role is kept.
final class AccountReading {

  private static final String CHANGES = CaptureWords.changes();

  /// Services assume roles all the time: so many pages of 50 are looked through in each region.
  private static final int MOST_PAGES = 40;

  private static final int PAGE = 50;

  private static final List<String> ASSUMES =
      List.of("AssumeRole", "AssumeRoleWithWebIdentity", "AssumeRoleWithSAML");

  private final AccountId account;
  private final Capture capture;
  private final CallBudget<Region> budget;
  private final Map<String, String> records = new LinkedHashMap<>();
  private final List<Written> written = new ArrayList<>();
  private final List<Gap> unread = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private boolean changesRead;

  AccountReading(AccountId account, Capture capture) {
    this.account = account;
    this.capture = capture;
    this.budget = CallBudget.ofLookups(capture.clock());
  }

  static String fileName(AccountId account) {
    return account + ".json";
  }

  /// Reads it, but for what is unread then.
  ///
  /// @param back how far to look for changes
  /// @throws UncheckedIOException when its file cannot be written
  AccountReading read(SnapshotDirectory directory, Duration back) {
    switch (capture.access().to(account)) {
      case AwsAccess.Refused(GapReason why, GapRemedy learnBy) ->
          unread.add(new Gap(new GapFact.Account(account), why, learnBy));
      case AwsAccess.Granted(AwsCredentialsProvider credentials) -> {
        try {
          AccountCapture read =
              AccountCapture.read(account, capture.clients().iam(credentials), capture.listener());
          written.add(directory.writeJson(fileName(account), read.content(), read.phrase()));
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        } catch (SdkException e) {
          unread.add(
              ReadRefusal.gap(new GapFact.Account(account), AccountCapture.ACTION, account, e));
        }
        try {
          changes(capture.clock().instant().minus(back), credentials);
          changesRead = true;
        } catch (SdkException e) {
          unread.add(
              ReadRefusal.gap(
                  new GapFact.ChangesIn(account), "cloudtrail:LookupEvents", account, e));
        }
      }
    }
    return this;
  }

  private void changes(Instant start, AwsCredentialsProvider credentials) {
    AwsClients clients = capture.clients();
    Region global = clients.globalRegion();
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
      budget.await(region, capture.pause());
      for (Event event : pages.next().events()) {
        ChangeRecord.parse(event.cloudTrailEvent())
            .filter(wanted)
            .ifPresent(record -> records.putIfAbsent(event.eventId(), record.line()));
      }
      capture.listener().reading(account, CHANGES, records.size());
    }
    if (pages.hasNext()) {
      notes.add(CaptureWords.newestOnly(account, region.id(), name, MOST_PAGES * PAGE));
    }
  }

  List<Written> written() {
    return written;
  }

  List<Gap> unread() {
    return unread;
  }

  List<String> notes() {
    return notes;
  }

  /// Lines of `changes.ndjson`; empty when they could not be read.
  Optional<Collection<String>> changes() {
    return changesRead ? Optional.of(records.values()) : Optional.empty();
  }
}
