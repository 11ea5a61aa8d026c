package dev.rolecall.gate.proposal;

import dev.rolecall.denial.Caller;
import dev.rolecall.denial.RoleArn;
import dev.rolecall.evidence.CallerFacts;
import dev.rolecall.evidence.Callers;
import dev.rolecall.evidence.Lookup;
import dev.rolecall.evidence.Lookup.Absent;
import dev.rolecall.evidence.Lookup.Found;
import dev.rolecall.gate.proposal.RoleChange.Put;
import dev.rolecall.iam.evaluation.Layer;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Callers as a proposal would have them.
record ProposedCallers(Proposal proposal, Callers now) implements Callers {

  @Override
  public Lookup<CallerFacts> caller(Caller caller) {
    Optional<EntityName> principal = EntityName.of(caller);
    Lookup<CallerFacts> facts = now.caller(caller);
    return principal.isEmpty() ? facts : changed(principal.get(), facts);
  }

  private Lookup<CallerFacts> changed(EntityName entityName, Lookup<CallerFacts> facts) {
    String fresh = proposal.fresh.get(entityName);
    if (fresh != null) {
      return new Found<>(changed(entityName, fresh(fresh)));
    }
    return facts.flatMap(
        found ->
            proposal.ended.containsKey(found.arn())
                ? new Absent<>()
                : new Found<>(changed(entityName, found)));
  }

  private static CallerFacts fresh(String arn) {
    return new CallerFacts(
        arn,
        Optional.empty(),
        Optional.empty(),
        Map.of(),
        List.of(),
        List.of(),
        new Layer.NotApplicable(),
        Optional.empty());
  }

  private CallerFacts changed(EntityName entityName, CallerFacts facts) {
    PolicySet policies = new PolicySet(facts, entityName.name(), proposal.policies);
    proposal.callers.getOrDefault(entityName, List.of()).forEach(policies::apply);
    return policies.facts(
        RoleArn.parse(facts.arn())
            .map(proposal.roles::get)
            .flatMap(change -> change instanceof Put put ? put.tags() : Optional.empty()));
  }
}
