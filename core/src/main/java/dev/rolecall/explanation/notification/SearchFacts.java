package dev.rolecall.explanation.notification;

import static dev.rolecall.explanation.document.RichSentence.words;

import dev.rolecall.denial.Caller;
import dev.rolecall.denial.Denial;
import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.explanation.document.Block;
import dev.rolecall.explanation.document.RichSentence;
import dev.rolecall.explanation.document.Truncation;
import dev.rolecall.explanation.redaction.Redaction;
import dev.rolecall.explanation.redaction.VisibleText;
import dev.rolecall.explanation.render.json.IncidentJson;
import dev.rolecall.explanation.term.Count;
import dev.rolecall.explanation.term.IncidentTimeline;
import dev.rolecall.explanation.term.ShortName;
import dev.rolecall.incident.state.Incident;
import dev.rolecall.incident.state.IncidentSubject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What is known of a search: who, how often, which roles, from where.
record SearchFacts(
    IncidentSubject.Search subject,
    Incident incident,
    Optional<Explanation> sample,
    IncidentTimeline course) {

  private static final int MOST_NAMED = 8;
  private static final int MOST_LISTED = 20;
  private static final int MOST_SEEN = 5;
  private static final int LONGEST_ROLE = 160;

  /// All of them.
  List<Block.Fact> all() {
    List<Block.Fact> facts = new ArrayList<>();
    String provider = ShortName.provider(subject.caller());
    if (provider.isEmpty()) {
      facts.add(new Block.Fact("caller", RichSentence.value(subject.caller())));
    } else {
      facts.add(new Block.Fact("owner", RichSentence.value(ShortName.of(subject.caller()))));
      facts.add(
          new Block.Fact(
              "provider", RichSentence.value(Caller.WebIdentity.providerName(provider))));
    }
    if (!subject.account().isEmpty() && !subject.caller().contains(subject.account())) {
      facts.add(new Block.Fact("account", words(subject.account())));
    }
    facts.add(course.fact());
    facts.add(new Block.Fact(incident.roleCount() == 1 ? "role" : "roles", named()));
    if (!incident.sessions().named().isEmpty()) {
      facts.add(
          new Block.Fact(
              provider.isEmpty() ? "sessions" : "subjects",
              IncidentTimeline.list(incident.sessions(), MOST_SEEN)));
    }
    if (!incident.sources().named().isEmpty()) {
      facts.add(new Block.Fact("addresses", IncidentTimeline.list(incident.sources(), MOST_SEEN)));
    }
    sample
        .map(Explanation::denial)
        .map(Denial::userAgent)
        .filter(agent -> !agent.isEmpty())
        .ifPresent(
            agent ->
                facts.add(
                    new Block.Fact("agent", RichSentence.value(IncidentTimeline.name(agent)))));
    return facts;
  }

  /// The names of those tried last.
  private RichSentence named() {
    List<String> names =
        IncidentJson.newest(incident.roles()).stream()
            .map(Map.Entry::getKey)
            .map(ShortName::of)
            .map(IncidentTimeline::name)
            .distinct()
            .limit(MOST_NAMED)
            .toList();
    long left = incident.roleCount() - names.size();
    return left <= 0
        ? RichSentence.values(names, " and ")
        : RichSentence.values(names, ", ").then(" and " + Count.of(left) + " more");
  }

  /// Those tried last, the last one first, and when.
  List<RichSentence> roles() {
    List<RichSentence> roles = new ArrayList<>();
    for (Map.Entry<String, Instant> role : IncidentJson.newest(incident.roles())) {
      if (roles.size() < MOST_LISTED) {
        roles.add(
            words(course.clock(role.getValue()) + " ")
                .then(
                    RichSentence.value(
                        Truncation.at(
                            LONGEST_ROLE, VisibleText.line(Redaction.of(role.getKey()))))));
      }
    }
    long left = incident.roleCount() - roles.size();
    if (left > 0) {
      roles.add(words("and " + Count.of(left) + " more"));
    }
    return roles;
  }
}
