package dev.rolecall.doctor;

import dev.rolecall.incident.IncidentStore;
import dev.rolecall.incident.StoreFailure;
import dev.rolecall.incident.dynamo.IncidentTable;
import dev.rolecall.message.Moment;
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
record TableCheck() implements Check {

  /// What ended before says nothing of today.
  private static final Duration BACK = Duration.ofDays(7);

  /// So many incidents are looked into.
  private static final int MOST = 200;

  @Override
  public List<Finding> findings(Visit visit) {
    Place home = visit.home();
    String what = "the incident table";
    return ask(
            visit,
            "dynamodb:DescribeTable",
            client -> {
              TableStatus status =
                  client
                      .describeTable(ask -> ask.tableName(visit.installation().table()))
                      .table()
                      .tableStatus();
              return status == TableStatus.ACTIVE || status == TableStatus.UPDATING;
            })
        .fold(
            there ->
                there
                    ? List.of(
                        new Finding.Ok(Area.INCIDENTS, what + " is there", List.of(home)),
                        last(visit))
                    : List.of(missing(what, home)),
            _ -> List.of(missing(what, home)),
            silence -> List.of(silence.about(Area.INCIDENTS, what, home)));
  }

  private static Finding missing(String what, Place home) {
    return new Finding.Wrong(
        Area.INCIDENTS, Fault.TABLE_MISSING, what + " is missing", List.of(home), Commands.MONITOR);
  }

  private static <T> Reply<T> ask(
      Visit visit, String action, java.util.function.Function<DynamoDbClient, T> call) {
    return visit
        .questions()
        .ask(
            visit.installation().account(),
            action,
            (clients, credentials) ->
                clients.dynamo(credentials, Region.of(visit.installation().region())),
            call);
  }

  private static Finding last(Visit visit) {
    Instant now = visit.clock().instant();
    Place home = visit.home();
    String what = "when the last denial was seen";
    return ask(
            visit,
            "dynamodb:Query",
            client -> {
              try {
                IncidentStore store =
                    new IncidentTable(client, visit.installation().table(), visit.clock());
                return seen(last(store, now), now, home);
              } catch (StoreFailure e) {
                return new Finding.Unknown(
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

  private static Finding seen(Optional<Instant> last, Instant now, Place home) {
    return new Finding.Ok(
        Area.INCIDENTS,
        last.map(time -> "last denial seen " + Moment.length(Duration.between(time, now)) + " ago")
            .orElse("no denial was seen in the last " + BACK.toDays() + " days"),
        List.of(home));
  }

  /// The newest denial of incidents that are live or ended lately.
  static Optional<Instant> last(IncidentStore store, Instant now) {
    return Stream.concat(store.live().stream(), store.endedSince(now.minus(BACK)).stream())
        .limit(MOST)
        .flatMap(id -> store.find(id).stream())
        .map(incident -> incident.lastSeen())
        .max(Comparator.naturalOrder());
  }
}
