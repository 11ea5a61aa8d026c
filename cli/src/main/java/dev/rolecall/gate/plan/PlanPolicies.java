package dev.rolecall.gate.plan;

import dev.rolecall.evidence.Lookup;
import dev.rolecall.gate.proposal.EntityName;
import dev.rolecall.gate.proposal.PolicyChange;
import dev.rolecall.gate.proposal.Proposal;
import dev.rolecall.gate.wording.PlanWords;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Follows the policies of a plan and what they are attached to.
record PlanPolicies(Proposal proposal, PlanAccounts accounts, PlanFollower follower) {

  /// A managed policy that is deleted or replaced goes, before any is created.
  void managedGoes(ResourceChange change) throws MalformedPlan {
    change.before("arn").ifPresent(arn -> proposal.policies.put(arn, new Lookup.Absent<>()));
    detachedByItself(change, change.before("arn"));
  }

  /// A managed policy that is there after the change.
  void managed(ResourceChange change) throws MalformedPlan {
    boolean stays = change.kind() == ResourceChange.Kind.UPDATE;
    Optional<String> old = change.before("arn");
    Optional<String> arn = stays ? old : next(change);
    if (arn.isPresent() && !(stays && !change.touches("policy"))) {
      proposal.policies.put(
          arn.get(),
          PlanDocument.document(
              PlanWords.managedPolicy(arn.get(), change.address()), change, "policy", follower));
    }
    if (stays) {
      detachedByItself(change, old);
    }
    attachedByItself(change, arn);
  }

  private Optional<String> next(ResourceChange change) throws MalformedPlan {
    return accounts.arn(change, "policy", change.before("arn").flatMap(PlanProviders::account));
  }

  private void detachedByItself(ResourceChange change, Optional<String> arn) {
    for (EntityName.Type type : EntityName.Type.values()) {
      for (String name : ResourceChange.texts(change.before().path(PlanScope.word(type) + "s"))) {
        apply(change, type, Optional.of(name), arn, arn.map(PolicyChange.Detach::new));
      }
    }
  }

  /// `awscc_iam_managed_policy` names what it is attached to.
  private void attachedByItself(ResourceChange change, Optional<String> arn) {
    for (EntityName.Type type : EntityName.Type.values()) {
      for (String name : ResourceChange.texts(change.after().path(PlanScope.word(type) + "s"))) {
        apply(change, type, Optional.of(name), arn, Optional.of(attach(change, arn)));
      }
    }
    if (change.touches("groups") && !change.names("groups").isEmpty()) {
      groups(change);
    }
  }

  /// A policy of groups concerns users of their account.
  private void groups(ResourceChange change) {
    follower.leave(
        change.address(), PlanWords.groupPolicies(), PlanScope.byUsers(accounts.account(change)));
  }

  void inline(ResourceChange change, EntityName.Type type) throws MalformedPlan {
    PolicyChange drop = new PolicyChange.Drop(change.before("name").orElse(change.address()));
    Optional<String> old = change.before(PlanScope.word(type));
    if (change.kind() != ResourceChange.Kind.CREATE) {
      apply(change, type, old, Optional.empty(), Optional.of(drop));
    }
    if (change.kind() != ResourceChange.Kind.DELETE) {
      PolicyChange put =
          new PolicyChange.Put(
              change.after("name").orElse(change.address()),
              PlanDocument.document(
                  PlanWords.inlinePolicy(change.address()), change, "policy", follower));
      apply(change, type, holder(change, type), Optional.empty(), Optional.of(put));
    }
  }

  void attachment(ResourceChange change, EntityName.Type type) throws MalformedPlan {
    if (change.kind() != ResourceChange.Kind.CREATE) {
      Optional<String> arn = change.before("policy_arn");
      apply(
          change,
          type,
          change.before(PlanScope.word(type)),
          arn,
          arn.map(PolicyChange.Detach::new));
    }
    if (change.kind() != ResourceChange.Kind.DELETE) {
      Optional<String> arn = attached(change);
      apply(change, type, holder(change, type), arn, Optional.of(attach(change, arn)));
    }
  }

