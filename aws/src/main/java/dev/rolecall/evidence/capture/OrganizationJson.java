package dev.rolecall.evidence.capture;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/// Writes `organization.json`. A list that could not be read is left out.
final class OrganizationJson {

  private OrganizationJson() {}

  static ObjectNode of(OrganizationTree tree) {
    ObjectNode json = SdkJson.MAPPER.createObjectNode();
    ArrayNode accounts =
        json.putArray("organizations")
            .addObject()
            .put("id", tree.id())
            .put("managementAccountId", tree.managementAccount().value())
            .putArray("accounts");
    for (OrganizationTree.Member member : tree.members()) {
      ObjectNode account =
          accounts
              .addObject()
              .put("id", member.account().value())
              .put("name", member.name())
              .put("path", tree.path(member));
      OrganizationTree.TYPES.forEach(
          (type, field) ->
              tree.levels(type, member)
                  .ifPresent(levels -> policies(account.putArray(field), member, levels)));
    }
    return json;
  }

  private static void policies(
      ArrayNode json,
      OrganizationTree.Member member,
      List<List<ControlPolicyAttachments.Attached>> levels) {
    for (int level = 0; level < levels.size(); level++) {
      ArrayNode policies =
          json.addObject().put("target", member.targets().get(level)).putArray("policies");
      for (ControlPolicyAttachments.Attached attached : levels.get(level)) {
        policies
            .addObject()
            .put("name", attached.name())
            .set("document", SdkJson.document(attached.document()));
      }
    }
  }
}
