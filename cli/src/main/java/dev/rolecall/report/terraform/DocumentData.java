package dev.rolecall.report.terraform;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.rolecall.report.terraform.hcl.HclBlock;
import dev.rolecall.report.terraform.hcl.HclEvaluator;
import dev.rolecall.report.terraform.hcl.HclScope;
import dev.rolecall.report.terraform.hcl.HclTemplate;
import dev.rolecall.report.terraform.hcl.HclValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Policies as [data
/// sources](https://registry.terraform.io/providers/hashicorp/aws/latest/docs/data-sources/iam_policy_document)
/// write them. What is not known makes only the part unknown that it stands in.
final class DocumentData {

  private static final JsonMapper JSON = new JsonMapper();

  /// What an element of a statement is called in the policy, by its argument.
  private static final Map<String, String> ELEMENTS =
      Map.of(
          "actions", "Action",
          "not_actions", "NotAction",
          "resources", "Resource",
          "not_resources", "NotResource");

  private final HclScope scope;

  private DocumentData(HclScope scope) {
    this.scope = scope;
  }

  /// The policy of a data source, as JSON.
  static HclValue json(HclBlock data, HclScope scope) {
    HclValue policy = new DocumentData(scope).policy(data);
    return policy instanceof HclValue.Unknown ? policy : new HclValue.Text(policy.json());
  }

  private HclValue policy(HclBlock data) {
    Map<String, HclValue> arguments = arguments(data, scope);
    List<HclValue> statements = new ArrayList<>();
    for (String others : List.of("source_policy_documents", "override_policy_documents")) {
      if (others.startsWith("override")) {
        list(arguments.get("statement")).forEach(one -> add(statement(one), statements));
      }
      for (HclValue document : list(arguments.get(others))) {
        Optional<List<HclValue>> read = statements(document);
        if (read.isEmpty()) {
          return new HclValue.Unknown(source(document));
        }
        read.get().forEach(one -> add(one, statements));
      }
    }
    Map<String, HclValue> policy = new LinkedHashMap<>();
    policy.put("Version", arguments.getOrDefault("version", HclValue.text("2012-10-17")));
    policy.put("Statement", new HclValue.Elements(statements));
    return new HclValue.Members(policy);
  }

  private static String source(HclValue value) {
    return value.template().parts().stream()
        .filter(HclTemplate.Part::expression)
        .map(HclTemplate.Part::text)
        .findFirst()
        .orElse("");
  }

  /// A statement takes the place of an earlier one with the same `Sid`.
  private static void add(HclValue statement, List<HclValue> statements) {
    Optional<String> sid = sid(statement);
    for (int i = 0; i < statements.size(); i++) {
      if (sid.isPresent() && sid.equals(sid(statements.get(i)))) {
        statements.set(i, statement);
        return;
      }
    }
    statements.add(statement);
  }

  private static Optional<String> sid(HclValue statement) {
    return statement instanceof HclValue.Members(Map<String, HclValue> members)
        ? Optional.ofNullable(members.get("Sid")).flatMap(HclValue::string)
        : Optional.empty();
  }

  /// The statements of a document that is merged into this one.
  private static Optional<List<HclValue>> statements(HclValue document) {
    Optional<String> text = document.string();
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      JsonNode statements = JSON.readTree(text.get()).path("Statement");
      return Optional.of(
          statements.isObject()
              ? List.of(value(statements))
              : statements.valueStream().map(DocumentData::value).toList());
    } catch (JsonProcessingException _) {
      return Optional.empty();
    }
  }

  private static HclValue value(JsonNode json) {
    return switch (json.getNodeType()) {
      case OBJECT -> {
        Map<String, HclValue> members = new LinkedHashMap<>();
        json.properties().forEach(one -> members.put(one.getKey(), value(one.getValue())));
        yield new HclValue.Members(members);
      }
      case ARRAY -> new HclValue.Elements(json.valueStream().map(DocumentData::value).toList());
      case NUMBER -> new HclValue.Numeric(json.doubleValue());
      case BOOLEAN -> new HclValue.Bool(json.booleanValue());
      case NULL, MISSING -> HclValue.Null.NULL;
      case STRING, BINARY, POJO -> HclValue.text(json.asText());
    };
  }

  private static HclValue statement(HclValue block) {
    if (!(block instanceof HclValue.Members(Map<String, HclValue> arguments))) {
      return block;
    }
    Map<String, HclValue> statement = new LinkedHashMap<>();
    Optional.ofNullable(arguments.get("sid"))
        .filter(sid -> !sid.string().equals(Optional.of("")))
        .ifPresent(sid -> statement.put("Sid", sid));
    statement.put("Effect", arguments.getOrDefault("effect", HclValue.text("Allow")));
    ELEMENTS.forEach(
        (argument, element) ->
            Optional.ofNullable(arguments.get(argument))
                .filter(all -> !list(all).isEmpty())
                .ifPresent(all -> statement.put(element, oneOrMore(all))));
    principals(list(arguments.get("principals"))).ifPresent(all -> statement.put("Principal", all));
    principals(list(arguments.get("not_principals")))
        .ifPresent(all -> statement.put("NotPrincipal", all));
    condition(list(arguments.get("condition"))).ifPresent(all -> statement.put("Condition", all));
    return new HclValue.Members(statement);
  }

  private static Optional<HclValue> principals(List<HclValue> blocks) {
    if (blocks.isEmpty()) {
      return Optional.empty();
    }
    Map<String, List<HclValue>> all = new LinkedHashMap<>();
    for (HclValue block : blocks) {
      Optional<String> type = member(block, "type").flatMap(HclValue::string);
      Optional<HclValue> identifiers = member(block, "identifiers");
      if (type.isEmpty() || identifiers.isEmpty()) {
        return Optional.of(new HclValue.Unknown(source(block)));
      }
      all.computeIfAbsent(type.get(), _ -> new ArrayList<>()).addAll(list(identifiers.get()));
    }
    if (all.containsKey("*")) {
      return Optional.of(HclValue.text("*"));
    }
    Map<String, HclValue> principals = new LinkedHashMap<>();
    all.forEach((type, values) -> principals.put(type, oneOrMore(new HclValue.Elements(values))));
    return Optional.of(new HclValue.Members(principals));
  }

  /// What is compared with the same operator and key is in one list.
  private static Optional<HclValue> condition(List<HclValue> blocks) {
    if (blocks.isEmpty()) {
      return Optional.empty();
    }
    Map<String, Map<String, List<HclValue>>> all = new LinkedHashMap<>();
    for (HclValue block : blocks) {
      Optional<String> test = member(block, "test").flatMap(HclValue::string);
      Optional<String> variable = member(block, "variable").flatMap(HclValue::string);
      Optional<HclValue> values = member(block, "values");
      if (test.isEmpty() || variable.isEmpty() || values.isEmpty()) {
        return Optional.of(new HclValue.Unknown(source(block)));
      }
      all.computeIfAbsent(test.get(), _ -> new LinkedHashMap<>())
          .computeIfAbsent(variable.get(), _ -> new ArrayList<>())
          .addAll(list(values.get()));
    }
    Map<String, HclValue> condition = new LinkedHashMap<>();
    all.forEach(
        (test, keys) -> {
          Map<String, HclValue> values = new LinkedHashMap<>();
          keys.forEach((key, list) -> values.put(key, oneOrMore(new HclValue.Elements(list))));
          condition.put(test, new HclValue.Members(values));
        });
    return Optional.of(new HclValue.Members(condition));
  }

  private static Optional<HclValue> member(HclValue block, String name) {
    return block instanceof HclValue.Members(Map<String, HclValue> members)
        ? Optional.ofNullable(members.get(name))
        : Optional.empty();
  }

  /// `&{` is how a policy variable is written where `${` is an expression.
  private static HclValue oneOrMore(HclValue values) {
    List<HclValue> all = list(values).stream().map(DocumentData::withVariables).toList();
    return all.size() == 1 ? all.getFirst() : new HclValue.Elements(all);
  }

  private static HclValue withVariables(HclValue value) {
    return value instanceof HclValue.Text(HclTemplate template)
        ? new HclValue.Text(
            new HclTemplate(
                template.parts().stream()
                    .map(
                        part ->
                            part.expression()
                                ? part
                                : new HclTemplate.Part(part.text().replace("&{", "${"), false))
                    .toList()))
        : value;
  }

  /// The elements of a list; one value is a list of itself.
  private static List<HclValue> list(@Nullable HclValue value) {
    return switch (value) {
      case null -> List.of();
      case HclValue.Null _ -> List.of();
      case HclValue.Elements(List<HclValue> values) -> values;
      case HclValue.Text _,
          HclValue.Numeric _,
          HclValue.Bool _,
          HclValue.Members _,
          HclValue.Unknown _ ->
          List.of(value);
    };
  }

  /// What a block sets: its attributes, and the blocks in it as lists.
  private static Map<String, HclValue> arguments(HclBlock block, HclScope scope) {
    Map<String, HclValue> arguments = new LinkedHashMap<>();
    block
        .attributes()
        .forEach((name, one) -> arguments.put(name, HclEvaluator.evaluate(one.value(), scope)));
    Map<String, List<HclValue>> blocks = new LinkedHashMap<>();
    for (HclBlock inner : block.blocks()) {
      if (inner.type().equals("dynamic")) {
        blocks.computeIfAbsent(inner.name(), _ -> new ArrayList<>()).addAll(dynamic(inner, scope));
      } else {
        blocks
            .computeIfAbsent(inner.type(), _ -> new ArrayList<>())
            .add(new HclValue.Members(arguments(inner, scope)));
      }
    }
    blocks.forEach((type, all) -> arguments.put(type, new HclValue.Elements(all)));
    return arguments;
  }

  /// The blocks that a `dynamic` block stands for.
  private static List<HclValue> dynamic(HclBlock block, HclScope scope) {
    Optional<HclBlock> content =
        block.blocks().stream().filter(one -> one.type().equals("content")).findFirst();
    HclValue each =
        block
            .attribute("for_each")
            .map(one -> HclEvaluator.evaluate(one.value(), scope))
            .orElse(HclValue.Null.NULL);
    if (content.isEmpty() || each instanceof HclValue.Unknown) {
      return List.of(new HclValue.Unknown(source(each)));
    }
    String iterator =
        block.attribute("iterator").map(one -> one.value().text().strip()).orElse(block.name());
    List<HclValue> all = new ArrayList<>();
    Map<HclValue, HclValue> items = new LinkedHashMap<>();
    if (each instanceof HclValue.Members(Map<String, HclValue> members)) {
      members.forEach((key, value) -> items.put(HclValue.text(key), value));
    } else {
      list(each).forEach(value -> items.put(value, value));
    }
    items.forEach(
        (key, value) ->
            all.add(
                new HclValue.Members(
                    arguments(
                        content.get(),
                        scope.with(
                            iterator, new HclValue.Members(Map.of("key", key, "value", value)))))));
    return all;
  }
}
