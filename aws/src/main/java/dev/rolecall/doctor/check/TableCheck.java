package dev.rolecall.doctor.check;

import dev.rolecall.doctor.report.Area;
import dev.rolecall.doctor.report.AwsLocation;
import dev.rolecall.doctor.report.CheckFinding;
import dev.rolecall.doctor.report.Problem;
import dev.rolecall.explanation.term.TimeFormat;
import dev.rolecall.incident.dynamo.DynamoIncidentRepository;
import dev.rolecall.incident.repository.IncidentRepository;
import dev.rolecall.incident.repository.RepositoryFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.regions.Region;
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
  public List<CheckFinding> findings(CheckContext checkContext) {
    AwsLocation home = checkContext.home();
    String what = "the incident table";
    return ask(
            checkContext,
            "dynamodb:DescribeTable",
            client -> {
              TableStatus status =
                  client
                      .describeTable(ask -> ask.tableName(checkContext.installation().table()))
                      .table()
                      .tableStatus();
              return status == TableStatus.ACTIVE || status == TableStatus.UPDATING;
            })
        .fold(
            there ->
                there
                    ? List.of(
                        new CheckFinding.Ok(Area.INCIDENTS, what + " is there", List.of(home)),
                        last(checkContext))
                    : List.of(missing(what, home)),
            _ -> List.of(missing(what, home)),
            silence -> List.of(silence.about(Area.INCIDENTS, what, home)));
  }

  private static CheckFinding missing(String what, AwsLocation home) {
    return new CheckFinding.Wrong(
        Area.INCIDENTS,
        Problem.TABLE_MISSING,
        what + " is missing",
        List.of(home),
        RepairCommands.MONITOR);
  }

  private static <T> DoctorResult<T> ask(
      CheckContext checkContext,
      String action,
      java.util.function.Function<DynamoDbClient, T> call) {
    return checkContext
        .questions()
        .ask(
            checkContext.installation().account(),
            action,
            (clients, credentials) ->
                clients.dynamo(credentials, Region.of(checkContext.installation().region())),
            call);
  }

  private static CheckFinding last(CheckContext checkContext) {
    Instant now = checkContext.clock().instant();
    AwsLocation home = checkContext.home();
    String what = "when the last denial was seen";
    return ask(
            checkContext,
            "dynamodb:Query",
            client -> {
              try {
                IncidentRepository store =
                    new DynamoIncidentRepository(
                        client, checkContext.installation().table(), checkContext.clock());
                return seen(last(store, now), now, home);
              } catch (RepositoryFailure e) {
                return new CheckFinding.Unknown(
                    Area.INCIDENTS,
                    what,
                    String.valueOf(e.getMessage()),
                    "allow dynamodb:Query and dynamodb:GetItem to whoever runs rolecall doctor",
                    List.of(home));
              }
            })
        .finding(
            found -> found,
            _ -> missing("the incident table", home),
            silence -> silence.about(Area.INCIDENTS, what, home));
  }

  private static CheckFinding seen(Optional<Instant> last, Instant now, AwsLocation home) {
    return new CheckFinding.Ok(
        Area.INCIDENTS,
        last.map(
                time ->
                    "last denial seen " + TimeFormat.length(Duration.between(time, now)) + " ago")
            .orElse("no denial was seen in the last " + BACK.toDays() + " days"),
        List.of(home));
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
