package dev.rolecall.doctor.check;

import dev.rolecall.denial.AccountId;
import dev.rolecall.doctor.report.Area;
import dev.rolecall.doctor.report.AwsLocation;
import dev.rolecall.doctor.report.CheckFinding;
import dev.rolecall.doctor.report.Installation;
import dev.rolecall.doctor.report.InstallationReader;
import dev.rolecall.doctor.report.Problem;
import dev.rolecall.evidence.aws.AwsClients;
import dev.rolecall.explanation.command.ShellWords;
import java.util.Optional;

/// Reads what the monitor stack says of itself.
public record ParameterReading(DoctorReader questions, AccountId account, String name) {

  /// What came of it.
  public sealed interface Result {
    record Found(Installation installation) implements Result {}

    record NotFound(CheckFinding finding) implements Result {}
  }

  public Result read() {
    AwsLocation where = AwsLocation.of(account, questions.clients().region().id());
    Subject subject = Subject.of(Area.INSTALLATION, where);
    return questions
        .ask(
            where,
            "ssm:GetParameter",
            AwsClients::ssm,
            client ->
                Optional.ofNullable(client.getParameter(ask -> ask.name(name)).parameter().value())
                    .orElse(""))
        .fold(
            json -> read(json, subject, where),
            () ->
                new Result.NotFound(
                    subject.wrong(
                        Problem.NOT_DEPLOYED,
                        "Rolecall is not deployed here, or --region or --profile is another: there"
                            + " is no parameter `"
                            + name
                            + "`",
                        RepairCommands.MONITOR)),
            reply -> new Result.NotFound(subject.unknown("the parameter `" + name + "`", reply)));
  }

  private Result read(String json, Subject subject, AwsLocation where) {
    String problem;
    try {
      Installation installation = InstallationReader.read(json);
      if (where.equals(AwsLocation.of(installation.account(), installation.region()))) {
        return new Result.Found(installation);
      }
      problem =
          "it is of another place: %s %s".formatted(installation.account(), installation.region());
    } catch (InstallationReader.Misread e) {
      problem = String.valueOf(e.getMessage());
    }
    return new Result.NotFound(
        subject.wrong(
            Problem.INSTALLATION_UNREADABLE,
            "the parameter `" + name + "` makes no sense: " + problem,
            "aws ssm delete-parameter --region %s --name %s; %s"
                .formatted(where.region(), ShellWords.quote(name), RepairCommands.MONITOR)));
  }
}
