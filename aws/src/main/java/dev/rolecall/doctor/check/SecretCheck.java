package dev.rolecall.doctor.check;

import dev.rolecall.doctor.report.CheckFinding;
import dev.rolecall.doctor.report.DeployedChannel;
import dev.rolecall.doctor.wording.CheckWords;
import dev.rolecall.doctor.wording.RepairCommands;
import dev.rolecall.evidence.aws.AwsResult;
import java.util.List;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.DescribeSecretResponse;
import software.amazon.awssdk.services.ssm.SsmClient;

/// The secret for a channel is there and has a value, which nothing reads here.
///
/// @param location `secretsmanager:NAME` or `ssm:/NAME`
public record SecretCheck(DeployedChannel channel, String location) implements Check {

  private static final String SSM = "ssm:";

  @Override
  public List<CheckFinding> findings(CheckContext context) {
    CheckSubject subject = context.home(channel.area());
    String what = CheckWords.secret(location);
    return List.of(
        subject.finding(
            usable(subject)
                .map(
                    usable ->
                        usable
                            ? subject.ok(CheckWords.exists(what))
                            : subject.wrong(
                                channel.secretMissing(),
                                CheckWords.secretUnusable(location),
                                put(subject.where().region()))),
            what,
            channel.secretMissing(),
            put(subject.where().region())));
  }

  private boolean isParameter() {
    return location.startsWith(SSM);
  }

  private String name() {
    return location.substring(location.indexOf(':') + 1);
  }

  private String put(String region) {
    return RepairCommands.storeSecret(isParameter(), region, name());
  }

  /// A parameter is not decrypted.
  private AwsResult<Boolean> usable(CheckSubject subject) {
    return isParameter()
        ? subject.ask(
            "ssm:GetParameter",
            SsmClient.class,
            SsmClient::builder,
            client ->
                client.getParameter(ask -> ask.name(name()).withDecryption(false)).parameter()
                    != null)
        : subject.ask(
            "secretsmanager:DescribeSecret",
            SecretsManagerClient.class,
            SecretsManagerClient::builder,
            client -> {
              DescribeSecretResponse secret = client.describeSecret(ask -> ask.secretId(name()));
              return secret.deletedDate() == null
                  && secret.versionIdsToStages().values().stream()
                      .anyMatch(stages -> stages.contains("AWSCURRENT"));
            });
  }
}
