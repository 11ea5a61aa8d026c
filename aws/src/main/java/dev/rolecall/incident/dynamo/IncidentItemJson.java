package dev.rolecall.incident.dynamo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolecall.denial.PolicyType;
import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.diagnosis.result.Confidence;
import dev.rolecall.incident.state.CachedDiagnosis;
import dev.rolecall.incident.state.CauseInterval;
import dev.rolecall.incident.state.HoldReason;
import dev.rolecall.incident.state.Incident;
import dev.rolecall.incident.state.IncidentBuilder;
import dev.rolecall.incident.state.IncidentState;
import dev.rolecall.incident.state.IncidentSubject;
import dev.rolecall.incident.state.LastNotification;
import dev.rolecall.incident.state.NotificationClaim;
import dev.rolecall.incident.state.NotificationKind;
import dev.rolecall.incident.state.Resolution;
import dev.rolecall.incident.state.SampledNames;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/// An incident as JSON, in words that whoever looks into the table understands.
final class IncidentItemJson {

  private static final ObjectMapper JSON = new ObjectMapper();

  private IncidentItemJson() {}

  static String write(Incident incident) {
    ObjectNode json = JSON.createObjectNode();
    subject(json.putObject("subject"), incident.subject());
    incident.searchId().ifPresent(id -> json.put("searchId", id));
    json.put("episode", incident.episode());
    json.put("phase", incident.phase().name());
    incident.causes().forEach(spell -> cause(json.withArray("causes").addObject(), spell));
    json.put("denials", incident.denials());
    json.put("firstSeen", incident.firstSeen().toString());
    json.put("lastSeen", incident.lastSeen().toString());
    seen(json.putObject("sessions"), incident.sessions());
    seen(json.putObject("sources"), incident.sources());
    ArrayNode roles = json.putArray("roles");
    new TreeMap<>(incident.roles())
        .forEach((role, time) -> roles.addObject().put("role", role).put("at", time.toString()));
    json.put("roleCount", incident.roleCount());
    ArrayNode diagnoses = json.putArray("diagnoses");
    for (CachedDiagnosis one : incident.diagnoses()) {
      diagnoses
          .addObject()
          .put("fingerprint", one.fingerprint())
          .put("cause", one.cause().name())
          .put("at", one.at().toString());
    }
    incident.confidence().ifPresent(confidence -> json.put("confidence", confidence.name()));
    ArrayNode blocking = json.putArray("blocking");
    incident.blocking().stream().sorted().map(PolicyType::name).forEach(blocking::add);
    ArrayNode unread = json.putArray("unread");
    incident.unread().forEach(unread::add);
    incident.owner().ifPresent(owner -> json.put("owner", owner));
    ObjectNode days = json.putObject("days");
    incident.days().forEach((day, denials) -> days.put(day.toString(), denials));
    json.put("notices", incident.notices());
    incident
        .pending()
        .ifPresent(notificationClaim -> pending(json.putObject("pending"), notificationClaim));
    incident.told().ifPresent(lastNotification -> told(json.putObject("told"), lastNotification));
    incident
        .hold()
        .ifPresent(
            holdReason ->
                json.putObject("hold")
                    .put("reason", holdReason.reason().name())
                    .put("until", holdReason.until().toString()));
    incident
        .resolution()
        .ifPresent(
            end ->
                json.putObject("resolution")
                    .put("how", end.how().name())
                    .put("at", end.at().toString()));
    json.put("due", incident.due().toString());
    return json.toString();
  }

  private static void subject(ObjectNode json, IncidentSubject incidentSubject) {
    switch (incidentSubject) {
      case IncidentSubject.Refusal(String caller, String role, String action) ->
          json.put("caller", caller).put("role", role).put("action", action);
      case IncidentSubject.Search(String caller, String account) ->
          json.put("caller", caller).put("account", account);
    }
  }

  private static void cause(ObjectNode json, CauseInterval spell) {
    json.put("cause", spell.cause().name())
        .put("denials", spell.denials())
        .put("first", spell.first().toString())
        .put("last", spell.last().toString());
  }

  private static void seen(ObjectNode json, SampledNames sampledNames) {
    ArrayNode named = json.putArray("named");
    sampledNames.named().forEach(named::add);
    json.put("more", sampledNames.more());
  }

  private static void pending(ObjectNode json, NotificationClaim notificationClaim) {
    json.put("kind", notificationClaim.kind().name())
        .put("number", notificationClaim.number())
        .put("causes", notificationClaim.causes())
        .put("denials", notificationClaim.denials())
        .put("since", notificationClaim.since().toString())
        .put("until", notificationClaim.until().toString());
  }

