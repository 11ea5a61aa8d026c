package dev.rolecall.evidence.aws;

import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static dev.rolecall.evidence.aws.FakeAws.json;
import static dev.rolecall.evidence.aws.FakeAws.jsonAnswer;
import static dev.rolecall.evidence.aws.FakeAws.jsonError;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Answers as Organizations does, by an organization of the corpus. The stand-in for AWS makes up
/// its own account ids, so that it cannot hold it.
final class OrganizationStubs {

  /// AWS's own, with an ID that is the same everywhere.
  private static final Set<String> FULL_ACCESS = Set.of("FullAWSAccess", "RCPFullAWSAccess");

  private static final ObjectMapper JSON = new ObjectMapper();

  private final FakeAws aws;
  private int policies;

  OrganizationStubs(FakeAws aws) {
    this.aws = aws;
    aws.stub(json("D"), jsonError("AccessDeniedException", "You don't have permissions"));
    aws.stub(json("L"), jsonError("AccessDeniedException", "You don't have permissions"));
  }

  void load(JsonNode organization) {
    aws.stub(
        json("DescribeOrganization"),
        jsonAnswer(
            """
            {"Organization": {"Id": "%s", "FeatureSet": "ALL", "MasterAccountId": "%s"}}\
            """
                .formatted(
                    organization.path("id").asText(),
                    organization.path("managementAccountId").asText())));
    aws.stub(
        json("DescribeAccount"), jsonError("AccountNotFoundException", "You specified an account"));
    aws.stub(
        json("ListRoots"),
        jsonAnswer(
            """
            {"Roots": [{"Id": "%s", "PolicyTypes": [
              {"Type": "SERVICE_CONTROL_POLICY", "Status": "ENABLED"},
              {"Type": "RESOURCE_CONTROL_POLICY", "Status": "ENABLED"}]}]}\
            """
                .formatted(
                    organization
                        .path("accounts")
                        .path(0)
                        .path("path")
                        .asText("o/r-root")
                        .split("/", -1)[1])));
    organization.path("accounts").forEach(this::account);
  }

  private void account(JsonNode account) {
    String id = account.path("id").asText();
    aws.stub(
        json("DescribeAccount").withRequestBody(matchingJsonPath("$.AccountId", equalTo(id))),
        jsonAnswer(
            "{\"Account\": {\"Id\": \"%s\", \"Name\": %s}}".formatted(id, account.path("name"))));
    List<String> chain = new ArrayList<>(List.of(account.path("path").asText().split("/", -1)));
    chain.removeFirst();
    chain.set(chain.size() - 1, id);
    for (int at = 1; at < chain.size(); at++) {
      parent(chain.get(at), chain.get(at - 1));
    }
    account.path("serviceControlPolicies").forEach(level -> level(level, "SERVICE_CONTROL_POLICY"));
    account
        .path("resourceControlPolicies")
        .forEach(level -> level(level, "RESOURCE_CONTROL_POLICY"));
  }

  private void parent(String child, String parent) {
    aws.stub(
        json("ListParents").withRequestBody(matchingJsonPath("$.ChildId", equalTo(child))),
        jsonAnswer(
            "{\"Parents\": [{\"Id\": \"%s\", \"Type\": \"%s\"}]}"
                .formatted(parent, parent.startsWith("r-") ? "ROOT" : "ORGANIZATIONAL_UNIT")));
  }

  private void level(JsonNode level, String type) {
    ObjectNode answer = JSON.createObjectNode();
    var summaries = answer.putArray("Policies");
    for (JsonNode policy : level.path("policies")) {
      String name = policy.path("name").asText();
      boolean full = FULL_ACCESS.contains(name);
      String id = full ? "p-" + name : "p-%08d".formatted(policies++);
      summaries.addObject().put("Id", id).put("Name", name).put("AwsManaged", full);
      ObjectNode described = JSON.createObjectNode();
      described.putObject("Policy").put("Content", policy.path("document").toString());
      aws.stub(
          json("DescribePolicy").withRequestBody(matchingJsonPath("$.PolicyId", equalTo(id))),
          jsonAnswer(described.toString()));
    }
    aws.stub(
        json("ListPoliciesForTarget")
            .withRequestBody(matchingJsonPath("$.TargetId", equalTo(level.path("target").asText())))
            .withRequestBody(matchingJsonPath("$.Filter", equalTo(type))),
        jsonAnswer(answer.toString()));
  }

  /// What CloudTrail answers, whoever asks for whatever.
  void events(List<String> records) {
    ObjectNode answer = JSON.createObjectNode();
    var events = answer.putArray("Events");
    records.forEach(record -> events.addObject().put("CloudTrailEvent", record));
    aws.stub(json("LookupEvents"), jsonAnswer(answer.toString()));
  }
}
