package dev.rolecall.evidence.capture;

import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.Gap;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.organizations.OrganizationsClient;
import software.amazon.awssdk.services.organizations.model.PolicySummary;
import software.amazon.awssdk.services.organizations.model.PolicyType;

/// The policies of one type, by the target that they are attached to. Each target is asked for
/// once, and each policy. After the first refusal nobody is asked any more.
final class ControlPolicies {

  /// A policy and its document.
  record Attached(String name, String document) {}

  private final OrganizationsClient organizations;
  private final PolicyType type;
  private final AccountId asked;
  private final Map<String, List<Attached>> byTarget = new HashMap<>();
  private final Map<String, String> documents = new HashMap<>();
  private Optional<Gap> refused = Optional.empty();

  /// @param asked the account whose credentials are used
  ControlPolicies(OrganizationsClient organizations, PolicyType type, AccountId asked) {
    this.organizations = organizations;
    this.type = type;
    this.asked = asked;
  }

  /// The policies of each of these targets; empty when they cannot be read.
  Optional<List<List<Attached>>> of(List<String> targets) {
    if (refused.isPresent()) {
      return Optional.empty();
    }
    String action = "organizations:ListPoliciesForTarget";
    try {
      List<List<Attached>> levels = new ArrayList<>();
      for (String target : targets) {
        levels.add(at(target));
      }
      return Optional.of(levels);
    } catch (SdkException e) {
      refused = Optional.of(Refusal.gap(label() + " of the organization", action, asked, e));
      return Optional.empty();
    }
  }

  /// Why policies could not be read, if some could not.
  Optional<Gap> refused() {
    return refused;
  }

  private String label() {
    return type == PolicyType.SERVICE_CONTROL_POLICY ? "the SCPs" : "the RCPs";
  }

  private List<Attached> at(String target) {
    List<Attached> known = byTarget.get(target);
    if (known != null) {
      return known;
    }
    List<Attached> attached = new ArrayList<>();
    for (PolicySummary policy :
        organizations
            .listPoliciesForTargetPaginator(ask -> ask.targetId(target).filter(type))
            .stream()
            .flatMap(page -> page.policies().stream())
            .toList()) {
      attached.add(new Attached(policy.name(), document(policy.id())));
    }
    byTarget.put(target, attached);
    return attached;
  }

  private String document(String id) {
    return documents.computeIfAbsent(
        id, _ -> organizations.describePolicy(ask -> ask.policyId(id)).policy().content());
  }
}
