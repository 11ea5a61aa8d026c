package dev.rolecall.infra;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/// Statements of a template as a person writes them: in account 111122223333 and eu-central-1, with
/// a pattern in place of a name that CloudFormation makes.
record PlainStatements(StackTemplate template) {

  private static final String HERE = ":eu-central-1:111122223333:";

  private static final Map<String, String> PSEUDO =
      Map.of(
          "AWS::AccountId", "111122223333",
          "AWS::Partition", "aws",
          "AWS::Region", "eu-central-1",
          "AWS::StackName", "RolecallMonitor");

  /// What a reference to a resource of the type means.
  private static final Map<String, String> ARNS =
      Map.of(
          "AWS::DynamoDB::Table", "arn:aws:dynamodb" + HERE + "table/RolecallMonitor-*",
          "AWS::Events::ApiDestination", "arn:aws:events" + HERE + "api-destination/*",
          "AWS::KMS::Key", "arn:aws:kms" + HERE + "key/*",
          "AWS::Logs::LogGroup", "arn:aws:logs" + HERE + "log-group:RolecallMonitor-*:*",
          "AWS::SNS::Topic", "arn:aws:sns" + HERE + "RolecallMonitor-*",
          "AWS::SQS::Queue", "arn:aws:sqs" + HERE + "RolecallMonitor-*");

  /// The statement, without what CloudFormation replaces.
  JsonNode of(JsonNode statement) {
    ObjectNode plain = (ObjectNode) plain(statement);
    if (plain.path("Resource").size() == 1) {
      plain.set("Resource", plain.get("Resource").get(0));
    }
    return plain;
  }

  private JsonNode plain(JsonNode value) {
    if (value.isArray()) {
      Set<JsonNode> items = new LinkedHashSet<>();
      value.forEach(item -> items.add(plain(item)));
      ArrayNode plain = JsonNodeFactory.instance.arrayNode();
      items.forEach(plain::add);
      return plain;
    }
    if (!value.isObject()) {
      return value;
    }
    if (value.has("Ref") || value.has("Fn::GetAtt") || value.has("Fn::Join")) {
      return TextNode.valueOf(text(value));
    }
    ObjectNode plain = JsonNodeFactory.instance.objectNode();
    value.properties().forEach(field -> plain.set(field.getKey(), plain(field.getValue())));
    return plain;
  }

  private String text(JsonNode value) {
    if (value.has("Ref")) {
      String name = value.get("Ref").asText();
      return PSEUDO.containsKey(name) ? PSEUDO.get(name) : arn(name);
    }
    if (value.has("Fn::GetAtt")) {
      return arn(value.get("Fn::GetAtt").get(0).asText());
    }
    if (value.has("Fn::Join")) {
      return StreamSupport.stream(value.get("Fn::Join").get(1).spliterator(), false)
          .map(this::text)
          .collect(Collectors.joining(value.get("Fn::Join").get(0).asText()));
    }
    return value.asText();
  }

  private String arn(String logicalId) {
    String type = template.json().at("/Resources/" + logicalId + "/Type").asText();
    String arn = ARNS.get(type);
    if (arn == null) {
      throw new AssertionError("how does one write a " + type + "?");
    }
    return arn;
  }
}
