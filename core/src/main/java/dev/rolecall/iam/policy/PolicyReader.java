package dev.rolecall.iam.policy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.rolecall.iam.condition.Condition;
import dev.rolecall.iam.condition.ConditionOperator;
import dev.rolecall.iam.condition.Glob;
import dev.rolecall.iam.condition.PolicyText;
import dev.rolecall.iam.principal.PrincipalElement;
import dev.rolecall.iam.principal.PrincipalEntry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Reads policy documents, strictly: an element it does not know makes the whole document
/// unreadable, and is named.
/// [Grammar](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html)
public final class PolicyReader {

  private static final JsonFactory JSON =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private static final String CURRENT = "2012-10-17";
  private static final Set<String> VERSIONS = Set.of("2008-10-17", CURRENT);

  private final JsonParser parser;
  private boolean variables;

  private PolicyReader(JsonParser parser) {
    this.parser = parser;
  }

  /// Reads the JSON text of a policy document.
  public static PolicyReading read(String json) {
    try (JsonParser parser = JSON.createParser(json)) {
      return new PolicyReading.Read(new PolicyReader(parser).policy(json));
    } catch (Misread misread) {
      return new PolicyReading.Unreadable(misread.problem);
    } catch (JsonProcessingException e) {
      return new PolicyReading.Unreadable("not valid JSON: " + e.getOriginalMessage());
    } catch (IOException e) {
      return new PolicyReading.Unreadable("not readable: " + e.getMessage());
    }
  }

  /// An element that is not as the grammar has it.
  private static final class Misread extends IOException {
    private static final long serialVersionUID = 1L;
    private final String problem;

    Misread(String where, String what) {
      super(what);
      this.problem = where + ": " + what;
    }
  }

