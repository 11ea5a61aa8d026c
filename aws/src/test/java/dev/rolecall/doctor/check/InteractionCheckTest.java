package dev.rolecall.doctor.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.denial.AccountId;
import dev.rolecall.doctor.FakeInstallation;
import dev.rolecall.doctor.report.CheckFinding;
import dev.rolecall.doctor.report.Installation;
import dev.rolecall.doctor.report.InstallationReader;
import dev.rolecall.doctor.report.Problem;
import dev.rolecall.evidence.aws.AccountAccess;
import dev.rolecall.evidence.aws.AwsAccess;
import dev.rolecall.evidence.aws.AwsClients;
import dev.rolecall.evidence.aws.Deadline;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.regions.Region;

class InteractionCheckTest {

  private static final String URL = "https://abc123.lambda-url.eu-west-1.on.aws/";

  /// Nothing is asked of AWS.
  private record Nowhere() implements AccountAccess {
    @Override
    public AccountId home() {
      return new AccountId("999988887777");
    }

    @Override
    public AwsAccess to(AccountId account) {
      throw new AssertionError(account);
    }
  }

  private static CheckFinding finding(String secret, InteractionCheck.Probe probe)
      throws InstallationReader.Misread {
    Installation installation =
        InstallationReader.read(
            FakeInstallation.ALONE.replace(
                "\"table\":", "\"interactionUrl\": \"" + URL + "\", \"table\":"));
    assertThat(installation.interactionUrl()).contains(URL);
    List<CheckFinding> findings =
        new InteractionCheck(URL, Optional.of(secret), probe)
            .findings(
                new CheckContext(
                    installation,
                    new DoctorReader(
                        AwsClients.create(Region.EU_WEST_1, Optional.empty()),
                        new Nowhere(),
                        new Deadline(Duration.ofSeconds(10))),
                    Viewpoint.READER_ROLE,
                    List.of(),
                    InstantSource.system()));
    assertThat(findings).hasSize(1);
    return findings.getFirst();
  }

  @Test
  void anUnsignedRequestIsRefusedWhereAllIsWell() throws InstallationReader.Misread {
    assertThat(finding("ssm:/rolecall/slack", _ -> 401)).isInstanceOf(CheckFinding.Ok.class);
  }

  @ParameterizedTest
  @CsvSource({
    "secretsmanager:rolecall/slack, aws secretsmanager put-secret-value --region eu-west-1"
        + " --secret-id rolecall/slack",
    "ssm:/rolecall/slack, aws ssm put-parameter --region eu-west-1"
  })
  void withoutASigningSecretTheFunctionFails(String secret, String fix)
      throws InstallationReader.Misread {
    assertThat(finding(secret, _ -> 502))
        .isInstanceOfSatisfying(
            CheckFinding.Wrong.class,
            wrong -> {
              assertThat(wrong.fault()).isEqualTo(Problem.SLACK_SIGNING_SECRET_MISSING);
              assertThat(wrong.fix()).contains(fix, "signingSecret");
            });
  }

  @ParameterizedTest
  @CsvSource({"403", "404", "200", "429"})
  void anythingElseIsNotTheFunction(int status) throws InstallationReader.Misread {
    assertThat(finding("ssm:/rolecall/slack", _ -> status))
        .isInstanceOfSatisfying(
            CheckFinding.Wrong.class,
            wrong -> assertThat(wrong.fault()).isEqualTo(Problem.SLACK_INTERACTIONS_UNREACHABLE));
  }

  @Test
  void withoutAConnectionItIsUnknown() throws InstallationReader.Misread {
    assertThat(
            finding(
                "ssm:/rolecall/slack",
                _ -> {
                  throw new IOException("no route");
                }))
        .isInstanceOf(CheckFinding.Unknown.class);
  }
}
