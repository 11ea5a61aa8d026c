package dev.rolecall.installation;

import dev.rolecall.problem.ValueWords;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAccessor;
import java.util.Optional;

/// When something ends: with a day (in UTC), or at a moment.
///
/// @param text the day as `2027-01-31`, or the moment in UTC as `2027-01-31T18:00:00Z`
/// @param end the first moment at which it is over
public record MuteEnd(String text, Instant end) {

  /// What is parsed, to follow "expected".
  public static final String FORM = ValueWords.dayOrMoment();

  private static final DateTimeFormatter DAY_OR_MOMENT =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .optionalStart()
          .appendLiteral('T')
          .append(DateTimeFormatter.ISO_LOCAL_TIME)
          .appendOffsetId()
          .optionalEnd()
          .toFormatter()
          .withResolverStyle(ResolverStyle.STRICT);

  public static Optional<MuteEnd> parse(String text) {
    try {
      return Optional.of(of(DAY_OR_MOMENT.parseBest(text, OffsetDateTime::from, LocalDate::from)));
    } catch (DateTimeParseException _) {
      return Optional.empty();
    }
  }

  private static MuteEnd of(TemporalAccessor parsed) {
    if (parsed instanceof LocalDate day) {
      return new MuteEnd(day.toString(), day.plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC));
    }
    Instant moment = Instant.from(parsed);
    return new MuteEnd(moment.toString(), moment);
  }

  public boolean isOver(Instant now) {
    return !now.isBefore(end);
  }
}
