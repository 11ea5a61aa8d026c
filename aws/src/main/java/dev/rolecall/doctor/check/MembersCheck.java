package dev.rolecall.doctor.check;

import dev.rolecall.denial.AccountId;
import dev.rolecall.doctor.report.Area;
import dev.rolecall.doctor.report.AwsLocation;
import dev.rolecall.doctor.report.CheckFinding;
import dev.rolecall.doctor.report.Installation.Members;
import dev.rolecall.doctor.report.Problem;
import dev.rolecall.evidence.aws.Deadline;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/// Every account can be read, and in every region of it a trail logs and a rule forwards. Looked at
/// side by side.
public record MembersCheck(Members members, MemberAccounts roll, Trails trails) implements Check {

  @Override
  public List<CheckFinding> findings(CheckContext checkContext) {
    List<CheckFinding> findings = new ArrayList<>();
    findings.add(roll.finding());
    globalRegion(checkContext).ifPresent(findings::add);
    Deadline deadline = checkContext.questions().deadline();
    List<AccountId> open = new ArrayList<>(List.of(checkContext.installation().account()));
    Optional<String> reader = checkContext.installation().readerRole();
    for (ReaderRoleCheck look :
        deadline.each(
            others(checkContext),
            account -> ReaderRoleCheck.of(checkContext, account, reader, deploy(account)),
            MembersCheck::late)) {
      findings.add(look.finding());
      if (look.open()) {
        open.add(look.account());
      }
    }
    findings.addAll(
        deadline.each(
            places(checkContext, open),
            where -> forwarding(checkContext, where),
            MembersCheck::late));
    findings.addAll(deadline.each(places(checkContext, open), trails::finding, MembersCheck::late));
    return findings;
  }

  private CheckFinding forwarding(CheckContext checkContext, AwsLocation where) {
    return RuleCheck.forwarding(members, where, deploy(where.account()))
        .finding(checkContext.questions());
  }

  private String deploy(AccountId account) {
    return roll.deploy(members.whose(), account);
  }

  private List<AccountId> others(CheckContext checkContext) {
    return roll.accounts().stream()
        .filter(account -> !account.equals(checkContext.installation().account()))
        .toList();
  }

  /// Where the monitor itself is, its own rule does what forwarding does elsewhere.
  private List<AwsLocation> places(CheckContext checkContext, List<AccountId> open) {
    AwsLocation home = checkContext.home();
    TreeSet<String> regions = new TreeSet<>(members.regions());
    return open.stream()
        .flatMap(account -> regions.stream().map(region -> AwsLocation.of(account, region)))
        .filter(awsLocation -> !awsLocation.equals(home))
        .toList();
  }

  private static ReaderRoleCheck late(AccountId account) {
    return new ReaderRoleCheck(
        account, false, late(Area.ACCOUNTS, "reader roles", AwsLocation.of(account)));
  }

  private static CheckFinding late(AwsLocation where) {
    return late(Area.FORWARDING, "forwarding and trails", where);
  }

  private static CheckFinding late(Area area, String what, AwsLocation where) {
    return new CheckFinding.Unknown(
        area, what, DoctorReader.LATE, DoctorReader.LATER, List.of(where));
  }

  private Optional<CheckFinding> globalRegion(CheckContext checkContext) {
    return Optional.of(checkContext.questions().clients().globalRegion().id())
        .filter(global -> !members.regions().contains(global))
        .map(
            global ->
                new CheckFinding.Wrong(
                    Area.FORWARDING,
                    Problem.GLOBAL_REGION_LEFT_OUT,
                    "no account forwards from "
                        + global
                        + ", where calls to the global endpoint of STS are recorded",
                    List.of(),
                    "add \""
                        + global
                        + "\" to members.regions in cdk.json, then npx cdk deploy RolecallMonitor"
                        + " RolecallOrganization"));
  }
}
