package dev.rolecall.evidence.capture;

import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.Gap;
import dev.rolecall.evidence.Lazy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.organizations.OrganizationsClient;
import software.amazon.awssdk.services.organizations.model.PolicySummary;
import software.amazon.awssdk.services.organizations.model.PolicyTargetSummary;
import software.amazon.awssdk.services.organizations.model.PolicyType;

/// The policies of one type, by the target that they are attached to. It is not each target that is
/// asked for its policies but each policy for its targets: organizations have thousands of accounts
/// and dozens of policies. After a refusal nothing is asked any more.
final class ControlPolicyAttachments {

  /// A policy and its document.
  record Attached(String name, String document) {}

  private final OrganizationsClient organizations;
  private final PolicyType type;
  private final AccountId asked;
  private final Lazy<Optional<Map<String, List<Attached>>>> byTarget = new Lazy<>(this::read);
  private String action = "";
  private Optional<Gap> refused = Optional.empty();

  /// @param asked the account whose credentials are used
  ControlPolicyAttachments(OrganizationsClient organizations, PolicyType type, AccountId asked) {
    this.organizations = organizations;
    this.type = type;
    this.asked = asked;
  }

  /// The policies of each of these targets; empty when they cannot be read.
  Optional<List<List<Attached>>> of(List<String> targets) {
    return byTarget
        .get()
        .map(
            attached ->
                targets.stream().map(target -> attached.getOrDefault(target, List.of())).toList());
  }

  /// Why policies could not be read, if some could not.
  Optional<Gap> refused() {
    return refused;
  }

  private Optional<Map<String, List<Attached>>> read() {
    Map<String, List<Attached>> attached = new HashMap<>();
    try {
      action = "organizations:ListPolicies";
      organizations.listPoliciesPaginator(ask -> ask.filter(type)).stream()
          .flatMap(page -> page.policies().stream())
          .toList()
          .forEach(policy -> read(policy, attached));
      return Optional.of(attached);
    } catch (SdkException e) {
      String fact =
          "the %ss of the organization"
              .formatted(type == PolicyType.SERVICE_CONTROL_POLICY ? "SCP" : "RCP");
      refused = Optional.of(ReadRefusal.gap(fact, action, asked, e));
      return Optional.empty();
    }
  }

  private void read(PolicySummary policy, Map<String, List<Attached>> attached) {
    action = "organizations:ListTargetsForPolicy";
    List<String> targets =
        organizations.listTargetsForPolicyPaginator(ask -> ask.policyId(policy.id())).stream()
            .flatMap(page -> page.targets().stream())
            .map(PolicyTargetSummary::targetId)
            .toList();
    if (targets.isEmpty()) {
      return;
    }
    action = "organizations:DescribePolicy";
    Attached one =
        new Attached(
            policy.name(),
            organizations.describePolicy(ask -> ask.policyId(policy.id())).policy().content());
    targets.forEach(target -> attached.computeIfAbsent(target, _ -> new ArrayList<>()).add(one));
  }
}
