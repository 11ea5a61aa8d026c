package dev.rolecall.doctor;

import dev.rolecall.denial.AccountId;
import dev.rolecall.doctor.check.BusCheck;
import dev.rolecall.doctor.check.Check;
import dev.rolecall.doctor.check.CheckContext;
import dev.rolecall.doctor.check.DoctorReader;
import dev.rolecall.doctor.check.InteractionCheck;
import dev.rolecall.doctor.check.MemberAccounts;
import dev.rolecall.doctor.check.MembersCheck;
import dev.rolecall.doctor.check.PagerDutyCheck;
import dev.rolecall.doctor.check.ParameterReading;
import dev.rolecall.doctor.check.QueuesCheck;
import dev.rolecall.doctor.check.RuleCheck;
import dev.rolecall.doctor.check.SecretCheck;
import dev.rolecall.doctor.check.TableCheck;
import dev.rolecall.doctor.check.TopicCheck;
import dev.rolecall.doctor.check.Trails;
import dev.rolecall.doctor.check.Viewpoint;
import dev.rolecall.doctor.report.Area;
import dev.rolecall.doctor.report.CheckFinding;
import dev.rolecall.doctor.report.DeployedChannel;
import dev.rolecall.doctor.report.DoctorReport;
import dev.rolecall.doctor.report.Installation;
import dev.rolecall.doctor.wording.CheckWords;
import dev.rolecall.doctor.wording.DoctorWords;
import dev.rolecall.evidence.aws.AccountAccess;
import dev.rolecall.evidence.aws.AwsClients;
import dev.rolecall.evidence.aws.Deadline;
import dev.rolecall.explanation.notification.Channel;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Examines an installation.
///
/// @param clients their region is the monitor's
/// @param organizationReaders accounts in which Organizations is asked, the first that may wins
/// @param progress hears what is being looked at
public record Doctor(
    AccountAccess access,
    AwsClients clients,
    Viewpoint viewpoint,
    List<AccountId> organizationReaders,
    InstantSource clock,
    Consumer<String> progress) {

  public Doctor {
    organizationReaders = List.copyOf(organizationReaders);
  }

  /// Looks at everything.
  ///
  /// @param parameter name of the parameter that describes the installation
  /// @param time for all of it; what was not reached is unknown
  public DoctorReport examine(String parameter, Duration time) {
    Deadline deadline = new Deadline(time);
    try {
      DoctorReader reader = new DoctorReader(clients, access, deadline);
      progress.accept(DoctorWords.installation());
      return new ParameterReading(reader, access.home(), parameter)
          .report(installation -> examine(installation, reader));
    } finally {
      deadline.end();
    }
  }

  private DoctorReport examine(Installation installation, DoctorReader reader) {
    CheckContext context =
        new CheckContext(installation, reader, viewpoint, organizationReaders, clock);
    List<CheckFinding> findings = new ArrayList<>();
    findings.add(
        new CheckFinding.Ok(
            Area.INSTALLATION,
            CheckWords.deployedIn(installation.account(), installation.region()),
            List.of()));
    Trails trails = new Trails(reader);
    progress.accept(DoctorWords.monitor());
    findings.add(trails.finding(context.home()));
    for (Check check : own(installation)) {
      findings.addAll(check.findings(context));
    }
    installation
        .members()
        .ifPresent(
            members -> {
              progress.accept(DoctorWords.organization());
              MemberAccounts memberAccounts = MemberAccounts.of(members.whose(), context);
              findings.addAll(new BusCheck(members, memberAccounts.accounts()).findings(context));
              findings.addAll(RuleCheck.central(installation, members).findings(context));
              progress.accept(DoctorWords.accounts(memberAccounts.accounts().size()));
              findings.addAll(new MembersCheck(members, memberAccounts, trails).findings(context));
            });
    return new DoctorReport(Optional.of(installation), findings);
  }

  private static Optional<String> slackSecret(Installation installation) {
    return installation.channels().stream()
        .filter(channel -> channel.channel() == Channel.SLACK)
        .findFirst()
        .flatMap(DeployedChannel::secret);
  }

  private static List<Check> own(Installation installation) {
    List<Check> checks = new ArrayList<>();
    checks.add(RuleCheck.own(installation));
    checks.add(new TableCheck());
    checks.add(TopicCheck.alerts(installation));
    for (DeployedChannel channel : installation.channels()) {
      channel.secret().ifPresent(secret -> checks.add(new SecretCheck(channel, secret)));
    }
    installation.queues().ifPresent(parameter -> checks.add(new QueuesCheck(parameter)));
    installation
        .interactionUrl()
        .ifPresent(
            url ->
                checks.add(
                    new InteractionCheck(
                        url, slackSecret(installation), InteractionCheck.Probe.http())));
    installation
        .recipients()
        .pagerDuty()
        .ifPresent(pagerDuty -> checks.add(new PagerDutyCheck(pagerDuty)));
    checks.add(TopicCheck.operations(installation));
    return checks;
  }
}
