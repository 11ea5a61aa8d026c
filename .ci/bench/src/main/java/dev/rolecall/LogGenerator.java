package dev.rolecall;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;

/// Writes gzipped CloudTrail records without a denial: `LogGenerator FILE RECORDS [WRAPPER]`. All
/// wrappers hold the same records.
public final class LogGenerator {

  private static final String RECORD =
      """
      {"eventVersion":"1.09","userIdentity":{"type":"AssumedRole","principalId":"AROAEXAMPLE%1$010d:i-%2$s",\
      "arn":"arn:aws:sts::111122223333:assumed-role/app/i-%2$s","accountId":"111122223333",\
      "accessKeyId":"ASIAEXAMPLE%1$09d","sessionContext":{"sessionIssuer":{"type":"Role",\
      "principalId":"AROAEXAMPLE%1$010d","arn":"arn:aws:iam::111122223333:role/app","accountId":"111122223333",\
      "userName":"app"},"attributes":{"creationDate":"2026-01-01T00:00:00Z","mfaAuthenticated":"false"}}},\
      "eventTime":"2026-01-01T00:00:00Z","eventSource":"s3.amazonaws.com","eventName":"GetObject",\
      "awsRegion":"eu-west-1","sourceIPAddress":"203.0.113.7","userAgent":"aws-sdk-java/2.26.12 Linux/5.10",\
      "requestParameters":{"bucketName":"data-%1$d","key":"a/b/%3$s.parquet"},"responseElements":null,\
      "requestID":"%4$s","eventID":"%5$s","readOnly":true,"eventType":"AwsApiCall","managementEvent":true,\
      "recipientAccountId":"111122223333","eventCategory":"Management","tlsDetails":{"tlsVersion":"TLSv1.3",\
      "cipherSuite":"TLS_AES_128_GCM_SHA256","clientProvidedHostHeader":"s3.eu-west-1.amazonaws.com"}}\
      """;

  /// What is around the records.
  private enum Wrapper {
    /// CloudTrail's log file.
    LOG("{\"Records\":[", "%s", ",", "]}"),
    /// An event of EventBridge a line.
    EVENTS("", "{\"version\":\"0\",\"id\":\"e\",\"source\":\"aws.s3\",\"detail\":%s}", "\n", "\n"),
    /// An event for Splunk a line.
    SPLUNK("", "{\"time\":1,\"sourcetype\":\"aws:cloudtrail\",\"event\":%s}", "\n", "\n"),
    /// Texts of CloudWatch Logs.
    MESSAGES("{\"events\":[", "{\"timestamp\":1,\"message\":%s,\"eventId\":\"1\"}", ",", "]}"),
    /// Lines of `aws logs tail`.
    LINES("", "2026-01-01T00:00:00+00:00 stream %s", "\n", "\n"),
    /// The table of CloudWatch Logs Insights.
    CSV("@timestamp,@message\n", "2026-01-01 00:00:00.000,%s", "\n", "\n");

    final String before;
    final String each;
    final String between;
    final String behind;

    Wrapper(String before, String each, String between, String behind) {
      this.before = before;
      this.each = each;
      this.between = between;
      this.behind = behind;
    }

    String of(String record) {
      String quoted =
          switch (this) {
            case MESSAGES -> '"' + record.replace("\"", "\\\"") + '"';
            case CSV -> '"' + record.replace("\"", "\"\"") + '"';
            case LOG, EVENTS, SPLUNK, LINES -> record;
          };
      return each.replace("%s", quoted);
    }
  }

  private LogGenerator() {}

  public static void main(String[] args) throws IOException {
    Random random = new Random(1);
    int records = Integer.parseInt(args[1]);
    Wrapper wrapper =
        args.length < 3 ? Wrapper.LOG : Wrapper.valueOf(args[2].toUpperCase(Locale.ROOT));
    try (OutputStream out =
        new BufferedOutputStream(
            new GZIPOutputStream(Files.newOutputStream(Path.of(args[0]))), 1 << 16)) {
      out.write(wrapper.before.getBytes(StandardCharsets.UTF_8));
      for (int i = 0; i < records; i++) {
        String record =
            RECORD.formatted(
                i, Integer.toHexString(random.nextInt()), id(random), id(random), id(random));
        String one = wrapper.of(record);
        out.write((i == 0 ? one : wrapper.between + one).getBytes(StandardCharsets.UTF_8));
      }
      out.write(wrapper.behind.getBytes(StandardCharsets.UTF_8));
    }
  }

  private static UUID id(Random random) {
    return new UUID(random.nextLong(), random.nextLong());
  }
}
