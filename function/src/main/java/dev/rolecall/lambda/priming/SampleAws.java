package dev.rolecall.lambda.priming;

import dev.rolecall.denial.AccountId;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
/// @param partner the account of the roles whose names begin with `sample`
/// @param secret what every secret holds
/// @param table the incident table
/// @param story what its policies say
public record SampleAws(
    AccountId home, AccountId partner, String secret, SampleTable table, SampleStory story)
    implements SdkHttpClient {

  /// A role that a sample is denied.
  private static final Pattern ROLE = Pattern.compile("\\bsample(-\\d+)?\\b");

  private static final String JSON =
      """
      {"Organization": {"Id": "o-sample", "MasterAccountId": "000000000001"},
       "Account": {"Name": "sample"}, "Parents": [{"Id": "r-root", "Type": "ROOT"}],
       "Roots": [{"Id": "r-root", "PolicyTypes": [
        {"Type": "SERVICE_CONTROL_POLICY", "Status": "ENABLED"},
        {"Type": "RESOURCE_CONTROL_POLICY", "Status": "ENABLED"}]}],
       "Policies": [{"Id": "p-sample", "Name": "sample", "AwsManaged": false},
        {"Id": "p-FullAWSAccess", "Name": "FullAWSAccess", "AwsManaged": true}],
       "Policy": {"Content": <control>},
       "SecretString": "<secret>", "Parameter": {"Value": "<secret>"},
       "Events": [{"EventId": "sample", "EventName": "UpdateAssumeRolePolicy",
        "EventTime": 1767222000, "EventSource": "iam.amazonaws.com", "CloudTrailEvent": %s}]}\
      """
          .formatted(
              quoted(
                  """
                  {"eventVersion": "1.11", "eventID": "sample", "eventTime": "2025-12-31T23:00:00Z",
                   "eventSource": "iam.amazonaws.com", "eventName": "UpdateAssumeRolePolicy",
                   "userIdentity": {"type": "IAMUser", "userName": "sample",
                    "arn": "arn:aws:iam::000000000000:user/sample", "accountId": "000000000000"},
                   "requestParameters": {"roleName": "<role>", "policyDocument": "{}"},
                   "recipientAccountId": "000000000000"}\
                  """));

  private static String quoted(String json) {
    return '"' + json.replace("\"", "\\\"").replace("\n", "\\n") + '"';
  }

  private static String encoded(String document) {
    return URLEncoder.encode(document, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private String answer(HttpExecuteRequest request) {
    return answer(
        request.httpRequest().firstMatchingHeader("X-Amz-Target"),
        request.contentStreamProvider().map(SampleAws::text).orElse(""));
  }

  /// The answer to a request.
  ///
  /// @param operation where the service speaks JSON
  String answer(Optional<String> operation, String body) {
    if (operation.isPresent()) {
      return table.answer(operation.get(), body).orElseGet(() -> json(role(body)));
    }
    return body.contains("RoleName=sample") ? xml(partner, role(body)) : xml(home, "caller");
  }

  private static String role(String body) {
    Matcher role = ROLE.matcher(body);
    return role.find() ? role.group() : "sample";
  }

  private String json(String role) {
    return JSON.replace("<secret>", secret)
        .replace("<control>", quoted(story.control()))
        .replace("<role>", role);
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
    <Policy><PolicyId>ANPASAMPLESAMPLESAMPL</PolicyId><DefaultVersionId>v1</DefaultVersionId></Policy>
    <PolicyVersion><Document>%4$s</Document></PolicyVersion></R></R>\
    """
        .formatted(account, name, encoded(story.trust(home)), encoded(story.permissions()));
  }

  public SampleAws(AccountId home, AccountId partner, String secret) {
    this(home, partner, secret, new SampleTable(), SampleStory.NOT_TRUSTED_WITH_EXTERNAL_ID);
  }

  SampleAws(AccountId home, AccountId partner, SampleStory story) {
    this(home, partner, "sample", new SampleTable(), story);
  }

  public SampleAws(AccountId home, AccountId partner) {
    this(home, partner, "sample");
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
