package dev.rolecall.diagnosis.evaluation;

import dev.rolecall.denial.Caller.AwsService;
import dev.rolecall.denial.Caller.IamUser;
import dev.rolecall.denial.Caller.RoleSession;
import dev.rolecall.denial.Caller.Root;
import dev.rolecall.denial.Caller.Saml;
import dev.rolecall.denial.Caller.Unidentified;
import dev.rolecall.denial.Caller.WebIdentity;
import dev.rolecall.denial.Gap;
import dev.rolecall.denial.KeyState;
import dev.rolecall.denial.RequestContext;
import dev.rolecall.evidence.AccountFacts;
import dev.rolecall.evidence.CallerFacts;
import dev.rolecall.evidence.Change;
import dev.rolecall.evidence.Change.Kind;
import dev.rolecall.evidence.ChangeEvent;
import dev.rolecall.evidence.IamCommands;
import dev.rolecall.evidence.Lookup;
import dev.rolecall.evidence.RoleFacts;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/// Completes what the record tells of the request context by what the evidence tells: tags and
/// organizations.
record CompletedContext(Facts facts, boolean real, RequestContext.Builder context) {

  private static final Gap SESSION_TAGS =
      new Gap(
          "the session tags of the caller's session",
          "they are set when a session begins and are not recorded in its later calls",
          "look for the AssumeRole event in CloudTrail that began the session");

  private static final Set<ChangeEvent> TAGGING =
      Set.of(
          ChangeEvent.TagRole,
          ChangeEvent.UntagRole,
          ChangeEvent.TagUser,
          ChangeEvent.UntagUser,
          ChangeEvent.CreateRole,
          ChangeEvent.CreateUser);

  private static final Set<ChangeEvent> MOVING =
      Set.of(
          ChangeEvent.MoveAccount,
          ChangeEvent.RemoveAccountFromOrganization,
          ChangeEvent.LeaveOrganization,
          ChangeEvent.AcceptHandshake,
          ChangeEvent.CreateOrganization,
          ChangeEvent.DeleteOrganization);

  /// @param facts with the context as recorded
  static RequestContext of(Facts facts, boolean real) {
    CompletedContext full = new CompletedContext(facts, real, facts.denial().context().toBuilder());
    full.complete();
    return full.context.build();
  }

  private void complete() {
    switch (facts.caller()) {
      case RoleSession session -> {
        session.role().ifPresent(arn -> put("aws:PrincipalArn", KeyState.present(arn.toString())));
        principalTags(IamCommands.readRoleTags(session.arn().roleName()), real);
      }
      case IamUser user -> principalTags(IamCommands.readUserTags(user.arn().name()), false);
      case AwsService _ -> sourceOfService();
      case Root _, WebIdentity _, Saml _, Unidentified _ -> {}
    }
    facts.callerAccount().ifPresent(account -> organization("aws:Principal", account));
    organization("aws:Resource", facts.roleAccount());
    put("aws:ResourceAccount", KeyState.present(facts.target().account().value()));
    resourceTags("aws:ResourceTag/");
    resourceTags("iam:ResourceTag/");
  }

  /// What is recorded outranks what is looked up.
  private void put(String key, KeyState state) {
    if (!(facts.denial().context().get(key) instanceof KeyState.Present)) {
      context.put(key, state);
    }
  }

  /// Whether tags of the role or of the caller were changed after the call. A role that assumes
  /// itself is told as a role.
  private boolean isTagged(Kind kind) {
    return isSince(
        change ->
            TAGGING.contains(change.event())
                && (change.kind() == kind || change.kind() == Kind.ROLE));
  }

  /// Whether such a change came after the call, so that what is read now need not be what was.
  private boolean isSince(Predicate<Change> what) {
    return facts.changeList().stream()
        .filter(what)
        .anyMatch(change -> facts.denial().time().filter(change.time()::isAfter).isPresent());
  }

  private static KeyState unless(boolean changed, String fact, String why, KeyState now) {
    return changed
        ? KeyState.unknown(
            new Gap(
                fact + " at the time of the call",
                why,
                "look for the change in CloudTrail, and at what it replaced"),
            now)
        : now;
  }

