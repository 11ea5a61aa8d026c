package dev.rolecall.gate.plan;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rolecall.denial.Gap;
import dev.rolecall.denial.RoleArn;
import dev.rolecall.denial.UserArn;
import dev.rolecall.gate.proposal.EntityName;
import dev.rolecall.gate.proposal.PolicyChange;
import dev.rolecall.gate.proposal.Proposal;
import dev.rolecall.gate.proposal.RoleChange;
import dev.rolecall.gate.proposal.UnsupportedChange.Scope;
import dev.rolecall.gate.wording.PlanWords;
import dev.rolecall.iam.policy.PolicyReading;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Follows the roles and users of a plan.
record PlanPrincipals(Proposal proposal, PlanAccounts accounts, PlanFollower follower) {

  /// A role that is deleted or replaced goes, before any is created.
  void roleGoes(ResourceChange change) throws MalformedPlan {
    Optional<RoleArn> old = oldRole(change);
    Optional<RoleArn> next = nextRole(change, old);
    if (old.isPresent()) {
      gone(change, old.get().toString(), next.map(Object::toString));
      if (!next.equals(old)) {
        proposal.change(old.get(), new RoleChange.Removed());
      }
    }
  }

  /// A role that is there after the change.
  void role(ResourceChange change) throws MalformedPlan {
    Optional<RoleArn> old = oldRole(change);
    boolean stays = change.kind() == ResourceChange.Kind.UPDATE;
    Optional<RoleArn> role = stays ? old : nextRole(change, old);
    if (role.isEmpty()) {
      unknown(change, EntityName.Type.ROLE);
      return;
    }
    if (!stays) {
      created(EntityName.of(role.get()), role.get().toString());
    }
    describe(change, role.get(), !stays);
  }

  private static Optional<RoleArn> oldRole(ResourceChange change) throws MalformedPlan {
    return change.before("arn").flatMap(RoleArn::parse);
  }

  private Optional<RoleArn> nextRole(ResourceChange change, Optional<RoleArn> old)
      throws MalformedPlan {
    return accounts.arn(change, "role", old.map(RoleArn::account)).flatMap(RoleArn::parse);
  }

  /// A principal is created, and its name or its account is not known.
  private void unknown(ResourceChange change, EntityName.Type type) throws MalformedPlan {
    Scope scope = PlanScope.created(change, type, accounts.account(change));
    Optional<String> name = change.after("name");
    if (name.isPresent()) {
      follower.leaveUnknownAccount(change, name.get(), scope);
    } else {
      follower.leave(change.address(), PlanWords.unknownName(PlanScope.word(type)), scope);
    }
  }

  private void describe(ResourceChange change, RoleArn role, boolean fresh) throws MalformedPlan {
    Optional<PolicyReading> trust =
        fresh || change.touches("assume_role_policy")
            ? Optional.of(PlanDocument.reading(change, "assume_role_policy", follower))
            : Optional.empty();
    Optional<Map<String, String>> tags =
        fresh || change.touchesTags() ? Optional.of(change.tags()) : Optional.empty();
    if (change.isUnknown("assume_role_policy")) {
      PlanDocument.Unknown unknown = follower.unknown(change, "assume_role_policy");
      proposal.unknownTrust.put(
          role, new Gap(PlanWords.trustPolicy(change.address()), unknown.why(), unknown.learnBy()));
    }
    if (trust.isPresent() || tags.isPresent()) {
      proposal.change(role, new RoleChange.Put(trust, tags, fresh));
    }
    EntityName entityName = EntityName.of(role);
    if (change.hasUnknownTags()) {
      follower.leave(change.address(), PlanWords.unknownTags(), PlanScope.role(role));
    }
    boundary(change, entityName, fresh);
    inline(change, entityName);
    attached(change, entityName);
  }

  /// A user that is deleted or replaced goes, before any is created.
  void userGoes(ResourceChange change) throws MalformedPlan {
    Optional<UserArn> old = oldUser(change);
    if (old.isPresent()) {
      gone(change, old.get().toString(), nextUser(change, old).map(Object::toString));
    }
  }

