package dev.rolecall.evidence.aws;

import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static dev.rolecall.evidence.aws.FakeAws.encoded;
import static dev.rolecall.evidence.aws.FakeAws.noSuch;
import static dev.rolecall.evidence.aws.FakeAws.query;
import static dev.rolecall.evidence.aws.FakeAws.xml;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.tomakehurst.wiremock.client.MappingBuilder;
import dev.rolecall.denial.AccountId;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/// Answers as IAM does, by the files of a story. Unlike moto it needs no server of its own.
final class IamStubs {

  private final FakeAws aws;
  private final String accessKey;

  /// @param accessKey with whose credentials the account answers
  IamStubs(FakeAws aws, String accessKey) {
    this.aws = aws;
    this.accessKey = accessKey;
  }

  /// The reader role of `account`.
  ///
  /// @return the access key of its session
  static String assumed(FakeAws aws, AccountId account) {
    String key = "ASIA" + account;
    aws.stub(
        query("AssumeRole").withFormParam("RoleArn", containing("::" + account + ":")),
        xml(
            "AssumeRole",
            """
            <Credentials><AccessKeyId>%s</AccessKeyId><SecretAccessKey>s</SecretAccessKey>
            <SessionToken>t</SessionToken><Expiration>2100-01-01T00:00:00Z</Expiration>
            </Credentials>\
            """
                .formatted(key)));
    return key;
  }

  void load(JsonNode account) {
    aws.server()
        .stubFor(signed(post(anyUrl())).atPriority(8).willReturn(noSuch("What was asked for")));
    account.path("RoleDetailList").forEach(role -> entity("Role", role));
    account.path("UserDetailList").forEach(user -> entity("User", user));
    account.path("GroupDetailList").forEach(group -> policies("Group", group));
    account.path("Policies").forEach(this::managed);
  }

  private MappingBuilder signed(MappingBuilder call) {
    return call.withHeader("Authorization", containing("Credential=" + accessKey + "/"));
  }

  private void stub(String action, String parameter, String value, String answer) {
    aws.stub(signed(query(action).withFormParam(parameter, equalTo(value))), xml(action, answer));
  }

  private void entity(String type, JsonNode entity) {
    String name = entity.path(type + "Name").asText();
    String trust =
        type.equals("Role")
            ? "<AssumeRolePolicyDocument>%s</AssumeRolePolicyDocument>"
                .formatted(encoded(entity.path("AssumeRolePolicyDocument").toString()))
            : "";
    String boundary =
        entity.has("PermissionsBoundary")
            ? "<PermissionsBoundary><PermissionsBoundaryArn>%s</PermissionsBoundaryArn></PermissionsBoundary>"
                .formatted(
                    entity.path("PermissionsBoundary").path("PermissionsBoundaryArn").asText())
            : "";
    String tags =
        each(
            entity.path("Tags"),
            tag ->
                "<Key>%s</Key><Value>%s</Value>"
                    .formatted(tag.path("Key").asText(), tag.path("Value").asText()));
    stub(
        "Get" + type,
        type + "Name",
        name,
        """
        <%1$s><Path>%2$s</Path><%1$sName>%3$s</%1$sName><%1$sId>%4$s</%1$sId><Arn>%5$s</Arn>
        <CreateDate>%6$s</CreateDate><Tags>%7$s</Tags>%8$s%9$s</%1$s>\
        """
            .formatted(
                type,
                entity.path("Path").asText(),
                name,
                entity.path(type + "Id").asText(),
                entity.path("Arn").asText(),
                entity.path("CreateDate").asText().replace("+00:00", "Z"),
                tags,
                trust,
                boundary));
    if (type.equals("User")) {
      stub(
          "ListGroupsForUser",
          "UserName",
          name,
          "<Groups>%s</Groups>"
              .formatted(
                  each(
                      entity.path("GroupList"),
                      group ->
                          "<GroupName>%1$s</GroupName><Arn>%1$s</Arn>".formatted(group.asText()))));
    }
    policies(type, entity);
  }

  private void policies(String type, JsonNode entity) {
    String name = entity.path(type + "Name").asText();
    JsonNode inline = entity.path(type + "PolicyList");
    stub(
        "List" + type + "Policies",
        type + "Name",
        name,
        "<PolicyNames>%s</PolicyNames>"
            .formatted(each(inline, policy -> policy.path("PolicyName").asText())));
    for (JsonNode policy : inline) {
      String action = "Get" + type + "Policy";
      aws.stub(
          signed(
              query(action)
                  .withFormParam(type + "Name", equalTo(name))
                  .withFormParam("PolicyName", equalTo(policy.path("PolicyName").asText()))),
          xml(
              action,
              "<PolicyDocument>%s</PolicyDocument>"
                  .formatted(encoded(policy.path("PolicyDocument").toString()))));
    }
    stub(
        "ListAttached" + type + "Policies",
        type + "Name",
        name,
        "<AttachedPolicies>%s</AttachedPolicies>"
            .formatted(
                each(
                    entity.path("AttachedManagedPolicies"),
                    policy ->
                        "<PolicyArn>%s</PolicyArn>".formatted(policy.path("PolicyArn").asText()))));
  }

  private void managed(JsonNode policy) {
    managed(policy, policy.path("PolicyId").asText());
  }

  /// The policy, with this unique ID.
  void managed(JsonNode policy, String id) {
    String arn = policy.path("Arn").asText();
    stub(
        "GetPolicy",
        "PolicyArn",
        arn,
        "<Policy><PolicyId>%s</PolicyId><DefaultVersionId>%s</DefaultVersionId></Policy>"
            .formatted(id, policy.path("DefaultVersionId").asText()));
    for (JsonNode version : policy.path("PolicyVersionList")) {
      aws.stub(
          signed(
              query("GetPolicyVersion")
                  .withFormParam("PolicyArn", equalTo(arn))
                  .withFormParam("VersionId", equalTo(version.path("VersionId").asText()))),
          xml(
              "GetPolicyVersion",
              "<PolicyVersion><Document>%s</Document></PolicyVersion>"
                  .formatted(encoded(version.path("Document").toString()))));
    }
  }

  private static String each(JsonNode list, Function<JsonNode, String> content) {
    return StreamSupport.stream(list.spliterator(), false)
        .map(item -> "<member>" + content.apply(item) + "</member>")
        .collect(Collectors.joining());
  }
}
