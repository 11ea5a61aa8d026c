package dev.rolecall.gate.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.rolecall.denial.AccountId;
import dev.rolecall.evidence.Evidence;
import dev.rolecall.evidence.snapshot.Snapshot;
import dev.rolecall.evidence.snapshot.SnapshotOpening;
import dev.rolecall.gate.pairs.AccessPair;
import dev.rolecall.gate.pairs.PairsReader;
import dev.rolecall.gate.pairs.PairsReading;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The example and plans for it.
public final class Plans {

  static final Path EXAMPLE = Path.of("src/test/resources/gate/example");
  public static final String DEPLOYER = "arn:aws:iam::111111111111:role/ci/deployer";
  public static final String APP = "arn:aws:iam::222222222222:role/app-deploy";
  static final String ANA = "arn:aws:iam::222222222222:user/ana";

  private Plans() {}

  /// What can be read of the example; only some of its files, when they are named.
  public static Evidence evidence(String... files) {
    List<Path> paths =
        files.length == 0
            ? List.of(EXAMPLE.resolve("snapshot"))
            : List.of(files).stream().map(EXAMPLE.resolve("snapshot")::resolve).toList();
    SnapshotOpening snapshotOpening = Snapshot.open(paths);
    assertThat(snapshotOpening).isInstanceOf(SnapshotOpening.Opened.class);
    return ((SnapshotOpening.Opened) snapshotOpening).snapshot().evidence();
  }

  /// A plan with these changes.
  static String plan(String... changes) {
    return "{\"format_version\":\"1.2\",\"resource_changes\":[" + String.join(",", changes) + "]}";
  }

  /// One change.
  ///
  /// @param before and `after`: JSON, or empty for none
  static String change(String type, String action, String before, String after, String unknown) {
    String actions = action.equals("replace") ? "\"delete\",\"create\"" : "\"" + action + "\"";
    return """
    {"address": "%1$s.x", "mode": "managed", "type": "%1$s", "name": "x", "change": {"actions": [%2$s],
     "before": %3$s, "after": %4$s, "after_unknown": %5$s}}
    """
        .formatted(
            type, actions, orNull(before), orNull(after), unknown.isEmpty() ? "{}" : unknown);
  }

  private static String orNull(String json) {
    return json.isEmpty() ? "null" : json;
  }

  static String text(String value) {
    return TextNode.valueOf(value).toString();
  }

  /// The attributes of a role.
  static String role(String arn, String trust) {
    String name = arn.substring(arn.lastIndexOf('/') + 1);
    String path = arn.substring(arn.indexOf('/'), arn.lastIndexOf('/') + 1);
    return """
    {"arn": "%s", "name": "%s", "path": "%s", "unique_id": "AROAEXAMPLE0000000001", "inline_policy": [],
     "managed_policy_arns": [], "permissions_boundary": "", "tags_all": {}, "assume_role_policy": %s}
    """
        .formatted(arn, name, path, text(trust));
  }

  /// A policy with one statement.
  static String allow(String resource) {
    return """
    {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole", "Resource": "%s"}]}
    """
        .formatted(resource);
  }

  /// A trust policy with one statement.
  public static String trust(String caller, String condition) {
    return """
    {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole",
     "Principal": {"AWS": "%s"}%s}]}
    """
        .formatted(caller, condition.isEmpty() ? "" : ", \"Condition\": " + condition);
  }

  static PlanReading reading(String plan, Optional<AccountId> account) {
    return reading(plan, new AccountOptions(Map.of(), account));
  }

  static PlanReading reading(String plan, AccountOptions options) {
    return PlanReader.read(
        new ByteArrayInputStream(plan.getBytes(StandardCharsets.UTF_8)), options);
  }

  static PlanReading.Read read(String plan) {
    PlanReading reading = reading(plan, Optional.empty());
    assertThat(reading).isInstanceOf(PlanReading.Read.class);
    return (PlanReading.Read) reading;
  }

  public static List<AccessPair> pairs(String json) {
    PairsReading reading = PairsReader.read(json.getBytes(StandardCharsets.UTF_8));
    assertThat(reading).isInstanceOf(PairsReading.Read.class);
    return ((PairsReading.Read) reading).pairs();
  }

  /// A pair that sends the external id of the example.
  public static AccessPair pair(String caller, String role, AccessPair.Expectation expect) {
    return pairs(
            """
            {"pairs": [{"caller": "%s", "role": "%s", "context": {"sts:ExternalId": "acme-deploy-7",
              "aws:MultiFactorAuthPresent": "true", "%s:aud": "sts.amazonaws.com", "%s:sub": "repo:acme/app:ref:refs/heads/main"},
              "expect": "%s"}]}
            """
                .formatted(caller, role, GITHUB, GITHUB, expect.word()))
        .getFirst();
  }

  private static final String GITHUB = "token.actions.githubusercontent.com";

  public static final String PROVIDER = "arn:aws:iam::222222222222:oidc-provider/" + GITHUB;

  public static com.fasterxml.jackson.databind.JsonNode json(String text) {
    try {
      return new ObjectMapper().readTree(text);
    } catch (JsonProcessingException e) {
      throw new AssertionError(text, e);
    }
  }
}
