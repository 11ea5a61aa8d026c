package dev.rolecall.evidence.iam;

import dev.rolecall.denial.Caller;
import dev.rolecall.denial.Gap;
import dev.rolecall.evidence.CallerFacts;
import dev.rolecall.evidence.IamCommands;
import dev.rolecall.evidence.Lookup;
import dev.rolecall.iam.evaluation.Layer;
import dev.rolecall.iam.policy.NamedPolicy;
import dev.rolecall.iam.policy.Policy;
import dev.rolecall.iam.policy.PolicyReading;
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
    Lookup<IamPrincipal> group(String name, String fact);

    /// The version of a managed policy that is in force.
    ///
    /// @param fact what is missing when it cannot be told
    Lookup<LazyPolicyDocument> managed(String arn, String fact);
  }

  /// What is missing when a caller could not be read.
  public static final String FACT = "the policies of the caller";

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
      case Caller.Root _ -> none("root users");
      case Caller.WebIdentity _ -> none("web identities");
      case Caller.Saml _ -> none("SAML identities");
      case Caller.AwsService _ -> none("AWS services");
      case Caller.Unidentified _ ->
          unread(
              "the record does not tell which user or role the caller is",
              "look at the caller's own CloudTrail, in its account, for its ARN");
    };
  }

  /// The caller as one that could not be read.
  public static Lookup<CallerFacts> unread(String why, String learnBy) {
    return new Lookup.Unreadable<>(new Gap(FACT, why, learnBy));
  }

  private static Lookup<CallerFacts> none(String callers) {
    return unread(callers + " have no IAM policies", "there is nothing to learn");
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
    String fact = "the policies of group " + name;
    switch (source.group(name, fact)) {
      case Lookup.Found<IamPrincipal>(IamPrincipal group) -> addPolicies("group", group);
      case Lookup.Unreadable<IamPrincipal>(Gap gap) -> missing.add(gap);
      case Lookup.Absent<IamPrincipal> _ ->
          missing.add(new Gap(fact, "there is no such group", IamCommands.readGroups()));
    }
  }

  private void addPolicies(String type, IamPrincipal iamPrincipal) {
    missing.addAll(iamPrincipal.missing());
    String attachedTo = type.equals("group") ? "group " + iamPrincipal.name() : iamPrincipal.name();
    for (IamPrincipal.Inline inline : iamPrincipal.inline()) {
      add(
          inline.document().reading(),
          inline.name(),
          attachedTo,
          "inline policy %s of %s %s".formatted(inline.name(), type, iamPrincipal.name()),
          IamCommands.readInline(type, iamPrincipal.name(), inline.name()));
    }
    for (String arn : iamPrincipal.attached()) {
      String fact = "policy %s attached to %s %s".formatted(arn, type, iamPrincipal.name());
      switch (source.managed(arn, fact)) {
        case Lookup.Found<LazyPolicyDocument>(LazyPolicyDocument lazyPolicyDocument) -> {
          newer(lazyPolicyDocument);
          add(lazyPolicyDocument.reading(), arn, attachedTo, fact, IamCommands.readManaged(arn));
        }
        case Lookup.Absent<LazyPolicyDocument> _ -> missing.add(notThere(arn, fact));
        case Lookup.Unreadable<LazyPolicyDocument>(Gap gap) -> missing.add(gap);
      }
    }
  }

  private void add(
      PolicyReading reading, String name, String attachedTo, String fact, String learnBy) {
    switch (reading) {
      case PolicyReading.Read(Policy policy) ->
          policies.add(new NamedPolicy(name, attachedTo, policy));
      case PolicyReading.Unreadable(String problem) ->
          missing.add(notUnderstood(fact, problem, learnBy));
    }
  }

  private Layer boundary(String type, IamPrincipal iamPrincipal) {
    if (iamPrincipal.boundary().isEmpty()) {
      return new Layer.NotApplicable();
    }
    String arn = iamPrincipal.boundary().get();
    String fact = "permissions boundary %s of %s %s".formatted(arn, type, iamPrincipal.name());
    return switch (source.managed(arn, fact)) {
      case Lookup.Found<LazyPolicyDocument>(LazyPolicyDocument lazyPolicyDocument) -> {
        newer(lazyPolicyDocument);
        yield switch (lazyPolicyDocument.reading()) {
          case PolicyReading.Read(Policy policy) ->
              Layer.of(new NamedPolicy(arn, iamPrincipal.name(), policy));
          case PolicyReading.Unreadable(String problem) ->
              new Layer.Unread(notUnderstood(fact, problem, IamCommands.readManaged(arn)));
        };
      }
      case Lookup.Absent<LazyPolicyDocument> _ -> new Layer.Unread(notThere(arn, fact));
      case Lookup.Unreadable<LazyPolicyDocument>(Gap gap) -> new Layer.Unread(gap);
    };
  }

  private void newer(LazyPolicyDocument lazyPolicyDocument) {
    written =
        lazyPolicyDocument
            .written()
            .filter(time -> written.map(time::isAfter).orElse(true))
            .or(() -> written);
  }

  private static Gap notThere(String arn, String fact) {
    return new Gap(fact, "there is no such policy", IamCommands.readManaged(arn));
  }

  private static Gap notUnderstood(String fact, String problem, String learnBy) {
    return new Gap(fact, "it cannot be understood: " + problem, learnBy);
  }
}
