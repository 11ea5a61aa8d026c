package dev.rolecall.incident.dynamo;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.cfg.MutableConfigOverride;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.util.StdConverter;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.rolecall.incident.state.CauseInterval;
import dev.rolecall.incident.state.Incident;
import dev.rolecall.incident.state.IncidentSubject;
import dev.rolecall.problem.StoreWords;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// An incident as JSON, in words that a person who reads the table understands: its components by
/// their names, without those that are empty.
final class IncidentItemJson {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .addModules(new Jdk8Module(), new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(
                  JsonInclude.Include.NON_ABSENT, JsonInclude.Include.ALWAYS))
          .withConfigOverride(List.class, IncidentItemJson::emptyIfMissing)
          .withConfigOverride(Map.class, IncidentItemJson::emptyIfMissing)
          .withConfigOverride(Set.class, IncidentItemJson::emptyIfMissing)
          .withConfigOverride(SortedMap.class, IncidentItemJson::emptyIfMissing)
          .addMixIn(Incident.class, IncidentForm.class)
          .addMixIn(IncidentSubject.class, SubjectForm.class)
          .build();

  /// Made with the class, and so before a snapshot of a function is taken.
  private static final ObjectReader READER = JSON.readerFor(Incident.class);

  private IncidentItemJson() {}

  private static void emptyIfMissing(MutableConfigOverride collection) {
    collection.setSetterInfo(JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY));
  }

  static String write(Incident incident) {
    try {
      return JSON.writeValueAsString(incident);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /// @throws IllegalArgumentException when it is not what [#write] writes
  static Incident read(String text) {
    try {
      return READER.readValue(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(StoreWords.notAnIncident(), e);
    }
  }

  /// The version is an attribute of its own.
  @JsonIgnoreProperties("version")
  interface IncidentForm {

    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    List<CauseInterval> causes();

    @JsonSerialize(converter = ToRoles.class)
    @JsonDeserialize(converter = FromRoles.class)
    Map<String, Instant> roles();
  }

  /// Only a search has an account.
  @JsonTypeInfo(use = JsonTypeInfo.Id.DEDUCTION)
  @JsonSubTypes({
    @JsonSubTypes.Type(IncidentSubject.Refusal.class),
    @JsonSubTypes.Type(IncidentSubject.Search.class),
    @JsonSubTypes.Type(IncidentSubject.SharedCause.class)
  })
  interface SubjectForm {}

  /// A role that a search tried. Names of roles are no names of attributes.
  private record TriedRole(String role, Instant at) {}

  private static final class ToRoles extends StdConverter<Map<String, Instant>, List<TriedRole>> {
    @Override
    public List<TriedRole> convert(Map<String, Instant> roles) {
      return roles.entrySet().stream()
          .map(role -> new TriedRole(role.getKey(), role.getValue()))
          .toList();
    }
  }

  private static final class FromRoles extends StdConverter<List<TriedRole>, Map<String, Instant>> {
    @Override
    public Map<String, Instant> convert(List<TriedRole> tried) {
      Map<String, Instant> roles = new TreeMap<>();
      tried.forEach(one -> roles.put(one.role(), one.at()));
      return roles;
    }
  }
}
