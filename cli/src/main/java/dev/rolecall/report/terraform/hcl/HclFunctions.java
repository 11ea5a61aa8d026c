package dev.rolecall.report.terraform.hcl;

import dev.rolecall.report.terraform.hcl.HclTemplate.Part;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.apache.commons.lang3.StringUtils;
import org.apache.commons.lang3.Strings;

/// The functions that names of roles are made with.
/// [Functions](https://developer.hashicorp.com/terraform/language/functions)
final class HclFunctions {

  private static final Pattern VERB = Pattern.compile("%(?:0(\\d))?([svd%])");

  /// The first letter of a word, after anything but letters, digits and underscores.
  private static final Pattern INITIAL = Pattern.compile("(?<![\\p{L}\\p{Nd}_])\\p{L}");

  private HclFunctions() {}

  /// The result of a function; empty when it is not known here, or its arguments are not.
  static Optional<HclValue> call(String name, List<HclValue> arguments) {
    if (arguments.isEmpty()) {
      return Optional.empty();
    }
    HclValue first = arguments.getFirst();
    List<HclValue> rest = arguments.subList(1, arguments.size());
    return switch (name) {
      case "join" ->
          first.string().flatMap(by -> HclEvaluator.elements(flat(rest)).map(all -> join(by, all)));
      case "format" -> first.string().flatMap(format -> format(format, rest));
      case "jsonencode" -> Optional.of(new HclValue.Text(first.json()));
      case "formatlist" -> first.string().flatMap(format -> formatList(format, rest));
      case "lower" -> each(first, text -> text.toLowerCase(Locale.ROOT));
      case "upper" -> each(first, text -> text.toUpperCase(Locale.ROOT));
      case "title" -> first.string().map(HclFunctions::title).map(HclValue::text);
      case "trimspace", "chomp" -> first.string().map(String::strip).map(HclValue::text);
      case "trim" -> two(first, rest, StringUtils::strip);
      case "trimprefix" -> two(first, rest, Strings.CS::removeStart);
      case "trimsuffix" -> two(first, rest, Strings.CS::removeEnd);
      case "replace" -> replace(first, rest);
      case "substr" -> substring(first, rest);
      case "split" -> rest.isEmpty() ? Optional.empty() : split(first, rest.getFirst());
      case "tostring", "nonsensitive", "sensitive" -> Optional.of(first);
      case "tolist", "tomap", "toset", "one" -> Optional.of(collection(name, first));
      case "try" -> arguments.stream().filter(one -> !one.equals(HclEvaluator.MISSING)).findFirst();
      case "coalesce" ->
          arguments.stream()
              .filter(
                  one -> !(one instanceof HclValue.Null) && !one.string().equals(Optional.of("")))
              .findFirst();
      case "concat" -> list(arguments);
      case "flatten" -> Optional.of(flat(arguments));
      case "sort" -> sorted(first);
      case "distinct" ->
          HclEvaluator.elements(first)
              .map(all -> new HclValue.Elements(all.stream().distinct().toList()));
      case "compact" ->
          HclEvaluator.elements(first)
              .map(
                  all ->
                      new HclValue.Elements(
                          all.stream()
                              .filter(
                                  one ->
                                      !(one instanceof HclValue.Null)
                                          && !one.string().equals(Optional.of("")))
                              .toList()));
      case "keys" ->
          members(first)
              .map(
                  all ->
                      new HclValue.Elements(
                          all.keySet().stream().sorted().map(HclValue::text).toList()));
      case "values" -> members(first).map(all -> new HclValue.Elements(List.copyOf(all.values())));
      case "length" ->
          HclEvaluator.elements(first)
              .map(List::size)
              .or(() -> first.string().map(text -> text.codePointCount(0, text.length())))
              .map(HclValue.Numeric::new);
      case "basename" -> first.string().map(path -> HclValue.text(path.replaceFirst(".*/", "")));
      case "dirname" ->
          first
              .string()
              .map(
                  path ->
                      HclValue.text(path.contains("/") ? path.replaceFirst("/[^/]*$", "") : "."));
      case "reverse" ->
          HclEvaluator.elements(first).map(List::reversed).map(HclValue.Elements::new);
      case "startswith" -> tested(first, rest, String::startsWith);
      case "endswith" -> tested(first, rest, String::endsWith);
      case "merge" -> merge(arguments);
      case "lookup" -> lookup(first, rest);
      case "element" -> element(first, rest);
      case "contains" ->
          HclEvaluator.elements(first)
              .filter(_ -> first.isKnown() && !rest.isEmpty())
              .map(all -> all.contains(rest.getFirst()) ? HclValue.Bool.TRUE : HclValue.Bool.FALSE);
      default -> Optional.empty();
    };
  }

