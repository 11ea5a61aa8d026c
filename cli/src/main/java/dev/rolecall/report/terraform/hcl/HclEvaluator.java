package dev.rolecall.report.terraform.hcl;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rolecall.report.terraform.hcl.HclTemplate.Part;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Evaluates expressions as far as files alone can tell. What calls for a provider, a state, the
/// environment or a function that is not known here is [HclValue.Unknown]; nothing is run.
/// [Expressions](https://developer.hashicorp.com/terraform/language/expressions)
public final class HclEvaluator extends Cursor {

  /// Expressions in expressions, so many deep.
  private static final int DEEPEST = 120;

  /// Elements of a `for` expression, and results of a list.
  private static final int MOST_ELEMENTS = 1_000;

  /// Operands that one evaluation looks at, in all loops.
  private static final int MOST_OPERANDS = 300_000;

  /// Values in a value.
  private static final int MOST_VALUES = 100_000;

  /// Characters of a text.
  private static final int LONGEST_TEXT = 1 << 16;

  private static final String UNKNOWN = "...";

  private static final HclValue UNKNOWN_VALUE = new HclValue.Unknown(UNKNOWN);

  /// A member that an object does not have.
  static final HclValue MISSING = new HclValue.Unknown("");

  private static final List<List<String>> OPERATORS =
      List.of(
          List.of("||"),
          List.of("&&"),
          List.of("==", "!="),
          List.of("<=", ">=", "<", ">"),
          List.of("+", "-"),
          List.of("*", "/", "%"));

  private HclScope scope;
  private int depth;
  private final Effort effort;

  /// What an evaluation, and those in it, may still look at: expressions of strangers may take for
  /// ever.
  private static final class Effort {

    private int left = MOST_OPERANDS;

    void spend() throws NotUnderstood {
      if (left-- <= 0) {
        throw new NotUnderstood();
      }
    }
  }

  /// The expression is not one that is read here.
  private static final class NotUnderstood extends Exception {
    private static final long serialVersionUID = 1;

    NotUnderstood() {
      super(null, null, false, false);
    }
  }

  private HclEvaluator(String text, HclScope scope, int depth, Effort effort) {
    super(text, 0);
    this.effort = effort;
    this.scope = scope;
    this.depth = depth;
  }

  /// What an expression comes to.
  public static HclValue evaluate(HclExpression expression, HclScope scope) {
    return switch (expression) {
      case HclExpression.Native(String source) -> evaluate(source, scope, 0, new Effort());
      case HclExpression.Json(JsonNode json) -> evaluate(json, scope);
    };
  }

  private static HclValue evaluate(JsonNode json, HclScope scope) {
    return switch (json.getNodeType()) {
      case STRING ->
          template(new Cursor(json.textValue(), 0).template(false), scope, 0, new Effort());
      case BOOLEAN -> json.booleanValue() ? HclValue.Bool.TRUE : HclValue.Bool.FALSE;
      case NUMBER -> new HclValue.Numeric(json.doubleValue());
      case NULL, MISSING -> HclValue.Null.NULL;
      case ARRAY ->
          new HclValue.Elements(json.valueStream().map(one -> evaluate(one, scope)).toList());
      case OBJECT -> {
        Map<String, HclValue> members = new LinkedHashMap<>();
        json.properties()
            .forEach(one -> members.put(one.getKey(), evaluate(one.getValue(), scope)));
        yield new HclValue.Members(members);
      }
      case BINARY, POJO -> new HclValue.Unknown("");
    };
  }

  private static HclValue evaluate(String source, HclScope scope, int depth, Effort effort) {
    HclEvaluator evaluator = new HclEvaluator(source, scope, depth, effort);
    try {
      HclValue value = evaluator.whole();
      evaluator.skipBlanks(true);
      return evaluator.isAtEnd() ? value : new HclValue.Unknown(source);
    } catch (NotUnderstood _) {
      return new HclValue.Unknown(source);
    }
  }

  /// A string with what its expressions come to.
  private static HclValue template(
      Optional<HclTemplate> template, HclScope scope, int depth, Effort effort) {
    if (template.isEmpty()) {
      return new HclValue.Unknown("");
    }
    List<Part> parts = template.get().parts();
    if (parts.stream().anyMatch(part -> part.expression() && part.text().startsWith("%"))) {
      return UNKNOWN_VALUE; // directives leave out or repeat what stands between them
    }
    if (parts.size() == 1 && parts.getFirst().expression()) {
      return evaluate(inner(parts.getFirst()), scope, depth + 1, effort);
    }
    List<Part> known = new ArrayList<>();
    for (Part part : parts) {
      if (part.expression()) {
        known.addAll(evaluate(inner(part), scope, depth + 1, effort).template().parts());
      } else {
        known.add(part);
      }
    }
    return bounded(new HclValue.Text(new HclTemplate(known)));
  }

