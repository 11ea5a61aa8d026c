package dev.rolecall.evidence.capture;

import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.Gap;
import dev.rolecall.denial.GapFact;
import dev.rolecall.denial.GapReason;
import dev.rolecall.denial.GapRemedy;
import dev.rolecall.evidence.Lookup;
import dev.rolecall.evidence.aws.AccountAccess;
import dev.rolecall.evidence.aws.AwsAccess;
import dev.rolecall.evidence.aws.AwsClients;
import dev.rolecall.evidence.capture.wording.CaptureWords;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.organizations.OrganizationsClient;
import software.amazon.awssdk.services.organizations.model.AwsOrganizationsNotInUseException;
import software.amazon.awssdk.services.organizations.model.Organization;

/// The organization of the home account. It is read with the credentials of its management account
/// where these are at hand, else with those of the home account.
record OrganizationCapture(AccountAccess access, AwsClients clients, CaptureListener listener) {

  private static final String WHAT = CaptureWords.organization();

  /// Absent when the home account belongs to none.
  Lookup<OrganizationTree> read() {
    return switch (access.to(access.home())) {
      case AwsAccess.Refused(GapReason why, GapRemedy learnBy) ->
          new Lookup.Unreadable<>(new Gap(GapFact.Topic.ORGANIZATION, why, learnBy));
      case AwsAccess.Granted granted -> read(clients.organizations(granted.credentials()));
    };
  }

  private Lookup<OrganizationTree> read(OrganizationsClient own) {
    Organization organization;
    try {
      organization = own.describeOrganization().organization();
    } catch (AwsOrganizationsNotInUseException _) {
      return new Lookup.Absent<>();
    } catch (SdkException e) {
      return unread("organizations:DescribeOrganization", access.home(), e);
    }
    AccountId management = new AccountId(organization.masterAccountId());
    return access.to(management) instanceof AwsAccess.Granted there
        ? read(organization, clients.organizations(there.credentials()), management)
        : read(organization, own, access.home());
  }

  private Lookup<OrganizationTree> read(
      Organization organization, OrganizationsClient organizations, AccountId asked) {
    try {
      return new Lookup.Found<>(
          OrganizationTree.read(
              organization,
              organizations,
              asked,
              (account, accounts) -> listener.reading(account, WHAT, accounts)));
    } catch (SdkException e) {
      return unread(
          String.join(
              ", ",
              "organizations:ListRoots",
              "organizations:ListAccountsForParent",
              "organizations:ListOrganizationalUnitsForParent"),
          asked,
          e);
    }
  }

  private static Lookup<OrganizationTree> unread(
      String action, AccountId asked, SdkException error) {
    return new Lookup.Unreadable<>(
        ReadRefusal.gap(GapFact.Topic.ORGANIZATION, action, asked, error));
  }
}
