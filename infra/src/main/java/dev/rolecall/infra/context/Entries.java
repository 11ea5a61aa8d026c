package dev.rolecall.infra.context;

import dev.rolecall.infra.wording.SettingWords;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.function.UnaryOperator;
import org.apache.commons.text.similarity.LevenshteinDistance;

/// The entries of one object of the settings. What is wrong with one is noted, and reading goes on
/// with a stand-in, so that all problems come out at once.
final class Entries {

  private final String path;
  private final Map<?, ?> values;
  private final SettingProblems settingProblems;
  private final Set<String> known = new TreeSet<>();

  Entries(String path, Map<?, ?> values, SettingProblems settingProblems) {
    this.path = path;
    this.values = values;
    this.settingProblems = settingProblems;
  }

  boolean flag(String key, boolean otherwise) {
    return read(
            key,
            text ->
                text.matches("true|false") ? Optional.of(Boolean.valueOf(text)) : Optional.empty(),
            SettingWords.trueOrFalse())
        .orElse(otherwise);
  }

  int number(String key, int least, int most, int otherwise) {
    return number(key, least, most).orElse(otherwise);
  }

  Optional<Integer> number(String key, int least, int most) {
    return number(
        key, number -> least <= number && number <= most, SettingWords.wholeNumber(least, most));
  }

  /// The same, where 0 turns something off.
  int numberOrZero(String key, int least, int most, int otherwise) {
    return number(
            key,
            number -> number == 0 || (least <= number && number <= most),
            SettingWords.wholeNumberOrZero(least, most))
        .orElse(otherwise);
  }

  int oneOf(String key, List<Integer> allowed, int otherwise) {
    return read(
            key,
            text -> allowed.stream().filter(number -> text.equals(number.toString())).findFirst(),
            SettingWords.oneOf(allowed))
        .orElse(otherwise);
  }

  Optional<String> text(String key, SettingFormat settingFormat) {
    return take(key).flatMap(value -> text(key, value, settingFormat));
  }

  String required(String key, SettingFormat settingFormat) {
    if (!values.containsKey(key)) {
      settingProblems.add(SettingWords.missing(name(key), settingFormat.allowed()));
    }
    return text(key, settingFormat).orElse("");
  }

  /// A text that must be there and means something else.
  ///
  /// @param parse empty when the text is not of the form
  /// @param form what the form is, to follow "expected"
  <T> Optional<T> required(String key, Function<String, Optional<T>> parse, String form) {
    if (!values.containsKey(key)) {
      settingProblems.add(SettingWords.missing(name(key), form));
    }
    return read(key, parse, form);
  }

  /// A text of a form, if it is there.
  ///
  /// @param parse empty when the text is not of the form
  /// @param form what the form is, to follow "wanted is"
  Optional<String> text(String key, Function<String, ? extends Optional<?>> parse, String form) {
    return read(key, text -> parse.apply(text).map(_ -> text), form);
  }

  /// The texts that are there, by their keys.
  Map<String, String> texts(Map<String, SettingFormat> formats) {
    Map<String, String> texts = new TreeMap<>();
    new TreeMap<>(formats)
        .forEach(
            (key, settingFormat) ->
                text(key, settingFormat).ifPresent(text -> texts.put(key, text)));
    return texts;
  }

  /// A list, or a text with commas, that must hold something.
  ///
  /// @param form what the list is, to follow "expected"
  List<String> required(String key, SettingFormat settingFormat, String form) {
    if (!values.containsKey(key)) {
      settingProblems.add(SettingWords.missing(name(key), form));
    } else if (items(key).isEmpty()) {
      settingProblems.add(SettingWords.empty(name(key), form));
    }
    return texts(key, settingFormat);
  }

  /// A list, or what holds without it.
  List<String> texts(String key, SettingFormat settingFormat, List<String> otherwise) {
    return take(key).isPresent() ? texts(key, settingFormat) : otherwise;
  }

  /// A list, or a text with commas.
  List<String> texts(String key, SettingFormat settingFormat) {
    List<String> texts = new ArrayList<>();
    items(key).forEach((place, value) -> text(place, value, settingFormat).ifPresent(texts::add));
    return texts;
  }

