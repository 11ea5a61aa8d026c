package dev.rolecall.gate.plan;

import dev.rolecall.denial.Denial;
import dev.rolecall.denial.Gap;
import dev.rolecall.gate.proposal.EntityName;
import dev.rolecall.gate.proposal.PolicyChange;
import dev.rolecall.gate.proposal.Proposal;
import java.util.Optional;
import java.util.function.Predicate;

/// Follows the policies of a plan and what they are attached to.
record PlanPolicies(Proposal.Draft draft, PlanAccounts accounts, PlanFollower.Leaving leaving) {

  void managed(ResourceChange change) throws MalformedPlan {
    Optional<String> old = change.before("arn");
    Optional<String> next = accounts.arn(change, "policy", Optional.empty());
    if (change.kind() == ResourceChange.Kind.DELETE
        || (change.kind() == ResourceChange.Kind.REPLACE && !next.equals(old))) {
      old.ifPresent(arn -> draft.policies.put(arn, Optional.empty()));
    }
    if (change.kind() == ResourceChange.Kind.DELETE
        || (change.kind() == ResourceChange.Kind.UPDATE && !change.touches("policy"))) {
      return;
    }
    Optional<String> arn = change.kind() == ResourceChange.Kind.UPDATE ? old : next;
    if (arn.isPresent()) {
      draft.policies.put(
          arn.get(),
          Optional.of(
              PlanDocument.document(
                  "policy " + arn.get() + " of " + change.address(),
                  PlanDocument.reading(change, "policy"))));
    }
  }

  void inline(ResourceChange change, EntityName.Type type) throws MalformedPlan {
    Optional<EntityName> old = principal(change.before(word(type)), type, Optional.empty());
    if (change.kind() != ResourceChange.Kind.CREATE) {
      String name = change.before("name").orElse(change.address());
      old.ifPresent(entityName -> draft.change(entityName, new PolicyChange.Drop(name)));
    }
    if (change.kind() == ResourceChange.Kind.DELETE) {
      leaveUnless(old.isPresent(), change, type, change.before(word(type)));
      return;
    }
    Optional<String> holder = change.after(word(type));
    Optional<EntityName> next = principal(holder, type, Optional.empty());
    leaveUnless(next.isPresent(), change, type, holder);
    if (next.isPresent()) {
      draft.change(
          next.get(),
          new PolicyChange.Put(
              change.after("name").orElse(change.address()),
              PlanDocument.document(
                  "inline policy " + change.address(), PlanDocument.reading(change, "policy"))));
    }
  }

  void attachment(ResourceChange change, EntityName.Type type) throws MalformedPlan {
    if (change.kind() != ResourceChange.Kind.CREATE) {
      Optional<String> arn = change.before("policy_arn");
      Optional<EntityName> old = principal(change.before(word(type)), type, arn);
      leaveUnless(old.isPresent() && arn.isPresent(), change, type, change.before(word(type)));
      if (old.isPresent() && arn.isPresent()) {
        draft.change(old.get(), new PolicyChange.Detach(arn.get()));
      }
    }
    if (change.kind() == ResourceChange.Kind.DELETE) {
      return;
    }
    Optional<String> arn = change.after("policy_arn");
    Optional<EntityName> next = principal(change.after(word(type)), type, arn);
    leaveUnless(next.isPresent(), change, type, change.after(word(type)));
    if (next.isPresent()) {
      draft.change(
          next.get(),
          arn.<PolicyChange>map(PolicyChange.Attach::new)
              .orElseGet(
                  () ->
                      new PolicyChange.Put(
                          change.address(),
                          new PolicyChange.Document.NotKnown(
                              new Gap(
                                  "the policy that " + change.address() + " attaches",
                                  "Terraform knows it only after the apply",
                                  "judge the call again when the plan was applied")))));
    }
  }

  private static String word(EntityName.Type type) {
    return switch (type) {
      case ROLE -> "role";
      case USER -> "user";
    };
  }

  private Optional<EntityName> principal(
      Optional<String> name, EntityName.Type type, Optional<String> policy) {
    return name.flatMap(known -> accounts.principal(type, known, policy));
  }

  /// A holder whose name is not known yet is one that the plan creates; one whose account is not
  /// known may be in any.
  private void leaveUnless(
      boolean followed, ResourceChange change, EntityName.Type type, Optional<String> holder) {
    if (followed) {
      return;
    }
    Predicate<EntityName> one =
        holder.isPresent()
            ? entityName -> entityName.type() == type && entityName.name().equals(holder.get())
            : draft.fresh::containsKey;
    Predicate<Denial> concerns = call -> EntityName.of(call.caller()).filter(one).isPresent();
    leaving.leave(
        change.address(),
        holder.isPresent()
            ? "the plan does not tell in which account `" + holder.get() + "` is (see --account)"
            : "the name of its " + word(type) + " is not known before the apply",
        concerns);
  }
}
