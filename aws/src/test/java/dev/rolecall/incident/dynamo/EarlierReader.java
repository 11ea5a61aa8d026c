package dev.rolecall.incident.dynamo;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.MutableConfigOverride;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.rolecall.denial.PolicyType;
import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.diagnosis.result.Confidence;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/// How the version before shared causes and actions reads and writes an incident: a copy of its
/// records, its constants and the settings of its mapper. Causes, confidences and kinds of policy
/// are those of both.
final class EarlierReader {

  enum Kind {
    FIRST,
    CHANGED,
    REMINDER,
    PROGRESS,
    RESOLVED
  }

  enum Reason {
    PROPAGATION,
    SEARCH
  }

  enum How {
    NOW_ALLOWED,
    SUCCEEDED,
    SILENT
  }

  enum Phase {
    HELD,
    OPEN,
    QUIET,
    MUTED,
    FOLDED,
    WATCHED,
    RESOLVED
  }

  @JsonTypeInfo(use = JsonTypeInfo.Id.DEDUCTION)
  @JsonSubTypes({@JsonSubTypes.Type(Refusal.class), @JsonSubTypes.Type(Search.class)})
  sealed interface Subject {}

  record Refusal(String caller, String role, String action) implements Subject {}

  record Search(String caller, String account) implements Subject {}

  record Interval(CauseCode cause, long denials, Instant first, Instant last) {}

  record Names(List<String> named, boolean more) {}

  record TriedRole(String role, Instant at) {}

  record Known(String fingerprint, CauseCode cause, Instant at) {}

  record Claim(Kind kind, int number, int causes, long denials, Instant since, Instant until) {}

  record Told(Instant at, Instant everyone, int reminders, int causes, long denials) {}

  record Hold(Reason reason, Instant until) {}

  record End(How how, Instant at) {}

  @JsonIgnoreProperties("version")
  record Earlier(
      Subject subject,
      Optional<String> searchId,
      long version,
      int episode,
      Phase phase,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Interval> causes,
      long denials,
      Instant firstSeen,
      Instant lastSeen,
      Names sessions,
      Names sources,
      List<TriedRole> roles,
      long roleCount,
      List<Known> diagnoses,
      Optional<Confidence> confidence,
      Set<PolicyType> blocking,
      List<String> unread,
      Optional<String> owner,
      SortedMap<LocalDate, Long> days,
      int notices,
      Optional<Claim> pending,
      Optional<Told> told,
      Optional<Hold> hold,
      Optional<End> resolution,
      Instant due) {}

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .addModules(new Jdk8Module(), new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(
                  JsonInclude.Include.NON_ABSENT, JsonInclude.Include.ALWAYS))
          .withConfigOverride(List.class, EarlierReader::emptyIfMissing)
          .withConfigOverride(Map.class, EarlierReader::emptyIfMissing)
          .withConfigOverride(Set.class, EarlierReader::emptyIfMissing)
          .withConfigOverride(SortedMap.class, EarlierReader::emptyIfMissing)
          .build();

  private EarlierReader() {}

  private static void emptyIfMissing(MutableConfigOverride collection) {
    collection.setSetterInfo(JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY));
  }

  static Earlier read(String text) throws JsonProcessingException {
    return JSON.readValue(text, Earlier.class);
  }

  static String write(Earlier incident) throws JsonProcessingException {
    return JSON.writeValueAsString(incident);
  }
}
