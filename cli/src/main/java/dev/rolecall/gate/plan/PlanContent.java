package dev.rolecall.gate.plan;

import java.util.List;
import java.util.Set;

/// What a plan contains, as far as it may matter.
///
/// @param changes of resources that may change who may assume a role
/// @param deferred changes of such resources that Terraform leaves for a later plan
/// @param changed the addresses in the configuration of all resources that change, of any type
/// @param known resources that exist, with their account
/// @param complete whether all resources are in it, those that are deferred among them
record PlanContent(
    List<ResourceChange> changes,
    List<ResourceChange> deferred,
    Set<String> changed,
    List<PlanAccounts.KnownResource> known,
    PlanProviders providers,
    boolean complete) {

  PlanContent {
    changes = List.copyOf(changes);
    deferred = List.copyOf(deferred);
    changed = Set.copyOf(changed);
    known = List.copyOf(known);
  }
}
