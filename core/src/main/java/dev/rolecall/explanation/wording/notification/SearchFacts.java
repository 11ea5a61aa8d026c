package dev.rolecall.explanation.wording.notification;

import static dev.rolecall.explanation.document.RichSentence.say;
import static dev.rolecall.explanation.document.RichSentence.value;
import static dev.rolecall.explanation.document.RichSentence.words;

import dev.rolecall.denial.Caller;
import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.explanation.document.Block;
import dev.rolecall.explanation.document.RichSentence;
import dev.rolecall.explanation.document.Truncation;
import dev.rolecall.explanation.redaction.Redaction;
import dev.rolecall.explanation.redaction.VisibleText;
import dev.rolecall.explanation.wording.term.Count;
import dev.rolecall.explanation.wording.term.ShortName;
import dev.rolecall.incident.state.Incident;
import dev.rolecall.incident.state.IncidentSubject;
import dev.rolecall.incident.state.SampledNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What is known of a search: who, how often, which roles, from where.
public record SearchFacts(
    IncidentSubject.Search subject,
    Incident incident,
    Optional<Explanation> sample,
    IncidentTimeline timeline) {

  private static final int MOST_NAMED = 8;
  private static final int MOST_LISTED = 20;
  private static final int MOST_SEEN = 5;
  private static final int LONGEST_ROLE = 160;

  /// All of them.
  public List<Block.Fact> all() {
    List<Block.Fact> facts = new ArrayList<>();
    String provider = ShortName.provider(subject.caller());
    if (provider.isEmpty()) {
      facts.add(new Block.Fact("Caller", value(subject.caller())));
    } else {
      facts.add(new Block.Fact("Owner of the token", value(ShortName.of(subject.caller()))));
      facts.add(new Block.Fact("Provider", value(Caller.WebIdentity.providerName(provider))));
    }
    if (!subject.account().isEmpty() && !subject.caller().contains(subject.account())) {
      facts.add(new Block.Fact("Account", subject.account()));
    }
    facts.add(timeline.fact());
    facts.add(new Block.Fact(incident.roleCount() == 1 ? "Role" : "Roles", named()));
    seen(facts, provider.isEmpty() ? "Sessions" : "Subjects", incident.sessions());
    seen(facts, "Addresses", incident.sources());
    sample
        .map(of -> of.denial().userAgent())
        .filter(agent -> !agent.isEmpty())
        .map(agent -> new Block.Fact("User agent", value(IncidentTimeline.name(agent))))
        .ifPresent(facts::add);
    ActionWords.fact(incident, timeline.now()).ifPresent(facts::add);
    return facts;
  }

  private static void seen(List<Block.Fact> facts, String label, SampledNames names) {
    if (!names.named().isEmpty()) {
      facts.add(new Block.Fact(label, IncidentTimeline.list(names, MOST_SEEN)));
    }
  }

  /// The names of those tried last.
  private RichSentence named() {
    List<String> names =
        IncidentTimeline.newest(incident.roles()).stream()
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
  public List<RichSentence> roles() {
    List<RichSentence> roles = new ArrayList<>();
    IncidentTimeline.newest(incident.roles()).stream()
        .limit(MOST_LISTED)
        .map(role -> say(timeline.clock(role.getValue()) + " {}", name(role.getKey())))
        .forEach(roles::add);
    long left = incident.roleCount() - roles.size();
    if (left > 0) {
      roles.add(words("and " + Count.of(left) + " more"));
    }
    return roles;
  }

  private static String name(String role) {
    return Truncation.at(LONGEST_ROLE, VisibleText.line(Redaction.of(role)));
  }
}
