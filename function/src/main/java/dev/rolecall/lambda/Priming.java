package dev.rolecall.lambda;

import dev.rolecall.denial.AccountId;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import javax.net.ssl.SSLContext;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/// Runs a sample denial through everything but the network, so that the first real one finds
/// classes loaded. [SnapStart
/// priming](https://docs.aws.amazon.com/lambda/latest/dg/snapstart-runtime-hooks-java.html)
final class Priming {

  /// Once loads the classes; a few times more let the compiler see what is hot.
  private static final int TIMES = 10;

  private Priming() {}

  /// @param service what the sample's metrics go by, so that nobody takes them for denials
  static void run(ExplainSettings settings, String service, InstantSource clock) {
    AccountId account = settings.topic().account();
    AwsSide aws =
        new AwsSide(
            new SampleAws(account),
            StaticCredentialsProvider.create(AwsBasicCredentials.create("sample", "sample")));
    ExplainLine line =
        ExplainLine.of(settings, aws, new Journal(service), new Metering(service), clock);
    for (int i = 0; i < TIMES; i++) {
      byte[] event = event(account, i).getBytes(StandardCharsets.UTF_8);
      line.run(new ByteArrayInputStream(event));
    }
    loadTls();
  }

  static void loadTls() {
    try {
      SSLContext.getDefault().createSSLEngine();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java has no TLS", e);
    }
  }

  /// @param number tells this caller from the others; what repeats is counted and not explained
  private static String event(AccountId account, int number) {
    return """
    {"version": "0", "id": "sample", "source": "aws.sts",
     "detail-type": "AWS API Call via CloudTrail",
     "detail": {"eventVersion": "1.11", "eventID": "sample-%2$d", "eventTime": "2026-01-01T00:00:00Z",
      "eventSource": "sts.amazonaws.com", "eventName": "AssumeRole", "awsRegion": "us-east-1",
      "errorCode": "AccessDenied",
      "errorMessage": "User: arn:aws:iam::%1$s:user/sample-%2$d is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::%1$s:role/sample",
      "userIdentity": {"type": "IAMUser", "principalId": "AIDASAMPLESAMPLESAMPL",
       "arn": "arn:aws:iam::%1$s:user/sample-%2$d", "accountId": "%1$s", "userName": "sample-%2$d",
       "accessKeyId": "AKIASAMPLESAMPLESAMP"},
      "sourceIPAddress": "192.0.2.1", "userAgent": "sample",
      "requestParameters": null, "responseElements": null,
      "recipientAccountId": "%1$s"}}\
    """
        .formatted(account, number);
  }
}
