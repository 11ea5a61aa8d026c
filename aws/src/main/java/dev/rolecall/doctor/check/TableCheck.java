package dev.rolecall.doctor.check;

import dev.rolecall.doctor.report.Area;
import dev.rolecall.doctor.report.CheckFinding;
import dev.rolecall.doctor.report.Problem;
import dev.rolecall.doctor.wording.CheckWords;
import dev.rolecall.doctor.wording.DoctorWords;
import dev.rolecall.doctor.wording.RepairCommands;
import dev.rolecall.evidence.aws.AwsResult;
import dev.rolecall.explanation.wording.term.TimeFormat;
import dev.rolecall.incident.dynamo.DynamoIncidentRepository;
import dev.rolecall.incident.repository.IncidentRepository;
import dev.rolecall.incident.repository.RepositoryFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.TableStatus;

/// The table of incidents is there; and when the last denial was seen, which tells more than any
/// rule whether events come.
public record TableCheck() implements Check {

  /// What ended before says nothing of today.
  private static final Duration BACK = Duration.ofDays(7);

  /// So many incidents are looked into.
  private static final int MOST = 200;

  @Override
  public List<CheckFinding> findings(CheckContext context) {
    String table = context.installation().table();
    CheckSubject subject = context.home(Area.INCIDENTS);
    CheckFinding missing =
        subject.wrong(
            Problem.TABLE_MISSING, CheckWords.missing(CheckWords.table()), RepairCommands.MONITOR);
    return subject
        .ask(
            "dynamodb:DescribeTable",
            DynamoDbClient.class,
            DynamoDbClient::builder,
            client -> client.describeTable(ask -> ask.tableName(table)).table().tableStatus())
        .then(
            status ->
                status == TableStatus.ACTIVE || status == TableStatus.UPDATING
                    ? new AwsResult.Found<>(status)
                    : new AwsResult.Absent<>())
        .fold(
            _ ->
                List.of(
                    subject.ok(CheckWords.exists(CheckWords.table())),
                    last(context, subject, missing)),
            () -> List.of(missing),
            reply -> List.of(subject.unknown(CheckWords.table(), reply)));
  }

  private static CheckFinding last(
      CheckContext context, CheckSubject subject, CheckFinding missing) {
    Instant now = context.clock().instant();
    String what = CheckWords.whenLastSeen();
    return subject
        .ask(
            "dynamodb:Query",
            DynamoDbClient.class,
            DynamoDbClient::builder,
            client -> {
              try {
                IncidentRepository store =
                    new DynamoIncidentRepository(
                        client, context.installation().table(), context.clock());
                return subject.ok(seen(last(store, now), now));
              } catch (RepositoryFailure e) {
                return subject.unknown(
                    what,
                    String.valueOf(e.getMessage()),
                    DoctorWords.allow("dynamodb:Query", "dynamodb:GetItem"));
              }
            })
        .fold(found -> found, () -> missing, reply -> subject.unknown(what, reply));
  }

  private static String seen(Optional<Instant> last, Instant now) {
    return CheckWords.lastSeen(
        last.map(time -> TimeFormat.length(Duration.between(time, now))), BACK.toDays());
  }

  /// The newest denial of incidents that are live or ended lately.
  static Optional<Instant> last(IncidentRepository store, Instant now) {
    return Stream.concat(store.live().stream(), store.endedSince(now.minus(BACK)).stream())
        .limit(MOST)
        .flatMap(id -> store.find(id).stream())
        .map(incident -> incident.lastSeen())
        .max(Comparator.naturalOrder());
  }
}
