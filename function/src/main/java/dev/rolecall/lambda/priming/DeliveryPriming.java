package dev.rolecall.lambda.priming;

import com.amazonaws.services.lambda.runtime.events.SNSEvent;
import dev.rolecall.denial.AccountId;
import dev.rolecall.lambda.service.DeliveryService;
import dev.rolecall.lambda.telemetry.FunctionLog;
import dev.rolecall.lambda.wiring.AwsContext;
import dev.rolecall.lambda.wiring.ChannelModule;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/// Runs sample messages through everything but the network, as [Priming] does for the explain
/// function.
public final class DeliveryPriming {

  private static final int TIMES = 10;

  private DeliveryPriming() {}

  public static void run(ChannelModule module, InstantSource clock) {
    AccountId account = new AccountId("111122223333");
    try (SampleAws sample = new SampleAws(account, account, module.sample().secret())) {
      AwsContext aws =
          new AwsContext(
              sample,
              StaticCredentialsProvider.create(AwsBasicCredentials.create("sample", "sample")));
      DeliveryService function =
          new DeliveryService(
              module.name(),
              module.channel(aws, _ -> module.sample().answer(), clock),
              new FunctionLog("rolecall-priming"));
      for (int i = 0; i < TIMES; i++) {
        function.run(event(module.sample().message(), i), Duration.ofSeconds(10));
      }
    }
    Priming.finish();
  }

  /// @param number tells this message from the others
  private static SNSEvent event(String message, int number) {
    SNSEvent.SNS sns = new SNSEvent.SNS();
    sns.setMessageId("sample-" + number);
    sns.setMessage(
        """
        {"schema": "rolecall/1", "denial": {"recordedIn": "111122223333"}, "severity": "LOW",
         "incident": {"id": "refusal-0", "episode": 1, "notice": 1, "kind": "FIRST"},
         %s}\
        """
            .formatted(message));
    SNSEvent.SNSRecord record = new SNSEvent.SNSRecord();
    record.setSns(sns);
    SNSEvent event = new SNSEvent();
    event.setRecords(List.of(record));
    return event;
  }
}