  private static void told(ObjectNode json, LastNotification lastNotification) {
    json.put("at", lastNotification.at().toString())
        .put("everyone", lastNotification.everyone().toString())
        .put("reminders", lastNotification.reminders())
        .put("causes", lastNotification.causes())
        .put("denials", lastNotification.denials());
  }

  /// @throws IllegalArgumentException when it is not what [#write] writes
  static Incident read(String text) {
    JsonNode json;
    try {
      json = JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("an incident in the table is no JSON", e);
    }
    return new IncidentBuilder(subject(json.path("subject")), time(json, "firstSeen"))
        .searchId(optional(json, "searchId", JsonNode::asText))
        .episode(json.path("episode").asInt())
        .phase(IncidentState.valueOf(json.path("phase").asText()))
        .causes(list(json.path("causes"), IncidentItemJson::cause))
        .denials(json.path("denials").asLong())
        .lastSeen(time(json, "lastSeen"))
        .sessions(seen(json.path("sessions")))
        .sources(seen(json.path("sources")))
        .roles(roles(json.path("roles")))
        .roleCount(json.path("roleCount").asLong())
        .diagnoses(
            list(
                json.path("diagnoses"),
                one ->
                    new CachedDiagnosis(
                        one.path("fingerprint").asText(),
                        CauseCode.valueOf(one.path("cause").asText()),
                        time(one, "at"))))
        .confidence(optional(json, "confidence", one -> Confidence.valueOf(one.asText())))
        .blocking(blocking(json.path("blocking")))
        .unread(list(json.path("unread"), JsonNode::asText))
        .owner(optional(json, "owner", JsonNode::asText))
        .days(days(json.path("days")))
        .notices(json.path("notices").asInt())
        .pending(optional(json, "pending", IncidentItemJson::pending))
        .told(optional(json, "told", IncidentItemJson::told))
        .hold(
            optional(
                json,
                "hold",
                one ->
                    new HoldReason(
                        HoldReason.Reason.valueOf(one.path("reason").asText()),
                        time(one, "until"))))
        .resolution(
            optional(
                json,
                "resolution",
                one ->
                    new Resolution(
                        Resolution.How.valueOf(one.path("how").asText()), time(one, "at"))))
        .due(time(json, "due"))
        .build();
  }

  private static IncidentSubject subject(JsonNode json) {
    String caller = json.path("caller").asText();
    return json.has("account")
        ? new IncidentSubject.Search(caller, json.path("account").asText())
        : new IncidentSubject.Refusal(
            caller, json.path("role").asText(), json.path("action").asText());
  }

  private static CauseInterval cause(JsonNode json) {
    return new CauseInterval(
        CauseCode.valueOf(json.path("cause").asText()),
        json.path("denials").asLong(),
        time(json, "first"),
        time(json, "last"));
  }

  private static SampledNames seen(JsonNode json) {
    return new SampledNames(
        list(json.path("named"), JsonNode::asText), json.path("more").asBoolean());
  }

  private static NotificationClaim pending(JsonNode json) {
    return new NotificationClaim(
        NotificationKind.valueOf(json.path("kind").asText()),
        json.path("number").asInt(),
        json.path("causes").asInt(),
        json.path("denials").asLong(),
        time(json, "since"),
        time(json, "until"));
  }

  private static LastNotification told(JsonNode json) {
    return new LastNotification(
        time(json, "at"),
        time(json, "everyone"),
        json.path("reminders").asInt(),
        json.path("causes").asInt(),
        json.path("denials").asLong());
  }

  private static Map<String, Instant> roles(JsonNode json) {
    Map<String, Instant> roles = new HashMap<>();
    json.forEach(one -> roles.put(one.path("role").asText(), time(one, "at")));
    return roles;
  }

  private static Set<PolicyType> blocking(JsonNode json) {
    Set<PolicyType> blocking = EnumSet.noneOf(PolicyType.class);
    json.forEach(one -> blocking.add(PolicyType.valueOf(one.asText())));
    return blocking;
  }

  private static SortedMap<LocalDate, Long> days(JsonNode json) {
    TreeMap<LocalDate, Long> days = new TreeMap<>();
    json.properties()
        .forEach(day -> days.put(LocalDate.parse(day.getKey()), day.getValue().asLong()));
    return days;
  }

  private static Instant time(JsonNode json, String field) {
    return Instant.parse(json.path(field).asText());
  }

  private static <T> Optional<T> optional(JsonNode json, String field, Function<JsonNode, T> read) {
    return json.hasNonNull(field) ? Optional.of(read.apply(json.path(field))) : Optional.empty();
  }

  private static <T> List<T> list(JsonNode json, Function<JsonNode, T> read) {
    List<T> list = new ArrayList<>();
    json.forEach(one -> list.add(read.apply(one)));
    return list;
  }
}
