package dev.rolecall.report.aws;

import dev.rolecall.cloudtrail.EventSource;
import dev.rolecall.denial.AccountId;
import dev.rolecall.evidence.aws.AccountAccess;
import dev.rolecall.evidence.aws.AwsAccess;
import dev.rolecall.evidence.aws.AwsClients;
import dev.rolecall.history.HistoryRequest;
import dev.rolecall.history.logs.LogGroupAddress;
import dev.rolecall.history.logs.LogGroupReader;
import dev.rolecall.history.logs.LogReading;
import dev.rolecall.history.logs.TimeSlice;
import dev.rolecall.report.reading.EventSourceId;
import dev.rolecall.report.wording.SourceWords;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;

/// Log groups that CloudTrail writes to. Each of their days is a source of its own, so that what
/// was read before can be kept.
///
/// @param primary the credentials of the first profile: a monitoring account reads log groups of
///   others with its own
public record LogGroupDays(
    AccountAccess access, AwsCredentialsProvider primary, AwsClients clients, LogReading reading) {

  /// The days of the period, the last first.
  ///
  /// @throws IOException when the log group cannot be read; the message says why
  public List<EventSourceId> origins(LogGroupAddress group, HistoryRequest request)
      throws IOException {
    AccountId account = group.account().orElse(access.home());
    Region region = group.region().map(Region::of).orElse(clients.region());
    Optional<AwsCredentialsProvider> own = credentials(account);
    LogGroupReader reader =
        LogGroupReader.find(
            clients.client(
                CloudWatchLogsClient.class,
                CloudWatchLogsClient::builder,
                own.orElse(primary),
                region),
            group,
            own.isEmpty(),
            reading);
    String where = account + "/" + region + "/" + group.name();
    return reader.days(request.from(), request.to()).stream()
        .map(day -> origin(reader, day, group, identity(where, day, request)))
        .toList();
  }

  private Optional<AwsCredentialsProvider> credentials(AccountId account) {
    return access.to(account) instanceof AwsAccess.Granted(AwsCredentialsProvider credentials)
        ? Optional.of(credentials)
        : Optional.empty();
  }

  private static EventSourceId origin(
      LogGroupReader reader, TimeSlice day, LogGroupAddress group, String identity) {
    return new EventSourceId(
        new EventSource.Supplied(SourceWords.logGroup(group, day.date()), () -> reader.open(day)),
        Optional.of(identity).filter(_ -> reader.isOver(day)),
        1);
  }

  /// The same day asked for something else is another source.
  private static String identity(String where, TimeSlice day, HistoryRequest request) {
    return "logs:%s?time=%s&purpose=%s&accounts=%s&regions=%s"
        .formatted(where, day, request.purpose(), request.accounts(), request.regions());
  }
}
