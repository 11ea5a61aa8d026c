package dev.rolecall.iam.policy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolecall.iam.condition.ConditionOperator;
import dev.rolecall.problem.PolicyWords;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Changes policy documents, and nothing in them but what was asked for: order and writing of the
/// rest stay.
public final class PolicyWriter {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final ObjectNode document;
  private final List<Statement> before;
  private final BitSet changed = new BitSet();

  /// @param before the statements that are known as they were read
  private PolicyWriter(ObjectNode document, List<Statement> before) {
    this.document = document;
    this.before = before;
  }

  /// Starts from a policy that was read.
  public static PolicyWriter of(Policy policy) {
    try {
      return new PolicyWriter((ObjectNode) JSON.readTree(policy.source()), policy.statements());
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(PolicyWords.unwritable(), e);
    }
  }

  /// Starts from an empty policy of the current version.
  public static PolicyWriter empty() {
    ObjectNode document = NODES.objectNode();
    document.put("Version", "2012-10-17");
    document.set("Statement", NODES.arrayNode());
    return new PolicyWriter(document, List.of());
  }

  /// A condition to write.
  public record NewCondition(ConditionOperator operator, String key, List<String> values) {
    public NewCondition {
      values = List.copyOf(values);
    }
  }

  /// A statement to write.
  ///
  /// @param principalType `AWS`, `Federated` or `Service`; empty in identity-based policies
  public record NewStatement(
      String sid,
      Optional<String> principalType,
      Optional<String> principal,
      List<String> actions,
      Optional<String> resource,
      List<NewCondition> conditions) {
    public NewStatement {
      actions = List.copyOf(actions);
      conditions = List.copyOf(conditions);
    }
  }

  /// Adds an Allow statement at the end.
  public PolicyWriter add(NewStatement statement) {
    ObjectNode node = NODES.objectNode();
    node.put("Sid", freeSid(statement.sid()));
    node.put("Effect", "Allow");
    statement
        .principal()
        .ifPresent(
            principal ->
                node.putObject("Principal")
                    .put(statement.principalType().orElse("AWS"), principal));
    node.set("Action", oneOrMany(statement.actions()));
    statement.resource().ifPresent(resource -> node.put("Resource", resource));
    if (!statement.conditions().isEmpty()) {
      put(node.putObject("Condition"), statement.conditions());
    }
    statements().add(node);
    return this;
  }

  /// Copies an Allow statement to the end for one principal, with other actions and other
  /// conditions on some keys: all positive conditions on such a key give way to the new ones.
  ///
  /// @param statement the new statement, without the conditions that stay
  /// @param replaced the condition keys whose positive conditions go, in lower case
  public PolicyWriter addCopy(int index, NewStatement statement, Set<String> replaced) {
    ObjectNode copy =
        copy(
            index,
            statement.principalType().orElse("AWS"),
            statement.principal().orElseThrow(),
            statement.actions());
    ObjectNode conditions = copy.withObjectProperty("Condition");
    for (Map.Entry<String, JsonNode> operator : List.copyOf(conditions.properties())) {
      ObjectNode keys = (ObjectNode) operator.getValue();
      if (!isNegated(operator.getKey())) {
        keys.properties().removeIf(key -> replaced.contains(key.getKey().toLowerCase(Locale.ROOT)));
      }
      if (keys.isEmpty()) {
        conditions.remove(operator.getKey());
      }
    }
    put(conditions, statement.conditions());
    return add(statement.sid(), copy);
  }

  private static boolean isNegated(String operator) {
    return ConditionOperator.parse(operator).filter(it -> it.comparison().negated()).isPresent();
  }

  /// Puts other keys in the place of condition keys of one statement; operators and values stay.
  ///
  /// @param keys the new key by the old one, in lower case
  public PolicyWriter renameKeys(int index, Map<String, String> keys) {
    ObjectNode conditions = (ObjectNode) changing(index).get("Condition");
    for (Map.Entry<String, JsonNode> operator : conditions.properties()) {
      ObjectNode renamed = NODES.objectNode();
      for (Map.Entry<String, JsonNode> key : operator.getValue().properties()) {
        renamed.set(
            keys.getOrDefault(key.getKey().toLowerCase(Locale.ROOT), key.getKey()), key.getValue());
      }
      operator.setValue(renamed);
    }
    return this;
  }

  /// Copies an Allow statement to the end with one principal and other actions; its conditions
  /// stay.
  public PolicyWriter addCopyFor(
      int index, String sid, String principalType, String principal, List<String> actions) {
    return add(sid, copy(index, principalType, principal, actions));
  }

