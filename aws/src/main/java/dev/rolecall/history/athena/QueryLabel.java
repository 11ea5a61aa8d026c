package dev.rolecall.history.athena;

import dev.rolecall.denial.AccountId;
import dev.rolecall.history.HistoryRequest;
import dev.rolecall.history.HistoryRequest.Purpose;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What a query was started for, as a comment in its first line: a later run that reads its result
/// sees whether it answers what is asked then.
public final class QueryLabel {

  private static final Pattern LABEL =
      Pattern.compile(
          "-- rolecall from=(\\S*) to=(\\S*) accounts=([0-9,]*) regions=([a-z0-9,-]*)"
              + " purpose=([A-Z_]+)\n.*",
          Pattern.DOTALL);

  private QueryLabel() {}

  /// `sql` with its label.
  public static String on(String sql, HistoryRequest request) {
    return "-- rolecall from=%s to=%s accounts=%s regions=%s purpose=%s\n%s"
        .formatted(
            request.from().map(Instant::toString).orElse(""),
            request.to().map(Instant::toString).orElse(""),
            request.accounts().stream().map(AccountId::value).collect(Collectors.joining(",")),
            String.join(",", request.regions()),
            request.purpose(),
            sql);
  }

  /// What a query was started for; empty for one without a label.
  public static Optional<HistoryRequest> read(String sql) {
    Matcher label = LABEL.matcher(sql);
    return label.matches()
        ? Optional.of(
            new HistoryRequest(
                time(label.group(1)),
                time(label.group(2)),
                each(label.group(3), AccountId::new),
                each(label.group(4), Function.identity()),
                Purpose.valueOf(label.group(5))))
        : Optional.empty();
  }

  private static Optional<Instant> time(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(text));
  }

  private static <T extends Comparable<T>> SortedSet<T> each(
      String texts, Function<String, T> value) {
    return Arrays.stream(texts.split(",", -1))
        .filter(text -> !text.isEmpty())
        .map(value)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /// Whether the result of a query for `asked` has all that `wanted` needs, and nothing that it
  /// must not have. What lies outside a period is left out when the result is read.
  public static boolean answers(HistoryRequest asked, HistoryRequest wanted) {
    boolean begins =
        asked.from().isEmpty()
            || wanted.from().filter(time -> !time.isBefore(asked.from().get())).isPresent();
    boolean ends =
        asked.to().isEmpty()
            || wanted.to().filter(time -> !time.isAfter(asked.to().get())).isPresent();
    return begins
        && ends
        && asked.accounts().equals(wanted.accounts())
        && asked.regions().equals(wanted.regions())
        && asked.purpose() == wanted.purpose();
  }
}