  /// What variables mean depends on `Version`, which may come after the statements: it is looked
  /// for first.
  private Policy policy(String json) throws IOException {
    variables = version(json).filter(CURRENT::equals).isPresent();
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw new Misread("policy", "not a JSON object");
    }
    List<Statement> statements = null;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      switch (name) {
        case "Version" -> version();
        case "Id" -> text(name);
        case "Statement" -> statements = statements();
        default -> throw new Misread(name, "unknown element");
      }
    }
    if (statements == null) {
      throw new Misread("policy", "no Statement");
    }
    if (parser.nextToken() != null) {
      throw new Misread("policy", "text after the end of the document");
    }
    return new Policy(json, variables, statements);
  }

  private void version() throws IOException {
    if (!VERSIONS.contains(text("Version"))) {
      throw new Misread("Version", "neither 2008-10-17 nor 2012-10-17");
    }
  }

  private static Optional<String> version(String json) throws IOException {
    try (JsonParser search = JSON.createParser(json)) {
      search.nextToken();
      while (search.nextToken() == JsonToken.FIELD_NAME) {
        boolean found = search.currentName().equals("Version");
        if (search.nextToken() == JsonToken.VALUE_STRING && found) {
          return Optional.of(search.getText());
        }
        search.skipChildren();
      }
      return Optional.empty();
    }
  }

  private List<Statement> statements() throws IOException {
    List<Statement> statements = new ArrayList<>();
    if (parser.currentToken() == JsonToken.START_OBJECT) {
      statements.add(statement(0));
      return statements;
    }
    expect(JsonToken.START_ARRAY, "Statement", "neither an object nor a list");
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      statements.add(statement(statements.size()));
    }
    return statements;
  }

  private Statement statement(int index) throws IOException {
    String where = "Statement[" + index + "]";
    expect(JsonToken.START_OBJECT, where, "not an object");
    StatementParts parts = new StatementParts();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      String element = where + "." + name;
      parser.nextToken();
      switch (name) {
        case "Sid" -> parts.sid = Optional.of(text(element));
        case "Effect" -> parts.effect = Optional.of(effect(element));
        case "Principal", "NotPrincipal" -> {
          once(parts.principal.isEmpty(), element);
          parts.principal = Optional.of(principal(element, name.equals("NotPrincipal")));
        }
        case "Action", "NotAction" -> {
          once(parts.action.isEmpty(), element);
          parts.action =
              Optional.of(new ActionElement(name.equals("NotAction"), nonEmptyTexts(element)));
        }
        case "Resource", "NotResource" -> {
          once(parts.resource.isEmpty(), element);
          parts.resource = Optional.of(resource(element, name.equals("NotResource")));
        }
        case "Condition" -> parts.conditions = conditions(element);
        default -> throw new Misread(element, "unknown element");
      }
    }
    if (parts.effect.isEmpty()) {
      throw new Misread(where, "no Effect");
    }
    if (parts.action.isEmpty()) {
      throw new Misread(where, "no Action");
    }
    return new Statement(
        index,
        parts.sid,
        parts.effect.get(),
        parts.principal,
        parts.action.get(),
        parts.resource,
        parts.conditions);
  }

  private static final class StatementParts {
    private Optional<String> sid = Optional.empty();
    private Optional<Statement.Effect> effect = Optional.empty();
    private Optional<PrincipalElement> principal = Optional.empty();
    private Optional<ActionElement> action = Optional.empty();
    private Optional<ResourceElement> resource = Optional.empty();
    private List<Condition> conditions = List.of();
  }

  private static void once(boolean first, String element) throws Misread {
    if (!first) {
      throw new Misread(element, "stands beside its own negation");
    }
  }

  private Statement.Effect effect(String where) throws IOException {
    return switch (text(where)) {
      case "Allow" -> Statement.Effect.ALLOW;
      case "Deny" -> Statement.Effect.DENY;
      default -> throw new Misread(where, "neither Allow nor Deny");
    };
  }

  private PrincipalElement principal(String where, boolean negated) throws IOException {
    if (parser.currentToken() == JsonToken.VALUE_STRING) {
      if (!parser.getText().equals("*")) {
        throw new Misread(where, "a text other than *");
      }
      return new PrincipalElement(negated, List.of(new PrincipalEntry.Everyone("*")));
    }
    expect(JsonToken.START_OBJECT, where, "neither * nor an object");
    List<PrincipalEntry> entries = new ArrayList<>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String type = parser.currentName();
      parser.nextToken();
      switch (type) {
        case "AWS", "Federated", "Service", "CanonicalUser" -> {
          for (String text : texts(where + "." + type)) {
            entries.add(PrincipalEntry.of(type, text));
          }
        }
        default -> throw new Misread(where + "." + type, "unknown kind of principal");
      }
    }
    if (negated && entries.isEmpty()) {
      throw new Misread(where, "names nobody");
    }
    return new PrincipalElement(negated, entries);
  }

  private ResourceElement resource(String where, boolean negated) throws IOException {
    List<PolicyText> patterns = new ArrayList<>();
    for (String text : nonEmptyTexts(where)) {
      patterns.add(PolicyText.read(text, variables, true));
    }
    return new ResourceElement(negated, patterns);
  }

  private List<Condition> conditions(String where) throws IOException {
    expect(JsonToken.START_OBJECT, where, "not an object");
    List<Condition> conditions = new ArrayList<>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      String element = where + "." + name;
      ConditionOperator operator =
          ConditionOperator.parse(name)
              .orElseThrow(() -> new Misread(element, "unknown condition operator"));
      parser.nextToken();
      expect(JsonToken.START_OBJECT, element, "not an object");
      Set<String> keys = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String key = parser.currentName();
        if (!keys.add(key)) {
          throw new Misread(element + "." + key, "stands twice, in different letter case");
        }
        parser.nextToken();
        conditions.add(new Condition(operator, key, texts(element + "." + key), variables));
      }
    }
    return conditions;
  }

  private List<String> nonEmptyTexts(String where) throws IOException {
    List<String> texts = texts(where);
    if (texts.isEmpty()) {
      throw new Misread(where, "an empty list");
    }
    return texts;
  }

  /// One text or a list of texts. Numbers and booleans count as the text they are written with.
  private List<String> texts(String where) throws IOException {
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      return List.of(scalar(where));
    }
    List<String> texts = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      texts.add(scalar(where + "[" + texts.size() + "]"));
    }
    return texts;
  }

  private String scalar(String where) throws IOException {
    String text =
        switch (parser.currentToken()) {
          case VALUE_STRING, VALUE_TRUE, VALUE_FALSE, VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT ->
              parser.getText();
          case null, default -> throw new Misread(where, "not a text");
        };
    if (Glob.hasWildcard(text)) {
      throw new Misread(where, "a character of Unicode's private use area");
    }
    return text;
  }

  private String text(String where) throws IOException {
    expect(JsonToken.VALUE_STRING, where, "not a text");
    return parser.getText();
  }

  private void expect(JsonToken token, String where, String otherwise) throws Misread {
    if (parser.currentToken() != token) {
      throw new Misread(where, otherwise);
    }
  }
}
