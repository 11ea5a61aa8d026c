package dev.rolecall.cli.history;

import dev.rolecall.cli.console.CommandFailure;
import dev.rolecall.cli.console.Console;
import dev.rolecall.cli.live.SignIn;
import dev.rolecall.evidence.aws.AwsClients;
import dev.rolecall.gate.pairs.AccessPair;
import dev.rolecall.history.HistoryRequest;
import dev.rolecall.history.HistoryRequest.Purpose;
import dev.rolecall.report.Period;
import dev.rolecall.report.Scan;
import dev.rolecall.report.reading.EventSourceId;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Supplier;

/// Who assumed which role in a period, as a history shows.
///
/// @param athena the table to read
public record HistoryPairs(
    LogGroupOptions logGroups, Optional<AthenaOptions> athena, Period period) {

  /// Whether there is a history to read.
  public boolean isGiven() {
    return !logGroups.groups().isEmpty() || athena.isPresent();
  }

  /// Reads it.
  ///
  /// @throws CommandFailure when any of it cannot be read
  public List<AccessPair> collect(SignIn user, Console console, Clock clock) {
    HistoryRequest request =
        new HistoryRequest(
            period.from(), period.to(), new TreeSet<>(), new TreeSet<>(), Purpose.PAIRS);
    AwsClients clients = AwsClients.create(user.region(), user.endpoint());
    List<EventSourceId> sources = new ArrayList<>();
    List<Supplier<Scan>> scans = new ArrayList<>();
    if (!logGroups.groups().isEmpty()) {
      LogGroupSources days = new LogGroupSources(logGroups, request, user, clients, console, clock);
      sources.addAll(days.days());
      if (logGroups.insights()) {
        scans.add(days::scan);
      }
    }
    athena
        .map(
            table -> AthenaSource.find(table, request, clients, user.credentials(), console, clock))
        .ifPresent(
            table -> {
              sources.add(table.source());
              scans.add(table::scan);
            });
    List<AccessPair> pairs = new PairsCollector(console, period).collect(sources);
    scans.forEach(scan -> console.complain(scan.get().sentence()));
    return pairs;
  }
}
