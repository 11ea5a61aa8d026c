package dev.rolecall.lambda.priming;

import dev.rolecall.denial.AccountId;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

/// Answers as AWS would about the samples of [Priming] and [DeliveryPriming]. Requests are made as
/// ever, and diverted to this machine.
///
/// There is one answer for the services that speak XML, and one for those that speak JSON: each
/// question takes out of it what it asks for. Nothing is missing in them, so that everything that
/// reads evidence has something to read; and they hold as much besides as AWS's own, so that the
/// compiler does not take it for granted that there is nothing to skip.
public final class SampleAws implements SdkHttpClient {

  private static final String ALLOWING =
      """
      {"Version": "2012-10-17", "Statement": [
       {"Effect": "Allow", "Action": "sts:*", "Resource": ["arn:aws:iam::*:role/*"]},
       {"Sid": "Reading", "Effect": "Allow", "Resource": "*",
        "Action": ["s3:Get*", "ec2:Describe*", "logs:FilterLogEvents", "sts:GetCallerIdentity"]},
       {"Sid": "Guard", "Effect": "Deny", "NotAction": ["sts:*", "iam:*"], "Resource": "*",
        "Condition": {"StringNotEquals": {"aws:RequestedRegion": ["eu-west-1", "us-east-1"]},
         "ArnNotLike": {"aws:PrincipalArn": "arn:aws:iam::*:role/sample-*"}}},
       {"Sid": "Keys", "Effect": "Deny", "Action": "kms:ScheduleKeyDeletion",
        "Resource": ["arn:aws:kms:*:*:key/*", "arn:aws:kms:*:*:alias/*"]}]}\
      """;

  private static final String JSON =
      """
      {"Organization": {"Id": "o-sample", "FeatureSet": "ALL", "MasterAccountId": "000000000001",
        "Arn": "arn:aws:organizations::000000000001:organization/o-sample",
        "MasterAccountEmail": "sample@example.com", "AvailablePolicyTypes": []},
       "Account": {"Name": "sample", "Email": "sample@example.com", "Status": "ACTIVE",
        "JoinedMethod": "CREATED", "JoinedTimestamp": 1735689600.5},
       "Roots": [{"Id": "r-root", "PolicyTypes": [
        {"Type": "SERVICE_CONTROL_POLICY", "Status": "ENABLED"},
        {"Type": "RESOURCE_CONTROL_POLICY", "Status": "ENABLED"}]}],
       "Parents": [{"Id": "r-root", "Type": "ROOT"}],
       "Policies": [{"Id": "p-sample", "Name": "sample", "Description": "", "AwsManaged": true,
        "Arn": "arn:aws:organizations::aws:policy/service_control_policy/p-sample"}],
       "Policy": {"Content": %s},
       "SecretString": "<secret>", "Parameter": {"Value": "<secret>"},
       "Events": [{"EventId": "sample", "EventName": "UpdateAssumeRolePolicy", "ReadOnly": "false",
        "EventTime": 1767222000, "EventSource": "iam.amazonaws.com", "Username": "sample",
        "Resources": [{"ResourceType": "AWS::IAM::Role", "ResourceName": "sample"}],
        "CloudTrailEvent": %s}]}\
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
                   "responseElements": null, "readOnly": false,
                   "recipientAccountId": "000000000000"}\
                  """));

  private final SdkHttpClient http = UrlConnectionHttpClient.create();
  private final SampleServer server = new SampleServer(this::answer);
  private final String aboutCaller;
  private final String aboutRole;
  private final String json;

  /// @param home the account of the user and the role `caller`
  /// @param partner the account of the role `sample`
  public SampleAws(AccountId home, AccountId partner) {
    this(home, partner, "sample");
  }

  /// @param secret what every secret holds
  SampleAws(AccountId home, AccountId partner, String secret) {
    String trust = encoded(trust(home));
    this.aboutCaller = xml(home, "caller", trust);
    this.aboutRole = xml(partner, "sample", trust);
    this.json = JSON.replace("<secret>", secret);
  }

  private static String xml(AccountId account, String name, String trust) {
    return """
    <Response><Result><IsTruncated>false</IsTruncated><MessageId>sample</MessageId>
    <Credentials><AccessKeyId>sample</AccessKeyId><SecretAccessKey>sample</SecretAccessKey>
    <SessionToken>sample</SessionToken><Expiration>2100-01-01T00:00:00Z</Expiration></Credentials>
    <User><Path>/</Path><UserName>%2$s</UserName><UserId>AIDASAMPLESAMPLESAMPL</UserId>
    <Arn>arn:aws:iam::%1$s:user/%2$s</Arn><CreateDate>2025-01-01T00:00:00Z</CreateDate></User>
    <Role><Path>/</Path><RoleName>%2$s</RoleName><RoleId>AROASAMPLESAMPLESAMPL</RoleId>
    <Arn>arn:aws:iam::%1$s:role/%2$s</Arn><CreateDate>2025-01-01T00:00:00Z</CreateDate>
    <AssumeRolePolicyDocument>%3$s</AssumeRolePolicyDocument>
    <Description>Sample</Description><MaxSessionDuration>3600</MaxSessionDuration><RoleLastUsed>
    <LastUsedDate>2025-12-31T00:00:00Z</LastUsedDate><Region>us-east-1</Region></RoleLastUsed>
    </Role>
    <Groups><member><GroupName>sample</GroupName></member></Groups>
    <PolicyNames><member>sample</member></PolicyNames><PolicyDocument>%4$s</PolicyDocument>
    <AttachedPolicies><member><PolicyName>sample</PolicyName>
    <PolicyArn>arn:aws:iam::aws:policy/sample</PolicyArn></member>
    </AttachedPolicies><Policy><DefaultVersionId>v1</DefaultVersionId></Policy>
    <PolicyVersion><Document>%4$s</Document></PolicyVersion></Result><ResponseMetadata>
    <RequestId>00000000-0000-0000-0000-000000000000</RequestId></ResponseMetadata></Response>\
    """
        .formatted(account, name, trust, encoded(ALLOWING));
  }

  /// Trusts neighbours of the caller.
  private static String trust(AccountId home) {
    return """
    {"Version": "2012-10-17", "Statement": [
     {"Sid": "SampleOne", "Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::%1$s:role/other"},
      "Action": "sts:AssumeRole", "Condition": {"StringEquals": {"sts:ExternalId": "sample"}}},
     {"Sid": "SampleTwo", "Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::%1$s:user/other"},
      "Action": "sts:AssumeRole"}]}\
    """
        .formatted(home);
  }

  private static String quoted(String json) {
    return '"' + json.replace("\"", "\\\"").replace("\n", "\\n") + '"';
  }

  private static String encoded(String document) {
    return URLEncoder.encode(document, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private String answer(String request) {
    if (request.contains("X-Amz-Target")) {
      return json;
    }
    return request.contains("RoleName=sample") ? aboutRole : aboutCaller;
  }

  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    SdkHttpRequest here =
        request.httpRequest().toBuilder()
            .protocol("http")
            .host(server.host())
            .port(server.port())
            .build();
    HttpExecuteRequest.Builder diverted = HttpExecuteRequest.builder().request(here);
    request.contentStreamProvider().ifPresent(diverted::contentStreamProvider);
    request.metricCollector().ifPresent(diverted::metricCollector);
    return http.prepareRequest(diverted.build());
  }

  @Override
  public void close() {
    http.close();
    server.close();
  }
}
