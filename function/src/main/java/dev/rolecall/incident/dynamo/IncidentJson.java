package dev.rolecall.incident.dynamo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolecall.denial.PolicyType;
import dev.rolecall.diagnosis.CauseCode;
import dev.rolecall.diagnosis.Confidence;
import dev.rolecall.incident.CauseSpell;
import dev.rolecall.incident.Diagnosed;
import dev.rolecall.incident.Hold;
import dev.rolecall.incident.Incident;
import dev.rolecall.incident.IncidentBuilder;
import dev.rolecall.incident.NoticeKind;
import dev.rolecall.incident.Pending;
import dev.rolecall.incident.Phase;
import dev.rolecall.incident.Resolution;
import dev.rolecall.incident.Seen;
import dev.rolecall.incident.Subject;
import dev.rolecall.incident.Told;
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
final class IncidentJson {

  private static final ObjectMapper JSON = new ObjectMapper();

  private IncidentJson() {}

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
    for (Diagnosed one : incident.diagnoses()) {
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
    incident.pending().ifPresent(pending -> pending(json.putObject("pending"), pending));
    incident.told().ifPresent(told -> told(json.putObject("told"), told));
    incident
        .hold()
        .ifPresent(
            hold ->
                json.putObject("hold")
                    .put("reason", hold.reason().name())
                    .put("until", hold.until().toString()));
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

  private static void subject(ObjectNode json, Subject subject) {
    switch (subject) {
      case Subject.Refusal(String caller, String role, String action) ->
          json.put("caller", caller).put("role", role).put("action", action);
      case Subject.Search(String caller, String account) ->
          json.put("caller", caller).put("account", account);
    }
  }

  private static void cause(ObjectNode json, CauseSpell spell) {
    json.put("cause", spell.cause().name())
        .put("denials", spell.denials())
        .put("first", spell.first().toString())
        .put("last", spell.last().toString());
  }

  private static void seen(ObjectNode json, Seen seen) {
    ArrayNode named = json.putArray("named");
    seen.named().forEach(named::add);
    json.put("more", seen.more());
  }

  private static void pending(ObjectNode json, Pending pending) {
    json.put("kind", pending.kind().name())
        .put("number", pending.number())
        .put("causes", pending.causes())
        .put("denials", pending.denials())
        .put("since", pending.since().toString())
        .put("until", pending.until().toString());
  }

  private static void told(ObjectNode json, Told told) {
    json.put("at", told.at().toString())
        .put("everyone", told.everyone().toString())
        .put("reminders", told.reminders())
        .put("causes", told.causes())
        .put("denials", told.denials());
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
        .phase(Phase.valueOf(json.path("phase").asText()))
        .causes(list(json.path("causes"), IncidentJson::cause))
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
                    new Diagnosed(
                        one.path("fingerprint").asText(),
                        CauseCode.valueOf(one.path("cause").asText()),
                        time(one, "at"))))
        .confidence(optional(json, "confidence", one -> Confidence.valueOf(one.asText())))
        .blocking(blocking(json.path("blocking")))
        .unread(list(json.path("unread"), JsonNode::asText))
        .owner(optional(json, "owner", JsonNode::asText))
        .days(days(json.path("days")))
        .notices(json.path("notices").asInt())
        .pending(optional(json, "pending", IncidentJson::pending))
        .told(optional(json, "told", IncidentJson::told))
        .hold(
            optional(
                json,
                "hold",
                one ->
                    new Hold(Hold.Reason.valueOf(one.path("reason").asText()), time(one, "until"))))
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

  private static Subject subject(JsonNode json) {
    String caller = json.path("caller").asText();
    return json.has("account")
        ? new Subject.Search(caller, json.path("account").asText())
        : new Subject.Refusal(caller, json.path("role").asText(), json.path("action").asText());
  }

  private static CauseSpell cause(JsonNode json) {
    return new CauseSpell(
        CauseCode.valueOf(json.path("cause").asText()),
        json.path("denials").asLong(),
        time(json, "first"),
        time(json, "last"));
  }

  private static Seen seen(JsonNode json) {
    return new Seen(list(json.path("named"), JsonNode::asText), json.path("more").asBoolean());
  }

  private static Pending pending(JsonNode json) {
    return new Pending(
        NoticeKind.valueOf(json.path("kind").asText()),
        json.path("number").asInt(),
        json.path("causes").asInt(),
        json.path("denials").asLong(),
        time(json, "since"),
        time(json, "until"));
  }

  private static Told told(JsonNode json) {
    return new Told(
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
