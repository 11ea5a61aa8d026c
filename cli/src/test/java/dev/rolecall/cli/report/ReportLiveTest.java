package dev.rolecall.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.Slow;
import dev.rolecall.aws.Moto;
import dev.rolecall.aws.TwoAccounts;
import dev.rolecall.cli.CommandLineRun;
import dev.rolecall.cli.console.ExitStatus;
import dev.rolecall.evidence.aws.AwsClients;
import dev.rolecall.report.Records;
import dev.rolecall.report.aws.S3Logs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/// Reports about events that lie in AWS.
@Slow
@ResourceLock(Moto.SERVER)
class ReportLiveTest {

  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
  private static final String TRAIL = "AWSLogs/111111111111/CloudTrail/eu-west-1/2026/11/";

  private static TwoAccounts aws;
  @TempDir private Path folder;
  private final Map<String, String> environment = new HashMap<>();

  @BeforeAll
  static void setUp() {
    aws = new TwoAccounts();
  }

  @AfterAll
  static void end() {
    aws.close();
  }

  @BeforeEach
  void start() throws IOException {
    aws.answerAsIs();
    Path keys = folder.resolve("credentials");
    Files.writeString(
        keys, "[default]\naws_access_key_id = AKIAEXAMPLE\naws_secret_access_key = secret\n");
    environment.put("AWS_SHARED_CREDENTIALS_FILE", keys.toString());
    environment.put("AWS_CONFIG_FILE", folder.resolve("config").toString());
    environment.put("AWS_ENDPOINT_URL", aws.endpoint().toString());
    environment.put("AWS_EC2_METADATA_DISABLED", "true");
  }

  private CommandLineRun run(String... args) {
    return CommandLineRun.with(environment, args);
  }

  private String output(String name) {
    return folder.resolve(name).toString();
  }

  @Test
  void whatCloudTrailRemembersIsReported() {
    aws.lookUp(Map.of("AssumeRole", List.of(Records.denial("e-1", NOON, 1, 1))));
    CommandLineRun run =
        run("report", "--live", "--since", "1d", "--format", "json", "--region", "us-east-1");
    assertThat(run.err()).contains("1 denial in 1 incident");
    assertThat(run.out()).contains("\"eventId\":\"e-1\"").contains("\"denials\":1");
    assertThat(run.status()).isIn(ExitStatus.OK, ExitStatus.UNDETERMINED);
  }

  @Test
  void logFilesInS3AreReportedAndTheCheckpointGoesWhenTheReportIsMade() throws IOException {
    S3Client s3 =
        S3Logs.client(
            AwsClients.create(Region.US_EAST_1, Optional.of(aws.endpoint())),
            aws.credentials(TwoAccounts.CI));
    s3.createBucket(bucket -> bucket.bucket("trail"));
    put(s3, TRAIL + "20/a.json.gz", Records.denial("e-0", NOON.minusSeconds(259_200), 1, 1));
    put(s3, TRAIL + "23/b.json.gz", Records.denial("e-1", NOON, 1, 1));
    put(s3, TRAIL + "23/c.json.gz", "{\"Records\":[{");
    String address = "s3://trail/AWSLogs/";
    String csv = output("denials.csv");
    CommandLineRun first = run("report", address, "--since", "2d", "--output", csv);
    assertThat(first.status()).isEqualTo(ExitStatus.BAD_INPUT);
    assertThat(first.err()).contains("s3://trail/" + TRAIL + "23/c.json.gz");
    assertThat(Path.of(csv + ".part")).exists();
    put(s3, TRAIL + "23/c.json.gz", Records.denial("e-2", NOON, 2, 1));
    CommandLineRun second = run("report", address, "--since", "2d", "--output", csv);
    assertThat(second.err())
        .contains(
            "resuming from " + csv + ".part (1 source already read)", "2 denials in 2 incidents");
    assertThat(Path.of(csv)).exists();
    assertThat(Path.of(csv + ".part")).doesNotExist();
  }

  private static void put(S3Client s3, String key, String text) {
    s3.putObject(object -> object.bucket("trail").key(key), RequestBody.fromString(text));
  }

  @Test
  void aBucketThatIsNotThereIsBadInput() {
    CommandLineRun run = run("report", "s3://no-such-bucket-here/AWSLogs/", "--format", "json");
    assertThat(run.status()).isEqualTo(ExitStatus.BAD_INPUT);
    assertThat(run.err())
        .matches(
            "rolecall: reading AWS as \\S+ \\(account \\d{12}, profile \"default\"\\)\n"
                + "rolecall: s3://no-such-bucket-here/AWSLogs/: cannot be read: s3:ListBucket"
                + " failed with NoSuchBucket\n");
  }

  @Test
  void aRegionThatIsNoneIsAUsageError() {
    CommandLineRun run = run("report", "--live", "--lookup-region", "../../x");
    assertThat(run.status()).isEqualTo(ExitStatus.USAGE);
    assertThat(run.err()).contains("--lookup-region: `../../x` is not an AWS region");
  }
}
