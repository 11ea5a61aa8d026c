package dev.rolecall.explanation.render.slack;

import com.slack.api.model.block.ActionsBlock;
import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.composition.ConfirmationDialogObject;
import com.slack.api.model.block.composition.OptionObject;
import com.slack.api.model.block.composition.PlainTextObject;
import com.slack.api.model.block.element.BlockElement;
import com.slack.api.model.block.element.ButtonElement;
import com.slack.api.model.block.element.StaticSelectElement;
import dev.rolecall.explanation.document.Block;
import dev.rolecall.explanation.wording.notification.AnswerWords;
import dev.rolecall.explanation.wording.notification.ChannelWords;
import dev.rolecall.incident.notification.IncidentButton;
import dev.rolecall.incident.state.Incident;
import dev.rolecall.incident.state.IncidentSubject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// What people can do about an incident, as the last block of its message for Slack. Where Slack
/// cannot report clicks, the message goes without it.
///
/// @see <a href="https://docs.slack.dev/reference/block-kit/blocks/actions-block">actions</a>
public final class SlackButtons {

  /// Of a button that only opens a page. Slack reports a click on it, too.
  private static final String DETAILS = "rolecall-details";

  private SlackButtons() {}

  /// The buttons below a message about an incident. One that is over, or part of another, only has
  /// its link.
  ///
  /// @param details where the incident is explained further
  public static List<LayoutBlock> of(Incident incident, Optional<Block.Link> details) {
    List<BlockElement> elements = new ArrayList<>();
    if (incident.phase().isAnswerable()) {
      elements.addAll(answers(incident));
    }
    details.map(SlackButtons::details).ifPresent(elements::add);
    return elements.isEmpty()
        ? List.of()
        : List.of(ActionsBlock.builder().elements(elements).build());
  }

  private static List<BlockElement> answers(Incident incident) {
    List<BlockElement> elements = new ArrayList<>();
    if (!incident.hasAcknowledgement()) {
      elements.add(
          button(IncidentButton.ACKNOWLEDGE, AnswerWords.acknowledge(), incident)
              .style("primary")
              .build());
    }
    elements.add(
        incident.snooze().isPresent()
            ? button(IncidentButton.UNSNOOZE, AnswerWords.unsnooze(), incident).build()
            : snooze(incident));
    if (!(incident.subject() instanceof IncidentSubject.Search)) {
      elements.add(button(IncidentButton.CHECK, AnswerWords.check(), incident).build());
    }
    elements.add(
        button(IncidentButton.RESOLVE, AnswerWords.resolve(), incident)
            .confirm(question())
            .build());
    return elements;
  }

  private static ButtonElement.ButtonElementBuilder button(
      IncidentButton button, String label, Incident incident) {
    return ButtonElement.builder()
        .actionId(button.actionId())
        .text(text(label))
        .value(IncidentButton.Value.of(incident.id(), incident.episode()).text());
  }

  private static BlockElement details(Block.Link link) {
    return ButtonElement.builder()
        .actionId(DETAILS)
        .text(text(ChannelWords.details()))
        .accessibilityLabel(link.label())
        .url(link.address())
        .build();
  }

  private static BlockElement snooze(Incident incident) {
    return StaticSelectElement.builder()
        .actionId(IncidentButton.SNOOZE.actionId())
        .placeholder(text(AnswerWords.snooze()))
        .options(
            Arrays.stream(IncidentButton.SnoozePeriod.values())
                .map(period -> option(incident, period))
                .toList())
        .build();
  }

  private static OptionObject option(Incident incident, IncidentButton.SnoozePeriod period) {
    return OptionObject.builder()
        .text(text(AnswerWords.snoozeFor(period.length())))
        .value(IncidentButton.Value.of(incident.id(), incident.episode(), period).text())
        .build();
  }

  private static ConfirmationDialogObject question() {
    return ConfirmationDialogObject.builder()
        .title(text(AnswerWords.resolveQuestion()))
        .text(text(AnswerWords.resolveConsequence()))
        .confirm(text(AnswerWords.resolve()))
        .deny(text(AnswerWords.cancel()))
        .build();
  }

  private static PlainTextObject text(String words) {
    return PlainTextObject.builder().text(words).emoji(false).build();
  }
}
