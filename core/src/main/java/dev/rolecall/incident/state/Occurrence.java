package dev.rolecall.incident.state;

import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.AwsReason;
import dev.rolecall.denial.Denial;
import dev.rolecall.diagnosis.result.CauseCode;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// One denial, as an incident sees it.
///
/// @param time of the denial; of its arrival when the record does not tell
/// @param fingerprint what kind of call it was
/// @param accounts of the role, and where it was recorded
/// @param cause of it; from an earlier diagnosis of the same kind of call, or from `finding`
/// @param perhapsForged whether AWS's message gives a reason that the caller may have written
/// @param finding what its own diagnosis found, when there was one
public record Occurrence(
    IncidentSubject.Refusal subject,
    IncidentSubject.Search search,
    Instant time,
    String fingerprint,
    String session,
    String source,
    Set<String> accounts,
    CauseCode cause,
    Optional<DiagnosisSummary> finding,
    boolean perhapsForged) {

  public static Occurrence of(
      Denial denial,
      Instant now,
      String fingerprint,
      CauseCode cause,
      Optional<DiagnosisSummary> finding) {
    Set<String> accounts = new TreeSet<>();
    denial.roleAccount().map(AccountId::value).ifPresent(accounts::add);
    denial.recordedIn().map(AccountId::value).ifPresent(accounts::add);
    return new Occurrence(
        IncidentSubject.Refusal.of(denial),
        IncidentSubject.Search.of(denial),
        denial.time().orElse(now),
        fingerprint,
        IncidentSubject.session(denial.caller()),
        denial.sourceIp(),
        accounts,
        cause,
        finding,
        denial.reason() instanceof AwsReason.PolicyDenies said && !said.proven());
  }
}
