package dev.rolecall.lambda.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rolecall.incident.notification.Digest;
import dev.rolecall.incident.queue.LookMessage;
import dev.rolecall.incident.state.IncidentSubject;
import dev.rolecall.lambda.queue.QueueMessages;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SweepRequestTest {

  private static SweepRequest parse(String event) {
    return SweepRequest.parse(event.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void theScheduleAsksForWhatIsDueAndForDigests() {
    assertThat(parse("{\"rolecall\":\"sweep\"}")).isEqualTo(new SweepRequest.Due());
    assertThat(parse("{\"rolecall\":\"digest\",\"period\":\"WEEKLY\"}"))
        .isEqualTo(new SweepRequest.Summary(Digest.Period.WEEKLY));
  }

  @Test
  void theQueueBringsIncidentsToCheckAndHearsWhichFailed() {
    SweepRequest request =
        parse(
            """
            {"Records": [
             {"messageId": "one", "eventSource": "aws:sqs",
              "body": "{\\"rolecall\\":\\"look\\",\\"incidents\\":[\\"refusal-1\\"]}"},
             {"messageId": "two", "eventSource": "aws:sqs", "body": "hello"}]}
            """);
    assertThat(request)
        .isEqualTo(
            new SweepRequest.Queued(
                List.of(
                    new SweepRequest.Look(
                        "one",
                        Optional.of(new LookMessage(List.of("refusal-1"), Optional.empty()))),
                    new SweepRequest.Look("two", Optional.empty()))));
    assertThat(QueueMessages.answer(List.of("two")))
        .isEqualTo("{\"batchItemFailures\":[{\"itemIdentifier\":\"two\"}]}");
    assertThat(QueueMessages.answer(List.of())).isEqualTo("{\"batchItemFailures\":[]}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"roleName\": \"deploy\"}                     | 111122223333/deploy",
        "{\"userName\": \"ann\", \"groupName\": \"g\"}  | 111122223333/ann",
        "{\"policyArn\": \"arn:aws:iam::1:policy/p\"}   | 111122223333/*",
        "{\"groupName\": \"g\", \"policyName\": \"p\"}  | 111122223333/*",
        "{\"openIDConnectProviderArn\": \"arn:aws:iam::111122223333:oidc-provider/host/x\"} |"
            + " 111122223333/oidc-provider/host/x",
        "null                                         | "
      })
  void aChangeNamesWhatItTouches(String parameters, String touched) {
    SweepRequest request =
        parse(
            """
            {"detail": {"eventSource": "iam.amazonaws.com", "recipientAccountId": "111122223333",
             "requestParameters": %s}}
            """
                .formatted(parameters));
    assertThat(((SweepRequest.Changed) request).touched())
        .isEqualTo(touched == null ? Set.of() : Set.of(touched));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"roleName\": \"deploy\"}                 | arn:aws:iam::111122223333:role/ci   | true",
        "{\"roleName\": \"ci\"}                     | arn:aws:iam::111122223333:role/ci   | true",
        "{\"roleName\": \"other\"}                  | arn:aws:iam::111122223333:role/ci   | false",
        "{\"userName\": \"ann\"}                    | arn:aws:iam::111122223333:user/ann  | true",
        "{\"userName\": \"ann\"}                    | arn:aws:iam::999999999999:user/ann  | false",
        "{\"policyArn\": \"arn:aws:iam::1:policy/p\"} | arn:aws:iam::111122223333:user/x  | true",
        "null                                       | arn:aws:iam::111122223333:role/ci   | true"
      })
  void aChangeConcernsThoseItMayHaveMended(String parameters, String caller, boolean concerns) {
    SweepRequest request =
        parse(
            """
            {"source": "aws.iam", "detail": {"eventSource": "iam.amazonaws.com",
             "recipientAccountId": "111122223333", "requestParameters": %s}}\
            """
                .formatted(parameters));
    IncidentSubject incidentSubject =
        new IncidentSubject.Refusal(
            caller,
            caller.contains("999999999999")
                ? "arn:aws:iam::999999999999:role/deploy"
                : "arn:aws:iam::111122223333:role/team/deploy",
            "sts:AssumeRole");

    assertThat(request)
        .isInstanceOfSatisfying(
            SweepRequest.Changed.class,
            change -> assertThat(change.concerns(incidentSubject)).isEqualTo(concerns));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"detail\": {\"eventSource\": \"ec2.amazonaws.com\", \"recipientAccountId\":"
            + " \"111122223333\"}}",
        "{\"detail\": {\"eventSource\": \"iam.amazonaws.com\", \"recipientAccountId\": \"1\"}}"
      })
  void anythingElseIsForeign(String event) {
    assertThat(parse(event)).isEqualTo(new SweepRequest.Foreign());
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"rolecall\":\"digest\",\"period\":\"YEARLY\"}", "no JSON"})
  void whatCannotBeUnderstoodFails(String event) {
    assertThatThrownBy(() -> parse(event))
        .isInstanceOf(EventFailure.class)
        .hasMessageStartingWith("invalid event: ");
  }
}
