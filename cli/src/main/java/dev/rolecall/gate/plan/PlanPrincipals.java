package dev.rolecall.gate.plan;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rolecall.denial.Denial;
import dev.rolecall.denial.RoleArn;
import dev.rolecall.denial.UserArn;
import dev.rolecall.gate.proposal.DeletedPrincipal;
import dev.rolecall.gate.proposal.EntityName;
import dev.rolecall.gate.proposal.PolicyChange;
import dev.rolecall.gate.proposal.Proposal;
import dev.rolecall.gate.proposal.RoleChange;
import dev.rolecall.iam.policy.PolicyReading;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// Follows the roles and users of a plan.
record PlanPrincipals(Proposal.Draft draft, PlanAccounts accounts, PlanFollower.Leaving leaving) {

  void role(ResourceChange change) throws MalformedPlan {
    Optional<RoleArn> old = change.before("arn").flatMap(RoleArn::parse);
    Optional<RoleArn> next =
        accounts.arn(change, "role", old.map(RoleArn::account)).flatMap(RoleArn::parse);
    boolean stays = change.kind() == ResourceChange.Kind.UPDATE;
    if (!stays && old.isPresent()) {
      gone(change, old.get().toString(), next.map(RoleArn::toString));
      if (!next.equals(old)) {
        draft.change(old.get(), new RoleChange.Removed());
      }
    }
    if (change.kind() == ResourceChange.Kind.DELETE) {
      return;
    }
    Optional<RoleArn> role = stays ? old : next;
    if (role.isEmpty()) {
      leaving.leave(
          change.address(), "the ARN of its role is not told before the apply", asks(change));
      return;
    }
    if (!stays) {
      created(principal(role.get()), role.get().toString());
    }
    describe(change, role.get(), !stays);
  }

  /// Calls for or by a role of that name, as far as the name is known.
  private static Predicate<Denial> asks(ResourceChange change) throws MalformedPlan {
    Optional<String> name = change.after("name");
    return call ->
        name.isEmpty()
            || call.target().arn().map(RoleArn::name).equals(name)
            || EntityName.of(call.caller()).map(EntityName::name).equals(name);
  }

  private void describe(ResourceChange change, RoleArn role, boolean fresh) throws MalformedPlan {
    Optional<PolicyReading> trust =
        fresh || change.touches("assume_role_policy")
            ? Optional.of(PlanDocument.reading(change, "assume_role_policy"))
            : Optional.empty();
    Optional<Map<String, String>> tags =
        fresh || change.touches("tags_all") ? Optional.of(change.tags()) : Optional.empty();
    if (fresh || trust.isPresent() || tags.isPresent()) {
      draft.change(role, new RoleChange.Put(trust, tags, fresh));
    }
    if (change.isUnknown("tags_all")) {
      leaving.leave(change.address(), "tags that are known only after the apply", concerns(role));
    }
    EntityName entityName = principal(role);
    boundary(change, entityName, fresh);
    inline(change, entityName);
    attached(change, entityName);
  }

  private static EntityName principal(RoleArn role) {
    return new EntityName(role.account(), EntityName.Type.ROLE, role.name());
  }

  private static Predicate<Denial> concerns(RoleArn role) {
    return call ->
        call.target().arn().filter(role::equals).isPresent() || principal(role).makes(call);
  }

  void user(ResourceChange change) throws MalformedPlan {
    Optional<UserArn> old = change.before("arn").flatMap(UserArn::parse);
    Optional<UserArn> next =
        accounts.arn(change, "user", old.map(UserArn::account)).flatMap(UserArn::parse);
    boolean stays = change.kind() == ResourceChange.Kind.UPDATE;
    if (!stays && old.isPresent()) {
      gone(change, old.get().toString(), next.map(UserArn::toString));
    }
    Optional<UserArn> user = stays ? old : next;
    if (change.kind() == ResourceChange.Kind.DELETE || user.isEmpty()) {
      return;
    }
    EntityName entityName =
        new EntityName(user.get().account(), EntityName.Type.USER, user.get().name());
    if (!stays) {
      created(entityName, user.get().toString());
    }
    boundary(change, entityName, !stays);
    if (stays ? change.touches("tags_all") : !change.tags().isEmpty()) {
      leaving.leave(change.address(), "the tags of users", entityName::makes);
    }
  }

  /// A principal is created, perhaps after another of the same ARN was deleted.
  private void created(EntityName entityName, String arn) {
    draft.fresh.put(entityName, arn);
    if (draft.ended.remove(arn) != null) {
      draft.reborn.put(arn, "its unique id");
    }
  }

  /// A principal is deleted; perhaps one of the same ARN takes its place.
  private void gone(ResourceChange change, String arn, Optional<String> next) throws MalformedPlan {
    if (next.filter(arn::equals).isPresent()) {
      draft.reborn.put(arn, change.before("unique_id").orElse("its unique id"));
    } else {
      draft.ended.put(
          arn, new DeletedPrincipal(arn, change.address() + " deletes the caller " + arn));
    }
  }

  private void boundary(ResourceChange change, EntityName entityName, boolean fresh)
      throws MalformedPlan {
    String attribute = "permissions_boundary";
    if (change.isUnknown(attribute)) {
      draft.change(
          entityName,
          new PolicyChange.Boundary(
              Optional.of("of " + change.address() + " (known after apply)")));
    } else if (fresh || change.touches(attribute)) {
      draft.change(entityName, new PolicyChange.Boundary(change.after(attribute)));
    }
  }

  /// Policies inside the resource itself. What the resource had and no longer has goes.
  private void inline(ResourceChange change, EntityName entityName) throws MalformedPlan {
    String attribute = "inline_policy";
    if (!change.touches(attribute)) {
      return;
    }
    for (JsonNode policy : change.before().path(attribute)) {
      draft.change(entityName, new PolicyChange.Drop(policy.path("name").asText()));
    }
    boolean unknown = change.isUnknown(attribute);
    for (JsonNode policy : change.after().path(attribute)) {
      String name = policy.path("name").asText();
      Optional<String> json = Optional.ofNullable(policy.path("policy").textValue());
      draft.change(
          entityName,
          new PolicyChange.Put(
              name,
              PlanDocument.document(
                  "inline policy " + name + " of " + change.address(),
                  unknown
                      ? new PolicyReading.Unreadable("Terraform knows it only after the apply")
                      : PlanDocument.reading(json))));
    }
  }

  private void attached(ResourceChange change, EntityName entityName) {
    String attribute = "managed_policy_arns";
    if (change.isUnknown(attribute) || !change.touches(attribute)) {
      return;
    }
    List<String> before = ResourceChange.texts(change.before().path(attribute));
    List<String> after = ResourceChange.texts(change.after().path(attribute));
    before.stream()
        .filter(arn -> !after.contains(arn))
        .distinct()
        .sorted()
        .forEach(arn -> draft.change(entityName, new PolicyChange.Detach(arn)));
    after.forEach(arn -> draft.change(entityName, new PolicyChange.Attach(arn)));
  }
}
