package dev.rolecall.cli.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.cli.CommandLineRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Calls that need not wait for each other do not, and nothing is asked twice.
class LiveCallsTest {

  private static final String MESSAGE =
      "User: %s is not authorized to perform: sts:AssumeRole on resource: %s"
          .formatted(GatedAws.USER, GatedAws.ROLE);

  @TempDir private Path folder;

  private CommandLineRun explain(GatedAws aws, String... profiles) throws IOException {
    Path config = folder.resolve("config");
    String keys = "aws_access_key_id = AKIAEXAMPLE\naws_secret_access_key = secret\n";
    Files.writeString(config, "[profile ci]\n" + keys + "[profile prod]\n" + keys);
    Map<String, String> environment = new HashMap<>();
    environment.put("AWS_CONFIG_FILE", config.toString());
    environment.put("AWS_SHARED_CREDENTIALS_FILE", folder.resolve("none").toString());
    environment.put("AWS_ENDPOINT_URL", aws.address());
    environment.put("AWS_EC2_METADATA_DISABLED", "true");
    Stream<String> options = Stream.of(profiles).flatMap(name -> Stream.of("--profile", name));
    return CommandLineRun.with(
        environment,
        Stream.concat(Stream.of("explain", "--message", MESSAGE, "--live"), options)
            .toArray(String[]::new));
  }

  private static Map<String, Long> actions(List<String> calls) {
    return calls.stream()
        .map(call -> call.substring(0, call.indexOf(' ')))
        .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
  }

  @Test
  void everythingThatIsKnownToBeNeededIsAskedAtOnce() throws IOException {
    try (GatedAws aws = new GatedAws(false, List.of(1, 10))) {
      CommandLineRun run = explain(aws, "ci");
      assertThat(aws.tooLate()).isEmpty();
      assertThat(run.out()).contains("PRINCIPAL_NOT_TRUSTED");
      assertThat(actions(aws.calls()))
          .containsExactlyInAnyOrderEntriesOf(
              Map.of(
                  "GetCallerIdentity", 1L,
                  "GetRole", 1L,
                  "GetUser", 1L,
                  "ListUserPolicies", 1L,
                  "ListAttachedUserPolicies", 1L,
                  "ListGroupsForUser", 1L,
                  "DescribeOrganization", 1L,
                  "DescribeAccount", 1L,
                  "LookupEvents", 3L));
      assertThat(aws.calls()).doesNotHaveDuplicates();
    }
  }

  /// What binds the account and the root is read while the way between them is not known yet.
  @Test
  void policiesOfTheOrganizationAreReadWhileItsTreeIs() throws IOException {
    try (GatedAws aws = new GatedAws(true, List.of(1, 10, 4, 3))) {
      CommandLineRun run = explain(aws, "ci");
      assertThat(aws.tooLate()).isEmpty();
      assertThat(run.out()).contains("PRINCIPAL_NOT_TRUSTED");
      List<String> calls = aws.calls();
      assertThat(calls).doesNotHaveDuplicates();
      assertThat(actions(calls.subList(11, 15)))
          .containsExactlyInAnyOrderEntriesOf(
              Map.of("ListParents", 1L, "ListRoots", 1L, "ListPoliciesForTarget", 2L));
      assertThat(actions(calls.subList(15, calls.size())))
          .containsExactlyInAnyOrderEntriesOf(
              Map.of("ListPoliciesForTarget", 2L, "DescribePolicy", 1L));
    }
  }

  @Test
  void allProfilesAreAskedAtOnceWhoseTheyAre() throws IOException {
    try (GatedAws aws = new GatedAws(false, List.of(2))) {
      CommandLineRun run = explain(aws, "ci", "prod");
      assertThat(aws.tooLate()).isEmpty();
      assertThat(run.err().lines())
          .containsExactly(
              "rolecall: reading AWS as arn:aws:iam::111122223333:user/ci (account 111122223333,"
                  + " profile \"ci\")");
    }
  }
}
