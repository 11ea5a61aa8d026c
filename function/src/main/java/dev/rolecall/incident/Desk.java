package dev.rolecall.incident;

import dev.rolecall.denial.Denial;
import dev.rolecall.diagnosis.CauseCode;
import dev.rolecall.diagnosis.Explanation;
import dev.rolecall.incident.IncidentStore.Change;
import dev.rolecall.incident.IncidentStore.Outcome;
import dev.rolecall.incident.Lifecycle.Step;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Takes denials in: each is counted once for its incident, and explained when that is not known
/// yet. People hear of it when its incident says so.
///
/// A repeat takes at most two calls of the store: one when this instance knew the incident, else
/// one to read it first.
public final class Desk {

  /// What became of a denial.
  ///
  /// @param cause as its incident counted it; empty when it was counted before
  /// @param notice which one went out for it
  /// @param began whether it was the first of an episode
  /// @param phase of its incident; empty when it was counted before
  /// @param search whether the notice was one of a search
  /// @param explanation when it was explained
  public record Taken(
      Optional<CauseCode> cause,
      Optional<NoticeKind> notice,
      boolean began,
      Optional<Phase> phase,
      boolean search,
      Optional<Explanation> explanation) {}

  private final Lifecycle lifecycle;
  private final Ledger ledger;
  private final Sender sender;
  private final InstantSource clock;
  private final List<String> ownerTags;

  /// @param ownerTags keys of tags of a role that name its owner, the first that is there counts
  public Desk(
      IncidentRules rules,
      List<String> ownerTags,
      IncidentStore store,
      Outlet outlet,
      InstantSource clock) {
    this.ownerTags = List.copyOf(ownerTags);
    this.lifecycle = new Lifecycle(rules);
    this.ledger = new Ledger(store);
    this.sender = new Sender(ledger, lifecycle.schedule(), outlet, clock);
    this.clock = clock;
  }

  /// Takes a denial in.
  ///
  /// @param event that brought it
  /// @param explain asked at most once
  /// @throws NotSent when a notice is due and did not get out; whoever brings the event again, or
  ///   looks at the incident, sends it
  /// @throws StoreFailure when it may be that the denial was not counted
  public Taken take(Denial denial, byte[] event, Function<Denial, Explanation> explain)
      throws NotSent {
    return new Taking(denial, event, explain).run();
  }

  /// One denial on its way.
  private final class Taking {
    private final Denial denial;
    private final byte[] event;
    private final Function<Denial, Explanation> explain;
    private final String fingerprint;
    private final Subject.Refusal subject;
    private final Subject.Search searchSubject;
    private @Nullable Explanation explanation;
    private boolean began;
    private Optional<Incident> claimed = Optional.empty();

    Taking(Denial denial, byte[] event, Function<Denial, Explanation> explain) {
      this.denial = denial;
      this.event = event;
      this.explain = explain;
      this.fingerprint = Fingerprint.of(denial);
      this.subject = Subject.Refusal.of(denial);
      this.searchSubject = Subject.Search.of(denial);
    }

    Taken run() throws NotSent {
      Outcome outcome = ledger.write(() -> Optional.of(change())).orElseThrow();
      return switch (outcome) {
        case Outcome.Kept(var incidents) -> {
          Optional<Incident> news =
              claimed.flatMap(
                  one -> incidents.stream().filter(kept -> kept.id().equals(one.id())).findFirst());
          if (news.isPresent()) {
            sender.send(news.get(), () -> Optional.of(explained()));
          }
          yield taken(incidents.getFirst(), news);
        }
        case Outcome.CountedBefore _ -> takeOver();
        case Outcome.Overtaken _ ->
            throw new IllegalStateException("not kept, and not tried again");
      };
    }

    private Taken taken(Incident incident, Optional<Incident> news) {
      return new Taken(
          incident.cause(),
          news.flatMap(Incident::pending).map(Pending::kind),
          began,
          Optional.of(incident.phase()),
          news.filter(one -> one.subject() instanceof Subject.Search).isPresent(),
          Optional.ofNullable(explanation));
    }

    private Change change() {
      Instant now = clock.instant();
      Optional<Incident> before = ledger.find(subject.id());
      Optional<CauseCode> known =
          before.flatMap(incident -> lifecycle.known(incident, fingerprint, now));
      Step step = step(before, known, now);
      if (step.claimed().isPresent() && explanation == null) {
        explained();
        step = step(before, known, now);
      }
      claimed = step.claimed();
      return new Change(
          denial.callId(), step.changed(), Optional.of(event).filter(_ -> explanation != null));
    }

    private Step step(Optional<Incident> before, Optional<CauseCode> known, Instant now) {
      if (known.isEmpty()) {
        explained();
      }
      Optional<Finding> finding =
          Optional.ofNullable(explanation).map(found -> Finding.of(found, ownerTags));
      Sighting sighting =
          Sighting.of(
              denial,
              now,
              fingerprint,
              finding.map(Finding::cause).or(() -> known).orElseThrow(),
              finding);
      began = Lifecycle.begins(before, sighting.time());
      Optional<Incident> search =
          lifecycle.wantsSearch(before, sighting.time())
              ? ledger.find(searchSubject.id())
              : Optional.empty();
      return lifecycle.denied(before, search, sighting, now);
    }

    private Explanation explained() {
      Explanation found = explanation == null ? explain.apply(denial) : explanation;
      explanation = found;
      return found;
    }

    /// The event was counted. Whoever counted it may not have got the notice out.
    private Taken takeOver() throws NotSent {
      for (String id : List.of(subject.id(), searchSubject.id())) {
        ledger.read(id);
        Optional<Incident> ours =
            ledger.change(id, one -> lifecycle.schedule().takeOver(one, clock.instant()));
        if (ours.isPresent()) {
          sender.send(ours.get(), () -> Optional.of(explained()));
          return taken(ours.get(), ours);
        }
      }
      return new Taken(
          Optional.empty(), Optional.empty(), false, Optional.empty(), false, Optional.empty());
    }
  }
}
