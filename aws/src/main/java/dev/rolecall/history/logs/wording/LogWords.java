package dev.rolecall.history.logs.wording;

import dev.rolecall.explanation.wording.term.Count;
import dev.rolecall.explanation.wording.term.TimeFormat;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What is said about log groups.
public final class LogWords {

  /// So many missing parts are named.
  private static final int NAMED = 5;

  /// Where the policies are, on the page of permissions.
  public static final String SECTION = "report-and-check-from-a-log-group";

  private LogWords() {}

  /// A log group that does not exist in the account and Region that were asked.
  public static String noSuchLogGroup() {
    return "there is no such log group in this account and Region (another Region: --region, or the"
        + " ARN of the log group; 'aws cloudtrail describe-trails' shows the log group of each"
        + " trail)";
  }

  public static String deliveryClass() {
    return "log groups of class DELIVERY cannot be searched";
  }

  /// A log group that `FilterLogEvents` cannot search.
  public static String onlyInsights() {
    return "log groups of class INFREQUENT_ACCESS can be searched only with Logs Insights";
  }

  /// The period begins before anything is kept.
  public static String keepsOnlySince(Object group, Instant begin) {
    return "log group " + group + " contains nothing from before " + begin;
  }

  /// Logs Insights cannot be used.
  ///
  /// @param why a clause
  public static String withoutInsights(Object group, String why) {
    return "log group "
        + group
        + ": reading with FilterLogEvents, which is slower, because Logs Insights cannot be used: "
        + why;
  }

  /// Too many accounts or Regions were given.
  public static String patternTooLong() {
    return "FilterLogEvents cannot search for so many accounts and Regions; give fewer";
  }

  /// Neither API can be used.
  ///
  /// @param insights why Logs Insights cannot
  /// @param filter why `FilterLogEvents` cannot
  public static String neither(String insights, String filter) {
    return insights + "; " + filter;
  }

  /// A call, and what it is about.
  ///
  /// @param action of it
  public static String call(String action, Object group) {
    return action + " on " + group;
  }

  /// A call that failed.
  ///
  /// @param call its action
  /// @param said what AWS says of it
  public static String failed(String call, String said) {
    return call + " failed" + (said.isEmpty() ? "" : ": " + said);
  }

  /// All queries that an account may run are running.
  public static String waitingForQueries() {
    return "waiting: other queries of Logs Insights use all that this account can run at the same"
        + " time";
  }

  /// The wait was in vain.
  public static String tooManyQueries(Duration waited) {
    return "for "
        + TimeFormat.length(waited)
        + ", other queries of Logs Insights used all that this account can run at the same time";
  }

  /// A query without a result.
  ///
  /// @param status as AWS names it
  public static String ended(String status) {
    return "Logs Insights ended the query with status " + status;
  }

  /// A second of which not all records can be returned.
  ///
  /// @param most that are returned
  /// @param missing 0 or less when that is not known
  public static String tooManyInASecond(Instant second, int most, long missing) {
    return "in the second "
        + second
        + " more than "
        + Count.of(most, "record")
        + " match, the most that Logs Insights returns"
        + (missing > 0 ? " (" + Count.of(missing) + " missing)" : "");
  }

  /// A second that cannot be read.
  public static String givenUp(Instant second, String why) {
    return "the second " + second + " is missing: " + why;
  }

  /// A record whose end is missing.
  public static String cutOff(Optional<Instant> time, int length) {
    return "a record "
        + time.map(at -> "of " + at + " ").orElse("")
        + "was cut off after "
        + Count.of(length, "character")
        + " (the trail's bucket has all of it)";
  }

  /// What is missing.
  public static String incomplete(List<String> parts) {
    return String.join("; ", parts.subList(0, Math.min(NAMED, parts.size())))
        + (parts.size() > NAMED ? "; and " + Count.of(parts.size() - NAMED) + " more" : "");
  }
}
