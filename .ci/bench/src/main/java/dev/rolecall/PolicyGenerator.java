package dev.rolecall;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Writes a scenario with a policy that is larger than AWS allows: `PolicyGenerator DIRECTORY KIND
/// NUMBER`. `explain` takes the directory.
public final class PolicyGenerator {

  private static final String ACCOUNT = "111122223333";
  private static final String ROLE = "arn:aws:iam::" + ACCOUNT + ":role/deploy";
  private static final String ISSUER = "token.actions.githubusercontent.com";
  private static final String PROVIDER = "arn:aws:iam::" + ACCOUNT + ":oidc-provider/" + ISSUER;

  /// Nearly 4 KB, as long as a branch may be called.
  private static final String SUBJECT =
      "repo:acme/service:ref:refs/heads/" + "feature-".repeat(506);

  private static final String WEB_IDENTITY =
      """
      {"eventVersion":"1.11","userIdentity":{"type":"WebIdentityUser",\
      "principalId":"%1$s:sts.amazonaws.com:%2$s","userName":"%2$s","identityProvider":"%1$s"},\
      "eventTime":"2026-01-01T00:00:00Z","eventSource":"sts.amazonaws.com",\
      "eventName":"AssumeRoleWithWebIdentity","awsRegion":"eu-west-1","sourceIPAddress":"192.0.2.71",\
      "userAgent":"aws-sdk-js/3.958.0","errorCode":"AccessDenied","errorMessage":"An unknown error occurred",\
      "requestParameters":{"roleArn":"%3$s","roleSessionName":"GitHubActions"},"responseElements":null,\
      "eventID":"0e43274a-0ac5-476b-9ce8-e09e76c4db0c","eventType":"AwsApiCall","managementEvent":true,\
      "resources":[{"accountId":"%4$s","type":"AWS::IAM::Role","ARN":"%3$s"}],\
      "recipientAccountId":"%4$s","eventCategory":"Management"}
      """;

  private static final String USER =
      """
      {"eventVersion":"1.11","userIdentity":{"type":"IAMUser","principalId":"AIDAEXAMPLEEXAMPLE123",\
      "arn":"arn:aws:iam::%2$s:user/ci","accountId":"%2$s","accessKeyId":"AKIAEXAMPLE","userName":"ci"},\
      "eventTime":"2026-01-01T00:00:00Z","eventSource":"sts.amazonaws.com","eventName":"AssumeRole",\
      "awsRegion":"eu-west-1","sourceIPAddress":"192.0.2.71","userAgent":"aws-cli/2.31.0",\
      "errorCode":"AccessDenied","errorMessage":"User: arn:aws:iam::%2$s:user/ci is not authorized to perform: \
      sts:AssumeRole on resource: %1$s","requestParameters":null,"responseElements":null,\
      "eventID":"0e43274a-0ac5-476b-9ce8-e09e76c4db0c","eventType":"AwsApiCall","managementEvent":true,\
      "recipientAccountId":"%2$s","eventCategory":"Management"}
      """;

  private static final String ACCOUNT_DETAILS =
      """
      {"UserDetailList":[{"Path":"/","UserName":"ci","UserId":"AIDAEXAMPLEEXAMPLE123",\
      "Arn":"arn:aws:iam::%1$s:user/ci","CreateDate":"2025-01-01T00:00:00Z","UserPolicyList":[],\
      "GroupList":[],"AttachedManagedPolicies":[],"Tags":[]}],"GroupDetailList":[],"Policies":[],\
      "RoleDetailList":[{"Path":"/","RoleName":"deploy","RoleId":"AROAEXAMPLEEXAMPLE123","Arn":"%2$s",\
      "CreateDate":"2025-01-01T00:00:00Z","InstanceProfileList":[],"RolePolicyList":[],\
      "AttachedManagedPolicies":[],"Tags":[],"AssumeRolePolicyDocument":\
      {"Version":"2012-10-17","Statement":[%3$s]}}]}
      """;

  /// What there is much of.
  private enum Kind {
    /// Patterns in one condition, none of which the subject matches.
    PATTERNS(WEB_IDENTITY.formatted(PROVIDER, SUBJECT, ROLE, ACCOUNT)) {
      @Override
      String statements(int number) {
        return """
        {"Effect":"Allow","Principal":{"Federated":"%s"},"Action":"sts:AssumeRoleWithWebIdentity",\
        "Condition":{"StringLike":{"%s:sub":[%s]}}}\
        """
            .formatted(
                PROVIDER,
                ISSUER,
                each(number, "\"repo:*/?ervice-%1$d*:ref:*ture-*-%1$d\""::formatted));
      }
    },
    /// Statements that allow others, and statements that deny under conditions that are not met.
    STATEMENTS(USER.formatted(ROLE, ACCOUNT)) {
      @Override
      String statements(int number) {
        String allow =
            """
            {"Sid":"S%1$d","Effect":"Allow","Principal":{"AWS":"arn:aws:iam::%2$s:user/u%1$d"},\
            "Action":"sts:AssumeRole"}\
            """;
        String deny =
            """
            {"Sid":"S%1$d","Effect":"Deny","Principal":"*","Action":"sts:AssumeRole",\
            "Condition":{"StringLike":{"aws:PrincipalArn":"arn:aws:iam::%2$s:user/*-%1$d"}}}\
            """;
        return each(number, i -> (i % 2 == 0 ? allow : deny).formatted(i, ACCOUNT));
      }
    };

    private final String event;

    Kind(String event) {
      this.event = event;
    }

    abstract String statements(int number);
  }

  private PolicyGenerator() {}

  public static void main(String[] args) throws IOException {
    Path directory = Path.of(args[0]);
    Kind kind = Kind.valueOf(args[1].toUpperCase(Locale.ROOT));
    Files.createDirectories(directory.resolve("snapshot"));
    Files.writeString(directory.resolve("event.json"), kind.event);
    try (BufferedWriter account =
        Files.newBufferedWriter(directory.resolve("snapshot").resolve(ACCOUNT + ".json"))) {
      account.write(
          ACCOUNT_DETAILS.formatted(ACCOUNT, ROLE, kind.statements(Integer.parseInt(args[2]))));
    }
  }

  private static String each(int number, IntFunction<String> text) {
    return IntStream.range(0, number).mapToObj(text).collect(Collectors.joining(","));
  }
}
