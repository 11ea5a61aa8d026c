package dev.rolecall.lambda.priming;

import com.amazonaws.services.lambda.runtime.Context;
import dev.rolecall.denial.AccountId;
import dev.rolecall.evidence.aws.ReaderRole;
import dev.rolecall.lambda.settings.ExplainSettings;
import dev.rolecall.lambda.settings.TopicArn;
import dev.rolecall.lambda.telemetry.EmfMetrics;
import dev.rolecall.lambda.telemetry.FunctionLog;
import dev.rolecall.lambda.wiring.AwsContext;
import dev.rolecall.lambda.wiring.ExplainModule;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkSystemSetting;
import software.amazon.awssdk.core.exception.SdkClientException;

/// Runs sample denials through everything but the network, so that the first real one finds classes
/// loaded. [SnapStart
/// priming](https://docs.aws.amazon.com/lambda/latest/dg/snapstart-runtime-hooks-java.html)
///
/// The role is of another account than the caller, so that the reader role is assumed; whether one
/// is configured makes no difference here.
public final class Priming {

  /// Once loads the classes; a few times more let the compiler see what is hot.
  private static final int TIMES = 10;

  /// Far less than the 130 seconds that SnapStart gives to the start of a function.
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

  private static final Duration PAUSE = Duration.ofMillis(250);

  private static final Context CONTEXT = new SampleContext();

  private static final AccountId PARTNER = new AccountId("000000000000");

  private static final String USER =
      """
      {"type": "IAMUser", "principalId": "AIDASAMPLESAMPLESAMPL",
       "arn": "arn:aws:iam::%1$s:user/caller", "accountId": "%1$s", "userName": "caller",
       "accessKeyId": "AKIASAMPLESAMPLESAMP"}\
      """;

  private static final String SESSION =
      """
      {"type": "AssumedRole", "principalId": "AROASAMPLESAMPLESAMPL:sample",
       "arn": "arn:aws:sts::%1$s:assumed-role/caller/sample", "accountId": "%1$s",
       "accessKeyId": "ASIASAMPLESAMPLESAMP", "sessionContext": {
        "sessionIssuer": {"type": "Role", "principalId": "AROASAMPLESAMPLESAMPL",
         "arn": "arn:aws:iam::%1$s:role/caller", "accountId": "%1$s", "userName": "caller"},
        "attributes": {"creationDate": "2026-01-01T00:00:00Z", "mfaAuthenticated": "false"}}}\
      """;

  private Priming() {}

  /// Runs the samples.
  ///
  /// @param service what the sample's metrics go by, so that nobody takes them for denials
  public static void run(ExplainSettings settings, String service, InstantSource clock) {
    TopicArn topic = settings.topic();
    ExplainSettings all =
        new ExplainSettings(
            topic,
            settings.incidents(),
            settings.ownRoles(),
            Optional.of(new ReaderRole("sample", Optional.empty())),
            settings.aws(),
            settings.organizationIndex());
    try (SampleAws sample = new SampleAws(topic.account(), PARTNER)) {
      AwsContext aws =
          new AwsContext(
              sample,
              StaticCredentialsProvider.create(AwsBasicCredentials.create("sample", "sample")));
      for (int time = 0; time < TIMES; time++) {
        for (String caller : List.of(USER, SESSION)) {
          // Nothing is known to a new one: as to the one that takes the first real denial.
          ExplainModule.of(all, aws, new FunctionLog(service), new EmfMetrics(service), clock)
              .run(event(topic, caller), CONTEXT);
        }
      }
    }
    finish();
  }

  /// What every function needs that no sample reaches; and the compiler's rest.
  static void finish() {
    loadCredentials();
    loadTls();
    letCompilerFinish();
  }

  /// Those that it finds are not kept: after the restore there are others.
  private static void loadCredentials() {
    // Nothing answers there in Lambda, and the search for it takes seconds.
    System.setProperty(SdkSystemSetting.AWS_EC2_METADATA_DISABLED.property(), "true");
    try (DefaultCredentialsProvider credentials = DefaultCredentialsProvider.builder().build()) {
      credentials.resolveCredentials();
    } catch (SdkClientException _) {
      // There are none yet.
    }
  }

  private static void loadTls() {
    try {
      SSLContext.getDefault().createSSLEngine();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java has no TLS", e);
    }
  }

  /// Waits until the compiler has done what the samples left it to do. After the restore, the
  /// processor belongs to the denial.
  private static void letCompilerFinish() {
    CompilationMXBean compiler = ManagementFactory.getCompilationMXBean();
    if (compiler == null || !compiler.isCompilationTimeMonitoringSupported()) {
      return;
    }
    long before = -1;
    long now = compiler.getTotalCompilationTime();
    for (long waits = LONGEST_WAIT.dividedBy(PAUSE); waits > 0 && now != before; waits--) {
      try {
        Thread.sleep(PAUSE);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        return;
      }
      before = now;
      now = compiler.getTotalCompilationTime();
    }
  }

  private static InputStream event(TopicArn topic, String caller) {
    String event =
        """
        {"version": "0", "id": "sample", "source": "aws.sts",
         "detail-type": "AWS API Call via CloudTrail",
         "detail": {"eventVersion": "1.11", "eventID": "sample", "eventTime": "2026-01-01T00:00:00Z",
          "eventSource": "sts.amazonaws.com", "eventName": "AssumeRole", "awsRegion": "%3$s",
          "errorCode": "AccessDenied",
          "errorMessage": "User: arn:aws:iam::%1$s:user/caller is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::%2$s:role/sample",
          "userIdentity": %4$s,
          "sourceIPAddress": "192.0.2.1", "userAgent": "sample",
          "requestParameters": null, "responseElements": null, "recipientAccountId": "%1$s"}}\
        """
            .formatted(topic.account(), PARTNER, topic.region(), caller.formatted(topic.account()));
    return new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8));
  }
}
