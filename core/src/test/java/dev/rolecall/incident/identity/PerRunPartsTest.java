package dev.rolecall.incident.identity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What of a session's name is new in every run.
class PerRunPartsTest {

  @ParameterizedTest
  @CsvSource({
    "botocore-session-1715782, botocore-session-*",
    "aws-sdk-java-1700000000000, aws-sdk-java-*",
    "1700000000123456789, *",
    "deploy-2026-11-03T02-00-00Z, deploy-*",
    "deploy-20261103T020000Z, deploy-*",
    "deploy-20261103, deploy-*",
    "build-142, build-*",
    "run.17, run.*",
    "142, *",
    "ci-9f3182061f1e2cca4702c368cbc039b7dc9d4485, ci-*",
    "ci-9f31820, ci-*",
    "4b1c9f3182061f1e2cca4702c368cbc0, *",
    "7c1d2e3f-4a5b-4c6d-8e9f-0a1b2c3d4e5f, *",
    "eks-prod-web-7c1d2e3f-4a5b-4c6d-8e9f-0a1b2c3d4e5f, eks-prod-web-*",
    "01HZXW3V4N5P6Q7R8S9T0A1B2C, *",
  })
  void goes(String name, String stable) {
    assertThat(PerRunParts.ofSession(name)).isEqualTo(stable);
  }

  @ParameterizedTest
  @CsvSource({
    "GitHubActions",
    "AWSCLI-Session",
    "jane.doe@example.com",
    "job1",
    "v2",
    "i-0abc1234def567890",
    "mi-0abc1234def567890",
    "sync-111122223333",
    "feedback",
    "deadbeef",
    "session"
  })
  void stays(String name) {
    assertThat(PerRunParts.ofSession(name)).isEqualTo(name);
  }
}