  /// What a service works for lies in the role's own account and organization, as a rule.
  private void sourceOfService() {
    Optional<AccountFacts> account = facts.roleAccount().found();
    usually("aws:SourceAccount", Optional.of(facts.target().account().value()));
    usually("aws:SourceOrgID", account.flatMap(AccountFacts::organization).map(it -> it.id()));
    usually("aws:SourceOrgPaths", account.flatMap(AccountFacts::path));
  }

  private void usually(String key, Optional<String> value) {
    if (value.isPresent()
        && facts.denial().context().get(key) instanceof KeyState.Unknown(Gap gap, var _)) {
      context.put(key, KeyState.unknown(gap, KeyState.present(value.get())));
    }
  }

  /// A session has the tags of its role unless session tags take their place. A user has its own
  /// tags only.
  ///
  /// @param command that reads the caller's tags
  /// @param mayHaveOthers whether session tags, which cannot be seen, may take their place
  private void principalTags(String command, boolean mayHaveOthers) {
    String family = "aws:PrincipalTag/";
    String what = "the tags of the caller";
    switch (facts.callerFacts()) {
      case Lookup.Found<CallerFacts>(CallerFacts found) -> {
        UnaryOperator<KeyState> sure =
            own ->
                mayHaveOthers
                    ? KeyState.unknown(SESSION_TAGS, own)
                    : unless(isTagged(Kind.CALLER), what, "they were changed after the call", own);
        tags(family, found.tags(), sure);
      }
      case Lookup.Unreadable<CallerFacts>(Gap gap) ->
          context.putFamily(family, KeyState.unknown(new Gap(what, gap.why(), command)));
      case Lookup.Absent<CallerFacts> _ ->
          context.putFamily(
              family,
              KeyState.unknown(
                  new Gap(
                      what,
                      "the caller is not in its account any more",
                      "look in CloudTrail's event history of the caller's account for its"
                          + " deletion")));
    }
  }

  private void resourceTags(String family) {
    String what = "the tags of the role";
    switch (facts.role()) {
      case Lookup.Found<RoleFacts>(RoleFacts found) ->
          tags(
              family,
              found.tags(),
              own -> unless(isTagged(Kind.ROLE), what, "they were changed after the call", own));
      case Lookup.Absent<RoleFacts> _ -> context.putFamily(family, KeyState.ABSENT);
      case Lookup.Unreadable<RoleFacts>(Gap gap) ->
          context.putFamily(
              family,
              KeyState.unknown(
                  new Gap(what, gap.why(), IamCommands.readRoleTags(facts.target().name()))));
    }
  }

  private void tags(String family, Map<String, String> tags, UnaryOperator<KeyState> sure) {
    context.putFamily(family, sure.apply(KeyState.ABSENT));
    tags.forEach((key, value) -> put(family + key, sure.apply(KeyState.present(value))));
  }

  private void organization(String prefix, Lookup<AccountFacts> account) {
    place(account, found -> found.organization().map(it -> it.id()))
        .ifPresent(state -> put(prefix + "OrgID", state));
    place(account, AccountFacts::path).ifPresent(state -> put(prefix + "OrgPaths", state));
  }

  /// What the organization says of an account's place; empty where it says nothing.
  private Optional<KeyState> place(
      Lookup<AccountFacts> account, Function<AccountFacts, Optional<String>> value) {
    return switch (account) {
      case Lookup.Found<AccountFacts>(AccountFacts found) ->
          value
              .apply(found)
              .map(KeyState::present)
              .or(() -> Optional.of(KeyState.ABSENT).filter(_ -> found.organization().isEmpty()))
              .map(
                  now ->
                      unless(
                          isSince(change -> MOVING.contains(change.event())),
                          "the account's place in its organization",
                          "it was moved after the call",
                          now));
      case Lookup.Absent<AccountFacts> _ ->
          Optional.of(
              KeyState.unknown(
                  new Gap(
                      "the organization of the account",
                      "no organization that was read has it",
                      "aws organizations describe-organization")));
      case Lookup.Unreadable<AccountFacts>(Gap gap) -> Optional.of(KeyState.unknown(gap));
    };
  }
}
