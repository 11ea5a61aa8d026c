package dev.rolecall.history;

import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.AwsPartition;
import dev.rolecall.history.command.Sql;
import dev.rolecall.history.wording.HistoryWords;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Which partitions of a table are read: by account, Region and date. Conditions compare keys with
/// constants, so that Athena skips the others without looking at them.
final class Partitions {

  private static final Set<String> ACCOUNT =
      Set.of("account", "accountid", "awsaccount", "awsaccountid", "acct", "recipientaccountid");

  private static final Set<String> REGION = Set.of("region", "awsregion", "regionname");

  private static final Set<String> DATE =
      Set.of(
          "timestamp",
          "date",
          "dt",
          "ds",
          "day",
          "datehour",
          "eventday",
          "eventdate",
          "logdate",
          "partitiondate",
          "eventhour",
          "eventmonth",
          "yearmonth",
          "yyyymmdd",
          "dateint",
          "datekey",
          "logday",
          "partitionday",
          "ymd");

  private static final Set<String> YEAR = Set.of("year", "yyyy", "y");
  private static final Set<String> MONTH = Set.of("month", "mm", "m");
  private static final Set<String> DAY = Set.of("day", "dd", "d");

  /// The keys of Amazon Security Lake, which are columns like others in its newer tables.
  private static final Map<String, String> SECURITY_LAKE =
      Map.of("accountid", "", "region", "", "eventday", "uuuuMMdd");

  private static final int DAYS_IN_LIST = 400;
  private static final int MONTHS = 12;
  private static final int TEN = 10;
  private static final LocalDateTime EARLIEST = LocalDateTime.of(2000, 1, 1, 0, 0);
  private static final LocalDateTime LATEST = LocalDateTime.of(2099, 12, 31, 23, 59);
  private static final int DATE_DIGITS = 8;

  /// Texts that sort as dates do; two digits for months and days.
  private static final String YEAR_FIRST =
      "^20[0-9]{2}[^0-9]?(0[1-9]|1[0-2])([^0-9]?[0-3][0-9].*)?$";

  private final HistoryTable table;
  private final HistoryRequest request;
  private final TimeWindow window;
  private final List<TableColumn> keys;
  private final boolean securityLake;

  Partitions(HistoryTable table, HistoryRequest request, boolean securityLake) {
    this.table = table;
    this.request = request;
    this.window = TimeWindow.of(request);
    this.securityLake = securityLake;
    this.keys =
        Stream.concat(
                table.partitionKeys().stream(),
                table.columns().stream()
                    .filter(column -> securityLake && SECURITY_LAKE.containsKey(column.name())))
            .toList();
  }

  /// Whether Athena skips the data of other accounts.
  boolean knowAccounts() {
    return key(ACCOUNT).isPresent();
  }

  /// The key that holds Regions.
  Optional<String> region() {
    return key(REGION).map(Partitions::column);
  }

  /// Why a query cannot be made: a key has no values but those that the query gives, and none are
  /// known.
  Optional<String> problem() {
    return table.partitionKeys().stream()
        .filter(key -> projection(key, "type").filter("injected"::equalsIgnoreCase).isPresent())
        .filter(Predicate.not(this::isGiven))
        .findFirst()
        .map(this::unknown);
  }

  private boolean isGiven(TableColumn key) {
    String name = Letters.of(key.name());
    return (ACCOUNT.contains(name) && !request.accounts().isEmpty())
        || (REGION.contains(name) && !request.regions().isEmpty());
  }

  private String unknown(TableColumn key) {
    String name = Letters.of(key.name());
    String of = table.name().toString();
    return ACCOUNT.contains(name)
        ? HistoryWords.accountNeeded(of, key.name())
        : REGION.contains(name)
            ? HistoryWords.regionNeeded(of, key.name())
            : HistoryWords.injected(of, key.name());
  }

