package dev.rolecall.explanation.notification;

import dev.rolecall.explanation.command.IncidentCommands;
import dev.rolecall.explanation.document.Block;
import dev.rolecall.explanation.document.Document;
import dev.rolecall.explanation.document.Document.Section;
import dev.rolecall.explanation.document.Document.Topic;
import dev.rolecall.incident.state.Incident;
import java.util.ArrayList;
import java.util.List;

/// What people can do about an incident where there are no buttons.
final class Answers {

  private Answers() {}

  /// A document that ends with the commands to paste.
  static Document below(Document document, Incident incident) {
    List<Section> sections = new ArrayList<>(document.sections());
    sections.add(new Section(Topic.ANSWER, new Block.Code("bash", IncidentCommands.of(incident))));
    return document.with(sections);
  }
}
