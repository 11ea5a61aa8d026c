package dev.rolecall.permission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.permission.code.AwsActions;
import dev.rolecall.permission.code.ReachedCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The policies of `docs/permissions.md` allow what the functions call, and nothing else. That the
/// templates grant these policies is tested with the CDK app.
class FunctionPermissionsTest {

  /// Statements of what AWS does in the function's name: Lambda writes its logs, keeps what failed
  /// and takes messages; other services use a key.
  private static final String BY_AWS = "WriteLogs|KeepFailures|(Take|Decrypt|Encrypt).*";

  /// A secret lies in one of two places, and its function may read that one.
  private static final List<String> SECRET =
      List.of("secretsmanager:GetSecretValue", "ssm:GetParameter");

  private static SortedMap<String, String> called(String handler) {
    return AwsActions.of(
        ReachedCode.from(
            List.of("dev.rolecall.lambda." + handler),
            // Before a snapshot, functions run on answers from within.
            type -> type.startsWith("dev/rolecall/lambda/priming/")));
  }

  @ParameterizedTest
  @CsvSource({
    "ExplainHandler, account organization use-reader function-explain",
    "SweepHandler, account organization use-reader function-sweep",
    "SurveyHandler, use-reader index doctor doctor-teams function-survey",
    "SlackHandler, function-slack",
    "TeamsHandler, function-teams",
    "InteractionHandler, function-interaction",
    "InteractionWorkerHandler," + " account organization use-reader function-interaction-worker"
  })
  void whatAFunctionCalls(String handler, String names) {
    SortedMap<String, String> called = called(handler);
    if (handler.equals("ExplainHandler")) {
      // For the alert of a shared cause, which the sweep function sends.
      called.keySet().remove("dynamodb:Query");
    }
    if (handler.equals("SurveyHandler")) {
      // It looks into other accounts as their reader role.
      Set<String> elsewhere = Set.of("iam:GetRequestAuthorizationDetails", "iam:GetRole");
      assertThat(PermissionsPage.actions("account")).containsAll(elsewhere);
      called.keySet().removeAll(elsewhere);
    }
    Set<String> allowed = PermissionsPage.actions(names.split(" "));
    Set<String> needed =
        Stream.of(names.split(" "))
            .flatMap(name -> PermissionsPage.statements(PermissionsPage.policy(name)))
            .filter(statement -> !statement.path("Sid").asText().matches(BY_AWS))
            .flatMap(statement -> PermissionsPage.texts(statement.path("Action")))
            .collect(Collectors.toSet());

    assertThat(called.entrySet())
        .as("calls that the page does not allow")
        .allMatch(
            call ->
                allowed.contains(call.getKey())
                    || (SECRET.contains(call.getKey())
                        && SECRET.stream().anyMatch(allowed::contains)));
    assertThat(needed).as("what the page allows and nothing calls").isSubsetOf(called.keySet());
  }

  @Test
  void noFunctionIsLeftOut() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("src/main/java/dev/rolecall/lambda"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .filteredOn(name -> name.endsWith("Handler.java"))
          .containsExactlyInAnyOrder(
              // What others extend.
              "DeliveryHandler.java",
              "EventHandler.java",
              "SnapshotHandler.java",
              "ExplainHandler.java",
              "InteractionHandler.java",
              "InteractionWorkerHandler.java",
              "SlackHandler.java",
              "SurveyHandler.java",
              "SweepHandler.java",
              "TeamsHandler.java");
    }
  }
}
