package dev.rolecall;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;

/// Writes the log files of an organization's trail, and a snapshot of its accounts: `TrailGenerator
/// DIRECTORY RECORDS`. One record in 1,000 is a denial, each of another caller, role and action.
///
/// Files are laid out as CloudTrail does, with 10,000 records each, over 90 days.
public final class TrailGenerator {

  private static final int RECORDS_PER_FILE = 10_000;
  private static final int ACCOUNTS = 50;
  private static final int DAYS = 90;
  private static final LocalDate FIRST_DAY = LocalDate.of(2026, 8, 1);

  /// Service, call, parameters: what accounts record all day.
  private static final String[][] CALLS = {
    {
      "ec2",
      "DescribeInstances",
      "{\"instancesSet\":{},\"filterSet\":{\"items\":[{\"name\":\"tag:Name\"}]}}"
    },
    {
      "kms",
      "Decrypt",
      "{\"encryptionContext\":{\"aws:s3:arn\":\"arn:aws:s3:::data\"},\"encryptionAlgorithm\":\"SYMMETRIC_DEFAULT\"}"
    },
    {
      "sts",
      "AssumeRole",
      "{\"roleArn\":\"arn:aws:iam::111122223333:role/app\",\"roleSessionName\":\"app\",\"durationSeconds\":3600}"
    },
    {
      "logs",
      "CreateLogStream",
      "{\"logGroupName\":\"/aws/lambda/app\",\"logStreamName\":\"2026/08/01/[$LATEST]\"}"
    },
    {"iam", "ListAttachedRolePolicies", "{\"roleName\":\"app\",\"maxItems\":100}"},
    {
      "s3",
      "GetBucketAcl",
      "{\"bucketName\":\"trail\",\"Host\":\"trail.s3.amazonaws.com\",\"acl\":\"\"}"
    },
    {
      "ssm",
      "UpdateInstanceInformation",
      "{\"instanceId\":\"i-0a1b2c3d\",\"agentVersion\":\"3.3.1\",\"agentStatus\":\"Active\"}"
    },
    {
      "elasticloadbalancing",
      "DescribeTargetHealth",
      "{\"targetGroupArn\":\"arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/app/1\"}"
    }
  };

  private final Path root;
  private final int file;
  private final Random random;

  private TrailGenerator(Path root, int file) {
    this.root = root;
    this.file = file;
    this.random = new Random(file);
  }

  public static void main(String[] args) throws Exception {
    Path root = Path.of(args[0]);
    int files = Integer.parseInt(args[1]) / RECORDS_PER_FILE;
    try (ExecutorService threads =
        Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
      for (int i = 0; i < files; i++) {
        TrailGenerator generator = new TrailGenerator(root, i);
        threads.submit(
            () -> {
              generator.write();
              return null;
            });
      }
      threads.shutdown();
      threads.awaitTermination(1, TimeUnit.HOURS);
    }
    Files.createDirectories(root.resolve("accounts"));
    int denials = files * (RECORDS_PER_FILE / 1_000);
    for (int account = 0; account < ACCOUNTS; account++) {
      Files.writeString(
          root.resolve("accounts/" + account(account) + ".json"), account(account, denials));
    }
  }

  private void write() throws IOException {
    LocalDate day = FIRST_DAY.plusDays(file % DAYS);
    String account = account(file % ACCOUNTS);
    Path folder =
        Files.createDirectories(
            root.resolve(
                "logs/AWSLogs/%s/CloudTrail/eu-west-1/%04d/%02d/%02d"
                    .formatted(account, day.getYear(), day.getMonthValue(), day.getDayOfMonth())));
    Path log = folder.resolve("%s_CloudTrail_eu-west-1_%05d.json.gz".formatted(account, file));
    Instant time = day.atStartOfDay(ZoneOffset.UTC).toInstant();
    try (OutputStream out =
        new BufferedOutputStream(new GZIPOutputStream(Files.newOutputStream(log)), 1 << 16)) {
      StringBuilder text = new StringBuilder("{\"Records\":[");
      for (int i = 0; i < RECORDS_PER_FILE; i++) {
        Instant at = time.plusSeconds(i * 8L);
        if (i > 0) {
          text.append(',');
        }
        if (i % 1_000 == 500) {
          denial(text, file * (RECORDS_PER_FILE / 1_000) + i / 1_000, at);
        } else {
          other(text, account, at);
        }
        if (text.length() > 1 << 16) {
          out.write(text.toString().getBytes(StandardCharsets.UTF_8));
          text.setLength(0);
        }
      }
      out.write(text.append("]}").toString().getBytes(StandardCharsets.UTF_8));
    }
  }

