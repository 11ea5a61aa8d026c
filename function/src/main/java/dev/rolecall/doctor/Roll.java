package dev.rolecall.doctor;

import dev.rolecall.denial.AccountId;
import dev.rolecall.doctor.Installation.Whose;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.services.organizations.model.Account;

/// The accounts that are members.
///
/// @param management the account in which stack sets do not deploy
/// @param finding whether they could be found out
record Roll(List<AccountId> accounts, Optional<AccountId> management, Finding finding) {

  private static final String WHAT = "the accounts of the organization";

  static Roll of(Whose whose, Visit visit) {
    return switch (whose) {
      case Whose.Listed(List<AccountId> accounts) ->
          new Roll(
              accounts,
              Optional.empty(),
              new Finding.Ok(
                  Area.ACCOUNTS, "accounts that are members: " + accounts.size(), List.of()));
      case Whose.Organization _ -> organization(visit);
    };
  }

  private static Roll organization(Visit visit) {
    Optional<Reply.Unheard<?>> first = Optional.empty();
    for (AccountId reader : visit.organizationReaders()) {
      switch (accounts(visit, reader)) {
        case Reply.Got<List<AccountId>>(List<AccountId> accounts) -> {
          return new Roll(
              accounts,
              management(visit, reader),
              new Finding.Ok(
                  Area.ACCOUNTS,
                  "active accounts in the organization: " + accounts.size(),
                  List.of()));
        }
        case Reply.None<List<AccountId>> _ -> {}
        case Reply.Unheard<List<AccountId>> silence -> first = first.or(() -> Optional.of(silence));
      }
    }
    return new Roll(List.of(), Optional.empty(), unread(visit, first));
  }

  /// Who reads by roles has no other account to turn to; who reads by profiles may have.
  private static Finding unread(Visit visit, Optional<Reply.Unheard<?>> reply) {
    boolean refused = reply.isEmpty() || reply.orElseThrow().kind() == Reply.Kind.NOT_ALLOWED;
    List<Place> asked = visit.organizationReaders().stream().map(Place::of).toList();
    String why = reply.<String>map(Reply.Unheard::why).orElse("there is no organization");
    if (refused && visit.viewpoint() == Viewpoint.READER_ROLE) {
      return new Finding.Wrong(
          Area.ACCOUNTS,
          Fault.ORGANIZATION_UNREADABLE,
          WHAT
              + " cannot be read from here: this is neither the management account nor a delegated"
              + " administrator; ACCOUNT has to be one",
          asked,
          "npx cdk deploy RolecallMonitor -c rolecall:organizationAccount=ACCOUNT");
    }
    return new Finding.Unknown(
        Area.ACCOUNTS,
        WHAT,
        why,
        refused
            ? "--profile with a profile for the management account or a delegated administrator"
            : reply.orElseThrow().learnBy(),
        asked);
  }

  private static Reply<List<AccountId>> accounts(Visit visit, AccountId reader) {
    return visit
        .questions()
        .ask(
            reader,
            "organizations:ListAccounts",
            (clients, credentials) -> clients.organizations(credentials),
            client ->
                client.listAccountsPaginator().stream()
                    .flatMap(page -> page.accounts().stream())
                    .filter(Roll::isActive)
                    .map(account -> new AccountId(Objects.requireNonNull(account.id())))
                    .sorted(java.util.Comparator.comparing(AccountId::value))
                    .toList());
  }

  /// `State` is the newer of the two, and not everywhere yet.
  private static boolean isActive(Account account) {
    return "ACTIVE"
        .equals(Optional.ofNullable(account.stateAsString()).orElse(account.statusAsString()));
  }

  private static Optional<AccountId> management(Visit visit, AccountId reader) {
    Reply<Optional<AccountId>> organization =
        visit
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
    return byStackSet ? Commands.ORGANIZATION : Commands.MEMBER;
  }
}
