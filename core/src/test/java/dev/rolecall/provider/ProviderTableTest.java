package dev.rolecall.provider;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rolecall.iam.condition.Glob;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The table against its own examples.
class ProviderTableTest {

  private static final IdentityProviders TABLE = IdentityProviders.standard();

  private static JsonNode table() throws IOException {
    try (InputStream in = IdentityProviders.class.getResourceAsStream("identity-providers.json")) {
      return new ObjectMapper().readTree(in);
    }
  }

  static Stream<Arguments> entries() throws IOException {
    return table().path("providers").valueStream().map(e -> Arguments.of(e.path("id").asText(), e));
  }

  static Stream<Arguments> subjects() throws IOException {
    return table()
        .path("providers")
        .valueStream()
        .flatMap(
            entry ->
                entry
                    .path("subjects")
                    .valueStream()
                    .filter(form -> form.has("parsed"))
                    .map(form -> Arguments.of(entry.path("id").asText(), form)));
  }

  private static IdentityProvider provider(String id) {
    return TABLE.all().stream().filter(it -> it.id().equals(id)).findFirst().orElseThrow();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("entries")
  void theExampleOfAnIssuerIsOfItsEntry(String id, JsonNode entry) {
    IdentityProvider provider = provider(id);
    String example = entry.path("issuer").path("example").asText();
    assertThat(provider.matches(example)).isTrue();
    if (provider.isAnyHost()) {
      for (String subject : provider.exampleSubjects()) {
        assertThat(TABLE.byIssuer(example)).isEmpty();
        assertThat(provider.subject(subject)).isPresent();
      }
    } else {
      assertThat(TABLE.byIssuer(example)).contains(provider);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("subjects")
  void theExampleOfASubjectHasTheSegmentsThatItSaysWithTheirStability(String id, JsonNode form) {
    Subject subject = provider(id).subject(form.path("example").asText()).orElseThrow();
    Map<String, String> segments = new HashMap<>();
    subject.segments().forEach(segment -> segments.put(segment.name(), segment.value()));
    Map<String, String> expected = new HashMap<>();
    form.path("parsed")
        .properties()
        .forEach(it -> expected.put(it.getKey(), it.getValue().asText()));
    assertThat(segments).isEqualTo(expected);
    assertThat(subject.form()).isEqualTo(form.path("name").asText());
    for (Segment segment : subject.segments()) {
      String stability = form.path("segments").path(segment.name()).path("stability").asText();
      assertThat(segment.stability().name()).isEqualToIgnoringCase(stability.replace(' ', '_'));
      assertThat(subject.text().substring(segment.start(), segment.end()))
          .isEqualTo(segment.value());
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("subjects")
  void whatIsNewInEveryRunIsNotInThePattern(String id, JsonNode form) {
    Subject subject = provider(id).subject(form.path("example").asText()).orElseThrow();
    for (Segment segment : subject.segments()) {
      if (segment.stability() == Stability.EVERY_RUN) {
        String next = subject.with(segment, "11111111-1111-4111-8111-111111111111");
        assertThat(subject.stablePattern().orElse("")).doesNotContain(segment.value());
        subject
            .stablePattern()
            .ifPresent(pattern -> assertThat(Glob.matchesText(pattern, next)).as(pattern).isTrue());
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("entries")
  void everyEntryNamesItsSources(String id, JsonNode entry) throws IOException {
    assertThat(entry.path("sources")).as(id).isNotEmpty();
    for (JsonNode source : entry.path("sources")) {
      assertThat(table().path("sources").has(source.asText())).as(source.asText()).isTrue();
    }
  }

  @Test
  void noTwoEntriesHaveOneKey() {
    Set<String> keys = new HashSet<>();
    List<String> twice = new ArrayList<>();
    TABLE.all().stream().map(IdentityProvider::id).filter(id -> !keys.add(id)).forEach(twice::add);
    assertThat(twice).isEmpty();
    assertThat(keys).hasSizeGreaterThan(39);
  }
}
