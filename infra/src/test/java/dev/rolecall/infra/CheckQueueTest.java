package dev.rolecall.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The queue of incidents to check, and what takes them from it.
class CheckQueueTest {

  @ParameterizedTest
  @EnumSource(Variant.class)
  void whatCannotBeCheckedIsKeptAndReported(Variant variant) {
    JsonNode queue = variant.resource("AWS::SQS::Queue", "ChecksQueue");

    assertThat(Reference.text(queue.at("/RedrivePolicy/deadLetterTargetArn")))
        .isEqualTo("<ChecksFailuresQueue.Arn>");
    assertThat(queue.at("/RedrivePolicy/maxReceiveCount").asInt()).isGreaterThanOrEqualTo(5);
    assertThat(queue.path("SqsManagedSseEnabled").asBoolean()).isTrue();
    assertThat(
            variant.resources("AWS::CloudWatch::Alarm").values().stream()
                .filter(alarm -> alarm.toString().contains("ChecksFailuresQueue")))
        .hasSize(1);
  }

  @Test
  void aCheckIsNotHandedOutTwiceWhileItRuns() {
    JsonNode queue = Variant.STANDARD.resource("AWS::SQS::Queue", "ChecksQueue");
    JsonNode function = Variant.STANDARD.resource("AWS::Lambda::Function", "SweepFunctionSweep");

    assertThat(queue.at("/VisibilityTimeout").asInt())
        .isGreaterThan(function.at("/Timeout").asInt());
  }

  @Test
  void severalWorkersTakeThemAndLeaveRoomForTheSchedule() {
    JsonNode mapping =
        Variant.STANDARD.resource("AWS::Lambda::EventSourceMapping", "SweepFunction");

    assertThat(mapping.at("/ScalingConfig/MaximumConcurrency").asInt()).isEqualTo(4);
    assertThat(mapping.path("FunctionResponseTypes").toString())
        .isEqualTo("[\"ReportBatchItemFailures\"]");
    assertThat(mapping.path("FunctionName").toString()).contains("SweepFunctionSweepFunctionAlias");
  }

  @Test
  void theFunctionsKnowTheQueues() {
    for (String function : new String[] {"ExplainFunctionExplain", "SweepFunctionSweep"}) {
      JsonNode variables =
          Variant.STANDARD.resource("AWS::Lambda::Function", function).at("/Environment/Variables");
      Map<String, String> queues =
          Map.of(
              "ROLECALL_LOOK_QUEUE_URL", "<ChecksQueue>",
              "ROLECALL_LOOK_FAILURES_QUEUE_URL", "<ChecksFailuresQueue>");
      queues.forEach(
          (name, queue) ->
              assertThat(Reference.text(variables.path(name))).as(name).isEqualTo(queue));
    }
  }
}
