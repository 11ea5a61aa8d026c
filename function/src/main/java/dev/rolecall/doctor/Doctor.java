package dev.rolecall.doctor;

import dev.rolecall.denial.AccountId;
import dev.rolecall.evidence.aws.AccountAccess;
import dev.rolecall.evidence.aws.AwsClients;
import dev.rolecall.evidence.aws.Deadline;
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

  /// Keeps its own copy.
  public Doctor {
    organizationReaders = List.copyOf(organizationReaders);
  }

  /// Looks at everything.
  ///
  /// @param parameter name of the parameter that describes the installation
  /// @param time for all of it; what was not reached is unknown
  public Report examine(String parameter, Duration time) {
    Deadline deadline = new Deadline(time);
    try {
      Questions questions = new Questions(clients, access, deadline);
      progress.accept("installation");
      return switch (new ParameterReading(questions, access.home(), parameter).read()) {
        case ParameterReading.Result.Found(Installation installation) ->
            examine(installation, questions);
        case ParameterReading.Result.NotFound(Finding finding) ->
            new Report(Optional.empty(), List.of(finding));
      };
    } finally {
      deadline.end();
    }
  }

  private Report examine(Installation installation, Questions questions) {
    Visit visit = new Visit(installation, questions, viewpoint, organizationReaders, clock);
    List<Finding> findings = new ArrayList<>();
    findings.add(
        new Finding.Ok(
            Area.INSTALLATION,
            "deployed in " + installation.account() + " " + installation.region(),
            List.of()));
    Trails trails = new Trails(questions);
    progress.accept("the monitor");
    findings.add(trails.finding(visit.home()));
    for (Check check : own(installation)) {
      findings.addAll(check.findings(visit));
    }
    installation
        .members()
        .ifPresent(
            members -> {
              progress.accept("the organization");
              Roll roll = Roll.of(members.whose(), visit);
              findings.addAll(new BusCheck(members, roll.accounts()).findings(visit));
              findings.addAll(RuleCheck.central(members).findings(visit));
              progress.accept(roll.accounts().size() + " accounts");
              findings.addAll(new MembersCheck(members, roll, trails).findings(visit));
            });
    return new Report(Optional.of(installation), findings);
  }

  private static List<Check> own(Installation installation) {
    List<Check> checks = new ArrayList<>();
    checks.add(RuleCheck.own(installation));
    checks.add(new TableCheck());
    checks.add(TopicCheck.alerts(installation));
    installation.slackSecret().ifPresent(secret -> checks.add(new SecretCheck(secret)));
    checks.add(TopicCheck.operations(installation));
    return checks;
  }
}
