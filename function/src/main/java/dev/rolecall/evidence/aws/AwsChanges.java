package dev.rolecall.evidence.aws;

import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.AssumeCall;
import dev.rolecall.denial.Caller;
import dev.rolecall.denial.Denial;
import dev.rolecall.denial.RoleArn;
import dev.rolecall.evidence.Lookup;
import dev.rolecall.evidence.change.ChangeLog;
import dev.rolecall.evidence.change.Happened;
import dev.rolecall.evidence.iam.Commands;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import software.amazon.awssdk.regions.Region;

/// Reads from CloudTrail what was changed around a denial, and when the call last succeeded.
final class AwsChanges {

  private static final Duration CHANGES = Duration.ofHours(24);

  /// CloudTrail keeps no more.
  private static final Duration SUCCESSES = Duration.ofDays(90);

  private static final Pattern REGION = Pattern.compile("[a-z]{2,4}(-[a-z]{2,10}){1,3}-[0-9]{1,2}");

  private final Asking asking;
  private final EventReading events;
  private final InstantSource clock;

  AwsChanges(Asking asking, CallBudget<EventReading.Place> budget, InstantSource clock) {
    this.asking = asking;
    this.events = new EventReading(asking, budget);
    this.clock = clock;
  }

  /// All that was found about the role and the caller. What could not be read is a gap only when
  /// nothing else could be read either.
  Lookup<ChangeLog> about(Denial denial, RoleArn role) {
    List<Answer<List<Happened>>> answers =
        asking.deadline().each(searches(denial, role), events::events, _ -> asking.late());
    ChangeLog log = new ChangeLog();
    boolean read = false;
    for (Answer<List<Happened>> answer : answers) {
      if (answer instanceof Answer.Got<List<Happened>>(List<Happened> happened)) {
        happened.forEach(log::add);
        read = true;
      }
    }
    return read ? new Lookup.Found<>(log) : unread(role, firstFailure(answers));
  }

  private Answer.Failed<?> firstFailure(List<Answer<List<Happened>>> answers) {
    for (Answer<List<Happened>> answer : answers) {
      if (answer instanceof Answer.Failed<List<Happened>> failed) {
        return failed;
      }
    }
    return asking.late();
  }

  /// The gap in place of all changes.
  static <T> Lookup<T> unread(RoleArn role, Answer.Failed<?> failed) {
    return new Lookup.Unreadable<>(
        Answer.gap(failed, "what was changed lately", Commands.readChanges(role)));
  }

  private List<EventReading.Search> searches(Denial denial, RoleArn role) {
    Region iam = asking.clients().globalRegion();
    Instant lately = from(denial, CHANGES);
    List<EventReading.Search> searches = new ArrayList<>();
    searches.add(new EventReading.Search(role.account(), iam, role.name(), lately));
    AccountId account = denial.caller().account().orElse(role.account());
    name(denial.caller())
        .map(name -> new EventReading.Search(account, iam, name, lately))
        .filter(search -> !searches.contains(search))
        .ifPresent(searches::add);
    searches.add(
        new EventReading.Search(
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

  /// The record comes from strangers, and a region becomes part of an address.
  private Region region(Denial denial) {
    return denial
        .region()
        .filter(REGION.asMatchPredicate())
        .map(Region::of)
        .orElseGet(asking.clients()::region);
  }
}
