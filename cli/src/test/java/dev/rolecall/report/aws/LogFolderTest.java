package dev.rolecall.report.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.report.Period;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogFolderTest {

  private static final Period NOVEMBER =
      new Period(
          Optional.of(Instant.parse("2026-11-01T00:00:00Z")),
          Optional.of(Instant.parse("2026-12-01T00:00:00Z")));

  private static final String REGION = "AWSLogs/111111111111/CloudTrail/eu-west-1/";

  @ParameterizedTest
  @CsvSource({
    "AWSLogs/, true",
    "trail/AWSLogs/, true",
    "AWSLogs/o-abc123/, true",
    "AWSLogs/111111111111/, true",
    "AWSLogs/o-abc123/111111111111/, true",
    "AWSLogs/111111111111/CloudTrail/, true",
    "AWSLogs/111111111111/CloudTrail/eu-west-1/, false",
    "AWSLogs/111111111111/CloudTrail/eu-west-1/2026/, false",
    "my-logs/, false",
    "'', false"
  })
  void foldersAboveRegionsAreLookedIntoOneByOne(String prefix, boolean above) {
    assertThat(LogFolder.isAbove(prefix)).isEqualTo(above);
  }

  @ParameterizedTest
  @CsvSource({
    "AWSLogs/, AWSLogs/111111111111/, true",
    "AWSLogs/111111111111/, AWSLogs/111111111111/CloudTrail/, true",
    // Digests, and the logs of load balancers and of AWS Config, are no records of calls.
    "AWSLogs/111111111111/, AWSLogs/111111111111/CloudTrail-Digest/, false",
    "AWSLogs/111111111111/, AWSLogs/111111111111/elasticloadbalancing/, false",
    "AWSLogs/111111111111/, AWSLogs/111111111111/Config/, false",
    "AWSLogs/111111111111/CloudTrail/, AWSLogs/111111111111/CloudTrail/eu-west-1/, true"
  })
  void onlyCloudTrailsFoldersMayHoldLogs(String prefix, String folder, boolean may) {
    assertThat(LogFolder.mayHold(prefix, folder)).isEqualTo(may);
  }

  @ParameterizedTest
  @CsvSource({
    "2026/10/31/x.json.gz, false",
    "2026/11/01/x.json.gz, true",
    "2026/11/30/x.json.gz, true",
    // Files are written minutes after the event.
    "2026/12/01/x.json.gz, true",
    "2026/12/02/x.json.gz, true",
    "2026/12/03/x.json.gz, false",
    "2026/13/99/x.json.gz, true",
    "x.json.gz, true"
  })
  void filesOfOtherDaysAreLeftOut(String name, boolean of) {
    assertThat(LogFolder.isOf(REGION + name, NOVEMBER)).isEqualTo(of);
  }

  @Test
  void whereFoldersAreDaysTheListingBeginsAndEndsWithThePeriod() {
    assertThat(LogFolder.begin(REGION, NOVEMBER)).contains(REGION + "2026/11/01");
    assertThat(LogFolder.begin("my-logs/", NOVEMBER)).isEmpty();
    assertThat(LogFolder.isPast(REGION, REGION + "2026/12/03/x.json.gz", NOVEMBER)).isTrue();
    assertThat(LogFolder.isPast(REGION, REGION + "2026/11/03/x.json.gz", NOVEMBER)).isFalse();
    assertThat(LogFolder.isPast("my-logs/", "my-logs/2026/12/03/x.json.gz", NOVEMBER)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "s3://trail, trail, ''",
    "s3://trail/, trail, ''",
    "s3://trail/AWSLogs, trail, AWSLogs/",
    "s3://trail/AWSLogs/, trail, AWSLogs/",
    "s3://trail/a/b.json.gz, trail, a/b.json.gz"
  })
  void addressesNameABucketAndAFolder(String text, String bucket, String prefix) {
    assertThat(S3Address.parse(text)).contains(new S3Address(bucket, prefix));
  }

  @ParameterizedTest
  @CsvSource({"s3://", "s3://UPPER/x", "s3:/trail", "https://trail"})
  void otherTextsAreNoAddresses(String text) {
    assertThat(S3Address.parse(text)).isEmpty();
  }
}
