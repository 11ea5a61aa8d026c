package dev.rolecall.lambda.priming;

import dev.rolecall.denial.AccountId;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpResponse;

/// Answers as AWS would about the samples of [Priming], without a network.
///
/// There is one answer for the services that speak XML, and one for those that speak JSON: each
/// question takes out of it what it asks for. Nothing is missing in them, so that everything that
/// reads evidence has something to read.
///
/// @param home the account of the user and the role `caller`
/// @param partner the account of the role `sample`
/// @param secret what every secret holds
/// @param table the incident table
/// @param externalId whether the role `sample` requires an external ID: its fix is another one then
public record SampleAws(
    AccountId home, AccountId partner, String secret, SampleTable table, boolean externalId)
    implements SdkHttpClient {

  private static final String ALLOWING =
      """
      {"Version": "2012-10-17", "Statement": [
       {"Effect": "Allow", "Action": "sts:*", "Resource": ["arn:aws:iam::*:role/sample*", "*"]},
       {"Sid": "Guard", "Effect": "Deny", "NotAction": ["sts:*", "iam:*"], "Resource": "*",
        "Condition": {"StringNotEquals": {"aws:RequestedRegion": ["eu-west-1", "us-east-1"]}}}]}\
      """;

  private static final String JSON =
      """
      {"Organization": {"Id": "o-sample", "MasterAccountId": "000000000001"},
       "Account": {"Name": "sample"}, "Parents": [{"Id": "r-root", "Type": "ROOT"}],
       "Roots": [{"Id": "r-root", "PolicyTypes": [
        {"Type": "SERVICE_CONTROL_POLICY", "Status": "ENABLED"},
        {"Type": "RESOURCE_CONTROL_POLICY", "Status": "ENABLED"}]}],
       "Policies": [{"Id": "p-sample", "Name": "sample"}], "Policy": {"Content": %s},
       "SecretString": "<secret>", "Parameter": {"Value": "<secret>"},
       "Events": [{"EventId": "sample", "EventName": "UpdateAssumeRolePolicy",
        "EventTime": 1767222000, "EventSource": "iam.amazonaws.com", "CloudTrailEvent": %s}]}\
      """
          .formatted(
              quoted(ALLOWING.replace("\"Resource\"", "\"Principal\": \"*\", \"Resource\"")),
              quoted(
                  """
                  {"eventVersion": "1.11", "eventID": "sample", "eventTime": "2025-12-31T23:00:00Z",
                   "eventSource": "iam.amazonaws.com", "eventName": "UpdateAssumeRolePolicy",
                   "userIdentity": {"type": "IAMUser", "userName": "sample",
                    "arn": "arn:aws:iam::000000000000:user/sample", "accountId": "000000000000"},
                   "requestParameters": {"roleName": "sample", "policyDocument": "{}"},
                   "recipientAccountId": "000000000000"}\
                  """));

  private static String quoted(String json) {
    return '"' + json.replace("\"", "\\\"").replace("\n", "\\n") + '"';
  }

  private static String encoded(String document) {
    return URLEncoder.encode(document, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private String answer(HttpExecuteRequest request) {
    String body = request.contentStreamProvider().map(SampleAws::text).orElse("");
    Optional<String> operation = request.httpRequest().firstMatchingHeader("X-Amz-Target");
    if (operation.isPresent()) {
      return table.answer(operation.get(), body).orElseGet(() -> JSON.replace("<secret>", secret));
    }
    boolean role = body.contains("RoleName=sample");
    return xml(role ? partner : home, role ? "sample" : "caller");
  }

  private String xml(AccountId account, String name) {
    return """
    <R><R><IsTruncated>false</IsTruncated><MessageId>sample</MessageId><Credentials>
    <AccessKeyId>sample</AccessKeyId><SecretAccessKey>sample</SecretAccessKey>
    <SessionToken>sample</SessionToken><Expiration>2100-01-01T00:00:00Z</Expiration></Credentials>
    <User><Path>/</Path><UserName>%2$s</UserName><UserId>AIDASAMPLESAMPLESAMPL</UserId>
    <Arn>arn:aws:iam::%1$s:user/%2$s</Arn><CreateDate>2025-01-01T00:00:00Z</CreateDate></User>
    <Role><Path>/</Path><RoleName>%2$s</RoleName><RoleId>AROASAMPLESAMPLESAMPL</RoleId>
    <Arn>arn:aws:iam::%1$s:role/%2$s</Arn><CreateDate>2025-01-01T00:00:00Z</CreateDate>
    <AssumeRolePolicyDocument>%3$s</AssumeRolePolicyDocument></Role>
    <Groups><member><GroupName>sample</GroupName></member></Groups>
    <PolicyNames><member>sample</member></PolicyNames><PolicyDocument>%4$s</PolicyDocument>
    <AttachedPolicies><member><PolicyName>sample</PolicyName>
    <PolicyArn>arn:aws:iam::aws:policy/sample</PolicyArn></member></AttachedPolicies>
    <Policy><DefaultVersionId>v1</DefaultVersionId></Policy>
    <PolicyVersion><Document>%4$s</Document></PolicyVersion></R></R>\
    """
        .formatted(account, name, encoded(trust()), encoded(ALLOWING));
  }

  public SampleAws(AccountId home, AccountId partner, String secret) {
    this(home, partner, secret, new SampleTable(), true);
  }

  public SampleAws(AccountId home, AccountId partner, boolean externalId) {
    this(home, partner, "sample", new SampleTable(), externalId);
  }

  public SampleAws(AccountId home, AccountId partner) {
    this(home, partner, "sample");
  }

  /// Trusts a neighbor of the caller.
  private String trust() {
    return """
    {"Version": "2012-10-17", "Statement": [
     {"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::%s:role/other"},
      "Action": "sts:AssumeRole"%s}]}\
    """
        .formatted(
            home,
            externalId
                ? ", \"Condition\": {\"StringEquals\": {\"sts:ExternalId\": \"sample\"}}"
                : "");
  }

  private static String text(ContentStreamProvider body) {
    try {
      return new String(body.newStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    byte[] answer = answer(request).getBytes(StandardCharsets.UTF_8);
    return new ExecutableHttpRequest() {
      @Override
      public HttpExecuteResponse call() {
        return HttpExecuteResponse.builder()
            .response(SdkHttpResponse.builder().statusCode(200).build())
            .responseBody(AbortableInputStream.create(new ByteArrayInputStream(answer)))
            .build();
      }

      @Override
      public void abort() {
        // It is over at once.
      }
    };
  }

  @Override
  public void close() {
    // Nothing is open.
  }
}
