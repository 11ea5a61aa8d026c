package dev.rolecall.cli.incidents;

import dev.rolecall.denial.AccountId;
import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.incident.state.Incident;
import dev.rolecall.incident.state.IncidentSubject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Which incidents are listed.
///
/// @param standings at least one of them has to fit
/// @param accounts of the caller or the role; all when empty
/// @param causes the newest; all when empty
/// @param since denied at or after then
public record IncidentFilter(
    List<Standing> standings,
    List<AccountId> accounts,
    List<CauseCode> causes,
    Optional<Instant> since) {

  public IncidentFilter {
    standings = List.copyOf(standings);
    accounts = List.copyOf(accounts);
    causes = List.copyOf(causes);
  }

  /// Whether incidents that ended may be among them.
  boolean wantsEnded() {
    return standings.contains(Standing.resolved) || standings.contains(Standing.all);
  }

  boolean matches(Incident incident) {
    return standings.stream().anyMatch(standing -> standing.covers(incident))
        && (accounts.isEmpty() || accounts.stream().anyMatch(account -> isOf(account, incident)))
        && (causes.isEmpty() || incident.cause().filter(causes::contains).isPresent())
        && since.filter(incident.lastSeen()::isBefore).isEmpty();
  }

  private static boolean isOf(AccountId account, Incident incident) {
    String inArn = ":" + account.value() + ":";
    return switch (incident.subject()) {
      case IncidentSubject.Refusal(String caller, String role, _) ->
          caller.contains(inArn) || role.contains(inArn);
      case IncidentSubject.Search(String caller, String recordedIn) ->
          recordedIn.equals(account.value()) || caller.contains(inArn);
      case IncidentSubject.SharedCause(String policy, _, _) -> policy.contains(inArn);
    };
  }
}