  /// `aws_iam_policy_attachment`: one policy, and lists of what it is attached to.
  void attachments(ResourceChange change) throws MalformedPlan {
    Optional<String> old = change.before("policy_arn");
    Optional<String> arn =
        change.kind() == ResourceChange.Kind.DELETE ? Optional.empty() : attached(change);
    for (EntityName.Type type : EntityName.Type.values()) {
      String attribute = PlanScope.word(type) + "s";
      for (String name : ResourceChange.texts(change.before().path(attribute))) {
        apply(change, type, Optional.of(name), old, old.map(PolicyChange.Detach::new));
      }
      for (String name : ResourceChange.texts(change.after().path(attribute))) {
        apply(change, type, Optional.of(name), arn, Optional.of(attach(change, arn)));
      }
      if (change.isUnknown(attribute)) {
        apply(change, type, Optional.empty(), arn, Optional.empty());
      }
    }
    if (change.touches("groups")) {
      groups(change);
    }
  }

  /// Resources that own all policies of a role or user: what they do not name goes.
  void exclusive(ResourceChange change, EntityName.Type type) throws MalformedPlan {
    boolean managed = change.type().contains("_attachments_");
    String attribute = managed ? "policy_arns" : "policy_names";
    if (change.kind() == ResourceChange.Kind.DELETE) {
      return; // the policies stay, without an owner
    }
    Optional<String> holder = change.after(PlanScope.word(type) + "_name");
    if (change.isUnknown(attribute)) {
      follower.leave(
          change.address(),
          PlanWords.unknownList(),
          follower.scopes().of(change, accounts.account(change)));
      return;
    }
    Set<String> names = Set.copyOf(ResourceChange.texts(change.after().path(attribute)));
    for (String arn : managed ? new TreeSet<>(names) : Set.<String>of()) {
      apply(change, type, holder, Optional.of(arn), Optional.of(new PolicyChange.Attach(arn)));
    }
    apply(
        change,
        type,
        holder,
        Optional.empty(),
        Optional.of(
            managed ? new PolicyChange.KeepManaged(names) : new PolicyChange.KeepInline(names)));
  }

  /// The ARN of the policy that is attached, as far as it can be known before the apply.
  private Optional<String> attached(ResourceChange change) throws MalformedPlan {
    Optional<String> arn = change.after("policy_arn");
    Optional<ResourceChange> source = follower.source(change, "policy_arn", "aws_iam_policy");
    return arn.isEmpty() && source.isPresent()
        ? accounts.arn(source.get(), "policy", Optional.empty())
        : arn;
  }

  private PolicyChange attach(ResourceChange change, Optional<String> arn) {
    return arn.<PolicyChange>map(PolicyChange.Attach::new)
        .orElseGet(
            () ->
                new PolicyChange.Put(
                    change.address(),
                    follower
                        .unknown(change, "policy_arn")
                        .document(PlanWords.attachedPolicy(change.address()))));
  }

  /// The name of what a policy is put into, as far as it can be known before the apply.
  private Optional<String> holder(ResourceChange change, EntityName.Type type)
      throws MalformedPlan {
    String attribute = PlanScope.word(type);
    Optional<String> name = change.after(attribute);
    Optional<ResourceChange> source = follower.source(change, attribute, "aws_iam_" + attribute);
    return name.isEmpty() && source.isPresent() ? source.get().after("name") : name;
  }

  /// Changes the policies of a holder. One whose name is not known yet is one that the plan
  /// creates; one whose account is not known may be in any.
  private void apply(
      ResourceChange change,
      EntityName.Type type,
      Optional<String> holder,
      Optional<String> policy,
      Optional<? extends PolicyChange> policyChange) {
    if (holder.isEmpty() || policyChange.isEmpty()) {
      follower.leave(
          change.address(),
          PlanWords.unknownName(PlanScope.word(type)),
          follower.scopes().unknownHolder(type, accounts.account(change)));
      return;
    }
    Optional<EntityName> known = accounts.principal(change.address(), type, holder.get(), policy);
    if (known.isPresent()) {
      proposal.change(known.get(), policyChange.get());
    } else {
      PlanScope.principals(type, Set.of(holder.get()), Optional.empty())
          .ifPresent(scope -> follower.leaveUnknownAccount(change, holder.get(), scope));
    }
  }
}
