package dev.rolecall.explanation.render.sns;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.rolecall.diagnosis.result.Severity;
import dev.rolecall.explanation.document.RichSentence;
import dev.rolecall.explanation.document.Truncation;
import dev.rolecall.explanation.redaction.VisibleText;
import dev.rolecall.incident.state.NotificationKind;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A notification as an event for EventBridge: the key `event` of what queues get, which a pipe
/// puts on the default bus. `docs/schemas/rolecall-notification-1.json` describes the detail.
///
/// All incidents have the same keys, whatever they are about, so that an input transformer needs no
/// code: `action`, `dedupKey`, `level` and `title` are what incident managers ask for.
///
/// @param text the notification in words
/// @param json the contract's JSON of the same notification, within its limits
/// @param attributes those of the message
record NotificationEvent(NotificationText text, ObjectNode json, Map<String, String> attributes) {

  private static final String INCIDENT = "Rolecall Incident Notification";
  private static final String DIGEST = "Rolecall Digest";
  private static final String SCHEMA = "rolecall-notification/1";
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /// What Jira and Security Hub take of a title.
  private static final int TITLE = 250;

  /// Characters of a value, and of all commands together.
  private static final int MOST = 1_000;

  private static final int MOST_COMMANDS = 6_000;
  private static final int MOST_LISTED = 10;

  /// What an incident manager does with its alert; only [#UPDATE] leaves it as it is.
  private enum Action {
    TRIGGER,
    ACKNOWLEDGE,
    RESOLVE,
    UPDATE
  }

  /// The event of a notification; empty for what belongs to no incident.
  static Optional<ObjectNode> of(
      NotificationText text, ObjectNode json, Map<String, String> attributes) {
    NotificationEvent event = new NotificationEvent(text, json, attributes);
    if (json.has("incident")) {
      return Optional.of(event(INCIDENT, event.incident()));
    }
    return json.has("digest") ? Optional.of(event(DIGEST, event.digest())) : Optional.empty();
  }

  private static ObjectNode event(String type, ObjectNode detail) {
    ObjectNode event = NODES.objectNode().put("detailType", type);
    event.set("detail", detail);
    return event;
  }

  private ObjectNode digest() {
    ObjectNode detail = begin();
    detail.set("digest", json.path("digest"));
    return detail;
  }

  private ObjectNode begin() {
    return NODES
        .objectNode()
        .put("schema", SCHEMA)
        .put("kind", attribute("notice"))
        .put("title", text.title(TITLE))
        .put("shortTitle", text.subject())
        .put("summary", text.summary());
  }

  private ObjectNode incident() {
    JsonNode incident = json.path("incident");
    NotificationKind kind = NotificationKind.valueOf(attribute("notice"));
    Severity severity = Severity.valueOf(attribute("severity"));
    String id = incident.path("id").asText();
    ObjectNode detail =
        begin()
            .put("id", id + "-" + incident.path("notice").asText())
            .put("action", name(action(kind, incident)))
            .put("dedupKey", "rolecall-" + id + "-" + incident.path("episode").asText())
            .put("level", level(severity))
            .put("severity", severity.name());
    detail.set("incident", facts(incident));
    for (String key : List.of("cause", "confidence", "actor")) {
      detail.put(key, attributes.get(key));
    }
    boolean one = !attribute("subject").equals("SHARED_CAUSE");
    detail.set("caller", one ? caller(incident) : NullNode.instance);
    detail.set("role", one ? role() : NullNode.instance);
    detail.set("sharedCause", one ? NullNode.instance : sharedCause(incident));
    detail.set("owner", value(incident.path("owner")));
    detail.put("whatToDo", whatToDo());
    detail.set("commands", kind == NotificationKind.RESOLVED ? NODES.arrayNode() : commands());
    detail.set("links", links());
    return detail;
  }

  private static Action action(NotificationKind kind, JsonNode incident) {
    return switch (kind) {
      case FIRST, CHANGED, REMINDER, REOPENED -> Action.TRIGGER;
      case PROGRESS -> Action.UPDATE;
      case HANDLED ->
          incident.path("acknowledged").isObject() || incident.path("snooze").isObject()
              ? Action.ACKNOWLEDGE
              : Action.UPDATE;
      case RESOLVED -> Action.RESOLVE;
    };
  }

