package dev.rolecall.doctor.check;

import dev.rolecall.denial.AccountId;
import dev.rolecall.doctor.report.Area;
import dev.rolecall.doctor.report.AwsLocation;
import dev.rolecall.doctor.report.CheckFinding;
import dev.rolecall.doctor.report.Installation.Members;
import dev.rolecall.doctor.report.Problem;
import dev.rolecall.doctor.wording.CheckWords;
import dev.rolecall.doctor.wording.DoctorWords;
import dev.rolecall.doctor.wording.RepairCommands;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/// Every account can be read, and in every region of it a trail logs and a rule forwards. Looked at
/// side by side.
public record MembersCheck(Members members, MemberAccounts roll, Trails trails) implements Check {

  @Override
  public List<CheckFinding> findings(CheckContext context) {
    DoctorReader reader = context.questions();
    AccountId home = context.installation().account();
    List<AwsLocation> others =
        roll.accounts().stream()
            .filter(account -> !account.equals(home))
            .map(AwsLocation::of)
            .toList();
    List<CheckFinding> findings = new ArrayList<>();
    findings.add(roll.finding());
    globalRegion(reader.clients().globalRegion().id()).ifPresent(findings::add);
    findings.addAll(
        reader
            .deadline()
            .each(
                others,
                where -> readerRole(where, context),
                where -> late(Area.ACCOUNTS, CheckWords.readerRoles(), where)));
    List<AwsLocation> places =
        Stream.concat(
                Stream.of(home), others.stream().map(AwsLocation::account).filter(reader::isOpen))
            .flatMap(this::regions)
            .filter(where -> !where.equals(context.home()))
            .toList();
    findings.addAll(
        each(
            places,
            where -> RuleCheck.forwarding(members, where, deploy(where.account())).finding(reader),
            reader));
    findings.addAll(each(places, trails::finding, reader));
    return findings;
  }

  private CheckFinding readerRole(AwsLocation where, CheckContext context) {
    return new ReaderRoleCheck(
            new CheckSubject(Area.ACCOUNTS, where, context.questions()),
            context.viewpoint(),
            context.installation().readerRole(),
            deploy(where.account()))
        .finding();
  }

  private static List<CheckFinding> each(
      List<AwsLocation> places, Function<AwsLocation, CheckFinding> look, DoctorReader reader) {
    return reader
        .deadline()
        .each(
            places, look, where -> late(Area.FORWARDING, CheckWords.forwardingAndTrails(), where));
  }

  private String deploy(AccountId account) {
    return roll.deploy(members.whose(), account);
  }

  /// Where the monitor itself is, its own rule does what forwarding does elsewhere.
  private Stream<AwsLocation> regions(AccountId account) {
    return members.regions().stream()
        .sorted()
        .distinct()
        .map(region -> AwsLocation.of(account, region));
  }

  private static CheckFinding late(Area area, String what, AwsLocation where) {
    return new CheckFinding.Unknown(
        area, what, DoctorWords.noTimeLeft(), DoctorWords.runAgain(), List.of(where));
  }

  private Optional<CheckFinding> globalRegion(String region) {
    return Optional.of(region)
        .filter(global -> !members.regions().contains(global))
        .map(
            global ->
                new CheckFinding.Wrong(
                    Area.FORWARDING,
                    Problem.GLOBAL_REGION_LEFT_OUT,
                    CheckWords.globalRegionLeftOut(global),
                    List.of(),
                    RepairCommands.addRegion(global)));
  }
}
