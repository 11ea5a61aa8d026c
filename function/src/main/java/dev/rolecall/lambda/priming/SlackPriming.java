package dev.rolecall.lambda.priming;

import com.amazonaws.services.lambda.runtime.events.SNSEvent;
import dev.rolecall.channel.slack.SlackHttp;
import dev.rolecall.denial.AccountId;
import dev.rolecall.lambda.service.SlackService;
import dev.rolecall.lambda.settings.SlackSettings;
import dev.rolecall.lambda.telemetry.FunctionLog;
import dev.rolecall.lambda.wiring.AwsContext;
import dev.rolecall.lambda.wiring.SlackModule;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/// Runs sample messages through everything but the network, as [Priming] does for the explain
/// function.
public final class SlackPriming {

  private static final int TIMES = 10;

  private SlackPriming() {}

  public static void run(SlackSettings settings, InstantSource clock) {
    AccountId account = new AccountId("111122223333");
    try (SampleAws sample = new SampleAws(account, account)) {
      AwsContext aws =
          new AwsContext(
              sample,
              StaticCredentialsProvider.create(AwsBasicCredentials.create("sample", "sample")));
      SlackHttp slack =
          _ ->
              new SlackHttp.Response(
                  200, Optional.empty(), "{\"ok\": true, \"channel\": \"C0\", \"ts\": \"1.1\"}");
      SlackService function =
          SlackModule.of(settings, aws, slack, new FunctionLog("rolecall-priming"), clock);
      for (int i = 0; i < TIMES; i++) {
        function.run(event(i), Duration.ofSeconds(10));
      }
    }
    Priming.finish();
  }

  /// @param number tells this message from the others
  private static SNSEvent event(int number) {
    SNSEvent.SNS sns = new SNSEvent.SNS();
    sns.setMessageId("sample-" + number);
    sns.setMessage(
        """
        {"schema": "rolecall/1", "denial": {"recordedIn": "111122223333"}, "severity": "LOW",
         "incident": {"id": "refusal-0", "episode": 1, "notice": 1, "kind": "FIRST"},
         "slack": {"text": "sample", "blocks": [{"type": "divider"}],
                   "thread": {"text": "sample", "blocks": [{"type": "divider"}]}}}\
        """);
    SNSEvent.SNSRecord record = new SNSEvent.SNSRecord();
    record.setSns(sns);
    SNSEvent event = new SNSEvent();
    event.setRecords(List.of(record));
    return event;
  }
}
