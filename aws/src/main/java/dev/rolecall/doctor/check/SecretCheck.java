package dev.rolecall.doctor.check;

import dev.rolecall.doctor.report.AwsLocation;
import dev.rolecall.doctor.report.CheckFinding;
import dev.rolecall.doctor.report.DeployedChannel;
import dev.rolecall.explanation.command.ShellWords;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.regions.Region;

/// The secret for a channel is there and has a value, which nobody reads here.
///
/// @param location `secretsmanager:NAME` or `ssm:/NAME`
public record SecretCheck(DeployedChannel channel, String location) implements Check {

  private static final String SSM = "ssm:";

  @Override
  public List<CheckFinding> findings(CheckContext checkContext) {
    AwsLocation home = checkContext.home();
    String what = "the secret `" + location + "`";
    DoctorResult<Boolean> usable = isParameter() ? parameter(checkContext) : secret(checkContext);
    return List.of(
        usable.finding(
            there ->
                there
                    ? new CheckFinding.Ok(channel.area(), what + " is there", List.of(home))
                    : wrong(what + " has no value, or is to be deleted", home),
            _ -> wrong(what + " is missing", home),
            silence -> silence.about(channel.area(), what, home)));
  }

  private boolean isParameter() {
    return location.startsWith(SSM);
  }

  private String name() {
    return location.substring(location.indexOf(':') + 1);
  }

  private CheckFinding wrong(String what, AwsLocation home) {
    String name = ShellWords.quote(name());
    String region = home.region();
    return new CheckFinding.Wrong(
        channel.area(),
        channel.secretMissing(),
        what,
        List.of(home),
        isParameter()
            ? "aws ssm put-parameter --region %s --type SecureString --overwrite --name %s --value file://secret.txt"
                .formatted(region, name)
            : "aws secretsmanager create-secret --region %1$s --name %2$s --secret-string file://secret.txt || { aws secretsmanager restore-secret --region %1$s --secret-id %2$s; aws secretsmanager put-secret-value --region %1$s --secret-id %2$s --secret-string file://secret.txt; }"
                .formatted(region, name));
  }

  private DoctorResult<Boolean> secret(CheckContext checkContext) {
    return checkContext
        .questions()
        .ask(
            checkContext.installation().account(),
            "secretsmanager:DescribeSecret",
            (clients, credentials) ->
                clients.secrets(credentials, Region.of(checkContext.installation().region())),
            client -> {
              var described = client.describeSecret(ask -> ask.secretId(name()));
              return described.deletedDate() == null
                  && described.versionIdsToStages().values().stream()
                      .anyMatch(stages -> stages.contains("AWSCURRENT"));
            });
  }

  /// Not decrypted.
  private DoctorResult<Boolean> parameter(CheckContext checkContext) {
    return checkContext
        .questions()
        .ask(
            checkContext.installation().account(),
            "ssm:GetParameter",
            (clients, credentials) ->
                clients.ssm(credentials, Region.of(checkContext.installation().region())),
            client ->
                Optional.ofNullable(
                        client
                            .getParameter(ask -> ask.name(name()).withDecryption(false))
                            .parameter())
                    .isPresent());
  }
}
