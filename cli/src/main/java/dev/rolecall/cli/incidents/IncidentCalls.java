package dev.rolecall.cli.incidents;

import dev.rolecall.cli.console.CommandFailure;
import dev.rolecall.cli.console.ExitStatus;
import dev.rolecall.cli.wording.IncidentWords;
import dev.rolecall.incident.dynamo.IncidentListing;
import dev.rolecall.incident.repository.IncidentRepository;
import dev.rolecall.incident.repository.RepositoryFailure;
import dev.rolecall.incident.repository.UnreadableIncident;
import dev.rolecall.incident.state.Incident;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// The table, as a person uses it: what AWS denies is named with the permission that is missing.
///
/// @param table its name
record IncidentCalls(IncidentRepository store, IncidentListing listing, String table)
    implements IncidentRepository {

  private static final Set<String> DENIED = Set.of("AccessDeniedException", "AccessDenied");
  private static final String MISSING = "ResourceNotFoundException";
  private static final String GET = "dynamodb:GetItem";
  private static final String QUERY = "dynamodb:Query";

  @Override
  public Optional<Incident> find(String id) {
    try {
      return asking(GET, () -> store.find(id));
    } catch (UnreadableIncident _) {
      throw new CommandFailure(IncidentWords.unreadable(List.of(id)), ExitStatus.FAILED);
    }
  }

  @Override
  public Outcome write(Change change) {
    return asking("dynamodb:PutItem", () -> store.write(change));
  }

  @Override
  public Optional<byte[]> event(String id) {
    try {
      return asking(GET, () -> store.event(id));
    } catch (UncheckedIOException _) {
      throw new CommandFailure(IncidentWords.noEvent(id), ExitStatus.FAILED);
    }
  }

  @Override
  public List<String> due(Instant until, int most) {
    return asking(QUERY, () -> store.due(until, most));
  }

  @Override
  public List<String> live() {
    return asking(QUERY, store::live);
  }

  @Override
  public List<String> endedSince(Instant since) {
    return asking(QUERY, () -> store.endedSince(since));
  }

  @Override
  public List<String> members(String shared, Instant since) {
    return asking(QUERY, () -> store.members(shared, since));
  }

  /// Those of these incidents that are there.
  IncidentListing.Listed read(List<String> ids) {
    return asking("dynamodb:BatchGetItem", () -> listing.read(ids));
  }

  private <T> T asking(String action, Supplier<T> question) {
    try {
      return question.get();
    } catch (RepositoryFailure e) {
      String code = e.code().orElse("");
      throw new CommandFailure(
          DENIED.contains(code)
              ? IncidentWords.notAllowed(action, table)
              : code.equals(MISSING)
                  ? IncidentWords.noTable(table)
                  : IncidentWords.tableFailed(action, table, String.valueOf(e.getMessage())),
          ExitStatus.FAILED);
    }
  }
}
