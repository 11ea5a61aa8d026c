package dev.rolecall.incident.state;

import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.AwsReason;
import dev.rolecall.denial.Denial;
import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.incident.identity.CallerIdentity;
import dev.rolecall.incident.identity.Fingerprint;
import dev.rolecall.incident.identity.WorkloadName;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// One denial, as an incident sees it.
///
/// @param time of the denial; of its arrival when the record does not tell
/// @param fingerprint what kind of call it was
/// @param identity who made it
/// @param caller the same with the whole subject of a token, as mutes may have it
/// @param accounts of the role, and where it was recorded
/// @param cause of it; from an earlier diagnosis of the same kind of call, or from `finding`
/// @param perhapsForged whether AWS's message gives a reason that the caller may have written
/// @param finding what its own diagnosis found, when there was one
public record Occurrence(
    IncidentSubject.Refusal subject,
    IncidentSubject.Search search,
    Instant time,
    String fingerprint,
    CallerIdentity identity,
    String caller,
    String source,
    Set<String> accounts,
    CauseCode cause,
    Optional<DiagnosisSummary> finding,
    boolean perhapsForged) {

  /// `denial` as its incident sees it.
  ///
  /// @param known an earlier diagnosis of the same kind of call
  /// @param finding of its own diagnosis; one of the two is there
  public static Occurrence of(
      Denial denial,
      Instant now,
      Optional<CachedDiagnosis> known,
      Optional<DiagnosisSummary> finding) {
    Set<String> keys =
        finding
            .map(DiagnosisSummary::dependsOn)
            .or(() -> known.map(CachedDiagnosis::dependsOn))
            .orElseThrow();
    Set<String> accounts = new TreeSet<>();
    denial.roleAccount().map(AccountId::value).ifPresent(accounts::add);
    denial.recordedIn().map(AccountId::value).ifPresent(accounts::add);
    return new Occurrence(
        IncidentSubject.Refusal.of(denial),
        IncidentSubject.Search.of(denial),
        denial.time().orElse(now),
        Fingerprint.of(denial, keys),
        CallerIdentity.of(denial, keys),
        WorkloadName.ofOne(denial.caller()),
        denial.sourceIp(),
        accounts,
        finding
            .map(DiagnosisSummary::cause)
            .or(() -> known.map(CachedDiagnosis::cause))
            .orElseThrow(),
        finding,
        denial.reason() instanceof AwsReason.PolicyDenies said && !said.proven());
  }
}
