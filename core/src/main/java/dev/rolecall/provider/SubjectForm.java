package dev.rolecall.provider;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;

/// A form that subjects of a provider have.
sealed interface SubjectForm {

  String name();

  /// A subject of this form, for tests and documentation.
  String example();

  /// What `text` holds, if it is of this form.
  Optional<Parts> parse(String text);

  /// What a subject holds.
  ///
  /// @param segments in their order in the subject
  /// @param values what templates can name: segments and parts of them
  record Parts(List<Segment> segments, Map<String, String> values) {}

  /// A regular expression with a named group for each segment.
  record Regular(
      String name,
      String example,
      LazyPattern pattern,
      List<SegmentForm> segments,
      List<String> also)
      implements SubjectForm {
    @Override
    public Optional<Parts> parse(String text) {
      Matcher matcher = pattern.get().matcher(text);
      if (!matcher.matches()) {
        return Optional.empty();
      }
      MatchResult match = matcher.toMatchResult();
      List<Segment> found = new ArrayList<>();
      Map<String, String> values = new HashMap<>();
      for (SegmentForm form : segments) {
        String value = match.group(form.name());
        if (value != null && !value.isEmpty()) {
          found.add(form.of(value, match.start(form.name())));
          values.put(form.name(), value);
        }
      }
      for (String group : also) {
        String value = match.group(group);
        if (value != null) {
          values.put(group, value);
        }
      }
      return Optional.of(new Parts(found, values));
    }
  }

  /// `KEY:VALUE` pairs in any order, and keys without a value. Values hold no colons.
  ///
  /// @param flags keys without a value
  record Keyed(
      String name, String example, Map<String, SegmentForm> keys, Map<String, SegmentForm> flags)
      implements SubjectForm {
    @Override
    public Optional<Parts> parse(String text) {
      List<Segment> found = new ArrayList<>();
      Map<String, String> values = new HashMap<>();
      int at = 0;
      while (at < text.length()) {
        int end = end(text, at);
        String word = text.substring(at, end);
        SegmentForm flag = flags.get(word);
        SegmentForm key = keys.get(word);
        if (flag != null) {
          found.add(flag.of(word, at));
        } else if (key != null && end + 1 < text.length()) {
          int start = end + 1;
          end = end(text, start);
          String value = text.substring(start, end);
          found.add(key.of(value, start));
          owner(key, value).ifPresent(owner -> values.putIfAbsent("owner", owner));
        } else {
          return Optional.empty();
        }
        at = end + 1;
      }
      return found.isEmpty() ? Optional.empty() : Optional.of(new Parts(found, values));
    }

    private static int end(String text, int from) {
      int colon = text.indexOf(':', from);
      return colon < 0 ? text.length() : colon;
    }

    private static Optional<String> owner(SegmentForm key, String value) {
      return key.owner()
          .map(pattern -> pattern.matcher(value))
          .filter(Matcher::matches)
          .map(matcher -> matcher.group(1));
    }
  }
}
