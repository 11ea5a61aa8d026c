package dev.rolecall.doctor.check;

import dev.rolecall.denial.AccountId;
import dev.rolecall.doctor.report.Area;
import dev.rolecall.doctor.report.AwsLocation;
import dev.rolecall.doctor.report.CheckFinding;
import dev.rolecall.doctor.report.Installation;
import dev.rolecall.doctor.report.InstallationReader;
import dev.rolecall.doctor.report.Problem;
import dev.rolecall.explanation.command.ShellWords;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.regions.Region;

/// Reads what the monitor stack says of itself.
public record ParameterReading(DoctorReader questions, AccountId account, String name) {

  /// What came of it.
  public sealed interface Result {
    record Found(Installation installation) implements Result {}

    record NotFound(CheckFinding finding) implements Result {}
  }

  public Result read() {
    Region region = questions.clients().region();
    AwsLocation where = AwsLocation.of(account, region.id());
    DoctorResult<String> text =
        questions.ask(
            account,
            "ssm:GetParameter",
            (clients, credentials) -> clients.ssm(credentials, region),
            client ->
                Optional.ofNullable(client.getParameter(ask -> ask.name(name)).parameter().value())
                    .orElse(""));
    return text.fold(
        json -> read(json, where),
        _ ->
            new Result.NotFound(
                wrong(
                    Problem.NOT_DEPLOYED,
                    "Rolecall is not deployed here, or --region or --profile is another: there is"
                        + " no parameter `"
                        + name
                        + "`",
                    where,
                    RepairCommands.MONITOR)),
        silence ->
            new Result.NotFound(
                silence.about(Area.INSTALLATION, "the parameter `" + name + "`", where)));
  }

  private Result read(String json, AwsLocation where) {
    try {
      Installation installation = InstallationReader.read(json);
      if (!installation.account().equals(account)
          || !installation.region().equals(where.region())) {
        return unreadable(
            "it is of another place: %s %s"
                .formatted(installation.account(), installation.region()),
            where);
      }
      return new Result.Found(installation);
    } catch (InstallationReader.Misread e) {
      return unreadable(String.valueOf(e.getMessage()), where);
    }
  }

  private Result unreadable(String problem, AwsLocation where) {
    return new Result.NotFound(
        wrong(
            Problem.INSTALLATION_UNREADABLE,
            "the parameter `" + name + "` makes no sense: " + problem,
            where,
            "aws ssm delete-parameter --region %s --name %s; %s"
                .formatted(where.region(), ShellWords.quote(name), RepairCommands.MONITOR)));
  }

  private static CheckFinding wrong(Problem fault, String what, AwsLocation where, String mend) {
    return new CheckFinding.Wrong(Area.INSTALLATION, fault, what, List.of(where), mend);
  }
}
