package dev.rolecall.history.logs;

import dev.rolecall.cloudtrail.failure.FailureSigns;
import dev.rolecall.cloudtrail.record.ErrorCode;
import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.AssumeCall;
import dev.rolecall.evidence.ChangeEvent;
import dev.rolecall.history.HistoryRequest;
import dev.rolecall.history.logs.LogFilter.InsightsQuery;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Writes what is asked for in the languages of CloudWatch Logs: the [query syntax](
/// https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax.html) of Logs Insights,
/// and [filter patterns](
/// https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html).
final class LogFilters {

  /// A filter pattern may not be longer.
  private static final int LONGEST_PATTERN = 1_024;

  private static final String STS = ChangeEvent.Source.STS.eventSource();
  private static final String FAILED = "ispresent(errorCode)";

  private final HistoryRequest request;

  private LogFilters(HistoryRequest request) {
    this.request = request;
  }

  /// What finds what `request` asks for.
  static LogFilter of(HistoryRequest request) {
    LogFilters filters = new LogFilters(request);
    return new LogFilter(filters.queries(), filters.pattern());
  }

  private List<InsightsQuery> queries() {
    return switch (request.purpose()) {
      case REPORT -> List.of(rows(any(denied(), changed(), failed())), lastOfEach(worked()));
      case REPORT_WITH_PAIRS -> List.of(rows(any(denied(), changed(), failed(), worked())));
      case PAIRS -> List.of(rows(worked()));
    };
  }

  private InsightsQuery rows(String wanted) {
    return new InsightsQuery("fields @timestamp, @message | filter " + ofAccounts(wanted), false);
  }

  /// The last call of each caller and role: there may be millions of calls.
  private InsightsQuery lastOfEach(String wanted) {
    return new InsightsQuery(
        "filter "
            + ofAccounts(wanted)
            + " | fields coalesce(userIdentity.sessionContext.sessionIssuer.arn, userIdentity.arn,"
            + " userIdentity.principalId, userIdentity.invokedBy) as caller"
            + " | stats latest(@message) as "
            + InsightsQuery.RECORD
            + " by caller, requestParameters.roleArn",
        true);
  }

  private String ofAccounts(String wanted) {
    return request.accounts().isEmpty()
        ? wanted
        : all(in("recipientAccountId", accounts()), "(" + wanted + ")");
  }

  private List<String> accounts() {
    return request.accounts().stream().map(AccountId::toString).toList();
  }

  private String denied() {
    return ofRegions(all(assumes(), in("errorCode", ErrorCode.explained())));
  }

  private String worked() {
    return ofRegions(all(assumes(), "not " + FAILED));
  }

  /// Services that could not assume a role.
  private String failed() {
    return ofRegions(
        all(
            FAILED,
            "eventSource != " + quoted(STS),
            "("
                + any(
                    in("eventName", FailureSigns.telling()),
                    "errorMessage like /" + FailureSigns.PATTERN + "/")
                + ")"));
  }

  private static String changed() {
    return changes()
        .map(
            source ->
                all(
                    "eventSource = " + quoted(source.eventSource()),
                    in("eventName", source.events().stream().map(Enum::name).toList()),
                    "not " + FAILED))
        .collect(Collectors.joining(" or "));
  }

  private static Stream<ChangeEvent.Source> changes() {
    return Arrays.stream(ChangeEvent.Source.values())
        .filter(source -> source != ChangeEvent.Source.STS);
  }

  private static String assumes() {
    return all(
        "eventSource = " + quoted(STS),
        in("eventName", Arrays.stream(AssumeCall.values()).map(AssumeCall::eventName).toList()));
  }

  private String ofRegions(String wanted) {
    return request.regions().isEmpty() ? wanted : all(in("awsRegion", request.regions()), wanted);
  }

  private static String all(String... conditions) {
    return String.join(" and ", conditions);
  }

  private static String any(String... conditions) {
    return Arrays.stream(conditions)
        .map(condition -> "(" + condition + ")")
        .collect(Collectors.joining(" or "));
  }

  private static String in(String field, Collection<String> values) {
    return field
        + " in ["
        + values.stream().map(LogFilters::quoted).collect(Collectors.joining(", "))
        + "]";
  }

  /// No value has a quote in it: they are names, regions and account IDs.
  private static String quoted(String value) {
    return "\"" + value + "\"";
  }

  /// Finds more than the queries do: there is no room for all names. Empty when there is none for
  /// the accounts and regions, either.
  private Optional<String> pattern() {
    String assumes =
        with(
            either("awsRegion", request.regions()),
            "($.eventSource = " + quoted(STS) + ") && ($.eventName = \"Assume*\")");
    String worked = "($.errorCode NOT EXISTS)";
    String failed = with(either("awsRegion", request.regions()), "($.errorCode = \"*\")");
    String changed =
        with(
            either("eventSource", changes().map(ChangeEvent.Source::eventSource).toList()),
            "($.readOnly IS FALSE) && " + worked);
    String wanted =
        switch (request.purpose()) {
          case REPORT, REPORT_WITH_PAIRS ->
              "(" + assumes + ") || (" + changed + ") || (" + failed + ")";
          case PAIRS -> assumes + " && " + worked;
        };
    return Optional.of(
            "{ " + with(either("recipientAccountId", accounts()), "(" + wanted + ")") + " }")
        .filter(pattern -> pattern.length() <= LONGEST_PATTERN);
  }

  private static String with(String either, String wanted) {
    return either.isEmpty() ? wanted : "(" + either + ") && " + wanted;
  }

  private static String either(String field, Collection<String> values) {
    return values.stream()
        .map(value -> "($." + field + " = " + quoted(value) + ")")
        .collect(Collectors.joining(" || "));
  }
}
