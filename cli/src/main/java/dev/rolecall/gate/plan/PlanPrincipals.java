package dev.rolecall.gate.plan;

import com.fasterxml.jackson.databind.JsonNode;
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
import java.util.function.Function;

/// Follows the roles and users of a plan.
record PlanPrincipals(Proposal proposal, PlanAccounts accounts, PlanFollower follower) {

  void role(ResourceChange change) throws MalformedPlan {
    Optional<RoleArn> old = change.before("arn").flatMap(RoleArn::parse);
    Optional<RoleArn> next =
        accounts.arn(change, "role", old.map(RoleArn::account)).flatMap(RoleArn::parse);
    Optional<RoleArn> role = follow(change, old, next, EntityName::of);
    boolean stays = change.kind() == ResourceChange.Kind.UPDATE;
    if (!stays && !next.equals(old)) {
      old.ifPresent(gone -> proposal.change(gone, new RoleChange.Removed()));
    }
    if (role.isPresent()) {
      describe(change, role.get(), !stays);
    } else if (change.kind() != ResourceChange.Kind.DELETE) {
      unknown(change, EntityName.Type.ROLE);
    }
  }

  /// The principal that is there after the change.
  private <A> Optional<A> follow(
      ResourceChange change, Optional<A> old, Optional<A> next, Function<A, EntityName> name)
      throws MalformedPlan {
    if (change.kind() == ResourceChange.Kind.UPDATE) {
      return old;
    }
    if (old.isPresent()) {
      gone(change, old.get().toString(), next.map(Object::toString));
    }
    if (change.kind() == ResourceChange.Kind.DELETE) {
      return Optional.empty();
    }
    next.ifPresent(created -> created(name.apply(created), created.toString()));
    return next;
  }

  /// A principal is created, and its name or its account is not known.
  private void unknown(ResourceChange change, EntityName.Type type) throws MalformedPlan {
    Scope scope = PlanScope.created(change, type);
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
        fresh || change.touches("tags_all") ? Optional.of(change.tags()) : Optional.empty();
    if (trust.isPresent() || tags.isPresent()) {
      proposal.change(role, new RoleChange.Put(trust, tags, fresh));
    }
    EntityName entityName = EntityName.of(role);
    if (change.isUnknown("tags_all")) {
      follower.leave(change.address(), PlanWords.unknownTags(), PlanScope.role(role));
    }
    boundary(change, entityName, fresh);
    inline(change, entityName);
    attached(change, entityName);
  }

  void user(ResourceChange change) throws MalformedPlan {
    Optional<UserArn> old = change.before("arn").flatMap(UserArn::parse);
    Optional<UserArn> next =
        accounts.arn(change, "user", old.map(UserArn::account)).flatMap(UserArn::parse);
    Optional<UserArn> user = follow(change, old, next, EntityName::of);
    if (user.isEmpty()) {
      if (change.kind() != ResourceChange.Kind.DELETE) {
        unknown(change, EntityName.Type.USER);
      }
      return;
    }
    EntityName entityName = EntityName.of(user.get());
    boolean fresh = change.kind() != ResourceChange.Kind.UPDATE;
    boundary(change, entityName, fresh);
    if (fresh ? !change.tags().isEmpty() : change.touches("tags_all")) {
      follower.leave(change.address(), PlanWords.userTags(), (call, _) -> entityName.makes(call));
    }
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

  private void attached(ResourceChange change, EntityName entityName) {
    String attribute = "managed_policy_arns";
    if (change.isUnknown(attribute) || !change.touches(attribute)) {
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