  private ObjectNode copy(int index, String principalType, String principal, List<String> actions) {
    ObjectNode copy = statement(index).deepCopy();
    copy.putObject("Principal").put(principalType, principal);
    copy.remove(List.of("NotPrincipal", "NotAction"));
    copy.set("Action", oneOrMany(actions));
    return copy;
  }

  private static void put(ObjectNode conditions, List<NewCondition> added) {
    for (NewCondition condition : added) {
      conditions
          .withObjectProperty(condition.operator().source())
          .set(condition.key(), oneOrMany(condition.values()));
    }
  }

  private PolicyWriter add(String sid, ObjectNode copy) {
    copy.remove("Sid");
    ObjectNode named = NODES.objectNode();
    named.put("Sid", freeSid(sid));
    named.setAll(copy);
    statements().add(named);
    return this;
  }

  /// Adds a principal to a statement that has some of that type.
  public PolicyWriter addPrincipal(int index, String type, String principal) {
    ObjectNode principals = (ObjectNode) changing(index).get("Principal");
    principals.set(type, appended(principals.get(type), principal));
    return this;
  }

  /// Puts one principal in the place of another.
  public PolicyWriter replacePrincipal(int index, String type, String old, String principal) {
    replace((ObjectNode) changing(index).get("Principal"), type, old, principal);
    return this;
  }

  private static void replace(ObjectNode parent, String field, String old, String text) {
    if (parent.get(field) instanceof ArrayNode list) {
      ArrayNode replaced = NODES.arrayNode();
      list.forEach(
          entry -> replaced.add(entry.asText().equals(old) ? NODES.textNode(text) : entry));
      parent.set(field, replaced);
    } else {
      parent.put(field, text);
    }
  }

  /// Adds an action to a statement that has an `Action` element.
  public PolicyWriter addAction(int index, String action) {
    ObjectNode statement = changing(index);
    statement.set("Action", appended(statement.get("Action"), action));
    return this;
  }

  /// Puts one resource in the place of another.
  public PolicyWriter replaceResource(int index, String old, String resource) {
    replace(changing(index), "Resource", old, resource);
    return this;
  }

  /// Adds a resource to a statement that has a `Resource` element.
  public PolicyWriter addResource(int index, String resource) {
    ObjectNode statement = changing(index);
    statement.set("Resource", appended(statement.get("Resource"), resource));
    return this;
  }

  /// The policy as it is now, its source on one line; empty where what was changed cannot be read.
  /// Only that is read: the other statements are those of the policy before.
  public Optional<Policy> policy() {
    String source = json();
    ObjectNode unread = document.objectNode();
    document.properties().forEach(entry -> unread.set(entry.getKey(), entry.getValue()));
    ArrayNode all = statements();
    changed.set(before.size(), all.size());
    unread.set("Statement", NODES.arrayNode().addAll(changed.stream().mapToObj(all::get).toList()));
    return PolicyReader.read(unread.toString()).found().map(read -> completed(source, read));
  }

  /// The document as JSON on one line.
  public String json() {
    return document.toString();
  }

  private Policy completed(String source, Policy read) {
    List<Statement> now = new ArrayList<>(before);
    int[] places = changed.stream().toArray();
    for (int i = 0; i < places.length; i++) {
      Statement statement = read.statements().get(i).at(places[i]);
      if (places[i] < now.size()) {
        now.set(places[i], statement);
      } else {
        now.add(statement);
      }
    }
    return new Policy(source, read.variables(), now);
  }

  private static JsonNode appended(JsonNode existing, String text) {
    return existing instanceof ArrayNode list
        ? list.deepCopy().add(text)
        : NODES.arrayNode().add(existing).add(text);
  }

  private static JsonNode oneOrMany(List<String> texts) {
    if (texts.size() == 1) {
      return NODES.textNode(texts.getFirst());
    }
    ArrayNode list = NODES.arrayNode();
    texts.forEach(list::add);
    return list;
  }

  private ObjectNode changing(int index) {
    changed.set(index);
    return statement(index);
  }

  private ObjectNode statement(int index) {
    return (ObjectNode) statements().get(index);
  }

  /// The list of statements; a single one is made a list of one.
  private ArrayNode statements() {
    JsonNode statements = document.get("Statement");
    if (statements instanceof ArrayNode list) {
      return list;
    }
    ArrayNode list = NODES.arrayNode().add(statements);
    document.set("Statement", list);
    return list;
  }

  /// `Sid`s must not repeat within a policy.
  private String freeSid(String wanted) {
    Set<String> taken =
        statements()
            .valueStream()
            .map(statement -> statement.path("Sid").asText())
            .collect(Collectors.toSet());
    String sid = wanted;
    for (int i = 2; taken.contains(sid); i++) {
      sid = wanted + i;
    }
    return sid;
  }
}