  /// What the user should know.
  List<String> notes() {
    String name = table.name().toString();
    if (window.first().isEmpty()) {
      return List.of(HistoryWords.allDates(name));
    }
    if (table.isView()) {
      return List.of(HistoryWords.view(name));
    }
    return isIceberg() || !dates().isEmpty() ? List.of() : List.of(HistoryWords.notByDate(name));
  }

  private boolean isIceberg() {
    return table.parameters().getOrDefault("table_type", "").equalsIgnoreCase("iceberg")
        || !table.name().catalog().equals(TableName.GLUE);
  }

  /// What is true of the partitions that are read.
  List<String> conditions() {
    List<String> conditions = new ArrayList<>();
    if (!request.accounts().isEmpty()) {
      key(ACCOUNT)
          .map(key -> in(key, request.accounts().stream().map(AccountId::value).toList()))
          .ifPresent(conditions::add);
    }
    if (!request.regions().isEmpty()) {
      key(REGION).map(key -> in(key, regions())).ifPresent(conditions::add);
    }
    if (window.first().isPresent() || window.last().isPresent()) {
      conditions.addAll(dates());
    }
    return conditions;
  }

  /// The Regions that are asked for, and those that record changes of IAM and Organizations.
  private Collection<String> regions() {
    Set<String> regions = new TreeSet<>(request.regions());
    request.regions().stream()
        .map(region -> AwsPartition.globalRegion(AwsPartition.ofRegion(region)))
        .forEach(regions::add);
    return regions;
  }

  private Optional<TableColumn> key(Set<String> names) {
    return keys.stream().filter(key -> names.contains(Letters.of(key.name()))).findFirst();
  }

  /// The key that holds dates: by its name, or because Athena makes its values of the folders that
  /// CloudTrail names by day.
  private Optional<TableColumn> dateKey() {
    return part(YEAR).isPresent()
        ? Optional.empty()
        : key(DATE)
            .or(
                () ->
                    table.partitionKeys().stream()
                        .filter(_ -> table.isOfCloudTrailFiles())
                        .filter(
                            key ->
                                projection(key, "type")
                                    .filter("date"::equalsIgnoreCase)
                                    .isPresent())
                        .findFirst());
  }

  /// A key that holds a part of a date.
  private Optional<TableColumn> part(Set<String> names) {
    return table.partitionKeys().stream()
        .filter(key -> names.contains(Letters.of(key.name())))
        .findFirst();
  }

  private static String column(TableColumn key) {
    return Sql.name(List.of("t", key.name()));
  }

  private static boolean isNumber(TableColumn key) {
    return ColumnType.parse(key.type()) instanceof ColumnType.Scalar scalar && scalar.isNumber();
  }

  /// A key that is one of these values; numbers lose zeros at the beginning.
  private static String in(TableColumn key, Collection<String> values) {
    return isNumber(key)
        ? Sql.in(column(key), values.stream().map(Long::valueOf).map(String::valueOf).toList())
        : Sql.inTexts(column(key), values);
  }

  private Optional<String> projection(TableColumn key, String what) {
    return Optional.ofNullable(table.parameters().get("projection." + key.name() + "." + what));
  }

  private List<String> dates() {
    Optional<TableColumn> year = part(YEAR);
    if (year.isPresent()) {
      return List.of(Sql.or(years(year.get())));
    }
    return dateKey().map(this::date).orElse(List.of());
  }

  private List<String> date(TableColumn key) {
    if (ColumnType.parse(key.type()) instanceof ColumnType.Scalar scalar
        && (scalar.isDate() || scalar.isTime())) {
      String type = scalar.isDate() ? "DATE" : "TIMESTAMP";
      String midnight = scalar.isDate() ? "" : scalar.hasZone() ? " 00:00:00 UTC" : " 00:00:00";
      return bounds(
          column(key),
          window.first().map(day -> Sql.time(type, day + midnight)),
          window.last().map(day -> Sql.time(type, day.plusDays(1) + midnight)));
    }
    Optional<String> format =
        projection(key, "format")
            .or(() -> Optional.ofNullable(securityLake ? SECURITY_LAKE.get(key.name()) : null))
            .filter(pattern -> !pattern.isEmpty());
    return format.flatMap(pattern -> formatted(key, pattern)).orElseGet(() -> digits(key));
  }

