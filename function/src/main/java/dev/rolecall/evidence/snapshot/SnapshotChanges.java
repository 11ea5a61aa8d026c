package dev.rolecall.evidence.snapshot;

import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.Caller;
import dev.rolecall.denial.Gap;
import dev.rolecall.denial.RoleArn;
import dev.rolecall.evidence.Change;
import dev.rolecall.evidence.Lookup;
import dev.rolecall.evidence.RecentChanges;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/// Tells of the changes of a snapshot. Their files are read at the first question.
final class SnapshotChanges implements RecentChanges {

  private final List<SnapshotFile> files;
  private final SnapshotCallers callers;
  private final Lazy<ChangeLog> log;

  /// @param callers tells the groups and policies of callers, whose changes are theirs too
  SnapshotChanges(List<SnapshotFile> files, SnapshotCallers callers, Problems problems) {
    this.files = files;
    this.callers = callers;
    this.log = new Lazy<>(() -> ChangeLog.read(files, problems));
  }

  /// Whether there are records, or none to be read.
  boolean isAnyUsable() {
    return !files.isEmpty() && log.get().whyUnreadable().isEmpty();
  }

  @Override
  public Lookup<List<Change>> concerning(RoleArn role, Caller caller) {
    if (files.isEmpty()) {
      return unreadable(role, "the snapshot has no changes.ndjson");
    }
    Optional<SnapshotProblem> why = log.get().whyUnreadable();
    if (why.isPresent()) {
      return unreadable(role, why.get().toString());
    }
    SequencedMap<String, Told> told = new LinkedHashMap<>();
    ofRole(role, caller, told);
    ofCaller(caller, told);
    for (String who : Assumer.namesOf(caller)) {
      tell(ChangeKey.assumed(role.toString(), who), Change.Kind.ASSUMED, told);
    }
    return new Lookup.Found<>(
        told.values().stream()
            .sorted((one, other) -> Happened.NEWEST_FIRST.compare(one.happened(), other.happened()))
            .map(change -> change.happened().as(change.kind()))
            .toList());
  }

  private record Told(Happened happened, Change.Kind kind) {}

  /// A call is told once, by what it means for the role if it means that.
  private void tell(ChangeKey key, Change.Kind kind, Map<String, Told> told) {
    for (Happened happened : log.get().of(key)) {
      told.putIfAbsent(happened.id(), new Told(happened, kind));
    }
  }

  private void ofRole(RoleArn role, Caller caller, Map<String, Told> told) {
    AccountId account = role.account();
    tell(ChangeKey.of(ChangeKey.Topic.ASSUMED_ROLE, account, role.name()), Change.Kind.ROLE, told);
    for (ChangeKey.Topic providers : providersOf(caller)) {
      tell(ChangeKey.of(providers, account, ""), Change.Kind.ROLE, told);
    }
  }

  /// Identity providers matter to those who come from one.
  private static Set<ChangeKey.Topic> providersOf(Caller caller) {
    return switch (caller) {
      case Caller.WebIdentity _ -> Set.of(ChangeKey.Topic.OIDC);
      case Caller.Saml _ -> Set.of(ChangeKey.Topic.SAML);
      case Caller.Unidentified _ -> Set.of(ChangeKey.Topic.OIDC, ChangeKey.Topic.SAML);
      case Caller.RoleSession _, Caller.IamUser _, Caller.Root _, Caller.AwsService _ -> Set.of();
    };
  }

  private void ofCaller(Caller caller, Map<String, Told> told) {
    switch (caller) {
      case Caller.RoleSession session ->
          tell(
              ChangeKey.of(
                  ChangeKey.Topic.CALLING_ROLE, session.arn().account(), session.arn().roleName()),
              Change.Kind.CALLER,
              told);
      case Caller.IamUser user ->
          tell(
              ChangeKey.of(ChangeKey.Topic.USER, user.arn().account(), user.arn().name()),
              Change.Kind.CALLER,
              told);
      case Caller.Root _,
          Caller.WebIdentity _,
          Caller.Saml _,
          Caller.AwsService _,
          Caller.Unidentified _ -> {
        return;
      }
    }
    SnapshotCallers.Ties ties = callers.ties(caller);
    for (String group : ties.groups()) {
      caller
          .account()
          .map(account -> ChangeKey.of(ChangeKey.Topic.GROUP, account, group))
          .ifPresent(key -> tell(key, Change.Kind.CALLER, told));
    }
    for (String policy : ties.policies()) {
      tell(new ChangeKey(ChangeKey.Topic.POLICY, policy), Change.Kind.CALLER, told);
    }
  }

  private static Lookup<List<Change>> unreadable(RoleArn role, String why) {
    return new Lookup.Unreadable<>(
        new Gap("what was changed lately", why, Commands.readChanges(role)));
  }
}