  /// The severity in the words of PagerDuty's common event format, which others have taken over.
  private static String level(Severity severity) {
    return switch (severity) {
      case SECURITY -> "critical";
      case HIGH -> "error";
      case MEDIUM -> "warning";
      case LOW -> "info";
    };
  }

  private ObjectNode facts(JsonNode incident) {
    ObjectNode facts =
        NODES
            .objectNode()
            .put("subject", attribute("subject"))
            .put("state", incident.path("phase").asText());
    for (String key :
        List.of(
            "id",
            "episode",
            "notice",
            "denials",
            "firstSeen",
            "lastSeen",
            "perHour",
            "resolution",
            "acknowledged",
            "snooze")) {
      facts.set(key, value(incident.path(key)));
    }
    JsonNode actions = incident.path("actions");
    facts.set("actions", list(actions, actions.size() - MOST_LISTED));
    return facts;
  }

  /// What blocks many, what was changed, and those with the most denials.
  private static ObjectNode sharedCause(JsonNode incident) {
    ObjectNode cause = NODES.objectNode();
    for (String key :
        List.of("policy", "statement", "pairs", "denied", "callers", "roles", "changed")) {
      cause.set(key, value(incident.path(key)));
    }
    cause.set("members", list(incident.path("members"), 0));
    return cause;
  }

  /// So many of a list from one on.
  private static ArrayNode list(JsonNode items, int from) {
    ArrayNode list = NODES.arrayNode();
    items.valueStream().skip(Math.max(0, from)).limit(MOST_LISTED).forEach(list::add);
    return list;
  }

  /// Who was denied: a principal, or the subject of a token.
  private JsonNode caller(JsonNode incident) {
    JsonNode denied = json.at("/denial/caller");
    JsonNode id =
        first(
            incident.path("caller"),
            denied.path("principalArn"),
            denied.path("arn"),
            denied.path("subject"));
    return party(
        id, first(incident.path("account"), denied.path("account")), denied.path("accountName"));
  }

  private JsonNode role() {
    JsonNode role = json.at("/denial/role");
    return party(role.path("arn"), role.path("account"), role.path("accountName"));
  }

  private static JsonNode party(JsonNode id, JsonNode account, JsonNode accountName) {
    if (!id.isTextual()) {
      return NullNode.instance;
    }
    ObjectNode party = NODES.objectNode();
    party.set("id", value(id));
    party.set("account", value(account));
    party.set("accountName", value(accountName));
    return party;
  }

  private static JsonNode first(JsonNode... nodes) {
    for (JsonNode node : nodes) {
      if (node.isTextual()) {
        return node;
      }
    }
    return MissingNode.getInstance();
  }

  /// What is missing is null, and no text is long.
  private static JsonNode value(JsonNode node) {
    if (node.isMissingNode()) {
      return NullNode.instance;
    }
    return node.isTextual() ? TextNode.valueOf(Truncation.at(MOST, node.textValue())) : node;
  }

  /// The action, in one sentence; null where there is nothing to do.
  private @Nullable String whatToDo() {
    RichSentence action = text.letter().action();
    return action.spans().isEmpty() ? null : VisibleText.line(action.plain());
  }

  /// Those of the fixes, unless they are too long.
  private ArrayNode commands() {
    ArrayNode commands = NODES.arrayNode();
    int length = 0;
    for (JsonNode fix : json.path("fixes")) {
      for (JsonNode command : fix.path("commands")) {
        length += command.asText().length();
        commands.add(command);
      }
    }
    return length > MOST_COMMANDS ? NODES.arrayNode() : commands;
  }

  private ArrayNode links() {
    ArrayNode links = NODES.arrayNode();
    text.letter().links().stream()
        .filter(link -> link.address().length() <= MOST)
        .limit(MOST_LISTED)
        .forEach(link -> links.addObject().put("text", link.label()).put("href", link.address()));
    return links;
  }

  private static String name(Action action) {
    return action.name().toLowerCase(Locale.ROOT);
  }

  private String attribute(String name) {
    return Optional.ofNullable(attributes.get(name)).orElse("");
  }
}
