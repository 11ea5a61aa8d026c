package dev.rolecall.gate.plan;

import dev.rolecall.evidence.Lookup;
import dev.rolecall.gate.proposal.EntityName;
import dev.rolecall.gate.proposal.PolicyChange;
import dev.rolecall.gate.proposal.Proposal;
import dev.rolecall.gate.wording.PlanWords;
import java.util.Locale;
import java.util.Optional;

/// Follows the policies of a plan and what they are attached to.
record PlanPolicies(Proposal proposal, PlanAccounts accounts, PlanFollower follower) {

  void managed(ResourceChange change) throws MalformedPlan {
    Optional<String> old = change.before("arn");
    Optional<String> next = accounts.arn(change, "policy", Optional.empty());
    boolean stays = change.kind() == ResourceChange.Kind.UPDATE;
    boolean goes = change.kind() == ResourceChange.Kind.DELETE;
    if (goes || (change.kind() == ResourceChange.Kind.REPLACE && !next.equals(old))) {
      old.ifPresent(arn -> proposal.policies.put(arn, new Lookup.Absent<>()));
    }
    Optional<String> arn = stays ? old : next;
    if (arn.isPresent() && !goes && !(stays && !change.touches("policy"))) {
      proposal.policies.put(
          arn.get(),
          PlanDocument.document(
              PlanWords.managedPolicy(arn.get(), change.address()),
              PlanDocument.reading(change, "policy")));
    }
  }

  void inline(ResourceChange change, EntityName.Type type) throws MalformedPlan {
    PolicyChange drop = new PolicyChange.Drop(change.before("name").orElse(change.address()));
    PolicyChange put =
        new PolicyChange.Put(
            change.after("name").orElse(change.address()),
            PlanDocument.document(
                PlanWords.inlinePolicy(change.address()), PlanDocument.reading(change, "policy")));
    Optional<String> holder = change.before(word(type));
    if (change.kind() == ResourceChange.Kind.DELETE) {
      apply(change, type, holder, Optional.empty(), Optional.of(drop));
      return;
    }
    if (change.kind() != ResourceChange.Kind.CREATE) {
      principal(holder, type, Optional.empty()).ifPresent(old -> proposal.change(old, drop));
    }
    apply(change, type, change.after(word(type)), Optional.empty(), Optional.of(put));
  }

  void attachment(ResourceChange change, EntityName.Type type) throws MalformedPlan {
    if (change.kind() != ResourceChange.Kind.CREATE) {
      Optional<String> arn = change.before("policy_arn");
      apply(change, type, change.before(word(type)), arn, arn.map(PolicyChange.Detach::new));
    }
    if (change.kind() != ResourceChange.Kind.DELETE) {
      Optional<String> arn = change.after("policy_arn");
      PolicyChange attached =
          arn.<PolicyChange>map(PolicyChange.Attach::new)
              .orElseGet(
                  () ->
                      new PolicyChange.Put(
                          change.address(),
                          PlanDocument.unknown(
                              PlanWords.attachedPolicy(change.address()),
                              PlanWords.knownAfterApply())));
      apply(change, type, change.after(word(type)), arn, Optional.of(attached));
    }
  }

  private static String word(EntityName.Type type) {
    return type.name().toLowerCase(Locale.ROOT);
  }

  private Optional<EntityName> principal(
      Optional<String> name, EntityName.Type type, Optional<String> policy) {
    return name.flatMap(known -> accounts.principal(type, known, policy));
  }

  /// Changes the policies of a holder. One whose name is not known yet is one that the plan
  /// creates; one whose account is not known may be in any.
  private void apply(
      ResourceChange change,
      EntityName.Type type,
      Optional<String> holder,
      Optional<String> policy,
      Optional<? extends PolicyChange> policyChange) {
    Optional<EntityName> known = principal(holder, type, policy);
    if (known.isPresent() && policyChange.isPresent()) {
      proposal.change(known.get(), policyChange.get());
      return;
    }
    follower.leave(
        change.address(),
        holder.map(PlanWords::unknownAccount).orElseGet(() -> PlanWords.unknownName(word(type))),
        call ->
            EntityName.of(call.caller())
                .filter(
                    one ->
                        holder
                            .map(name -> one.type() == type && one.name().equals(name))
                            .orElse(proposal.fresh.containsKey(one)))
                .isPresent());
  }
}
