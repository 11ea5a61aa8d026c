package dev.rolecall.evidence.snapshot;

import dev.rolecall.denial.Gap;
import dev.rolecall.evidence.CallerFacts;
import dev.rolecall.evidence.Lookup;
import dev.rolecall.policy.Layer;
import dev.rolecall.policy.NamedPolicy;
import dev.rolecall.policy.Policy;
import dev.rolecall.policy.PolicyReading;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Gathers the policies of one user or role, and the gaps among them.
final class CallerPolicies {

  private final Accounts accounts;
  private final Account account;
  private final List<NamedPolicy> policies = new ArrayList<>();
  private final List<Gap> missing = new ArrayList<>();

  CallerPolicies(Accounts accounts, Account account) {
    this.accounts = accounts;
    this.account = account;
  }

  /// @param type `role` or `user`
  CallerFacts of(String type, Principal principal) {
    addPolicies(type, principal);
    for (String group : principal.groups()) {
      addGroup(group);
    }
    return new CallerFacts(
        principal.arn(),
        principal.id(),
        principal.created(),
        principal.tags(),
        policies,
        missing,
        boundary(type, principal));
  }

  private void addGroup(String name) {
    String fact = "the policies of group " + name;
    switch (account.groupsByName().find(name, fact, Commands.readGroup(name))) {
      case Lookup.Found<Principal>(Principal group) -> addPolicies("group", group);
      case Lookup.Unreadable<Principal>(Gap gap) -> missing.add(gap);
      case Lookup.Absent<Principal> _ ->
          missing.add(new Gap(fact, "the snapshot has no such group", Commands.readGroup(name)));
    }
  }

  private void addPolicies(String type, Principal principal) {
    for (Principal.Inline inline : principal.inline()) {
      add(
          inline.document().reading(),
          inline.name(),
          principal.name(),
          "inline policy %s of %s %s".formatted(inline.name(), type, principal.name()),
          Commands.readInline(type, principal.name(), inline.name()));
    }
    for (String arn : principal.attached()) {
      String fact = "policy %s attached to %s %s".formatted(arn, type, principal.name());
      switch (managed(arn, fact)) {
        case Lookup.Found<Document>(Document document) ->
            add(document.reading(), arn, principal.name(), fact, Commands.readManaged(arn));
        case Lookup.Absent<Document> _ -> missing.add(notThere(arn, fact));
        case Lookup.Unreadable<Document>(Gap gap) -> missing.add(gap);
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

  private Layer boundary(String type, Principal principal) {
    if (principal.boundary().isEmpty()) {
      return new Layer.NotApplicable();
    }
    String arn = principal.boundary().get();
    String fact = "permissions boundary %s of %s %s".formatted(arn, type, principal.name());
    return switch (managed(arn, fact)) {
      case Lookup.Found<Document>(Document document) ->
          switch (document.reading()) {
            case PolicyReading.Read(Policy policy) ->
                Layer.of(new NamedPolicy(arn, principal.name(), policy));
            case PolicyReading.Unreadable(String problem) ->
                new Layer.Unread(notUnderstood(fact, problem, Commands.readManaged(arn)));
          };
      case Lookup.Absent<Document> _ -> new Layer.Unread(notThere(arn, fact));
      case Lookup.Unreadable<Document>(Gap gap) -> new Layer.Unread(gap);
    };
  }

  /// The account's own file first: policies of AWS's own change, and this is the version that it
  /// saw.
  private Lookup<Document> managed(String arn, String fact) {
    return switch (account.policies().find(arn, fact, Commands.readManaged(arn))) {
      case Lookup.Found<ManagedPolicy>(ManagedPolicy policy) when policy.document().isPresent() ->
          new Lookup.Found<>(policy.document().get());
      case Lookup.Found<ManagedPolicy> _, Lookup.Absent<ManagedPolicy> _ -> awsManaged(arn);
      case Lookup.Unreadable<ManagedPolicy>(Gap gap) ->
          accounts
              .awsManaged(arn)
              .<Lookup<Document>>map(Lookup.Found::new)
              .orElseGet(() -> new Lookup.Unreadable<>(gap));
    };
  }

  private Lookup<Document> awsManaged(String arn) {
    Optional<Document> document = accounts.awsManaged(arn);
    return document.<Lookup<Document>>map(Lookup.Found::new).orElseGet(Lookup.Absent::new);
  }

  private static Gap notThere(String arn, String fact) {
    return new Gap(
        fact, "the snapshot does not have its default version", Commands.readManaged(arn));
  }

  private static Gap notUnderstood(String fact, String problem, String learnBy) {
    return new Gap(fact, "it cannot be understood: " + problem, learnBy);
  }
}
