package dev.rolecall.iam.policy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.rolecall.iam.condition.Condition;
import dev.rolecall.iam.condition.ConditionOperator;
import dev.rolecall.iam.condition.Glob;
import dev.rolecall.iam.condition.PolicyText;
import dev.rolecall.iam.principal.PrincipalElement;
import dev.rolecall.iam.principal.PrincipalEntry;
import dev.rolecall.json.JsonReader;
import dev.rolecall.json.JsonValue;
import dev.rolecall.json.MalformedJson;
import dev.rolecall.problem.PolicyWords;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.stream.IntStream;

/// Reads policy documents, strictly: an element it does not know makes the whole document
/// unreadable, and is named.
/// [Grammar](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html)
public final class PolicyReader {

  private static final JsonFactory JSON =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private static final String CURRENT = "2012-10-17";
  private static final Set<String> VERSIONS = Set.of("2008-10-17", CURRENT);
  private static final Set<String> PRINCIPALS =
      Set.of("AWS", "Federated", "Service", "CanonicalUser");

  private final boolean variables;

  private PolicyReader(boolean variables) {
    this.variables = variables;
  }

  /// Reads the JSON text of a policy document.
  public static PolicyReading read(String json) {
    JsonReader reader = new JsonReader(() -> JSON.createParser(json));
    try {
      JsonValue document = reader.read();
      document.asObject(PolicyWords.notAnObject(document.kind()));
      // what variables mean depends on `Version`, which may come after the statements
      boolean variables = document.text("Version").filter(CURRENT::equals).isPresent();
      List<Statement> statements = new PolicyReader(variables).policy(document);
      reader.end(PolicyWords.textAfterEnd());
      return new PolicyReading.Read(new Policy(json, variables, statements));
    } catch (MalformedJson malformed) {
      return new PolicyReading.Unreadable(malformed.problem().toString());
    }
  }

  private List<Statement> policy(JsonValue document) {
    Optional<List<Statement>> statements = Optional.empty();
    for (JsonValue element : document.fields()) {
      switch (element.name()) {
        case "Version" -> {
          if (!VERSIONS.contains(element.text())) {
            throw element.malformed(PolicyWords.unknownVersion());
          }
        }
        case "Id" -> element.text();
        case "Statement" -> statements = Optional.of(statements(element));
        default -> throw element.malformed(PolicyWords.unknownElement());
      }
    }
    return statements.orElseThrow(() -> document.lacking(PolicyWords.noStatement()));
  }

  private List<Statement> statements(JsonValue element) {
    if (element.isObject()) {
      return List.of(statement(element.named("Statement[0]"), 0));
    }
    List<JsonValue> items = element.items(element.expected(PolicyWords.statements()));
    return IntStream.range(0, items.size()).mapToObj(i -> statement(items.get(i), i)).toList();
  }

  private Statement statement(JsonValue json, int index) {
    Optional<String> sid = Optional.empty();
    Optional<Statement.Effect> effect = Optional.empty();
    List<Condition> conditions = List.of();
    Collection<JsonValue> elements = json.fields();
    for (JsonValue element : elements) {
      switch (element.name()) {
        case "Sid" -> sid = Optional.of(element.text());
        case "Effect" -> effect = Optional.of(effect(element));
        case "Condition" -> conditions = conditions(element);
        case "Principal", "NotPrincipal", "Action", "NotAction", "Resource", "NotResource" -> {}
        default -> throw element.malformed(PolicyWords.unknownElement());
      }
    }
    Optional<PrincipalElement> principal =
        either(elements, "Principal", "NotPrincipal", PolicyReader::principal);
    Optional<ActionElement> action =
        either(
            elements,
            "Action",
            "NotAction",
            (actions, not) -> new ActionElement(not, nonEmptyTexts(actions)));
    Optional<ResourceElement> resource =
        either(elements, "Resource", "NotResource", this::resource);
    return new Statement(
        index,
        sid,
        effect.orElseThrow(() -> json.lacking(PolicyWords.noEffect())),
        principal,
        action.orElseThrow(() -> json.lacking(PolicyWords.noAction())),
        resource,
        conditions);
  }

  /// An element, or its negation.
  private static <T> Optional<T> either(
      Collection<JsonValue> elements,
      String name,
      String negation,
      BiFunction<JsonValue, Boolean, T> read) {
    Optional<JsonValue> found = Optional.empty();
    for (JsonValue element : elements) {
      if (element.name().equals(name) || element.name().equals(negation)) {
        if (found.isPresent()) {
          throw element.malformed(PolicyWords.bothWays(name));
        }
        found = Optional.of(element);
      }
    }
    return found.map(it -> read.apply(it, it.name().equals(negation)));
  }

  private static Statement.Effect effect(JsonValue element) {
    return switch (element.text()) {
      case "Allow" -> Statement.Effect.ALLOW;
      case "Deny" -> Statement.Effect.DENY;
      default -> throw element.malformed(PolicyWords.unknownEffect());
    };
  }

  private static PrincipalElement principal(JsonValue element, boolean negated) {
    if (element.isText()) {
      if (!element.text().equals("*")) {
        throw element.malformed(PolicyWords.onlyStar());
      }
      return new PrincipalElement(negated, List.of(new PrincipalEntry.Everyone("*")));
    }
    List<PrincipalEntry> entries = new ArrayList<>();
    for (JsonValue type : element.asObject(element.expected(PolicyWords.principal())).fields()) {
      if (!PRINCIPALS.contains(type.name())) {
        throw type.malformed(PolicyWords.unknownPrincipal());
      }
      texts(type).forEach(text -> entries.add(PrincipalEntry.of(type.name(), text)));
    }
    if (negated && entries.isEmpty()) {
      throw element.lacking(PolicyWords.noPrincipals());
    }
    return new PrincipalElement(negated, entries);
  }

  private ResourceElement resource(JsonValue element, boolean negated) {
    return new ResourceElement(
        negated,
        nonEmptyTexts(element).stream()
            .map(text -> PolicyText.read(text, variables, true))
            .toList());
  }

  private List<Condition> conditions(JsonValue element) {
    List<Condition> conditions = new ArrayList<>();
    for (JsonValue comparison : element.fields()) {
      ConditionOperator operator =
          ConditionOperator.parse(comparison.name())
              .orElseThrow(() -> comparison.malformed(PolicyWords.unknownOperator()));
      Set<String> keys = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
      for (JsonValue key : comparison.fields()) {
        if (!keys.add(key.name())) {
          throw key.malformed(PolicyWords.duplicateKey());
        }
        conditions.add(new Condition(operator, key.name(), texts(key), variables));
      }
    }
    return conditions;
  }

  private static List<String> nonEmptyTexts(JsonValue element) {
    List<String> texts = texts(element);
    if (texts.isEmpty()) {
      throw element.lacking(PolicyWords.emptyList());
    }
    return texts;
  }

  /// One text or a list of texts. Numbers and booleans count as the text they are written with.
  private static List<String> texts(JsonValue value) {
    return value.isList()
        ? value.items().stream().map(PolicyReader::scalar).toList()
        : List.of(scalar(value));
  }

  private static String scalar(JsonValue value) {
    if (Glob.hasWildcard(value.scalar())) {
      throw value.malformed(PolicyWords.privateUse());
    }
    return value.scalar();
  }
}
