package dev.rolecall.evidence.capture;

import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.Gap;
import dev.rolecall.evidence.aws.AccountAccess;
import dev.rolecall.evidence.aws.AwsAccess;
import dev.rolecall.evidence.aws.AwsClients;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.organizations.OrganizationsClient;
import software.amazon.awssdk.services.organizations.model.AwsOrganizationsNotInUseException;
import software.amazon.awssdk.services.organizations.model.Organization;
import software.amazon.awssdk.services.organizations.model.PolicyType;

/// The organization of the home account. It is read with the credentials of its management account
/// where these are at hand, else with those of the home account.
final class OrganizationCapture {

  /// What came of reading it.
  sealed interface Result {
    /// Its accounts were read.
    record Read(OrganizationTree tree, OrganizationJson.Levels levels) implements Result {}

    /// The home account belongs to none.
    record None() implements Result {}

    /// It could not be read.
    record Unread(Gap gap) implements Result {}
  }

  private static final String WHAT = "the organization and its policies";
  private static final List<PolicyType> TYPES =
      List.of(PolicyType.SERVICE_CONTROL_POLICY, PolicyType.RESOURCE_CONTROL_POLICY);

  private final AccountAccess access;
  private final AwsClients clients;
  private final CaptureListener listener;
  private final Map<PolicyType, ControlPolicyAttachments> policies =
      new EnumMap<>(PolicyType.class);

  OrganizationCapture(AccountAccess access, AwsClients clients, CaptureListener listener) {
    this.access = access;
    this.clients = clients;
    this.listener = listener;
  }

  Result read() {
    AccountId home = access.home();
    return switch (access.to(home)) {
      case AwsAccess.Refused(String why, String learnBy) ->
          new Result.Unread(new Gap(WHAT, why, learnBy));
      case AwsAccess.Granted granted -> read(home, granted);
    };
  }

  private Result read(AccountId home, AwsAccess.Granted granted) {
    OrganizationsClient own = clients.organizations(granted.credentials());
    Organization organization;
    try {
      organization = own.describeOrganization().organization();
    } catch (AwsOrganizationsNotInUseException _) {
      return new Result.None();
    } catch (SdkException e) {
      return unread("organizations:DescribeOrganization", home, e);
    }
    AccountId management = new AccountId(organization.masterAccountId());
    return access.to(management) instanceof AwsAccess.Granted there
        ? read(organization, clients.organizations(there.credentials()), management)
        : read(organization, own, home);
  }

  private Result read(
      Organization organization, OrganizationsClient organizations, AccountId asked) {
    try {
      OrganizationTree tree = OrganizationTree.read(organization, organizations);
      for (PolicyType type : TYPES) {
        policies.put(type, new ControlPolicyAttachments(organizations, type, asked));
      }
      return new Result.Read(tree, (type, member) -> levels(tree, type, member));
    } catch (SdkException e) {
      return unread(
          "organizations:ListRoots, ListAccountsForParent or ListOrganizationalUnitsForParent",
          asked,
          e);
    }
  }

  private Optional<List<List<ControlPolicyAttachments.Attached>>> levels(
      OrganizationTree tree, PolicyType type, OrganizationTree.Member member) {
    listener.reading(member.account(), WHAT, tree.members().size());
    return tree.enabled().contains(type)
        ? Optional.ofNullable(policies.get(type)).flatMap(read -> read.of(member.targets()))
        : Optional.of(List.of());
  }

  private static Result unread(String action, AccountId asked, SdkException error) {
    return new Result.Unread(ReadRefusal.gap(WHAT, action, asked, error));
  }

  /// The types of policies that could not be read.
  List<Gap> gaps() {
    return policies.values().stream().flatMap(type -> type.refused().stream()).toList();
  }
}
