package dev.rolecall.evidence.aws;

import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.AssumeCall;
import dev.rolecall.denial.Caller;
import dev.rolecall.denial.Denial;
import dev.rolecall.denial.GapFact;
import dev.rolecall.denial.GapRemedy;
import dev.rolecall.denial.RoleArn;
import dev.rolecall.evidence.Change;
import dev.rolecall.evidence.Lookup;
import dev.rolecall.evidence.change.ChangeLog;
import dev.rolecall.evidence.change.ChangeReader;
import dev.rolecall.evidence.change.RecordedEffect;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudtrail.CloudTrailClient;
import software.amazon.awssdk.services.cloudtrail.model.Event;
import software.amazon.awssdk.services.cloudtrail.model.LookupAttributeKey;
import software.amazon.awssdk.services.cloudtrail.model.LookupEventsResponse;

/// Reads from CloudTrail what was changed around a denial, and when the call last succeeded.
record AwsChanges(AwsReader awsReader, InstantSource clock) {

  /// Events that concern one resource.
  ///
  /// @param resource a name, or an ARN, by the kind of event
  private record Search(AccountId account, Region region, String resource, Instant from) {}

  /// What a search found.
  ///
  /// @param since empty when that is all; else what is older than this was not read
  private record Events(List<RecordedEffect> happened, Optional<Instant> since) {}

  /// The newest events come first, and each page costs half a second.
  private static final int PAGES = 2;

  private static final int PAGE = 50;

  private static final Duration CHANGES = Duration.ofHours(24);

  /// CloudTrail keeps no more.
  private static final Duration SUCCESSES = Duration.ofDays(90);

  private static final Pattern REGION = Pattern.compile("[a-z]{2,4}(-[a-z]{2,10}){1,3}-[0-9]{1,2}");

  /// All that was found about the role and the caller. What could not be read is a gap only when
  /// nothing else could be read either.
  Lookup<Read> about(Denial denial, RoleArn role) {
    List<AwsResult<Events>> answers = awsReader.each(searches(denial, role), this::events);
    List<Events> found = answers.stream().flatMap(answer -> answer.found().stream()).toList();
    if (found.isEmpty()) {
      return answers.stream()
          .flatMap(answer -> answer.failed().stream())
          .findFirst()
          .orElseGet(awsReader::late)
          .<Read>as()
          .lookup(fact(role));
    }
    ChangeLog log = new ChangeLog();
    found.forEach(events -> events.happened().forEach(log::add));
    return new Lookup.Found<>(new Read(log, incomplete(denial, answers)));
  }

  /// What the look-ups found.
  ///
  /// @param incomplete of what kinds there may be more since the denial
  record Read(ChangeLog log, Set<Change.Kind> incomplete) {}

  /// The first search is of the role and the last one of successes; one between them is of the
  /// caller. Changes of the organization are recorded in its management account, which is not
  /// searched.
  private static Set<Change.Kind> incomplete(Denial denial, List<AwsResult<Events>> answers) {
    Set<Change.Kind> incomplete = EnumSet.of(Change.Kind.ORGANIZATION);
    if (!isWhole(denial, answers.getFirst())) {
      incomplete.add(Change.Kind.ROLE);
    }
    // Without a search of its own the caller has no policies, or it is the role.
    AwsResult<Events> caller = answers.size() > 2 ? answers.get(1) : answers.getFirst();
    if (!isWhole(denial, caller)) {
      incomplete.add(Change.Kind.CALLER);
    }
    return incomplete;
  }

  private static boolean isWhole(Denial denial, AwsResult<Events> answer) {
    return answer
        .found()
        .filter(
            found ->
                found
                    .since()
                    .filter(since -> denial.time().filter(time -> !since.isAfter(time)).isEmpty())
                    .isEmpty())
        .isPresent();
  }

  static AwsFact fact(RoleArn role) {
    return new AwsFact(GapFact.Topic.RECENT_CHANGES, new GapRemedy.Command.ListChanges(role));
  }

  private List<Search> searches(Denial denial, RoleArn role) {
    Region iam = awsReader.clients().globalRegion();
    Instant lately = from(denial, CHANGES);
    List<Search> searches = new ArrayList<>();
    searches.add(new Search(role.account(), iam, role.name(), lately));
    AccountId account = denial.caller().account().orElse(role.account());
    name(denial.caller())
        .map(name -> new Search(account, iam, name, lately))
        .filter(search -> !searches.contains(search))
        .ifPresent(searches::add);
    searches.add(
        new Search(
            successesIn(denial, role), region(denial), role.toString(), from(denial, SUCCESSES)));
    return List.copyOf(searches);
  }

  /// Both accounts record a success. The caller's tells who it was in more ways.
  private static AccountId successesIn(Denial denial, RoleArn role) {
    return denial.call() == AssumeCall.ASSUME_ROLE
        ? denial.recordedIn().orElse(role.account())
        : role.account();
  }

  /// What else was changed, by the name that CloudTrail files it under: the caller, or the identity
  /// provider in the role's account.
  private static Optional<String> name(Caller caller) {
    return switch (caller) {
      case Caller.RoleSession session -> Optional.of(session.arn().roleName());
      case Caller.IamUser user -> Optional.of(user.arn().name());
      case Caller.WebIdentity identity -> identity.provider();
      case Caller.Saml saml -> saml.provider();
      case Caller.Root _, Caller.AwsService _, Caller.Unidentified _ -> Optional.empty();
    };
  }

  /// The full hour, so that the denials of a burst ask the same.
  private Instant from(Denial denial, Duration before) {
    Instant now = clock.instant();
    Instant wanted = denial.time().orElse(now).minus(before).truncatedTo(ChronoUnit.HOURS);
    Instant oldest = now.minus(SUCCESSES).truncatedTo(ChronoUnit.HOURS);
    return wanted.isBefore(oldest) ? oldest : wanted;
  }

  /// Any caller can shape the record, and a region becomes part of an address.
  static Optional<Region> recordedRegion(Denial denial) {
    return denial.region().filter(REGION.asMatchPredicate()).map(Region::of);
  }

  private Region region(Denial denial) {
    return recordedRegion(denial).orElseGet(awsReader.clients()::region);
  }

  /// What happened, as far as the first pages tell.
  private AwsResult<Events> events(Search search) {
    return awsReader.ask(
        new AwsRequestKey(
            search.account(),
            "cloudtrail:LookupEvents",
            "%s, %s, %s".formatted(search.resource(), search.region(), search.from())),
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