  /// A user that is there after the change.
  void user(ResourceChange change) throws MalformedPlan {
    Optional<UserArn> old = oldUser(change);
    boolean fresh = change.kind() != ResourceChange.Kind.UPDATE;
    Optional<UserArn> user = fresh ? nextUser(change, old) : old;
    if (user.isEmpty()) {
      unknown(change, EntityName.Type.USER);
      return;
    }
    EntityName entityName = EntityName.of(user.get());
    if (fresh) {
      created(entityName, user.get().toString());
    }
    boundary(change, entityName, fresh);
    inline(change, entityName);
    attached(change, entityName);
    if (fresh ? !change.tags().isEmpty() : change.touchesTags()) {
      follower.leave(change.address(), PlanWords.userTags(), (call, _) -> entityName.makes(call));
    }
    // of awscc_iam_user
    if (change.touches("groups") && !change.names("groups").isEmpty()) {
      follower.leave(
          change.address(), PlanWords.groupPolicies(), (call, _) -> entityName.makes(call));
    }
  }

  private static Optional<UserArn> oldUser(ResourceChange change) throws MalformedPlan {
    return change.before("arn").flatMap(UserArn::parse);
  }

  private Optional<UserArn> nextUser(ResourceChange change, Optional<UserArn> old)
      throws MalformedPlan {
    return accounts.arn(change, "user", old.map(UserArn::account)).flatMap(UserArn::parse);
  }

  /// A principal is created, perhaps after another of the same ARN was deleted.
  private void created(EntityName entityName, String arn) {
    proposal.fresh.put(entityName, arn);
    if (proposal.ended.remove(arn) != null) {
      proposal.reborn.put(arn, PlanWords.formerId());
    }
  }

  /// A principal is deleted; perhaps one of the same ARN takes its place.
  private void gone(ResourceChange change, String arn, Optional<String> next) throws MalformedPlan {
    if (next.filter(arn::equals).isPresent()) {
      proposal.reborn.put(arn, change.before("unique_id").orElse(PlanWords.formerId()));
    } else {
      proposal.ended.put(arn, PlanWords.deletesCaller(change.address(), arn));
    }
  }

  private void boundary(ResourceChange change, EntityName entityName, boolean fresh)
      throws MalformedPlan {
    String attribute = "permissions_boundary";
    if (fresh || change.touches(attribute)) {
      Optional<String> arn =
          change.isUnknown(attribute)
              ? Optional.of(PlanWords.ofResource(change.address()))
              : change.after(attribute);
      proposal.change(entityName, new PolicyChange.Boundary(arn));
    }
  }

  /// Policies inside the resource itself. What the resource had and no longer has goes.
  private void inline(ResourceChange change, EntityName entityName) {
    String attribute = "inline_policy";
    if (!change.touches(attribute)) {
      return;
    }
    if (follower.waits(change, attribute)) {
      waits(change, entityName, attribute);
    }
    for (JsonNode policy : change.before().path(attribute)) {
      proposal.change(entityName, new PolicyChange.Drop(policy.path("name").asText()));
    }
    for (JsonNode policy : change.after().path(attribute)) {
      String name = policy.path("name").asText();
      String fact = PlanWords.inlinePolicy(name, change.address());
      Optional<String> json = Optional.ofNullable(policy.path("policy").textValue());
      proposal.change(
          entityName,
          new PolicyChange.Put(
              name,
              change.isUnknown(attribute)
                  ? follower.unknown(change, attribute).document(fact)
                  : PlanDocument.document(fact, PlanDocument.reading(json))));
    }
  }

  /// Policies that are known only after the apply.
  private void waits(ResourceChange change, EntityName entityName, String attribute) {
    proposal.change(
        entityName,
        new PolicyChange.Put(
            change.address(),
            follower
                .unknown(change, attribute)
                .document(PlanWords.attachedPolicy(change.address()))));
  }

  private void attached(ResourceChange change, EntityName entityName) {
    String attribute = "managed_policy_arns";
    if (change.isUnknown(attribute)) {
      if (follower.waits(change, attribute)) {
        waits(change, entityName, attribute);
      }
      return;
    }
    if (!change.touches(attribute)) {
      return;
    }
    List<String> after = ResourceChange.texts(change.after().path(attribute));
    ResourceChange.texts(change.before().path(attribute)).stream()
        .filter(arn -> !after.contains(arn))
        .sorted()
        .distinct()
        .forEach(arn -> proposal.change(entityName, new PolicyChange.Detach(arn)));
    after.forEach(arn -> proposal.change(entityName, new PolicyChange.Attach(arn)));
  }
}
