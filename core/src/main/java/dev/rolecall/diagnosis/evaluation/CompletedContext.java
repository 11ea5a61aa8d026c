package dev.rolecall.diagnosis.evaluation;

import dev.rolecall.denial.Caller;
import dev.rolecall.denial.Denial;
import dev.rolecall.denial.Gap;
import dev.rolecall.denial.KeyState;
import dev.rolecall.denial.RequestContext;
import dev.rolecall.denial.RoleArn;
import dev.rolecall.evidence.AccountFacts;
import dev.rolecall.evidence.CallerFacts;
import dev.rolecall.evidence.Change;
import dev.rolecall.evidence.IamCommands;
import dev.rolecall.evidence.Lookup;
import dev.rolecall.evidence.RoleFacts;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// Completes what the record tells of the request context by what the evidence tells: tags and
/// organizations.
final class CompletedContext {

  private static final Gap SESSION_TAGS =
      new Gap(
          "the session tags of the caller's session",
          "they are set when a session begins and are not recorded in its later calls",
          "look for the AssumeRole event in CloudTrail that began the session");

  private static final String TAGS_CHANGED = "they were changed after the call";

  private final RequestContext recorded;
  private final RequestContext.Builder context;
  private final Predicate<Change> since;
  private final List<Change> changes;
  private final boolean real;

  private CompletedContext(Denial denial, List<Change> changes, boolean real) {
    this.recorded = denial.context();
    this.context = recorded.toBuilder();
    this.since = change -> denial.time().filter(change.time()::isAfter).isPresent();
    this.changes = changes;
    this.real = real;
  }

  /// Whether tags of the role or of the caller were changed after the call, so that what they are
  /// now need not be what they were.
  private boolean tagged(Change.Kind kind) {
    return changes.stream().anyMatch(change -> isOfTags(change, kind) && since.test(change));
  }

  /// A role that assumes itself is told as a role.
  private boolean isOfTags(Change change, Change.Kind kind) {
    return TAGGING.contains(change.event())
        && (change.kind() == kind || change.kind() == Change.Kind.ROLE);
  }

  private static final Set<String> TAGGING =
      Set.of("TagRole", "UntagRole", "TagUser", "UntagUser", "CreateRole", "CreateUser");

  private boolean moved() {
    return changes.stream()
        .anyMatch(change -> MOVING.contains(change.event()) && since.test(change));
  }

  private static final Set<String> MOVING =
      Set.of(
          "MoveAccount",
          "RemoveAccountFromOrganization",
          "LeaveOrganization",
          "AcceptHandshake",
          "CreateOrganization",
          "DeleteOrganization");

  /// What is recorded outranks what is looked up.
  private void put(String key, KeyState state) {
    if (!(recorded.get(key) instanceof KeyState.Present)) {
      context.put(key, state);
    }
  }

  static RequestContext of(
      Denial denial,
      Caller caller,
      Lookup<CallerFacts> callerFacts,
      Optional<Lookup<AccountFacts>> callerAccount,
      RoleArn target,
      Lookup<RoleFacts> role,
      Lookup<AccountFacts> roleAccount,
      List<Change> changes,
      boolean real) {
    CompletedContext full = new CompletedContext(denial, changes, real);
    full.principalArn(caller);
    full.principalTags(caller, callerFacts);
    callerAccount.ifPresent(account -> full.organization("aws:Principal", account));
    full.organization("aws:Resource", roleAccount);
    full.put("aws:ResourceAccount", KeyState.present(target.account().value()));
    full.resourceTags(role, target.name());
    if (caller instanceof Caller.AwsService) {
      full.sourceOfService(target, roleAccount);
    }
    return full.context.build();
  }

  /// What a service works for lies in the role's own account and organization, as a rule.
  private void sourceOfService(RoleArn target, Lookup<AccountFacts> roleAccount) {
    usually("aws:SourceAccount", Optional.of(target.account().value()));
    Optional<AccountFacts> account = roleAccount.found();
    usually("aws:SourceOrgID", account.flatMap(AccountFacts::organization).map(it -> it.id()));
    usually("aws:SourceOrgPaths", account.flatMap(AccountFacts::path));
  }

  private void usually(String key, Optional<String> value) {
    if (value.isPresent() && recorded.get(key) instanceof KeyState.Unknown(Gap gap, var _)) {
      context.put(key, KeyState.unknown(gap, KeyState.present(value.get())));
    }
  }

  private void principalArn(Caller caller) {
    if (caller instanceof Caller.RoleSession session) {
      session.role().ifPresent(arn -> put("aws:PrincipalArn", KeyState.present(arn.toString())));
    }
  }