  private void other(StringBuilder text, String account, Instant at) {
    String[] call = CALLS[random.nextInt(CALLS.length)];
    String session = Integer.toHexString(random.nextInt());
    text.append(
            "{\"eventVersion\":\"1.11\",\"userIdentity\":{\"type\":\"AssumedRole\",\"principalId\":\"AROAEXAMPLEAPP:i-")
        .append(session)
        .append("\",\"arn\":\"arn:aws:sts::")
        .append(account)
        .append(":assumed-role/app/i-")
        .append(session)
        .append("\",\"accountId\":\"")
        .append(account)
        .append("\",\"accessKeyId\":\"ASIAEXAMPLE")
        .append(random.nextInt(1 << 24))
        .append(
            "\",\"sessionContext\":{\"sessionIssuer\":{\"type\":\"Role\",\"principalId\":\"AROAEXAMPLEAPP\",\"arn\":\"arn:aws:iam::")
        .append(account)
        .append(":role/app\",\"accountId\":\"")
        .append(account)
        .append("\",\"userName\":\"app\"},\"attributes\":{\"creationDate\":\"")
        .append(at)
        .append("\",\"mfaAuthenticated\":\"false\"}}},\"eventTime\":\"")
        .append(at)
        .append("\",\"eventSource\":\"")
        .append(call[0])
        .append(".amazonaws.com\",\"eventName\":\"")
        .append(call[1])
        .append("\",\"awsRegion\":\"eu-west-1\",\"sourceIPAddress\":\"203.0.113.")
        .append(random.nextInt(256))
        .append(
            "\",\"userAgent\":\"aws-sdk-java/2.41.28 md/io#sync ua/2.1 os/Linux#6.1"
                + " lang/java#25\",\"requestParameters\":")
        .append(call[2])
        .append(",\"responseElements\":null,\"requestID\":\"")
        .append(id())
        .append("\",\"eventID\":\"")
        .append(id())
        .append(
            "\",\"readOnly\":true,\"eventType\":\"AwsApiCall\",\"managementEvent\":true,\"recipientAccountId\":\"")
        .append(account)
        .append(
            "\",\"eventCategory\":\"Management\",\"tlsDetails\":{\"tlsVersion\":\"TLSv1.3\",\"cipherSuite\":\"TLS_AES_128_GCM_SHA256\",\"clientProvidedHostHeader\":\"")
        .append(call[0])
        .append(".eu-west-1.amazonaws.com\"}}");
  }

  private void denial(StringBuilder text, int number, Instant at) {
    String caller = account(number % ACCOUNTS);
    String target = account((number / ACCOUNTS + number) % ACCOUNTS);
    text.append(
            "{\"eventVersion\":\"1.11\",\"userIdentity\":{\"type\":\"AssumedRole\",\"principalId\":\"AROAEXAMPLECI:build\",\"arn\":\"arn:aws:sts::")
        .append(caller)
        .append(":assumed-role/ci-")
        .append(number)
        .append("/build-")
        .append(random.nextInt(1_000))
        .append("\",\"accountId\":\"")
        .append(caller)
        .append(
            "\",\"sessionContext\":{\"sessionIssuer\":{\"type\":\"Role\",\"principalId\":\"AROAEXAMPLECI\",\"arn\":\"arn:aws:iam::")
        .append(caller)
        .append(":role/ci/ci-")
        .append(number)
        .append("\",\"accountId\":\"")
        .append(caller)
        .append("\",\"userName\":\"ci-")
        .append(number)
        .append("\"},\"attributes\":{\"creationDate\":\"")
        .append(at)
        .append("\",\"mfaAuthenticated\":\"false\"}}},\"eventTime\":\"")
        .append(at)
        .append(
            "\",\"eventSource\":\"sts.amazonaws.com\",\"eventName\":\"AssumeRole\",\"awsRegion\":\"eu-west-1\",\"sourceIPAddress\":\"198.51.100.")
        .append(random.nextInt(256))
        .append(
            "\",\"userAgent\":\"APN/1.0 HashiCorp/1.0"
                + " Terraform/1.9.5\",\"errorCode\":\"AccessDenied\",\"errorMessage\":\"User:"
                + " arn:aws:sts::")
        .append(caller)
        .append(":assumed-role/ci-")
        .append(number)
        .append("/build is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::")
        .append(target)
        .append(":role/deploy/deploy-")
        .append(number)
        .append("\",\"requestParameters\":null,\"responseElements\":null,\"requestID\":\"")
        .append(id())
        .append("\",\"eventID\":\"")
        .append(id())
        .append(
            "\",\"readOnly\":true,\"eventType\":\"AwsApiCall\",\"managementEvent\":true,\"recipientAccountId\":\"")
        .append(caller)
        .append("\",\"eventCategory\":\"Management\"}");
  }