  private static List<String> bounds(String value, Optional<String> from, Optional<String> before) {
    List<String> conditions = new ArrayList<>();
    from.map(bound -> Sql.notBefore(value, bound)).ifPresent(conditions::add);
    before.map(bound -> Sql.before(value, bound)).ifPresent(conditions::add);
    return conditions;
  }

  /// Empty when the format is none.
  private Optional<List<String>> formatted(TableColumn key, String pattern) {
    Function<LocalDateTime, String> format;
    try {
      DateTimeFormatter formatter = DateTimeFormatter.ofPattern(pattern, Locale.ROOT);
      format = formatter::format;
      String earlier = format.apply(LocalDate.of(2019, 12, 31).atStartOfDay());
      String later = format.apply(LocalDate.of(2020, 1, 30).atStartOfDay());
      String last = format.apply(LocalDate.of(2020, 2, 1).atStartOfDay());
      if (earlier.compareTo(later) >= 0 || later.compareTo(last) >= 0) {
        return Optional.of(listed(key, format));
      }
    } catch (RuntimeException _) {
      return Optional.empty();
    }
    Function<String, String> literal = isNumber(key) ? Function.identity() : Sql::text;
    Optional<String> first = window.first().map(LocalDate::atStartOfDay).map(format).map(literal);
    Optional<String> last =
        window.last().map(day -> day.atTime(LocalTime.MAX)).map(format).map(literal);
    if (first.isPresent() && last.isPresent()) {
      return Optional.of(List.of(Sql.between(column(key), first.get(), last.get())));
    }
    return Optional.of(
        Stream.of(
                first.map(bound -> Sql.notBefore(column(key), bound)),
                last.map(bound -> Sql.notAfter(column(key), bound)))
            .flatMap(Optional::stream)
            .toList());
  }

  /// Dates that do not sort are listed.
  private List<String> listed(TableColumn key, Function<LocalDateTime, String> format) {
    if (window.first().isEmpty() || window.last().isEmpty()) {
      return List.of();
    }
    List<String> days =
        window
            .first()
            .get()
            .datesUntil(window.last().get().plusDays(1))
            .map(LocalDate::atStartOfDay)
            .map(format)
            .distinct()
            .toList();
    return days.size() > DAYS_IN_LIST ? List.of() : List.of(Sql.inTexts(column(key), days));
  }

  /// `2026-11-30`, `2026/11/30`, `20261130`, with an hour or without the day. What is no date is
  /// read in any case.
  private List<String> digits(TableColumn key) {
    if (isNumber(key)) {
      return List.of(Sql.or(numbers(column(key))));
    }
    String dated = Sql.matches(column(key), YEAR_FIRST);
    String digits = Sql.replaced(column(key), "[^0-9]", "");
    return Stream.concat(
            bounds(
                Sql.filled(digits, DATE_DIGITS, "9"),
                window.first().map(Partitions::digits).map(Sql::text),
                Optional.empty())
                .stream(),
            bounds(
                Sql.filled(digits, DATE_DIGITS, "0"),
                Optional.empty(),
                window.last().map(day -> Sql.text(digits(day.plusDays(1)))))
                .stream())
        .map(date -> Sql.or(List.of(Sql.not(dated), date)))
        .toList();
  }

  private static String digits(LocalDate day) {
    return day.toString().replace("-", "");
  }

