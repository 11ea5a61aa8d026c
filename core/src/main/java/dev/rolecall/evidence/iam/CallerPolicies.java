package dev.rolecall.evidence.iam;

import dev.rolecall.denial.Caller;
import dev.rolecall.denial.Gap;
import dev.rolecall.denial.GapFact;
import dev.rolecall.denial.GapFact.PrincipalPolicy;
import dev.rolecall.denial.GapReason;
import dev.rolecall.denial.GapRemedy;
import dev.rolecall.denial.GapRemedy.Command;
import dev.rolecall.evidence.CallerFacts;
import dev.rolecall.evidence.Lookup;
import dev.rolecall.iam.evaluation.Layer;
import dev.rolecall.iam.policy.NamedPolicy;
import dev.rolecall.iam.policy.Policy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Gathers the policies of one user or role, and the gaps among them.
public final class CallerPolicies {

  /// Where the policies that a principal only names are to be had.
  public interface Source {

    /// A group of the principal's account.
    ///
    /// @param fact what is missing when it cannot be told
    Lookup<IamPrincipal> group(String name, GapFact fact);

    /// The version of a managed policy that is in force.
    ///
    /// @param fact what is missing when it cannot be told
    Lookup<LazyPolicyDocument> managed(String arn, GapFact fact);
  }

  /// What is missing when a caller could not be read.
  public static final GapFact FACT = GapFact.Topic.CALLER_POLICIES;

  private final Source source;
  private final List<NamedPolicy> policies = new ArrayList<>();
  private final List<Gap> missing = new ArrayList<>();
  private Optional<Instant> written = Optional.empty();

  private CallerPolicies(Source source) {
    this.source = source;
  }

  /// The user or role with all its policies.
  ///
  /// @param type `role` or `user`
  public static CallerFacts of(String type, IamPrincipal iamPrincipal, Source source) {
    return new CallerPolicies(source).of(type, iamPrincipal);
  }

  /// What is known of `caller`, when users and roles are looked up like this.
  public static Lookup<CallerFacts> lookup(
      Caller caller,
      Function<Caller.RoleSession, Lookup<CallerFacts>> role,
      Function<Caller.IamUser, Lookup<CallerFacts>> user) {
    return switch (caller) {
      case Caller.RoleSession session -> role.apply(session);
      case Caller.IamUser iamUser -> user.apply(iamUser);
      case Caller.Root _, Caller.Federated _, Caller.AwsService _ ->
          unread(GapReason.Known.CALLER_WITHOUT_POLICIES, GapRemedy.Step.NOTHING);
      case Caller.Unidentified _ ->
          unread(GapReason.Known.CALLER_NOT_RECORDED, GapRemedy.Step.FIND_CALLER);
    };
  }

  private static Lookup<CallerFacts> unread(GapReason why, GapRemedy learnBy) {
    return new Lookup.Unreadable<>(new Gap(FACT, why, learnBy));
  }

  private CallerFacts of(String type, IamPrincipal iamPrincipal) {
    addPolicies(type, iamPrincipal);
    for (String group : iamPrincipal.groups()) {
      addGroup(group);
    }
    Layer boundary = boundary(type, iamPrincipal);
    return new CallerFacts(
        iamPrincipal.arn(),
        iamPrincipal.id(),
        iamPrincipal.created(),
        iamPrincipal.tags(),
        policies,
        missing,
        boundary,
        written);
  }

  private void addGroup(String name) {
    GapFact fact = new GapFact.PrincipalList(GapFact.PrincipalList.Listed.POLICIES, "group", name);
    switch (source.group(name, fact)) {
      case Lookup.Found<IamPrincipal>(IamPrincipal group) -> addPolicies("group", group);
      case Lookup.Unreadable<IamPrincipal>(Gap gap) -> missing.add(gap);
      case Lookup.Absent<IamPrincipal> _ ->
          missing.add(new Gap(fact, GapReason.Known.NO_GROUP, new Command.ReadGroups()));
    }
  }

  private void addPolicies(String type, IamPrincipal iamPrincipal) {
    missing.addAll(iamPrincipal.missing());
    String attachedTo = type.equals("group") ? "group " + iamPrincipal.name() : iamPrincipal.name();
    for (IamPrincipal.Inline inline : iamPrincipal.inline()) {
      GapFact fact =
          new PrincipalPolicy(
              PrincipalPolicy.Relation.INLINE, inline.name(), type, iamPrincipal.name());
      GapRemedy learnBy = new Command.ReadInline(type, iamPrincipal.name(), inline.name());
      add(inline.document().policy(fact, learnBy), inline.name(), attachedTo);
    }
    for (String arn : iamPrincipal.attached()) {
      GapFact fact =
          new PrincipalPolicy(PrincipalPolicy.Relation.ATTACHED, arn, type, iamPrincipal.name());
      add(managed(arn, fact), arn, attachedTo);
    }
  }

  private void add(Lookup<Policy> policy, String name, String attachedTo) {
    switch (policy) {
      case Lookup.Found<Policy>(Policy found) ->
          policies.add(new NamedPolicy(name, attachedTo, found));
      case Lookup.Unreadable<Policy>(Gap gap) -> missing.add(gap);
      case Lookup.Absent<Policy> _ -> {}
    }
  }

  /// A managed policy, found or unreadable.
  private Lookup<Policy> managed(String arn, GapFact fact) {
    GapRemedy learnBy = new Command.ReadManaged(arn);
    Lookup<LazyPolicyDocument> document = source.managed(arn, fact);
    document.found().ifPresent(this::newer);
    return document instanceof Lookup.Absent
        ? new Lookup.Unreadable<>(new Gap(fact, GapReason.Known.NO_POLICY, learnBy))
        : document.flatMap(found -> found.policy(fact, learnBy));
  }

  private Layer boundary(String type, IamPrincipal iamPrincipal) {
    if (iamPrincipal.boundary().isEmpty()) {
      return new Layer.NotApplicable();
    }
    String arn = iamPrincipal.boundary().get();
    GapFact fact =
        new PrincipalPolicy(PrincipalPolicy.Relation.BOUNDARY, arn, type, iamPrincipal.name());
    return switch (managed(arn, fact)) {
      case Lookup.Found<Policy>(Policy policy) ->
          Layer.of(new NamedPolicy(arn, iamPrincipal.name(), policy));
      case Lookup.Unreadable<Policy>(Gap gap) -> new Layer.Unread(gap);
      case Lookup.Absent<Policy> _ -> new Layer.NotApplicable();
    };
  }

  private void newer(LazyPolicyDocument lazyPolicyDocument) {
    written =
        lazyPolicyDocument
            .written()
            .filter(time -> written.map(time::isAfter).orElse(true))
            .or(() -> written);
  }
}