  /// An object of texts under keys of the operator's own choice.
  Map<String, String> named(String key, SettingFormat names, SettingFormat settingFormat) {
    Map<String, String> texts = new TreeMap<>();
    Map<?, ?> found = take(key).map(value -> map(key, value)).orElse(Map.of());
    found.forEach(
        (name, value) -> {
          String place = key + "." + name;
          if (names.accepts(name.toString())
              || settingProblems.refuse(name(place), value, names.allowed())) {
            text(place, value, settingFormat).ifPresent(text -> texts.put(name.toString(), text));
          }
        });
    return texts;
  }

  /// What `read` makes of an object whose entries all have defaults: without it they hold.
  <T> T section(String key, Function<Entries, T> read) {
    return object(key, read).orElseGet(() -> whole(key, Map.of(), read));
  }

  <T> Optional<T> object(String key, Function<Entries, T> read) {
    return take(key).map(value -> whole(key, map(key, value), read));
  }

  <T> List<T> objects(String key, Function<Entries, T> read) {
    return items(key).entrySet().stream()
        .map(item -> whole(item.getKey(), map(item.getKey(), item.getValue()), read))
        .toList();
  }

  private <T> T whole(String key, Map<?, ?> object, Function<Entries, T> read) {
    Entries entries = new Entries(name(key), object, settingProblems);
    T value = read.apply(entries);
    entries.end();
    return value;
  }

  /// Whether none of the keys is there.
  boolean hasNone(List<String> keys) {
    return keys.stream().noneMatch(values::containsKey);
  }

  /// Notes a problem of the object itself.
  ///
  /// @param problem given the name of the object
  void problem(UnaryOperator<String> problem) {
    settingProblems.add(problem.apply(path));
  }

  /// Notes a problem that lies between several entries.
  ///
  /// @param problem given the name of the entry
  void contradiction(String key, UnaryOperator<String> problem) {
    settingProblems.add(problem.apply(name(key)));
  }

  /// To be called last: what was not asked for is a problem, too.
  void end() {
    values.keySet().stream()
        .map(String::valueOf)
        .filter(key -> !known.contains(key))
        .sorted()
        .forEach(key -> settingProblems.add(SettingWords.unknown(name(key), nearest(key))));
  }

  private String nearest(String key) {
    LevenshteinDistance distance = LevenshteinDistance.getDefaultInstance();
    return known.stream()
        .min(Comparator.comparingInt(other -> distance.apply(key, other)))
        .orElseThrow();
  }

  private Optional<Object> take(String key) {
    known.add(key);
    return Optional.ofNullable(values.get(key));
  }

  private Optional<Integer> number(String key, IntPredicate accepts, String allowed) {
    return read(
        key,
        text ->
            Optional.of(text)
                .filter(it -> it.matches("\\d{1,9}"))
                .map(Integer::valueOf)
                .filter(accepts::test),
        allowed);
  }

  /// What `parse` makes of the value as text; what it makes nothing of is a problem.
  private <T> Optional<T> read(String key, Function<String, Optional<T>> parse, String allowed) {
    return take(key)
        .map(Object::toString)
        .flatMap(
            text -> parse.apply(text).or(() -> settingProblems.refused(name(key), text, allowed)));
  }

  private Optional<String> text(String key, Object value, SettingFormat settingFormat) {
    return Optional.of(value)
        .filter(String.class::isInstance)
        .map(String.class::cast)
        .filter(settingFormat::accepts)
        .or(
            () ->
                settingProblems.refused(
                    name(key), settingFormat.shown(value), settingFormat.allowed()));
  }

  /// The items of a list by their places, in order.
  private Map<String, Object> items(String key) {
    List<?> items =
        switch (take(key).orElse(List.of())) {
          case List<?> list -> list;
          case String text -> List.of(text.split(",", -1));
          case Object other -> {
            settingProblems.refuse(name(key), other, SettingWords.list());
            yield List.of();
          }
        };
    Map<String, Object> byPlace = new LinkedHashMap<>();
    for (Object item : items) {
      byPlace.put("%s[%d]".formatted(key, byPlace.size()), item);
    }
    return byPlace;
  }

  private Map<?, ?> map(String key, Object value) {
    if (value instanceof Map<?, ?> map) {
      return map;
    }
    settingProblems.refuse(name(key), value, SettingWords.object());
    return Map.of();
  }

  private String name(String key) {
    return path + "." + key;
  }
}