  /// Strings in their order; empty when one is not known.
  private static Optional<HclValue> sorted(HclValue list) {
    return HclEvaluator.elements(list)
        .filter(all -> all.stream().allMatch(one -> one.string().isPresent()))
        .map(
            all ->
                new HclValue.Elements(
                    all.stream()
                        .sorted(Comparator.comparing(one -> one.string().orElse("")))
                        .toList()));
  }

  private static Optional<HclValue> tested(
      HclValue first, List<HclValue> rest, BiPredicate<String, String> test) {
    return first
        .string()
        .filter(_ -> !rest.isEmpty())
        .flatMap(
            one ->
                rest.getFirst()
                    .string()
                    .map(
                        other -> test.test(one, other) ? HclValue.Bool.TRUE : HclValue.Bool.FALSE));
  }

  private static String title(String text) {
    return INITIAL.matcher(text).replaceAll(letter -> letter.group().toUpperCase(Locale.ROOT));
  }

  private interface Two {
    String apply(String one, String other);
  }

  private static Optional<HclValue> two(HclValue first, List<HclValue> rest, Two what) {
    return first
        .string()
        .filter(_ -> !rest.isEmpty())
        .flatMap(
            one -> rest.getFirst().string().map(other -> HclValue.text(what.apply(one, other))));
  }

  /// Changes what is literal; what is not stays an expression.
  private static Optional<HclValue> each(HclValue value, UnaryOperator<String> change) {
    return Optional.of(
        new HclValue.Text(
            new HclTemplate(
                value.template().parts().stream()
                    .map(
                        part ->
                            part.expression() ? part : new Part(change.apply(part.text()), false))
                    .toList())));
  }

  private static HclValue join(String by, List<HclValue> values) {
    List<Part> parts = new ArrayList<>();
    for (HclValue value : values) {
      if (!parts.isEmpty()) {
        parts.add(new Part(by, false));
      }
      parts.addAll(value.template().parts());
    }
    return new HclValue.Text(new HclTemplate(parts));
  }

  private static Optional<HclValue> format(String format, List<HclValue> arguments) {
    List<Part> parts = new ArrayList<>();
    Matcher verb = VERB.matcher(format);
    int end = 0;
    int next = 0;
    while (verb.find()) {
      parts.add(new Part(format.substring(end, verb.start()), false));
      end = verb.end();
      String width = verb.group(1);
      if (verb.group(2).equals("%")) {
        parts.add(new Part("%", false));
      } else if (width != null) {
        Optional<String> number =
            next < arguments.size() ? arguments.get(next++).string() : Optional.empty();
        if (number.filter(text -> text.matches("\\d+")).isEmpty()) {
          return Optional.empty();
        }
        parts.add(new Part(StringUtils.leftPad(number.get(), Integer.parseInt(width), '0'), false));
      } else if (next < arguments.size()) {
        parts.addAll(arguments.get(next++).template().parts());
      } else {
        return Optional.empty();
      }
    }
    parts.add(new Part(format.substring(end), false));
    return parts.stream()
            .anyMatch(
                part -> !part.expression() && part.text().contains("%") && !part.text().equals("%"))
        ? Optional.empty()
        : Optional.of(new HclValue.Text(new HclTemplate(parts)));
  }

  /// A text for each element of the lists, with the other arguments in each.
  private static Optional<HclValue> formatList(String format, List<HclValue> arguments) {
    List<List<HclValue>> lists =
        arguments.stream().flatMap(one -> HclEvaluator.elements(one).stream()).toList();
    int length = lists.isEmpty() ? 1 : lists.getFirst().size();
    if (arguments.stream().anyMatch(HclValue.Unknown.class::isInstance)
        || lists.stream().anyMatch(list -> list.size() != length)) {
      return Optional.empty();
    }
    List<HclValue> texts = new ArrayList<>();
    for (int i = 0; i < length; i++) {
      int index = i;
      List<HclValue> row =
          arguments.stream()
              .map(one -> HclEvaluator.elements(one).map(list -> list.get(index)).orElse(one))
              .toList();
      format(format, row).ifPresent(texts::add);
    }
    return texts.size() == length ? Optional.of(new HclValue.Elements(texts)) : Optional.empty();
  }