  /// A value, unless it is so large that no name can depend on all of it.
  private static HclValue bounded(HclValue value) {
    return weight(value, MOST_VALUES) > 0 ? value : UNKNOWN_VALUE;
  }

  /// What is left of `most` after the values in a value; not positive when there are more.
  private static int weight(HclValue value, int most) {
    return switch (value) {
      case HclValue.Text(HclTemplate template) ->
          template.parts().stream().mapToInt(part -> part.text().length()).sum() > LONGEST_TEXT
                  || template.parts().size() > most
              ? 0
              : most - 1;
      case HclValue.Elements(List<HclValue> values) -> weight(values, most);
      case HclValue.Members(Map<String, HclValue> values) -> weight(values.values(), most);
      case HclValue.Numeric _, HclValue.Bool _, HclValue.Null _, HclValue.Unknown _ -> most - 1;
    };
  }

  private static int weight(Collection<HclValue> values, int most) {
    int left = most - 1;
    for (HclValue value : values) {
      if (left <= 0) {
        return 0;
      }
      left = weight(value, left);
    }
    return left;
  }

  /// Without the marks that strip white space around it.
  private static String inner(Part part) {
    String text = part.text();
    int begin = text.startsWith("~") ? 1 : 0;
    int end = text.endsWith("~") && text.length() > begin ? text.length() - 1 : text.length();
    return text.substring(begin, end).strip();
  }

  private HclValue whole() throws NotUnderstood {
    if (depth++ > DEEPEST) {
      throw new NotUnderstood();
    }
    HclValue condition = binary(0);
    if (take("?")) {
      HclValue yes = whole();
      expect(":");
      HclValue no = whole();
      condition = either(condition, yes, no);
    }
    depth--;
    return condition;
  }

  /// What a conditional comes to. Where its condition is not known, `null` for one case means that
  /// the other is what a name would be.
  private static HclValue either(HclValue condition, HclValue yes, HclValue no) {
    if (condition.bool().isPresent()) {
      return condition.bool().get() ? yes : no;
    }
    if (yes instanceof HclValue.Null || yes.equals(no)) {
      return no;
    }
    return no instanceof HclValue.Null ? yes : new HclValue.Unknown(UNKNOWN);
  }

  private HclValue binary(int level) throws NotUnderstood {
    if (level == OPERATORS.size()) {
      return unary();
    }
    HclValue left = binary(level + 1);
    for (Optional<String> operator = operator(level);
        operator.isPresent();
        operator = operator(level)) {
      left = HclOperators.apply(operator.get(), left, binary(level + 1));
    }
    return left;
  }

  private Optional<String> operator(int level) {
    return OPERATORS.get(level).stream().filter(this::take).findFirst();
  }

  private HclValue unary() throws NotUnderstood {
    effort.spend();
    if (depth++ > DEEPEST) {
      throw new NotUnderstood();
    }
    HclValue value = operand();
    depth--;
    return value;
  }

  private HclValue operand() throws NotUnderstood {
    if (take("!")) {
      return unary().bool().map(HclEvaluator::not).orElse(new HclValue.Unknown(UNKNOWN));
    }
    if (take("-")) {
      return unary() instanceof HclValue.Numeric(double value)
          ? new HclValue.Numeric(-value)
          : new HclValue.Unknown(UNKNOWN);
    }
    return accessors(primary());
  }

  private static HclValue not(boolean value) {
    return value ? HclValue.Bool.FALSE : HclValue.Bool.TRUE;
  }

  private HclValue accessors(HclValue from) throws NotUnderstood {
    HclValue value = from;
    while (here() == '[' || (here() == '.' && !begins("..."))) {
      if (begins("[*]") || begins(".*")) {
        at += here() == '[' ? 3 : 2;
        value = splat(value);
      } else if (here() == '.') {
        at++;
        value = member(value, word());
      } else {
        at++;
        HclValue key = whole();
        expect("]");
        value = key.string().isPresent() ? member(value, key.string().get()) : UNKNOWN_VALUE;
      }
    }
    return value;
  }

