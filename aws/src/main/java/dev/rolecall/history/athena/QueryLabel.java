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
///
/// @param table as it is named
public record QueryLabel(String table, HistoryRequest request) {

  private static final Pattern LABEL =
      Pattern.compile(
          "-- rolecall from=(\\S*) to=(\\S*) accounts=([0-9,]*) regions=([a-z0-9,-]*)"
              + " purpose=([A-Z_]+) table=([^\n]+)\n.*",
          Pattern.DOTALL);

  /// `sql` with the label.
  public String on(String sql) {
    return "-- rolecall from=%s to=%s accounts=%s regions=%s purpose=%s table=%s\n%s"
        .formatted(
            request.from().map(Instant::toString).orElse(""),
            request.to().map(Instant::toString).orElse(""),
            request.accounts().stream().map(AccountId::value).collect(Collectors.joining(",")),
            String.join(",", request.regions()),
            request.purpose(),
            table,
            sql);
  }

  /// What a query was started for; empty for one without a label.
  public static Optional<QueryLabel> read(String sql) {
    Matcher label = LABEL.matcher(sql);
    return label.matches()
        ? Optional.of(
            new QueryLabel(
                label.group(6),
                new HistoryRequest(
                    time(label.group(1)),
                    time(label.group(2)),
                    each(label.group(3), AccountId::new),
                    each(label.group(4), Function.identity()),
                    Purpose.valueOf(label.group(5)))))
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

  /// Whether the result of this query has all that `wanted` needs, and nothing that it must not
  /// have. What lies outside a period is left out when the result is read.
  public boolean answers(QueryLabel wanted) {
    return table.equals(wanted.table)
        && covers(wanted.request)
        && request.accounts().equals(wanted.request.accounts())
        && request.regions().equals(wanted.request.regions())
        && request.purpose() == wanted.request.purpose();
  }

  private boolean covers(HistoryRequest wanted) {
    boolean begins =
        request.from().isEmpty()
            || wanted.from().filter(time -> !time.isBefore(request.from().get())).isPresent();
    boolean ends =
        request.to().isEmpty()
            || wanted.to().filter(time -> !time.isAfter(request.to().get())).isPresent();
    return begins && ends;
  }
}
