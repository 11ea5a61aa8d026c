package dev.rolecall;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;

/// Writes a gzipped CloudTrail log file without a denial: `LogGenerator FILE RECORDS`.
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

  private LogGenerator() {}

  public static void main(String[] args) throws IOException {
    Random random = new Random(1);
    int records = Integer.parseInt(args[1]);
    try (OutputStream out =
        new BufferedOutputStream(
            new GZIPOutputStream(Files.newOutputStream(Path.of(args[0]))), 1 << 16)) {
      out.write("{\"Records\":[".getBytes(StandardCharsets.UTF_8));
      for (int i = 0; i < records; i++) {
        String record =
            RECORD.formatted(
                i, Integer.toHexString(random.nextInt()), id(random), id(random), id(random));
        out.write((i == 0 ? record : "," + record).getBytes(StandardCharsets.UTF_8));
      }
      out.write("]}".getBytes(StandardCharsets.UTF_8));
    }
  }

  private static UUID id(Random random) {
    return new UUID(random.nextLong(), random.nextLong());
  }
}
