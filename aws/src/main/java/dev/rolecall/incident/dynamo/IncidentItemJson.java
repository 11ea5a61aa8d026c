package dev.rolecall.incident.dynamo;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.cfg.MutableConfigOverride;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.util.StdConverter;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.rolecall.denial.PolicyType;
import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.incident.action.ActionTaken;
import dev.rolecall.incident.identity.DeniedIdentity;
import dev.rolecall.incident.state.CachedDiagnosis;
import dev.rolecall.incident.state.CauseInterval;
import dev.rolecall.incident.state.Incident;
import dev.rolecall.incident.state.IncidentSubject;
import dev.rolecall.problem.StoreWords;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// An incident as JSON, in words that a person who reads the table understands: its components by
/// their names, without those that are empty. In [EarlierForm], so that it survives a rollback.
final class IncidentItemJson {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .addModules(new Jdk8Module(), new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .addHandler(new NewerItem.Constants())
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(
                  JsonInclude.Include.NON_ABSENT, JsonInclude.Include.ALWAYS))
          .withConfigOverride(List.class, IncidentItemJson::emptyIfMissing)
          .withConfigOverride(Map.class, IncidentItemJson::emptyIfMissing)
          .withConfigOverride(Set.class, IncidentItemJson::emptyIfMissing)
          .withConfigOverride(SortedMap.class, IncidentItemJson::emptyIfMissing)
          .addMixIn(Incident.class, IncidentForm.class)
          .addMixIn(CauseInterval.class, IntervalForm.class)
          .addMixIn(CachedDiagnosis.class, DiagnosisForm.class)
          .addMixIn(IncidentSubject.class, SubjectForm.class)
          .build();

  /// Made with the class, and so before a snapshot of a function is taken.
  private static final ObjectReader READER = JSON.readerFor(Incident.class);

  private static final Map<String, CauseCode> CODES =
      Arrays.stream(CauseCode.values())
          .collect(Collectors.toUnmodifiableMap(CauseCode::name, code -> code));

  private IncidentItemJson() {}