  /// A session has the tags of its role unless session tags take their place. A user has its own
  /// tags only.
  private void principalTags(Caller caller, Lookup<CallerFacts> facts) {
    boolean session = caller instanceof Caller.RoleSession;
    if (!session && !(caller instanceof Caller.IamUser)) {
      return;
    }
    switch (facts) {
      case Lookup.Found<CallerFacts>(CallerFacts found) -> {
        context.putFamily("aws:PrincipalTag/", sure(KeyState.ABSENT, session));
        for (Map.Entry<String, String> tag : found.tags().entrySet()) {
          put("aws:PrincipalTag/" + tag.getKey(), sure(KeyState.present(tag.getValue()), session));
        }
      }
      case Lookup.Unreadable<CallerFacts>(Gap gap) ->
          context.putFamily("aws:PrincipalTag/", KeyState.unknown(tagsOf(gap, caller)));
      case Lookup.Absent<CallerFacts> _ ->
          context.putFamily(
              "aws:PrincipalTag/",
              KeyState.unknown(
                  new Gap(
                      "the tags of the caller",
                      "the caller is not in its account any more",
                      "look in CloudTrail's event history of the caller's account for its"
                          + " deletion")));
    }
  }

  private static Gap tagsOf(Gap facts, Caller caller) {
    return new Gap(
        "the tags of the caller",
        facts.why(),
        switch (caller) {
          case Caller.RoleSession session -> IamCommands.readRoleTags(session.arn().roleName());
          case Caller.IamUser user -> IamCommands.readUserTags(user.arn().name());
          case Caller.Root _,
              Caller.WebIdentity _,
              Caller.Saml _,
              Caller.AwsService _,
              Caller.Unidentified _ ->
              facts.learnBy();
        });
  }

  private KeyState sure(KeyState own, boolean session) {
    if (session && real) {
      return KeyState.unknown(SESSION_TAGS, own);
    }
    return tagged(Change.Kind.CALLER)
        ? KeyState.unknown(changedSince("the tags of the caller", TAGS_CHANGED), own)
        : own;
  }

  private static Gap changedSince(String fact, String why) {
    return new Gap(
        fact + " at the time of the call",
        why,
        "look for the change in CloudTrail, and at what it replaced");
  }

  private void organization(String prefix, Lookup<AccountFacts> account) {
    switch (account) {
      case Lookup.Found<AccountFacts>(AccountFacts found) -> {
        if (found.organization().isEmpty()) {
          put(prefix + "OrgID", unlessMoved(KeyState.ABSENT));
          put(prefix + "OrgPaths", unlessMoved(KeyState.ABSENT));
        }
        found
            .organization()
            .ifPresent(it -> put(prefix + "OrgID", unlessMoved(KeyState.present(it.id()))));
        found
            .path()
            .ifPresent(path -> put(prefix + "OrgPaths", unlessMoved(KeyState.present(path))));
      }
      case Lookup.Absent<AccountFacts> _ ->
          unknownOrganization(
              prefix,
              new Gap(
                  "the organization of the account",
                  "no organization that was read has it",
                  "aws organizations describe-organization"));
      case Lookup.Unreadable<AccountFacts>(Gap gap) -> unknownOrganization(prefix, gap);
    }
  }

  private KeyState unlessMoved(KeyState now) {
    return moved()
        ? KeyState.unknown(
            changedSince("the account's place in its organization", "it was moved after the call"),
            now)
        : now;
  }

  private void unknownOrganization(String prefix, Gap gap) {
    put(prefix + "OrgID", KeyState.unknown(gap));
    put(prefix + "OrgPaths", KeyState.unknown(gap));
  }

  private KeyState unlessTagged(KeyState now) {
    return tagged(Change.Kind.ROLE)
        ? KeyState.unknown(changedSince("the tags of the role", TAGS_CHANGED), now)
        : now;
  }

  private void resourceTags(Lookup<RoleFacts> role, String roleName) {
    for (String family : new String[] {"aws:ResourceTag/", "iam:ResourceTag/"}) {
      switch (role) {
        case Lookup.Found<RoleFacts>(RoleFacts found) -> {
          context.putFamily(family, unlessTagged(KeyState.ABSENT));
          found
              .tags()
              .forEach((key, value) -> put(family + key, unlessTagged(KeyState.present(value))));
        }
        case Lookup.Absent<RoleFacts> _ -> context.putFamily(family, KeyState.ABSENT);
        case Lookup.Unreadable<RoleFacts>(Gap gap) ->
            context.putFamily(
                family,
                KeyState.unknown(
                    new Gap(
                        "the tags of the role", gap.why(), IamCommands.readRoleTags(roleName))));
      }
    }
  }
}
