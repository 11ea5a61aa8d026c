package dev.rolecall.evidence.capture;

import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.Gap;
import dev.rolecall.denial.GapFact;
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
///
/// @param byTarget empty when they could not be read
/// @param refused why they could not be read
record ControlPolicyAttachments(
    Optional<Map<String, List<Attached>>> byTarget, Optional<Gap> refused) {

  /// A policy and its document.
  record Attached(String name, String document) {}

  /// @param asked the account whose credentials are used
  static ControlPolicyAttachments read(
      OrganizationsClient organizations, PolicyType type, AccountId asked) {
    Map<String, List<Attached>> byTarget = new HashMap<>();
    String action = "organizations:ListPolicies";
    try {
      List<PolicySummary> policies =
          organizations.listPoliciesPaginator(ask -> ask.filter(type)).stream()
              .flatMap(page -> page.policies().stream())
              .toList();
      for (PolicySummary policy : policies) {
        action = "organizations:ListTargetsForPolicy";
        List<String> targets =
            organizations.listTargetsForPolicyPaginator(ask -> ask.policyId(policy.id())).stream()
                .flatMap(page -> page.targets().stream())
                .map(PolicyTargetSummary::targetId)
                .toList();
        action = "organizations:DescribePolicy";
        if (!targets.isEmpty()) {
          Attached one = new Attached(policy.name(), document(organizations, policy.id()));
          targets.forEach(
              target -> byTarget.computeIfAbsent(target, _ -> new ArrayList<>()).add(one));
        }
      }
    } catch (SdkException e) {
      GapFact fact =
          new GapFact.ControlPolicies(
              type == PolicyType.SERVICE_CONTROL_POLICY
                  ? dev.rolecall.denial.PolicyType.SCP
                  : dev.rolecall.denial.PolicyType.RCP,
              "");
      return new ControlPolicyAttachments(
          Optional.empty(), Optional.of(ReadRefusal.gap(fact, action, asked, e)));
    }
    return new ControlPolicyAttachments(Optional.of(byTarget), Optional.empty());
  }

  private static String document(OrganizationsClient organizations, String id) {
    return organizations.describePolicy(ask -> ask.policyId(id)).policy().content();
  }

  /// The policies of each of these targets; empty when they cannot be read.
  Optional<List<List<Attached>>> of(List<String> targets) {
    return byTarget.map(
        attached ->
            targets.stream().map(target -> attached.getOrDefault(target, List.of())).toList());
  }
}
