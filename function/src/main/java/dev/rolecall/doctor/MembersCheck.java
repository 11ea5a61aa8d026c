package dev.rolecall.doctor;

import dev.rolecall.denial.AccountId;
import dev.rolecall.doctor.Installation.Members;
import dev.rolecall.evidence.aws.AwsClients;
import dev.rolecall.evidence.aws.Deadline;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/// Every account can be read, and in every region of it a trail logs and a rule forwards. Looked at
/// side by side.
record MembersCheck(Members members, Roll roll, Trails trails) implements Check {

  @Override
  public List<Finding> findings(Visit visit) {
    List<Finding> findings = new ArrayList<>();
    findings.add(roll.finding());
    globalRegion(visit).ifPresent(findings::add);
    Deadline deadline = visit.questions().deadline();
    List<AccountId> open = new ArrayList<>(List.of(visit.installation().account()));
    Optional<String> reader = visit.installation().readerRole();
    for (ReaderLook look :
        deadline.each(
            others(visit),
            account -> ReaderLook.of(visit, account, reader, deploy(account)),
            MembersCheck::late)) {
      findings.add(look.finding());
      if (look.open()) {
        open.add(look.account());
      }
    }
    findings.addAll(
        deadline.each(places(visit, open), where -> forwarding(visit, where), MembersCheck::late));
    findings.addAll(deadline.each(places(visit, open), trails::finding, MembersCheck::late));
    return findings;
  }

  private Finding forwarding(Visit visit, Place where) {
    return new Forwarding(members, where, deploy(where.account())).finding(visit.questions());
  }

  private String deploy(AccountId account) {
    return roll.deploy(members.whose(), account);
  }

  private List<AccountId> others(Visit visit) {
    return roll.accounts().stream()
        .filter(account -> !account.equals(visit.installation().account()))
        .toList();
  }

  /// Where the monitor itself is, its own rule does what forwarding does elsewhere.
  private List<Place> places(Visit visit, List<AccountId> open) {
    Place home = visit.home();
    TreeSet<String> regions = new TreeSet<>(members.regions());
    return open.stream()
        .flatMap(account -> regions.stream().map(region -> Place.of(account, region)))
        .filter(place -> !place.equals(home))
        .toList();
  }

  private static ReaderLook late(AccountId account) {
    return new ReaderLook(
        account, false, Questions.late().about(Area.ACCOUNTS, "reader roles", Place.of(account)));
  }

  private static Finding late(Place where) {
    return Questions.late().about(Area.FORWARDING, "forwarding and trails", where);
  }

  private Optional<Finding> globalRegion(Visit visit) {
    AwsClients clients = visit.questions().clients();
    String global = clients.globalRegion().id();
    return members.regions().contains(global)
        ? Optional.empty()
        : Optional.of(
            new Finding.Wrong(
                Area.FORWARDING,
                Fault.GLOBAL_REGION_LEFT_OUT,
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
