package dev.rolecall.incident.dynamo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.denial.Denial;
import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.incident.ActionRequest;
import dev.rolecall.incident.ActionResult;
import dev.rolecall.incident.DenialIntake;
import dev.rolecall.incident.Denials;
import dev.rolecall.incident.IncidentActions;
import dev.rolecall.incident.IncidentSweep;
import dev.rolecall.incident.LookQueue;
import dev.rolecall.incident.action.ActionTaken;
import dev.rolecall.incident.action.IncidentAction;
import dev.rolecall.incident.notification.DeliveryFailure;
import dev.rolecall.incident.notification.DeliveryResult;
import dev.rolecall.incident.notification.Notification;
import dev.rolecall.incident.repository.IncidentRepository.Change;
import dev.rolecall.incident.state.Incident;
import dev.rolecall.incident.state.IncidentRules;
import dev.rolecall.incident.state.IncidentSubject;
import dev.rolecall.incident.state.NotificationKind;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// What a person writes into the table, the sweep of another process reads and tells.
class AnsweredIncidentsTest {

  private final LocalTable table = new LocalTable();
  private final List<NotificationKind> heard = new ArrayList<>();
  private Instant now = Instant.parse("2026-11-03T02:00:00Z");
  private final Denial denial = Denials.denial("event-1", now, "ci", "session", "deploy");
  private final String id = IncidentSubject.Refusal.of(denial).id();

  private DynamoIncidentRepository store() {
    return new DynamoIncidentRepository(table.client(), LocalTable.NAME, () -> now);
  }

  private DeliveryResult hear(Notification notification) {
    if (notification instanceof Notification.OfRefusal(NotificationKind kind, _, _, _)) {
      heard.add(kind);
    }
    return new DeliveryResult.Delivered(Optional.empty());
  }

  private void denied() throws DeliveryFailure {
    new DenialIntake(IncidentRules.standard(), List.of(), store(), this::hear, () -> now)
        .receive(
            denial,
            "event-1".getBytes(StandardCharsets.UTF_8),
            one -> Denials.denied(one, CauseCode.PRINCIPAL_NOT_TRUSTED));
  }

  private void sweep() {
    new IncidentSweep(
            IncidentRules.standard(),
            List.of(),
            store(),
            this::hear,
            () -> now,
            _ -> Optional.of(Denials.denied(denial, CauseCode.PRINCIPAL_NOT_TRUSTED)))
        .due(100, Instant.MAX);
  }

  private ActionResult act(IncidentAction action) {
    return new IncidentActions(store(), LookQueue.none(), () -> now)
        .perform(
            new ActionRequest(
                id,
                Optional.of(1),
                action,
                "ana \u001b",
                Optional.of("on it"),
                Optional.of("request-" + action.kind())));
  }

  @Test
  void everyActionIsToldByTheNextSweep() throws DeliveryFailure {
    denied();
    now = now.plusSeconds(20);
    sweep();
    for (IncidentAction action :
        List.of(
            new IncidentAction.Acknowledge(),
            new IncidentAction.Snooze(Optional.of(now.plus(Duration.ofHours(1)))),
            new IncidentAction.Unsnooze(),
            new IncidentAction.CheckAgain(),
            new IncidentAction.Resend(),
            new IncidentAction.Resolve())) {
      now = now.plusSeconds(1);
      assertThat(act(action)).isInstanceOf(ActionResult.Done.class);
      assertThat(act(action)).isInstanceOf(ActionResult.AlreadyDone.class);
      now = now.plusSeconds(1);
      sweep();
    }
    assertThat(heard)
        .containsExactly(
            NotificationKind.FIRST,
            NotificationKind.HANDLED,
            NotificationKind.HANDLED,
            NotificationKind.HANDLED,
            NotificationKind.HANDLED,
            NotificationKind.FIRST,
            NotificationKind.RESOLVED);
    Incident incident = store().find(id).orElseThrow();
    assertThat(incident.actions())
        .extracting(ActionTaken::kind)
        .containsExactly(
            ActionTaken.Kind.ACKNOWLEDGED,
            ActionTaken.Kind.SNOOZED,
            ActionTaken.Kind.UNSNOOZED,
            ActionTaken.Kind.CHECKED_AGAIN,
            ActionTaken.Kind.RESENT,
            ActionTaken.Kind.RESOLVED);
    assertThat(incident.actions().getFirst().actor()).isEqualTo("ana \\u001b");
    assertThat(incident.requests()).hasSize(6);
    assertThat(incident.needsLooks()).isFalse();
    assertThat(store().live()).isEmpty();
  }

  @Test
  void manyAreReadAtOnceAndWhatIsNotOneIsNamed() {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 250; i++) {
      Incident incident =
          Incident.begin(new IncidentSubject.Refusal("caller-" + i, "role", "sts:AssumeRole"), now)
              .build();
      store().write(Change.of(incident));
      ids.add(incident.id());
    }
    table
        .client()
        .putItem(
            item ->
                item.tableName(LocalTable.NAME)
                    .item(
                        java.util.Map.of(
                            "pk", AttributeValue.fromS("refusal-odd"),
                            "sk", AttributeValue.fromS("incident"),
                            "version", AttributeValue.fromN("1"),
                            "incident",
                                AttributeValue.fromM(
                                    java.util.Map.of("subject", AttributeValue.fromS("odd"))))));
    ids.add("refusal-odd");
    ids.add("refusal-none");
    IncidentListing.Listed listed = new IncidentListing(table.client(), LocalTable.NAME).read(ids);
    assertThat(listed.incidents()).extracting(Incident::id).hasSize(250).isSubsetOf(ids);
    assertThat(listed.unreadable()).containsExactly("refusal-odd");
  }
}
