package dev.rolecall.history;

import dev.rolecall.history.command.Sql;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A period, and the days that may hold its records and what explains them.
///
/// CloudTrail delivers files minutes to hours after the calls that they record, into the folder of
/// the day of delivery, and a change just before the period may explain its denials: a day more is
/// read at each end.
record TimeWindow(Optional<Instant> from, Optional<Instant> to) {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd' 'HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private static final long MARGIN = 1;

  static TimeWindow of(HistoryRequest request) {
    return new TimeWindow(
        request.from().map(time -> time.truncatedTo(ChronoUnit.SECONDS)),
        request.to().map(TimeWindow::nextSecond));
  }

  private static Instant nextSecond(Instant time) {
    Instant second = time.truncatedTo(ChronoUnit.SECONDS);
    return second.equals(time) ? time : second.plusSeconds(1);
  }

  /// The first day to be read.
  Optional<LocalDate> first() {
    return from.map(time -> day(time).minusDays(MARGIN));
  }

  /// The last day to be read.
  Optional<LocalDate> last() {
    return to.map(time -> day(time.minusNanos(1)).plusDays(MARGIN));
  }

  private static LocalDate day(Instant time) {
    return time.atZone(ZoneOffset.UTC).toLocalDate();
  }

  /// Whether a call was made in the days to be read.
  List<String> wide(ColumnSource time) {
    return within(time, first().map(TimeWindow::begin), last().map(day -> begin(day.plusDays(1))));
  }

  /// Whether a call was made in the period.
  List<String> exact(ColumnSource time) {
    return within(time, from, to);
  }

  private static Instant begin(LocalDate day) {
    return day.atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  private static List<String> within(
      ColumnSource time, Optional<Instant> from, Optional<Instant> to) {
    List<String> conditions = new ArrayList<>();
    from.map(bound -> Sql.notBefore(comparable(time), begin(time, bound)))
        .ifPresent(conditions::add);
    to.map(bound -> Sql.before(comparable(time), end(time, bound))).ifPresent(conditions::add);
    return conditions;
  }

  private static String comparable(ColumnSource time) {
    return isMoment(time) ? time.sql() : time.time();
  }

  private static boolean isMoment(ColumnSource time) {
    return time.type() instanceof ColumnType.Scalar scalar && scalar.isTime();
  }

  /// Texts have a `T` or a blank between day and time. The blank comes first: none is left out.
  private static String begin(ColumnSource time, Instant bound) {
    return isMoment(time) ? moment(time, bound) : Sql.text(TIME.format(bound));
  }

  private static String end(ColumnSource time, Instant bound) {
    return isMoment(time) ? moment(time, bound) : Sql.text(bound.toString());
  }

  private static String moment(ColumnSource time, Instant bound) {
    boolean zone = time.type() instanceof ColumnType.Scalar scalar && scalar.hasZone();
    return Sql.time("TIMESTAMP", TIME.format(bound) + (zone ? " UTC" : ""));
  }
}