  private UUID id() {
    return new UUID(random.nextLong(), random.nextLong());
  }

  private static String account(int number) {
    return "%012d".formatted(100_000_000_000L + number * 7_919L);
  }

  /// Callers that may assume, and roles that ask for something, one kind after the other.
  private static String account(int account, int denials) {
    StringBuilder roles = new StringBuilder();
    for (int number = 0; number < denials; number++) {
      String caller = account(number % ACCOUNTS);
      String target = account((number / ACCOUNTS + number) % ACCOUNTS);
      if (number % ACCOUNTS == account) {
        role(
            roles,
            caller,
            "ci/",
            "ci-" + number,
            "{\"Service\":\"codebuild.amazonaws.com\"}",
            "",
            "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"sts:AssumeRole\",\"Resource\":\"arn:aws:iam::"
                + target
                + ":role/deploy/*\"}]}");
      }
      if ((number / ACCOUNTS + number) % ACCOUNTS == account) {
        String trusted = number % 3 == 0 ? "ci/ci-" + (number + 1) : "ci/ci-" + number;
        String condition =
            switch (number % 3) {
              case 0 -> "";
              case 1 ->
                  ",\"Condition\":{\"StringEquals\":{\"sts:ExternalId\":\"acme-" + number + "\"}}";
              default -> ",\"Condition\":{\"Bool\":{\"aws:MultiFactorAuthPresent\":\"true\"}}";
            };
        role(
            roles,
            target,
            "deploy/",
            "deploy-" + number,
            "{\"AWS\":\"arn:aws:iam::" + caller + ":role/" + trusted + "\"}",
            condition,
            "");
      }
    }
    return "{\"UserDetailList\":[],\"GroupDetailList\":[],\"Policies\":[],\"RoleDetailList\":["
        + roles
        + "]}";
  }

  private static void role(
      StringBuilder roles,
      String account,
      String path,
      String name,
      String principal,
      String condition,
      String policy) {
    roles
        .append(roles.isEmpty() ? "" : ",")
        .append("{\"Path\":\"/")
        .append(path)
        .append("\",\"RoleName\":\"")
        .append(name)
        .append("\",\"RoleId\":\"AROA")
        .append(name.toUpperCase(java.util.Locale.ROOT).replace("-", "0"))
        .append("\",\"Arn\":\"arn:aws:iam::")
        .append(account)
        .append(":role/")
        .append(path)
        .append(name)
        .append(
            "\",\"CreateDate\":\"2025-01-01T00:00:00Z\",\"AssumeRolePolicyDocument\":{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":")
        .append(principal)
        .append(",\"Action\":\"sts:AssumeRole\"")
        .append(condition)
        .append("}]},\"InstanceProfileList\":[],\"RolePolicyList\":[")
        .append(
            policy.isEmpty() ? "" : "{\"PolicyName\":\"assume\",\"PolicyDocument\":" + policy + "}")
        .append("],\"AttachedManagedPolicies\":[],\"Tags\":[]}");
  }
}
