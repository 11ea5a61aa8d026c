package dev.rolecall.evidence.capture;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.organizations.model.PolicyType;

/// Writes `organization.json`. A list that could not be read is left out.
final class OrganizationJson {

  /// The policies of an account, level by level from the root.
  interface Levels {
    /// Empty when they could not be read.
    Optional<List<List<ControlPolicyAttachments.Attached>>> of(
        PolicyType type, OrganizationTree.Member member);
  }

  private OrganizationJson() {}

  /// What was written, in one phrase.
  static String write(OrganizationTree tree, Levels levels, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeArrayFieldStart("organizations");
    json.writeStartObject();
    json.writeStringField("id", tree.id());
    json.writeStringField("managementAccountId", tree.managementAccount().value());
    json.writeArrayFieldStart("accounts");
    for (OrganizationTree.Member member : tree.members()) {
      json.writeStartObject();
      json.writeStringField("id", member.account().value());
      json.writeStringField("name", member.name());
      json.writeStringField("path", tree.path(member));
      policies(
          "serviceControlPolicies",
          member,
          levels.of(PolicyType.SERVICE_CONTROL_POLICY, member),
          json);
      policies(
          "resourceControlPolicies",
          member,
          levels.of(PolicyType.RESOURCE_CONTROL_POLICY, member),
          json);
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndArray();
    json.writeEndObject();
    return "organization " + tree.id() + " with " + tree.members().size() + " accounts";
  }

  private static void policies(
      String field,
      OrganizationTree.Member member,
      Optional<List<List<ControlPolicyAttachments.Attached>>> levels,
      JsonGenerator json)
      throws IOException {
    if (levels.isEmpty()) {
      return;
    }
    json.writeArrayFieldStart(field);
    for (int level = 0; level < levels.get().size(); level++) {
      json.writeStartObject();
      json.writeStringField("target", member.targets().get(level));
      json.writeArrayFieldStart("policies");
      for (ControlPolicyAttachments.Attached attached : levels.get().get(level)) {
        json.writeStartObject();
        json.writeStringField("name", attached.name());
        json.writeFieldName("document");
        SdkJson.document(attached.document(), json);
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
