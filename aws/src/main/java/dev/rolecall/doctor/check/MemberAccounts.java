package dev.rolecall.doctor.check;

import dev.rolecall.denial.AccountId;
import dev.rolecall.doctor.report.Area;
import dev.rolecall.doctor.report.AwsLocation;
import dev.rolecall.doctor.report.CheckFinding;
import dev.rolecall.doctor.report.Installation.Whose;
import dev.rolecall.doctor.report.Problem;
import dev.rolecall.doctor.wording.CheckWords;
import dev.rolecall.doctor.wording.RepairCommands;
import dev.rolecall.evidence.aws.AwsClients;
import dev.rolecall.evidence.aws.AwsResult;
import dev.rolecall.evidence.aws.ReadListener.Failure;
import dev.rolecall.explanation.wording.gap.GapSentence;
import java.util.Comparator;
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

  public static MemberAccounts of(Whose whose, CheckContext context) {
    return switch (whose) {
      case Whose.Listed(List<AccountId> accounts) ->
          found(CheckWords.membersListed(accounts.size()), accounts, Optional.empty());
      case Whose.Organization _ -> organization(context);
    };
  }

  private static MemberAccounts found(
      String what, List<AccountId> accounts, Optional<AccountId> management) {
    return new MemberAccounts(
        accounts, management, new CheckFinding.Ok(Area.ACCOUNTS, what, List.of()));
  }

  private static MemberAccounts organization(CheckContext context) {
    Optional<AwsResult.Unreadable<List<AccountId>>> first = Optional.empty();
    for (AccountId reader : context.organizationReaders()) {
      AwsResult<List<AccountId>> answer = accounts(context, reader);
      if (answer instanceof AwsResult.Found<List<AccountId>>(List<AccountId> accounts)) {
        return found(
            CheckWords.activeAccounts(accounts.size()), accounts, management(context, reader));
      }
      first = first.or(answer::failed);
    }
    return new MemberAccounts(List.of(), Optional.empty(), unread(context, first));
  }

  /// With reader roles there is no other account to ask; with profiles there may be one.
  private static CheckFinding unread(
      CheckContext context, Optional<AwsResult.Unreadable<List<AccountId>>> reply) {
    boolean refused = reply.isEmpty() || reply.orElseThrow().failure() == Failure.NOT_ALLOWED;
    List<AwsLocation> asked = context.organizationReaders().stream().map(AwsLocation::of).toList();
    if (refused && context.viewpoint() == Viewpoint.READER_ROLE) {
      return new CheckFinding.Wrong(
          Area.ACCOUNTS,
          Problem.ORGANIZATION_UNREADABLE,
          CheckWords.organizationUnreadable(),
          asked,
          RepairCommands.ORGANIZATION_ACCOUNT);
    }
    return new CheckFinding.Unknown(
        Area.ACCOUNTS,
        CheckWords.organizationAccounts(),
        reply.map(it -> GapSentence.why(it.why())).orElseGet(CheckWords::noOrganization),
        refused
            ? CheckWords.addOrganizationProfile()
            : reply.orElseThrow().learnBy().map(GapSentence::learnBy).orElse(""),
        asked);
  }

  private static AwsResult<List<AccountId>> accounts(CheckContext context, AccountId reader) {
    return context
        .questions()
        .ask(
            reader,
            "organizations:ListAccounts",
            AwsClients::organizations,
            client ->
                client.listAccountsPaginator().stream()
                    .flatMap(page -> page.accounts().stream())
                    .filter(MemberAccounts::isActive)
                    .map(account -> new AccountId(Objects.requireNonNull(account.id())))
                    .sorted(Comparator.comparing(AccountId::value))
                    .toList());
  }

  /// `State` is the newer of the two, and not everywhere yet.
  private static boolean isActive(Account account) {
    return "ACTIVE"
        .equals(Optional.ofNullable(account.stateAsString()).orElse(account.statusAsString()));
  }

  private static Optional<AccountId> management(CheckContext context, AccountId reader) {
    return context
        .questions()
        .ask(
            reader,
            "organizations:DescribeOrganization",
            AwsClients::organizations,
            client ->
                String.valueOf(client.describeOrganization().organization().masterAccountId()))
        .found()
        .flatMap(AccountId::parse);
  }

  /// The command that deploys what is in every account.
  String deploy(Whose whose, AccountId account) {
    boolean byStackSet =
        whose instanceof Whose.Organization && !management.filter(account::equals).isPresent();
    return byStackSet ? RepairCommands.ORGANIZATION : RepairCommands.MEMBER;
  }
}
