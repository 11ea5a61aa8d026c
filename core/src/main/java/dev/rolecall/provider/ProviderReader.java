package dev.rolecall.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Reads the table. Its first lines say what its fields mean.
final class ProviderReader {

  private static final String TABLE = "identity-providers.json";
  private static final Pattern GROUP = Pattern.compile("\\(\\?<(\\w+)>");

  private final Map<String, IdentityProvider> known = new LinkedHashMap<>();

  private ProviderReader() {}

  static IdentityProviders read() {
    try (InputStream in = ProviderReader.class.getResourceAsStream(TABLE)) {
      if (in == null) {
        throw new IllegalStateException(TABLE + " is not part of the program");
      }
      return new ProviderReader().read(new ObjectMapper().readTree(in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private IdentityProviders read(JsonNode table) {
    for (JsonNode entry : table.path("providers")) {
      known.put(entry.path("id").asText(), provider(entry));
    }
    return new IdentityProviders(
        List.copyOf(known.values()),
        list(table.path("mistakes"), ProviderReader::mistake),
        list(table.path("samlKeys"), JsonNode::asText).stream()
            .map(ProviderReader::lower)
            .collect(Collectors.toUnmodifiableSet()));
  }

  private IdentityProvider provider(JsonNode entry) {
    Optional<IdentityProvider> like =
        text(entry, "like").map(id -> Optional.ofNullable(known.get(id)).orElseThrow());
    List<Mistake> own = list(entry.path("mistakes"), ProviderReader::mistake);
    return new IdentityProvider(
        entry.path("id").asText(),
        entry.path("name").asText(),
        new IdentityProvider.Issuer(
            new LazyPattern(entry.path("issuer").path("pattern").asText()),
            entry.path("issuer").path("example").asText(),
            entry.path("anyHost").asBoolean(),
            entry.path("ownHost").asBoolean(),
            entry.path("shared").asBoolean(),
            text(entry, "sharedUnless"),
            tokenTags(entry)),
        audience(entry.path("audience")),
        like.map(IdentityProvider::subjects)
            .filter(_ -> entry.path("subjects").isMissingNode())
            .orElseGet(() -> subjects(entry)),
        claims(entry, like),
        like.map(other -> IdentityProvider.both(own, other.mistakes())).orElse(own));
  }

  private static TokenTags tokenTags(JsonNode entry) {
    if (entry.path("passesTags").asBoolean()) {
      return TokenTags.DOCUMENTED;
    }
    boolean free =
        entry.path("anyHost").asBoolean()
            || entry.path("ownHost").asBoolean()
            || entry.path("customClaims").asBoolean();
    return free ? TokenTags.POSSIBLE : TokenTags.NEVER;
  }

  private static Audience audience(JsonNode audience) {
    return audience.isMissingNode()
        ? Audience.UNKNOWN
        : new Audience(
            list(audience.path("usual"), ProviderReader::template),
            list(audience.path("forAws"), ProviderReader::template),
            audience.path("fixed").asBoolean(),
            text(audience, "change"),
            text(audience, "key"));
  }

  private static IdentityProvider.Subjects subjects(JsonNode entry) {
    Map<String, List<SubjectTemplate>> owner = new HashMap<>();
    for (Map.Entry<String, JsonNode> claim : entry.path("owner").properties()) {
      owner.put(lower(claim.getKey()), list(claim.getValue(), ProviderReader::template));
    }
    return new IdentityProvider.Subjects(
        list(entry.path("subjects"), ProviderReader::form),
        list(entry.path("everyRun"), ProviderReader::pattern),
        list(entry.path("noPolicyFor"), ProviderReader::pattern),
        text(entry.path("plain"), 0).map(LazyPattern::new),
        owner,
        entry.path("ownerIgnoresCase").asBoolean());
  }

  private static IdentityProvider.Claims claims(JsonNode entry, Optional<IdentityProvider> like) {
    Set<String> keys =
        list(entry.path("claims"), JsonNode::asText).stream()
            .map(ProviderReader::lower)
            .collect(Collectors.toUnmodifiableSet());
    Map<String, SubjectTemplate> derived = new HashMap<>();
    for (Map.Entry<String, JsonNode> claim : entry.path("derived").properties()) {
      derived.put(lower(claim.getKey()), template(claim.getValue()));
    }
    Map<String, String> absent = new HashMap<>();
    for (Map.Entry<String, JsonNode> claim : entry.path("usuallyAbsent").properties()) {
      absent.put(lower(claim.getKey()), claim.getValue().asText());
    }
    // claims that nobody names are nobody's: an entry shares what follows from claims only with
    // them
    return like.map(IdentityProvider::claims)
        .filter(claims -> claims.keys().equals(keys))
        .orElseGet(() -> new IdentityProvider.Claims(keys, derived, absent));
  }

  private static SubjectForm form(JsonNode form) {
    String name = form.path("name").asText();
    String example = form.path("example").asText();
    if (form.has("keys")) {
      return new SubjectForm.Keyed(
          name, example, byName(form.path("keys")), byName(form.path("flags")));
    }
    String pattern = form.path("pattern").asText();
    List<SegmentForm> segments = new ArrayList<>(byName(form.path("segments")).values());
    Set<String> names = segments.stream().map(SegmentForm::name).collect(Collectors.toSet());
    List<String> also = new ArrayList<>();
    Matcher groups = GROUP.matcher(pattern);
    while (groups.find()) {
      if (!names.contains(groups.group(1))) {
        also.add(groups.group(1));
      }
    }
    return new SubjectForm.Regular(name, example, new LazyPattern(pattern), segments, also);
  }

  private static Map<String, SegmentForm> byName(JsonNode segments) {
    Map<String, SegmentForm> byName = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> segment : segments.properties()) {
      JsonNode form = segment.getValue();
      byName.put(
          segment.getKey(),
          new SegmentForm(
              segment.getKey(),
              form.path("called").asText(),
              stability(form.path("stability").asText()),
              form.path("weak").asBoolean(),
              text(form, "owner").map(Pattern::compile)));
    }
    return byName;
  }

  private static Stability stability(String word) {
    return switch (word) {
      case "stable" -> Stability.STABLE;
      case "varying" -> Stability.VARYING;
      case "every run" -> Stability.EVERY_RUN;
      default -> throw new IllegalStateException("no stability: " + word);
    };
  }

  private static Mistake mistake(JsonNode mistake) {
    return new Mistake(
        mistake.path("when").asText(),
        Mistake.About.valueOf(mistake.path("claim").asText("sub").toUpperCase(Locale.ROOT)),
        text(mistake, "sent").map(LazyPattern::new),
        text(mistake, "wanted").map(LazyPattern::new),
        text(mistake.path("replacing"), 0)
            .map(
                pattern ->
                    new Mistake.Replacement(
                        new LazyPattern(pattern), mistake.path("replacing").path(1).asText())),
        list(mistake.path("differs"), JsonNode::asText),
        list(mistake.path("same"), JsonNode::asText),
        text(mistake, "shape"),
        mistake.path("unparsed").asBoolean(),
        text(mistake, "kind"),
        text(mistake, "words"),
        text(mistake, "say"),
        mistake.path("setUp").asBoolean());
  }

  private static LazyPattern pattern(JsonNode node) {
    return new LazyPattern(node.asText());
  }

  private static SubjectTemplate template(JsonNode node) {
    return SubjectTemplate.of(node.asText());
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  private static Optional<String> text(JsonNode node, String field) {
    return node.has(field) ? Optional.of(node.path(field).asText()) : Optional.empty();
  }

  private static Optional<String> text(JsonNode node, int index) {
    return node.has(index) ? Optional.of(node.path(index).asText()) : Optional.empty();
  }

  private static <T> List<T> list(JsonNode nodes, Function<JsonNode, T> read) {
    List<T> list = new ArrayList<>();
    nodes.forEach(node -> list.add(read.apply(node)));
    return List.copyOf(list);
  }
}