  /// `202611`, `20261130` or `2026113023`: ranges, which AWS Glue itself can filter by.
  private List<String> numbers(String key) {
    List<String> ranges = new ArrayList<>();
    String none = "0";
    for (String pattern : List.of("uuuuMM", "uuuuMMdd", "uuuuMMddHH")) {
      DateTimeFormatter format = DateTimeFormatter.ofPattern(pattern, Locale.ROOT);
      ranges.add(Sql.and(List.of(Sql.after(key, none), Sql.before(key, format.format(EARLIEST)))));
      ranges.add(
          Sql.between(
              key,
              format.format(window.first().map(LocalDate::atStartOfDay).orElse(EARLIEST)),
              format.format(window.last().map(day -> day.atTime(LocalTime.MAX)).orElse(LATEST))));
      none = format.format(LATEST);
    }
    ranges.set(0, Sql.before(key, "200001"));
    ranges.add(Sql.after(key, none));
    return ranges;
  }

  /// Whole years, whole months, and the days of the rest.
  private List<String> years(TableColumn year) {
    LocalDate first = window.first().orElse(LocalDate.of(1, 1, 1));
    List<String> some = new ArrayList<>();
    if (window.last().isEmpty()) {
      some.addAll(months(year, first, LocalDate.of(first.getYear(), MONTHS, 31)));
      some.add(Sql.after(column(year), value(year, first.getYear())));
      return some;
    }
    LocalDate last = window.last().get();
    if (window.first().isEmpty()) {
      some.add(Sql.before(column(year), value(year, last.getYear())));
      first = LocalDate.of(last.getYear(), 1, 1);
    }
    for (int at = first.getYear(); at <= last.getYear(); at++) {
      LocalDate begin = LocalDate.of(at, 1, 1);
      LocalDate end = LocalDate.of(at, MONTHS, 31);
      some.addAll(
          months(year, begin.isBefore(first) ? first : begin, end.isAfter(last) ? last : end));
    }
    return some;
  }

  /// The days from `first` to `last`, of one year.
  private List<String> months(TableColumn year, LocalDate first, LocalDate last) {
    String inYear = Sql.is(column(year), value(year, first.getYear()));
    Optional<TableColumn> month = part(MONTH);
    boolean all = first.getDayOfYear() == 1 && last.getDayOfYear() == last.lengthOfYear();
    if (month.isEmpty() || all) {
      return List.of(inYear);
    }
    Optional<TableColumn> day = part(DAY);
    List<Integer> whole = new ArrayList<>();
    List<String> some = new ArrayList<>();
    for (int at = first.getMonthValue(); at <= last.getMonthValue(); at++) {
      LocalDate begin = LocalDate.of(first.getYear(), at, 1);
      int from = at == first.getMonthValue() ? first.getDayOfMonth() : 1;
      int to = at == last.getMonthValue() ? last.getDayOfMonth() : begin.lengthOfMonth();
      if (day.isEmpty() || (from == 1 && to == begin.lengthOfMonth())) {
        whole.add(at);
      } else {
        some.add(
            Sql.and(
                List.of(
                    inYear,
                    numbered(month.get(), List.of(at)),
                    numbered(day.get(), IntStream.rangeClosed(from, to).boxed().toList()))));
      }
    }
    if (!whole.isEmpty()) {
      some.add(Sql.and(List.of(inYear, numbered(month.get(), whole))));
    }
    return some;
  }

  private static String value(TableColumn key, int number) {
    return isNumber(key) ? String.valueOf(number) : Sql.text(String.valueOf(number));
  }

  /// Texts may have a zero before them.
  private static String numbered(TableColumn key, List<Integer> numbers) {
    List<String> values =
        numbers.stream()
            .flatMap(
                number ->
                    isNumber(key) || number >= TEN
                        ? Stream.of(String.valueOf(number))
                        : Stream.of("0" + number, String.valueOf(number)))
            .collect(Collectors.toCollection(ArrayList::new));
    return isNumber(key) ? Sql.in(column(key), values) : Sql.inTexts(column(key), values);
  }
}