  private static void emptyIfMissing(MutableConfigOverride collection) {
    collection.setSetterInfo(JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY));
  }

  static String write(Incident incident) {
    try {
      JsonNode item =
          incident.newer().isEmpty()
              ? tree(incident)
              : merged(EarlierForm.meaning(JSON.readTree(incident.newer().get())), incident);
      return JSON.writeValueAsString(EarlierForm.stored(item));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static JsonNode merged(JsonNode item, Incident incident) throws IOException {
    return NewerItem.merge(item, tree(READER.readValue(NewerItem.known(item))), tree(incident));
  }

  private static JsonNode tree(Incident incident) {
    return JSON.valueToTree(incident);
  }

  /// The incident in `text`. What a newer version may have written in it that this one does not
  /// know is kept.
  ///
  /// @throws IllegalArgumentException when it is not what [#write] writes
  static Incident read(String text) {
    try {
      JsonNode item = EarlierForm.meaning(JSON.readTree(text));
      Incident incident = READER.readValue(NewerItem.known(item));
      return NewerItem.holdsMore(item, tree(incident))
          ? incident.withNewer(Optional.of(text))
          : incident;
    } catch (IOException | RuntimeException e) {
      throw new IllegalArgumentException(StoreWords.notAnIncident(), e);
    }
  }

  /// The version is an attribute of its own; what a newer version wrote is merged in.
  @JsonIgnoreProperties({"version", "newer", "failing", "urgent"})
  interface IncidentForm {

    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    List<CauseInterval> causes();

    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    Set<String> touches();

    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    Set<String> spread();

    @JsonDeserialize(converter = FromPolicyTypes.class)
    Set<PolicyType> blocking();

    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    List<IncidentSubject.SharedCause> blockers();

    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    List<DeniedIdentity> identities();

    @JsonInclude(JsonInclude.Include.NON_DEFAULT)
    boolean otherIdentities();

    @JsonInclude(JsonInclude.Include.NON_DEFAULT)
    boolean otherKinds();

    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    List<Instant> passes();

    @JsonInclude(JsonInclude.Include.NON_DEFAULT)
    boolean recurring();

    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    List<ActionTaken> actions();

    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    List<String> requests();

    @JsonSerialize(converter = ToRoles.class)
    @JsonDeserialize(converter = FromRoles.class)
    Map<String, Instant> roles();
  }

  @JsonSerialize(converter = ToInterval.class)
  @JsonDeserialize(converter = FromInterval.class)
  interface IntervalForm {}

  @JsonSerialize(converter = ToDiagnosis.class)
  @JsonDeserialize(converter = FromDiagnosis.class)
  interface DiagnosisForm {}

  /// Only a search has an account.
  @JsonTypeInfo(use = JsonTypeInfo.Id.DEDUCTION)
  @JsonSubTypes({
    @JsonSubTypes.Type(IncidentSubject.Refusal.class),
    @JsonSubTypes.Type(IncidentSubject.Search.class),
    @JsonSubTypes.Type(IncidentSubject.SharedCause.class)
  })
  interface SubjectForm {}

  /// A cause by its code, which this version may not know.
  private record StoredInterval(String cause, long denials, Instant first, Instant last) {}

  private static final class ToInterval extends StdConverter<CauseInterval, StoredInterval> {
    @Override
    public StoredInterval convert(CauseInterval known) {
      return new StoredInterval(
          known.newer().orElse(known.cause().name()), known.denials(), known.first(), known.last());
    }
  }

  private static final class FromInterval extends StdConverter<StoredInterval, CauseInterval> {
    @Override
    public CauseInterval convert(StoredInterval stored) {
      return new CauseInterval(
          cause(stored.cause()),
          stored.denials(),
          stored.first(),
          stored.last(),
          newer(stored.cause()));
    }
  }

  /// The same of a diagnosis.
  private record StoredDiagnosis(
      String fingerprint,
      String cause,
      Instant at,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) Set<String> dependsOn,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> blocking,
      @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean passed,
      @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean kept) {}

  private static final class ToDiagnosis extends StdConverter<CachedDiagnosis, StoredDiagnosis> {
    @Override
    public StoredDiagnosis convert(CachedDiagnosis known) {
      return new StoredDiagnosis(
          known.fingerprint(),
          known.newer().orElse(known.cause().name()),
          known.at(),
          known.dependsOn(),
          known.blocking().stream().map(PolicyType::name).toList(),
          known.passed(),
          known.kept());
    }
  }

  private static final class FromDiagnosis extends StdConverter<StoredDiagnosis, CachedDiagnosis> {
    @Override
    public CachedDiagnosis convert(StoredDiagnosis stored) {
      return new CachedDiagnosis(
          stored.fingerprint(),
          cause(stored.cause()),
          stored.at(),
          newer(stored.cause()),
          stored.dependsOn(),
          types(stored.blocking()),
          stored.passed(),
          stored.kept());
    }
  }

  /// A kind of policy that this version does not know may block the calls: then nothing that it
  /// knows shows that they pass.
  private static final class FromPolicyTypes extends StdConverter<List<String>, Set<PolicyType>> {
    @Override
    public Set<PolicyType> convert(List<String> names) {
      return types(names);
    }
  }

  private static Set<PolicyType> types(List<String> names) {
    Set<PolicyType> types =
        Arrays.stream(PolicyType.values())
            .filter(type -> names.contains(type.name()))
            .collect(Collectors.toSet());
    return types.size() == Set.copyOf(names).size() ? types : Set.of();
  }

  private static CauseCode cause(String code) {
    return Optional.ofNullable(CODES.get(code)).orElse(CauseCode.UNDETERMINED);
  }

  private static Optional<String> newer(String code) {
    return Optional.of(code).filter(text -> !CODES.containsKey(text));
  }

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
