package dev.rolecall.lambda;

import dev.rolecall.denial.Denial;
import dev.rolecall.diagnosis.Explanation;
import dev.rolecall.evidence.aws.AwsEvidence;
import dev.rolecall.incident.Digest;
import dev.rolecall.incident.IncidentStore;
import dev.rolecall.incident.LookBack;
import dev.rolecall.incident.NotSent;
import dev.rolecall.incident.Notice;
import dev.rolecall.incident.StoreFailure;
import dev.rolecall.incident.Sweep;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// Everything that happens without a denial, put together.
final class SweepLine {

  /// So many incidents are looked at in one go; what is left is due in the next one.
  static final int MOST = 100;

  private final Wiring wiring;
  private final IncidentStore store;
  private final TopicOutlet outlet;
  private final Journal journal;
  private final Telemetry telemetry;
  private final InstantSource clock;

  SweepLine(
      ExplainSettings settings,
      AwsSide aws,
      Journal journal,
      Telemetry telemetry,
      InstantSource clock) {
    this.wiring = new Wiring(settings, aws, clock);
    this.store = wiring.store();
    this.outlet = wiring.outlet();
    this.journal = journal;
    this.telemetry = telemetry;
    this.clock = clock;
  }

  /// Does what `event` asks for.
  ///
  /// @param budget the time for it
  /// @throws EventFailure when it could not be done, and has to be tried again
  void run(byte[] event, Duration budget) {
    Instant end = clock.instant().plus(budget);
    try {
      switch (SweepRequest.parse(event)) {
        case SweepRequest.Due _ -> looked(evidence -> sweep(evidence).due(MOST, end));
        case SweepRequest.Changed change ->
            looked(evidence -> sweep(evidence).about(change::concerns, end));
        case SweepRequest.Summary(Digest.Period period) ->
            outlet.send(new Notice.OfDigest(LookBack.digest(store, period, clock.instant())));
        case SweepRequest.Foreign _ -> journal.foreign();
      }
    } catch (NotSent | StoreFailure e) {
      throw new EventFailure(String.valueOf(e.getMessage()));
    }
  }

  private interface Looking {
    List<Sweep.Looked> at(AwsEvidence evidence);
  }

  /// With evidence that is read anew: what was read before a change says nothing of it.
  private void looked(Looking looking) {
    UnreadEvidence unread = new UnreadEvidence(journal, telemetry);
    List<Sweep.Looked> all = looking.at(wiring.evidence(wiring.settings().aws(), unread));
    unread.report();
    for (Sweep.Looked one : all) {
      journal.looked(one);
      telemetry.looked(one);
    }
  }

  private Sweep sweep(AwsEvidence evidence) {
    IncidentSettings incidents = wiring.settings().incidents();
    return new Sweep(
        incidents.rules(),
        incidents.ownerTags(),
        store,
        outlet,
        clock,
        event -> explain(event, evidence));
  }

  private Optional<Explanation> explain(byte[] event, AwsEvidence evidence) {
    Optional<Denial> denial = Events.denial(event);
    return denial.map(new Explaining(evidence, clock));
  }
}