  /// A text between slashes is a pattern.
  private static Optional<HclValue> replace(HclValue in, List<HclValue> rest) {
    Optional<String> text = in.string();
    if (text.isEmpty()
        || rest.size() < 2
        || rest.stream().anyMatch(one -> one.string().isEmpty())) {
      return Optional.empty();
    }
    String from = rest.get(0).string().orElseThrow();
    String to = rest.get(1).string().orElseThrow();
    if (from.length() < 2 || !from.startsWith("/") || !from.endsWith("/")) {
      return Optional.of(HclValue.text(text.get().replace(from, to)));
    }
    // A pattern of a stranger may take for ever: only simple ones are tried.
    String pattern = from.substring(1, from.length() - 1);
    if (!pattern.matches("[\\w\\[\\]^ .+*$\\\\-]{1,60}")
        || pattern.replaceAll("[^+*]", "").length() > 2
        || text.get().length() > 200) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          HclValue.text(text.get().replaceAll(pattern, Matcher.quoteReplacement(to))));
    } catch (PatternSyntaxException _) {
      return Optional.empty();
    }
  }

  private static Optional<HclValue> substring(HclValue of, List<HclValue> rest) {
    if (of.string().isEmpty()
        || rest.size() < 2
        || !(rest.get(0) instanceof HclValue.Numeric(double begin))
        || !(rest.get(1) instanceof HclValue.Numeric(double length))) {
      return Optional.empty();
    }
    String text = of.string().get();
    int from =
        (int) Math.min(text.length(), begin < 0 ? Math.max(0, text.length() + begin) : begin);
    int to = length < 0 ? text.length() : (int) Math.min(text.length(), from + length);
    return Optional.of(HclValue.text(text.substring(from, to)));
  }

  private static Optional<HclValue> split(HclValue by, HclValue text) {
    return by.string()
        .flatMap(
            mark ->
                text.string()
                    .map(
                        whole ->
                            new HclValue.Elements(
                                List.of(
                                        StringUtils.splitByWholeSeparatorPreserveAllTokens(
                                            whole, mark))
                                    .stream()
                                    .map(HclValue::text)
                                    .toList())));
  }

  private static HclValue collection(String name, HclValue value) {
    if (name.equals("toset") && value instanceof HclValue.Elements(List<HclValue> all)) {
      HclValue set = new HclValue.Elements(all.stream().distinct().toList());
      return sorted(set).orElse(set);
    }
    if (name.equals("one") && value instanceof HclValue.Elements(List<HclValue> all)) {
      return all.size() == 1 ? all.getFirst() : HclValue.Null.NULL;
    }
    return value;
  }

  private static Optional<HclValue> list(List<HclValue> lists) {
    List<HclValue> all = new ArrayList<>();
    for (HclValue list : lists) {
      Optional<List<HclValue>> elements = HclEvaluator.elements(list);
      if (elements.isEmpty()) {
        return Optional.empty();
      }
      all.addAll(elements.get());
    }
    return Optional.of(new HclValue.Elements(all));
  }

  private static HclValue flat(List<HclValue> values) {
    List<HclValue> all = new ArrayList<>();
    for (HclValue value : values) {
      if (value instanceof HclValue.Elements(List<HclValue> inner)) {
        all.addAll(((HclValue.Elements) flat(inner)).values());
      } else {
        all.add(value);
      }
    }
    return new HclValue.Elements(all);
  }

  private static Optional<Map<String, HclValue>> members(HclValue value) {
    return value instanceof HclValue.Members(Map<String, HclValue> all)
        ? Optional.of(all)
        : Optional.empty();
  }

  private static Optional<HclValue> merge(List<HclValue> maps) {
    Map<String, HclValue> all = new LinkedHashMap<>();
    for (HclValue map : maps) {
      Optional<Map<String, HclValue>> members = members(map);
      if (members.isEmpty() && !(map instanceof HclValue.Null)) {
        return Optional.empty();
      }
      members.ifPresent(all::putAll);
    }
    return Optional.of(new HclValue.Members(all));
  }

  private static Optional<HclValue> lookup(HclValue map, List<HclValue> rest) {
    return members(map)
        .filter(_ -> !rest.isEmpty())
        .flatMap(
            all ->
                rest.getFirst()
                    .string()
                    .flatMap(
                        key ->
                            Optional.ofNullable(all.get(key))
                                .or(
                                    () ->
                                        rest.size() > 1
                                            ? Optional.of(rest.get(1))
                                            : Optional.empty())));
  }

  private static Optional<HclValue> element(HclValue list, List<HclValue> rest) {
    return HclEvaluator.elements(list)
        .filter(
            all -> !all.isEmpty() && !rest.isEmpty() && rest.getFirst() instanceof HclValue.Numeric)
        .map(
            all ->
                all.get(
                    Math.floorMod((int) ((HclValue.Numeric) rest.getFirst()).value(), all.size())));
  }
}
