package dev.rolecall.diagnosis.evaluation;

import dev.rolecall.denial.Caller.AwsService;
import dev.rolecall.denial.Caller.IamUser;
import dev.rolecall.denial.Caller.RoleSession;
import dev.rolecall.denial.Caller.Root;
import dev.rolecall.denial.Caller.Saml;
import dev.rolecall.denial.Caller.Unidentified;
import dev.rolecall.denial.Caller.WebIdentity;
import dev.rolecall.denial.Gap;
import dev.rolecall.denial.GapFact;
import dev.rolecall.denial.GapReason;
import dev.rolecall.denial.GapRemedy;
import dev.rolecall.denial.GapRemedy.Command.Read.Part;
import dev.rolecall.denial.KeyState;
import dev.rolecall.denial.RecordGap;
import dev.rolecall.denial.RequestContext;
import dev.rolecall.evidence.AccountFacts;
import dev.rolecall.evidence.CallerFacts;
import dev.rolecall.evidence.Change;
import dev.rolecall.evidence.Change.Kind;
import dev.rolecall.evidence.ChangeEvent;
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
        principalTags("role", session.arn().roleName(), real);
      }
      case IamUser user -> principalTags("user", user.arn().name(), false);
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
        .anyMatch(
            change ->
                facts.denial().isTold()
                    || facts.denial().time().filter(change.time()::isAfter).isPresent());
  }

  private static KeyState unless(boolean changed, GapFact fact, GapReason why, KeyState now) {
    return changed
        ? KeyState.unknown(
            new Gap(new GapFact.AtTimeOfCall(fact), why, GapRemedy.Step.FIND_CHANGE), now)
        : now;
  }

  /// What a service works for lies in the role's own account and organization, as a rule. Where it
  /// is known to lie in the role's account, its organization is known, too.
  private void sourceOfService() {
    Optional<AccountFacts> account = facts.roleAccount().found();
    RequestContext given = facts.denial().context();
    boolean own =
        given.get("aws:SourceAccount").equals(KeyState.present(facts.target().account().value()));
    if (own && given.get("aws:SourceOrgID") instanceof KeyState.Unknown) {
      organization("aws:Source", facts.roleAccount());
      return;
    }
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
  /// @param type `role` or `user`
  /// @param mayHaveOthers whether session tags, which cannot be seen, may take their place
  private void principalTags(String type, String name, boolean mayHaveOthers) {
    String family = "aws:PrincipalTag/";
    GapFact what = GapFact.Topic.CALLER_TAGS;
    switch (facts.callerFacts()) {
      case Lookup.Found<CallerFacts>(CallerFacts found) -> {
        UnaryOperator<KeyState> sure =
            own ->
                mayHaveOthers
                    ? KeyState.unknown(RecordGap.TAGS_OF_SESSION.gap(), own)
                    : unless(isTagged(Kind.CALLER), what, GapReason.Known.CHANGED_AFTER_CALL, own);
        tags(family, found.tags(), sure);
      }
      case Lookup.Unreadable<CallerFacts>(Gap gap) ->
          context.putFamily(
              family,
              KeyState.unknown(
                  new Gap(what, gap.why(), new GapRemedy.Command.Read(Part.TAGS, type, name))));
      case Lookup.Absent<CallerFacts> _ ->
          context.putFamily(
              family,
              KeyState.unknown(
                  new Gap(
                      what, GapReason.Known.CALLER_GONE, GapRemedy.Step.FIND_DELETION_OF_CALLER)));
    }
  }

  private void resourceTags(String family) {
    GapFact what = GapFact.Topic.ROLE_TAGS;
    switch (facts.role()) {
      case Lookup.Found<RoleFacts>(RoleFacts found) ->
          tags(
              family,
              found.tags(),
              own -> unless(isTagged(Kind.ROLE), what, GapReason.Known.CHANGED_AFTER_CALL, own));
      case Lookup.Absent<RoleFacts> _ -> context.putFamily(family, KeyState.ABSENT);
      case Lookup.Unreadable<RoleFacts>(Gap gap) ->
          context.putFamily(
              family,
              KeyState.unknown(
                  new Gap(
                      what,
                      gap.why(),
                      new GapRemedy.Command.Read(Part.TAGS, "role", facts.target().name()))));
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
                          GapFact.Topic.ACCOUNT_PLACE,
                          GapReason.Known.MOVED_AFTER_CALL,
                          now));
      case Lookup.Absent<AccountFacts> _ ->
          Optional.of(
              KeyState.unknown(
                  new Gap(
                      GapFact.Topic.ACCOUNT_PLACE,
                      GapReason.Known.NO_ORGANIZATION_OF_ACCOUNT,
                      new GapRemedy.Command.ReadOrganization())));
      case Lookup.Unreadable<AccountFacts>(Gap gap) -> Optional.of(KeyState.unknown(gap));
    };
  }
}