  /// The same attributes of all elements.
  private HclValue splat(HclValue list) throws NotUnderstood {
    int begin = at;
    List<HclValue> values = new ArrayList<>();
    for (HclValue element : elements(list).orElse(List.of(UNKNOWN_VALUE))) {
      at = begin;
      values.add(accessors(element));
    }
    return elements(list).isPresent() ? new HclValue.Elements(values) : UNKNOWN_VALUE;
  }

  /// A member of an object, or an element of a list by its number.
  static HclValue member(HclValue of, String name) {
    return switch (of) {
      case HclValue.Members(Map<String, HclValue> values) -> values.getOrDefault(name, MISSING);
      case HclValue.Elements(List<HclValue> values)
          when name.matches("\\d{1,6}") && Integer.parseInt(name) < values.size() ->
          values.get(Integer.parseInt(name));
      case HclValue.Text _,
          HclValue.Numeric _,
          HclValue.Bool _,
          HclValue.Null _,
          HclValue.Elements _,
          HclValue.Unknown _ ->
          UNKNOWN_VALUE;
    };
  }

  /// The elements of a list or map; empty when they are not known.
  static Optional<List<HclValue>> elements(HclValue of) {
    return switch (of) {
      case HclValue.Elements(List<HclValue> values) -> Optional.of(values);
      case HclValue.Members(Map<String, HclValue> values) ->
          Optional.of(List.copyOf(values.values()));
      case HclValue.Text _,
          HclValue.Numeric _,
          HclValue.Bool _,
          HclValue.Null _,
          HclValue.Unknown _ ->
          Optional.empty();
    };
  }

  private HclValue primary() throws NotUnderstood {
    skipBlanks(true);
    char here = here();
    if (here == '"') {
      return template(string(), scope, depth, effort);
    }
    if (here == '<') {
      return template(heredoc(), scope, depth, effort);
    }
    if (here == '(') {
      at++;
      HclValue inner = whole();
      expect(")");
      return inner;
    }
    if (here == '[') {
      at++;
      return begins("for ") || begins("for\n") ? loop("]") : list();
    }
    if (here == '{') {
      at++;
      skipBlanks(true);
      return begins("for ") || begins("for\n") ? loop("}") : object();
    }
    return Character.isDigit(here) ? number() : name();
  }

  private HclValue number() throws NotUnderstood {
    int begin = at;
    while (Character.isLetterOrDigit(here()) || here() == '.') {
      at++;
    }
    try {
      return new HclValue.Numeric(Double.parseDouble(text.substring(begin, at)));
    } catch (NumberFormatException _) {
      throw new NotUnderstood();
    }
  }

  private HclValue name() throws NotUnderstood {
    int begin = at;
    String name = word();
    if (name.isEmpty()) {
      throw new NotUnderstood();
    }
    if (begins("::") || begins("(")) {
      return call(name);
    }
    switch (name) {
      case "true" -> {
        return HclValue.Bool.TRUE;
      }
      case "false" -> {
        return HclValue.Bool.FALSE;
      }
      case "null" -> {
        return HclValue.Null.NULL;
      }
      default -> {}
    }
    String attribute = attribute();
    String kind = name;
    // `data.KIND.NAME` and `module.NAME.OUTPUT` have one more word.
    if ((name.equals("data") || name.equals("module")) && !attribute.isEmpty()) {
      kind = name + "." + attribute;
      attribute = attribute();
    }
    Optional<HclValue> value = scope.value(kind, attribute);
    if (value.isPresent()) {
      return value.get();
    }
    accessors(UNKNOWN_VALUE);
    return new HclValue.Unknown(text.substring(begin, at));
  }

  /// The word behind a dot; empty when there is none.
  private String attribute() {
    if (here() != '.' || begins(".*") || begins("...")) {
      return "";
    }
    at++;
    return word();
  }

  private HclValue call(String name) throws NotUnderstood {
    StringBuilder whole = new StringBuilder(name);
    while (take("::")) {
      whole.append("::").append(word());
    }
    expect("(");
    List<HclValue> arguments = new ArrayList<>();
    boolean spread = false;
    while (!take(")")) {
      arguments.add(whole());
      spread = take("...");
      if (!take(",")) {
        expect(")");
        break;
      }
    }
    if (spread) {
      Optional<List<HclValue>> last = elements(arguments.removeLast());
      if (last.isEmpty()) {
        return UNKNOWN_VALUE;
      }
      arguments.addAll(last.get());
    }
    return HclFunctions.call(whole.toString(), arguments)
        .or(() -> scope.call(whole.toString(), arguments))
        .map(HclEvaluator::bounded)
        .orElseGet(() -> new HclValue.Unknown(whole + "(...)"));
  }

