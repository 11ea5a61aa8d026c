package dev.rolecall.evidence.change;

import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.Caller;
import dev.rolecall.denial.RoleArn;
import dev.rolecall.denial.RoleSessionArn;
import dev.rolecall.evidence.Change;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// All that is known to have happened, by what it happened to. Filled first, asked then.
public final class ChangeLog {

  private record Told(RecordedEffect happened, Change.Kind kind) {}

  private final Map<ChangeKey, List<RecordedEffect>> byKey = new HashMap<>();

  /// Adds what a record tells. Of two records of the same call one is enough.
  public void add(RecordedEffect recordedEffect) {
    for (ChangeKey key : recordedEffect.keys()) {
      byKey.computeIfAbsent(key, _ -> new ArrayList<>()).add(recordedEffect);
    }
  }

  /// What happened to `role`, to `caller` and to what the caller's permissions depend on, newest
  /// first.
  public List<Change> concerning(RoleArn role, Caller caller, CallerTies ties) {
    Map<String, Told> told = new LinkedHashMap<>();
    ofRole(role, caller, told);
    ofCaller(caller, ties, told);
    organization("", told);
    organization(role.account().value(), told);
    caller.account().ifPresent(account -> organization(account.value(), told));
    for (String who : Assumer.namesOf(caller)) {
      tell(ChangeKey.assumed(role.toString(), who), Change.Kind.ASSUMED, told);
    }
    return told.values().stream()
        .sorted(
            (one, other) -> RecordedEffect.NEWEST_FIRST.compare(one.happened(), other.happened()))
        .map(change -> change.happened().as(change.kind()))
        .toList();
  }

  private void organization(String account, Map<String, Told> told) {
    tell(new ChangeKey(ChangeKey.Topic.ORGANIZATION, account), Change.Kind.ORGANIZATION, told);
  }

  /// A call is told once, by what it means for the role if it means that.
  private void tell(ChangeKey key, Change.Kind kind, Map<String, Told> told) {
    byKey.getOrDefault(key, List.of()).stream()
        .sorted(RecordedEffect.NEWEST_FIRST)
        .forEach(
            recordedEffect ->
                told.putIfAbsent(recordedEffect.id(), new Told(recordedEffect, kind)));
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
      case Caller.UserOrSession _, Caller.Root _, Caller.AwsService _ -> Set.of();
    };
  }

  private void ofCaller(Caller caller, CallerTies ties, Map<String, Told> told) {
    switch (caller) {
      case Caller.RoleSession session -> {
        RoleSessionArn arn = session.arn();
        ofTies(ChangeKey.Topic.CALLING_ROLE, arn.account(), arn.roleName(), ties, told);
      }
      case Caller.IamUser user ->
          ofTies(ChangeKey.Topic.USER, user.arn().account(), user.arn().name(), ties, told);
      case Caller.Root _, Caller.Federated _, Caller.AwsService _, Caller.Unidentified _ -> {}
    }
  }

  private void ofTies(
      ChangeKey.Topic topic,
      AccountId account,
      String name,
      CallerTies ties,
      Map<String, Told> told) {
    tell(ChangeKey.of(topic, account, name), Change.Kind.CALLER, told);
    for (String group : ties.groups()) {
      tell(ChangeKey.of(ChangeKey.Topic.GROUP, account, group), Change.Kind.CALLER, told);
    }
    for (String policy : ties.policies()) {
      tell(new ChangeKey(ChangeKey.Topic.POLICY, policy), Change.Kind.CALLER, told);
    }
  }
}
