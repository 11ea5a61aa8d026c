package dev.rolecall;

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
      "Arn":"arn:aws:iam::%1$s:user/ci","CreateDate":"2025-01-01T00:00:00Z","UserPolicyList":[%4$s],\
      "GroupList":[],"AttachedManagedPolicies":[],"Tags":[]%5$s}],"GroupDetailList":[],"Policies":[%6$s],\
      "RoleDetailList":[{"Path":"/","RoleName":"deploy","RoleId":"AROAEXAMPLEEXAMPLE123","Arn":"%2$s",\
      "CreateDate":"2025-01-01T00:00:00Z","InstanceProfileList":[],"RolePolicyList":[],\
      "AttachedManagedPolicies":[],"Tags":[],"AssumeRolePolicyDocument":%3$s}]}
      """;

  private static final String BOUNDARY = "arn:aws:iam::" + ACCOUNT + ":policy/boundary";

  private static final String ORGANIZATION =
      """
      {"organizations":[{"id":"o-abc","managementAccountId":"999999999999","accounts":[{"id":"%s",\
      "name":"ci","path":"o-abc/r-ab12/","serviceControlPolicies":[{"target":"r-ab12","policies":[\
      {"name":"FullAWSAccess","document":{"Version":"2012-10-17","Statement":[{"Effect":"Allow",\
      "Action":"*","Resource":"*"}]}},{"name":"large","document":%s}]}],"resourceControlPolicies":[]}]}]}
      """;

  /// Which policy is large.
  private enum Place {
    TRUST,
    IDENTITY,
    BOUNDARY,
    SCP
  }

  private static final String CI = "arn:aws:iam::" + ACCOUNT + ":user/ci";

  private static final String ALLOW =
      "{\"Sid\":\"S%1$d\",\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"" + CI + "\"},";

  private static final String ASSUME = "\"Action\":\"sts:AssumeRole\"";

  private static final String DENY =
      "{\"Sid\":\"S%1$d\",\"Effect\":\"Deny\",\"Principal\":\"*\"," + ASSUME;

  private static final String ON_ROLE =
      "{\"Sid\":\"S%1$d\",\"Effect\":\"%2$s\",\"Action\":\"sts:AssumeRole\",\"Resource\":\"*\",\"Condition\":{%3$s}}";

  private static String condition(String operator, String key, String values) {
    return ",\"Condition\":{\"%s\":{\"%s\":%s}}}".formatted(operator, key, values);
  }

  private static String federated(String condition) {
    return ("{\"Effect\":\"Allow\",\"Principal\":{\"Federated\":\"" + PROVIDER + "\"},")
        + "\"Action\":\"sts:AssumeRoleWithWebIdentity\""
        + condition;
  }

  private static String web(String subject) {
    return WEB_IDENTITY.formatted(PROVIDER, subject, ROLE, ACCOUNT);
  }

  /// What there is much of.
  private enum Kind {
    /// Patterns in one condition, none of which the subject matches.
    PATTERNS(
        web(SUBJECT),
        n -> federated(like(ISSUER + ":sub", n, "repo:*/?ervice-%1$d*:ref:*ture-*-%1$d"))),
    /// Patterns of many stars over a value that nearly matches.
    STARS(
        web("abc".repeat(1_365)),
        n -> federated(like(ISSUER + ":sub", n, "a*b*c*".repeat(30) + "%d"))),
    /// Statements that allow others, and statements that deny under conditions that are not met.
    STATEMENTS(
        n ->
            each(
                n,
                i ->
                    i % 2 == 0
                        ? ALLOW.formatted(i).replace("user/ci", "user/u" + i) + ASSUME + "}"
                        : DENY.formatted(i)
                            + condition(
                                "StringLike",
                                "aws:PrincipalArn",
                                "\"arn:aws:iam::%s:user/*-%d\"".formatted(ACCOUNT, i)))),
    /// Another session tag in each statement.
    TAGS(
        n ->
            each(
                n,
                i ->
                    ALLOW.formatted(i)
                        + ASSUME
                        + condition("StringEquals", "aws:RequestTag/k" + i, "\"v\""))),
    /// Statements that deny unless the caller is another.
    DENIES(
        n ->
            each(
                n,
                i ->
                    i == 0
                        ? ALLOW.formatted(i) + ASSUME + "}"
                        : DENY.formatted(i)
                            + condition(
                                "StringNotLike",
                                "aws:PrincipalArn",
                                "\"arn:aws:iam::*:role/x" + i + "*\""))),
    /// Other subjects and the right audience.
    SUBJECTS(
        web("repo:acme/service:ref:refs/heads/main"),
        n ->
            each(
                n,
                i ->
                    federated(
                        ",\"Condition\":{\"StringEquals\":{\"%1$s:aud\":\"sts.amazonaws.com\",\"%1$s:sub\":\"repo:acme/s%2$d:ref:refs/heads/main\"}}}"
                            .formatted(ISSUER, i)))),
    /// Other identity providers.
    PROVIDERS(
        web("repo:acme/service:ref:refs/heads/main"),
        n ->
            each(
                n,
                i ->
                    federated("}")
                        .replace(
                            PROVIDER,
                            PROVIDER.replace(ISSUER, "oidc.eks.eu-west-1.amazonaws.com/id/" + i)))),
    /// Blocks of addresses in one condition.
    ADDRESSES(
        n ->
            ALLOW.formatted(0)
                + ASSUME
                + condition(
                    "IpAddress",
                    "aws:SourceIp",
                    list(n, i -> "10.%d.%d.0/24".formatted(i / 250 % 250, i % 250)))),
    /// Other users in one statement.
    PRINCIPALS(
        n ->
            "{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":"
                + list(n, i -> "arn:aws:iam::" + ACCOUNT + ":user/c" + i)
                + "},"
                + ASSUME
                + "}"),
    /// Statements that spare others.
    NOT_PRINCIPALS(
        n ->
            each(
                n,
                i ->
                    DENY.formatted(i)
                            .replace(
                                "\"Principal\":\"*\"",
                                "\"NotPrincipal\":{\"AWS\":\"arn:aws:iam::"
                                    + ACCOUNT
                                    + ":user/c"
                                    + i
                                    + "\"}")
                        + "}")),
    /// Patterns for the keys of session tags.
    ANY_VALUE(
        n ->
            ALLOW.formatted(0)
                + ASSUME
                + condition(
                    "ForAnyValue:StringLike", "aws:TagKeys", list(n, i -> "k*" + i + "?*"))),
    /// Another policy variable in each statement.
    VARIABLES(
        n ->
            each(
                n,
                i ->
                    ALLOW.formatted(i)
                        + ASSUME
                        + condition(
                            "StringEquals",
                            "aws:PrincipalTag/team",
                            "\"${aws:PrincipalTag/t" + i + "}\""))),
    /// The caller's own policy allows under other tags.
    IDENTITY(
        Place.IDENTITY, n -> onRole(n, "Allow", "\"StringEquals\":{\"aws:RequestTag/k%d\":\"v\"}")),
    /// The caller's permissions boundary denies in all other Regions.
    BOUNDARIES(
        Place.BOUNDARY,
        n -> onRole(n, "Deny", "\"StringNotEquals\":{\"aws:RequestedRegion\":\"xx-%d\"}")),
    /// An SCP denies without another tag each.
    SCPS(Place.SCP, n -> onRole(n, "Deny", "\"Null\":{\"aws:RequestTag/k%d\":\"true\"}"));

    private final String event;
    private final Place place;
    private final IntFunction<String> statements;

    Kind(IntFunction<String> statements) {
      this(Place.TRUST, statements);
    }

    Kind(Place place, IntFunction<String> statements) {
      this(USER.formatted(ROLE, ACCOUNT), place, statements);
    }

    Kind(String event, IntFunction<String> statements) {
      this(event, Place.TRUST, statements);
    }

    Kind(String event, Place place, IntFunction<String> statements) {
      this.event = event;
      this.place = place;
      this.statements = statements;
    }

    /// The policy of a place, which is the large one or `other`.
    private String policy(Place one, int number, String other) {
      return "{\"Version\":\"2012-10-17\",\"Statement\":[%s]}"
          .formatted(one == place ? statements.apply(number) : other);
    }
  }

  private static String onRole(int number, String effect, String condition) {
    return each(number, i -> ON_ROLE.formatted(i, effect, condition.formatted(i)));
  }

  private static String like(String key, int number, String pattern) {
    return condition("StringLike", key, list(number, pattern::formatted));
  }

  private static String list(int number, IntFunction<String> value) {
    return "[" + each(number, i -> "\"" + value.apply(i) + "\"") + "]";
  }

  private PolicyGenerator() {}

  public static void main(String[] args) throws IOException {
    Path directory = Path.of(args[0]);
    Kind kind = Kind.valueOf(args[1].toUpperCase(Locale.ROOT));
    int number = Integer.parseInt(args[2]);
    Path snapshot = Files.createDirectories(directory.resolve("snapshot"));
    Files.writeString(directory.resolve("event.json"), kind.event);
    boolean bounded = kind.place == Place.BOUNDARY;
    String all = "{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}";
    Files.writeString(
        snapshot.resolve(ACCOUNT + ".json"),
        ACCOUNT_DETAILS.formatted(
            ACCOUNT,
            ROLE,
            kind.policy(
                Place.TRUST,
                number,
                ALLOW.formatted(0).replace(":user/ci", ":root") + ASSUME + "}"),
            kind.place == Place.TRUST
                ? ""
                : "{\"PolicyName\":\"own\",\"PolicyDocument\":%s}"
                    .formatted(kind.policy(Place.IDENTITY, number, all)),
            bounded
                ? ",\"PermissionsBoundary\":{\"PermissionsBoundaryType\":\"Policy\",\"PermissionsBoundaryArn\":\"%s\"}"
                    .formatted(BOUNDARY)
                : "",
            bounded
                ? "{\"PolicyName\":\"boundary\",\"Arn\":\"%s\",\"Path\":\"/\",\"DefaultVersionId\":\"v1\",\"PolicyVersionList\":[{\"Document\":%s,\"VersionId\":\"v1\",\"IsDefaultVersion\":true}]}"
                    .formatted(BOUNDARY, kind.policy(Place.BOUNDARY, number, all))
                : ""));
    if (kind.place == Place.SCP) {
      Files.writeString(
          snapshot.resolve("organization.json"),
          ORGANIZATION.formatted(ACCOUNT, kind.policy(Place.SCP, number, "")));
    }
  }

  private static String each(int number, IntFunction<String> text) {
    return IntStream.range(0, number).mapToObj(text).collect(Collectors.joining(","));
  }
}
