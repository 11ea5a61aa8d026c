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
    Subject subject =
        new Subject(
            Area.INSTALLATION,
            AwsLocation.of(account, questions.clients().region().id()),
            questions);
    return subject
        .ask(
            "ssm:GetParameter",
            AwsClients::ssm,
            client ->
                Optional.ofNullable(client.getParameter(ask -> ask.name(name)).parameter().value())
                    .orElse(""))
        .fold(
            json -> read(json, subject),
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

  private Result read(String json, Subject subject) {
    String problem;
    try {
      Installation installation = InstallationReader.read(json);
      if (subject.where().equals(installation.location())) {
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
                .formatted(
                    subject.where().region(), ShellWords.quote(name), RepairCommands.MONITOR)));
  }
}
