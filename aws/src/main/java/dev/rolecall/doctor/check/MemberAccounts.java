package dev.rolecall.doctor.check;

import dev.rolecall.denial.AccountId;
import dev.rolecall.doctor.report.Area;
import dev.rolecall.doctor.report.AwsLocation;
import dev.rolecall.doctor.report.CheckFinding;
import dev.rolecall.doctor.report.Installation.Whose;
import dev.rolecall.doctor.report.Problem;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.services.organizations.model.Account;

/// The accounts that are members.
///
/// @param management the account in which stack sets do not deploy
/// @param finding whether they could be found out
public record MemberAccounts(
    List<AccountId> accounts, Optional<AccountId> management, CheckFinding finding) {

  private static final String WHAT = "the accounts of the organization";

  public static MemberAccounts of(Whose whose, CheckContext checkContext) {
    return switch (whose) {
      case Whose.Listed(List<AccountId> accounts) ->
          new MemberAccounts(
              accounts,
              Optional.empty(),
              new CheckFinding.Ok(
                  Area.ACCOUNTS, "accounts that are members: " + accounts.size(), List.of()));
      case Whose.Organization _ -> organization(checkContext);
    };
  }

  private static MemberAccounts organization(CheckContext checkContext) {
    Optional<DoctorResult.Unheard<?>> first = Optional.empty();
    for (AccountId reader : checkContext.organizationReaders()) {
      switch (accounts(checkContext, reader)) {
        case DoctorResult.Got<List<AccountId>>(List<AccountId> accounts) -> {
          return new MemberAccounts(
              accounts,
              management(checkContext, reader),
              new CheckFinding.Ok(
                  Area.ACCOUNTS,
                  "active accounts in the organization: " + accounts.size(),
                  List.of()));
        }
        case DoctorResult.None<List<AccountId>> _ -> {}
        case DoctorResult.Unheard<List<AccountId>> silence ->
            first = first.or(() -> Optional.of(silence));
      }
    }
    return new MemberAccounts(List.of(), Optional.empty(), unread(checkContext, first));
  }

  /// Who reads by roles has no other account to turn to; who reads by profiles may have.
  private static CheckFinding unread(
      CheckContext checkContext, Optional<DoctorResult.Unheard<?>> reply) {
    boolean refused =
        reply.isEmpty() || reply.orElseThrow().kind() == DoctorResult.Kind.NOT_ALLOWED;
    List<AwsLocation> asked =
        checkContext.organizationReaders().stream().map(AwsLocation::of).toList();
    String why = reply.<String>map(DoctorResult.Unheard::why).orElse("there is no organization");
    if (refused && checkContext.viewpoint() == Viewpoint.READER_ROLE) {
      return new CheckFinding.Wrong(
          Area.ACCOUNTS,
          Problem.ORGANIZATION_UNREADABLE,
          WHAT
              + " cannot be read from here: this is neither the management account nor a delegated"
              + " administrator; ACCOUNT has to be one",
          asked,
          "npx cdk deploy RolecallMonitor -c rolecall:organizationAccount=ACCOUNT");
    }
    return new CheckFinding.Unknown(
        Area.ACCOUNTS,
        WHAT,
        why,
        refused
            ? "--profile with a profile for the management account or a delegated administrator"
            : reply.orElseThrow().learnBy(),
        asked);
  }

  private static DoctorResult<List<AccountId>> accounts(
      CheckContext checkContext, AccountId reader) {
    return checkContext
        .questions()
        .ask(
            reader,
            "organizations:ListAccounts",
            (clients, credentials) -> clients.organizations(credentials),
            client ->
                client.listAccountsPaginator().stream()
                    .flatMap(page -> page.accounts().stream())
                    .filter(MemberAccounts::isActive)
                    .map(account -> new AccountId(Objects.requireNonNull(account.id())))
                    .sorted(java.util.Comparator.comparing(AccountId::value))
                    .toList());
  }

  /// `State` is the newer of the two, and not everywhere yet.
  private static boolean isActive(Account account) {
    return "ACTIVE"
        .equals(Optional.ofNullable(account.stateAsString()).orElse(account.statusAsString()));
  }

  private static Optional<AccountId> management(CheckContext checkContext, AccountId reader) {
    DoctorResult<Optional<AccountId>> organization =
        checkContext
            .questions()
            .ask(
                reader,
                "organizations:DescribeOrganization",
                (clients, credentials) -> clients.organizations(credentials),
                client ->
                    AccountId.parse(
                        String.valueOf(
                            client.describeOrganization().organization().masterAccountId())));
    return organization.fold(found -> found, _ -> Optional.empty(), _ -> Optional.empty());
  }

  /// The command that deploys what is in every account.
  String deploy(Whose whose, AccountId account) {
    boolean byStackSet =
        whose instanceof Whose.Organization && !management.filter(account::equals).isPresent();
    return byStackSet ? RepairCommands.ORGANIZATION : RepairCommands.MEMBER;
  }
}