  private HclValue list() throws NotUnderstood {
    List<HclValue> values = new ArrayList<>();
    while (!take("]")) {
      values.add(whole());
      if (!take(",")) {
        expect("]");
        break;
      }
    }
    return bounded(new HclValue.Elements(values));
  }

  private HclValue object() throws NotUnderstood {
    Map<String, HclValue> members = new LinkedHashMap<>();
    boolean known = true;
    while (!take("}")) {
      Optional<String> key = key();
      if (!take("=")) {
        expect(":");
      }
      HclValue value = whole();
      key.ifPresent(name -> members.put(name, value));
      known &= key.isPresent();
      take(",");
    }
    return known ? bounded(new HclValue.Members(members)) : UNKNOWN_VALUE;
  }

  /// A bare word is the key itself.
  private Optional<String> key() throws NotUnderstood {
    skipBlanks(true);
    int begin = at;
    String word = word();
    skipBlanks(true);
    if (!word.isEmpty() && (here() == ':' || (here() == '=' && !begins("==")))) {
      return Optional.of(word);
    }
    at = begin;
    return whole().string();
  }

  /// `for` expressions, without the bracket they begin with.
  private HclValue loop(String end) throws NotUnderstood {
    word();
    skipBlanks(true);
    String first = word();
    Optional<String> second = take(",") ? Optional.of(nextWord()) : Optional.empty();
    if (!nextWord().equals("in")) {
      throw new NotUnderstood();
    }
    HclValue collection = whole();
    expect(":");
    Loop loop = new Loop(end.equals("}"), at, scope);
    Optional<Map<HclValue, HclValue>> items = HclOperators.items(collection);
    if (items.isEmpty() || items.get().isEmpty()) {
      loop.step(first, second, UNKNOWN_VALUE, UNKNOWN_VALUE);
      expect(end);
      return items.isEmpty() ? UNKNOWN_VALUE : loop.empty();
    }
    if (items.get().size() > MOST_ELEMENTS) {
      throw new NotUnderstood();
    }
    for (Map.Entry<HclValue, HclValue> item : items.get().entrySet()) {
      loop.step(first, second, item.getKey(), item.getValue());
    }
    expect(end);
    return loop.result();
  }

  private String nextWord() {
    skipBlanks(true);
    return word();
  }

  /// One `for` expression while its body is evaluated, again and again.
  private final class Loop {

    private final boolean object;
    private final int body;
    private final HclScope outer;
    private final List<HclValue> values = new ArrayList<>();
    private final Map<String, HclValue> members = new LinkedHashMap<>();
    private boolean known = true;

    Loop(boolean object, int body, HclScope outer) {
      this.object = object;
      this.body = body;
      this.outer = outer;
    }

    void step(String first, Optional<String> second, HclValue key, HclValue value)
        throws NotUnderstood {
      at = body;
      scope =
          second.isPresent()
              ? outer.with(first, key).with(second.get(), value)
              : outer.with(first, value);
      HclValue result = whole();
      HclValue member = object ? valueOf() : result;
      boolean more = !take("...");
      skipBlanks(true);
      Optional<Boolean> wanted = Optional.of(true);
      if (begins("if")) {
        word();
        wanted = whole().bool();
      }
      scope = outer;
      known &= more && wanted.isPresent() && (!object || result.string().isPresent());
      if (wanted.orElse(false)) {
        values.add(member);
        result.string().filter(_ -> object).ifPresent(name -> members.put(name, member));
      }
    }

    private HclValue valueOf() throws NotUnderstood {
      expect("=>");
      return whole();
    }

    HclValue empty() {
      return object ? new HclValue.Members(Map.of()) : new HclValue.Elements(List.of());
    }

    HclValue result() {
      if (!known) {
        return UNKNOWN_VALUE;
      }
      return bounded(object ? new HclValue.Members(members) : new HclValue.Elements(values));
    }
  }

  /// Whether `what` stands here; it is skipped then.
  private boolean take(String what) {
    skipBlanks(true);
    boolean there = begins(what);
    at += there ? what.length() : 0;
    return there;
  }

  private void expect(String what) throws NotUnderstood {
    if (!take(what)) {
      throw new NotUnderstood();
    }
  }
}
