package dev.rolecall.evidence.change;

import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.Caller;
import dev.rolecall.denial.RoleArn;
import dev.rolecall.denial.RoleSessionArn;
import dev.rolecall.evidence.CallerTies;
import dev.rolecall.evidence.Change;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/// Something that a call depends on, and what a change of it means for the call.
record CallConcern(ChangeKey key, Change.Kind kind) {

  private record Told(RecordedEffect happened, Change.Kind kind) {}

  /// All that a call depends on: `role`, `caller`, what the caller's permissions depend on, and the
  /// organizations of both; and who assumed the role.
  static List<CallConcern> of(RoleArn role, Caller caller, CallerTies ties) {
    List<CallConcern> concerns = new ArrayList<>();
    AccountId account = role.account();
    concerns.add(
        new CallConcern(
            ChangeKey.of(ChangeKey.Topic.ASSUMED_ROLE, account, role.name()), Change.Kind.ROLE));
    for (ChangeKey.Topic providers : providersOf(caller)) {
      concerns.add(new CallConcern(ChangeKey.of(providers, account, ""), Change.Kind.ROLE));
    }
    ofCaller(caller, ties, concerns);
    concerns.add(organization(""));
    concerns.add(organization(account.value()));
    caller.account().ifPresent(own -> concerns.add(organization(own.value())));
    for (String who : Assumer.namesOf(caller)) {
      concerns.add(new CallConcern(ChangeKey.assumed(role.toString(), who), Change.Kind.ASSUMED));
    }
    return concerns;
  }

  /// What happened, newest first. A call is told once, by what it means for the role if it means
  /// that.
  static List<Change> told(
      List<CallConcern> concerns, Function<ChangeKey, List<RecordedEffect>> happened) {
    Map<String, Told> told = new LinkedHashMap<>();
    for (CallConcern concern : concerns) {
      happened.apply(concern.key).stream()
          .sorted(RecordedEffect.NEWEST_FIRST)
          .forEach(effect -> told.putIfAbsent(effect.id(), new Told(effect, concern.kind)));
    }
    return told.values().stream()
        .sorted(
            (one, other) -> RecordedEffect.NEWEST_FIRST.compare(one.happened(), other.happened()))
        .map(change -> change.happened().as(change.kind()))
        .toList();
  }

  private static CallConcern organization(String account) {
    return new CallConcern(
        new ChangeKey(ChangeKey.Topic.ORGANIZATION, account), Change.Kind.ORGANIZATION);
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

  private static void ofCaller(Caller caller, CallerTies ties, List<CallConcern> concerns) {
    switch (caller) {
      case Caller.RoleSession session -> {
        RoleSessionArn arn = session.arn();
        ofTies(ChangeKey.Topic.CALLING_ROLE, arn.account(), arn.roleName(), ties, concerns);
      }
      case Caller.IamUser user ->
          ofTies(ChangeKey.Topic.USER, user.arn().account(), user.arn().name(), ties, concerns);
      case Caller.Root _, Caller.Federated _, Caller.AwsService _, Caller.Unidentified _ -> {}
    }
  }

  private static void ofTies(
      ChangeKey.Topic topic,
      AccountId account,
      String name,
      CallerTies ties,
      List<CallConcern> concerns) {
    concerns.add(new CallConcern(ChangeKey.of(topic, account, name), Change.Kind.CALLER));
    for (String group : ties.groups()) {
      concerns.add(
          new CallConcern(ChangeKey.of(ChangeKey.Topic.GROUP, account, group), Change.Kind.CALLER));
    }
    for (String policy : ties.policies()) {
      concerns.add(
          new CallConcern(new ChangeKey(ChangeKey.Topic.POLICY, policy), Change.Kind.CALLER));
    }
  }
}
