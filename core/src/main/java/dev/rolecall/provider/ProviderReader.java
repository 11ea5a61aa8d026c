package dev.rolecall.provider;

import dev.rolecall.json.JsonReader;
import dev.rolecall.json.JsonValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Reads the table. Its first lines say what its fields mean.
final class ProviderReader {

  private static final String TABLE = "identity-providers.json";
  private static final Pattern GROUP = Pattern.compile("\\(\\?<(\\w+)>");

  private final Map<String, IdentityProvider> known = new LinkedHashMap<>();

  private ProviderReader() {}

  static IdentityProviders read() {
    return new ProviderReader().read(JsonReader.resource(ProviderReader.class, TABLE));
  }

  private IdentityProviders read(JsonValue table) {
    table.list("providers").forEach(entry -> known.put(text(entry, "id"), provider(entry)));
    return new IdentityProviders(
        List.copyOf(known.values()),
        table.list("mistakes", ProviderReader::mistake),
        lowerCase(table, "samlKeys"));
  }

  private IdentityProvider provider(JsonValue entry) {
    Optional<IdentityProvider> like =
        entry.text("like").map(id -> Optional.ofNullable(known.get(id)).orElseThrow());
    List<Mistake> own = entry.list("mistakes", ProviderReader::mistake);
    return new IdentityProvider(
        text(entry, "id"),
        text(entry, "name"),
        new IdentityProvider.Issuer(
            new LazyPattern(text(entry.object("issuer"), "pattern")),
            text(entry.object("issuer"), "example"),
            entry.flag("anyHost"),
            entry.flag("ownHost"),
            entry.flag("builtIn"),
            entry.flag("shared"),
            entry.text("sharedUnless"),
            tokenTags(entry)),
        entry.find("audience").map(ProviderReader::audience).orElse(Audience.UNKNOWN),
        like.map(IdentityProvider::subjects)
            .filter(_ -> !entry.get("subjects").isThere())
            .orElseGet(() -> subjects(entry)),
        claims(entry, like),
        like.map(other -> IdentityProvider.both(own, other.mistakes())).orElse(own));
  }

  private static TokenTags tokenTags(JsonValue entry) {
    if (entry.flag("passesTags")) {
      return TokenTags.DOCUMENTED;
    }
    return entry.flag("anyHost") || entry.flag("ownHost") || entry.flag("customClaims")
        ? TokenTags.POSSIBLE
        : TokenTags.NEVER;
  }

  private static Audience audience(JsonValue audience) {
    return new Audience(
        audience.list("usual", ProviderReader::template),
        audience.list("forAws", ProviderReader::template),
        audience.flag("fixed"),
        audience.text("change"),
        audience.text("key"));
  }

  private static IdentityProvider.Subjects subjects(JsonValue entry) {
    return new IdentityProvider.Subjects(
        entry.list("subjects", ProviderReader::form),
        entry.list("everyRun", ProviderReader::pattern),
        entry.list("noPolicyFor", ProviderReader::pattern),
        entry.list("plain", ProviderReader::pattern).stream().findFirst(),
        byClaim(
            entry,
            "owner",
            owner -> owner.items("").stream().map(ProviderReader::template).toList()),
        entry.flag("ownerIgnoresCase"));
  }

  private static IdentityProvider.Claims claims(JsonValue entry, Optional<IdentityProvider> like) {
    Set<String> keys = lowerCase(entry, "claims");
    // claims without an entry belong to none: an entry shares what follows from claims only with
    // them
    return like.map(IdentityProvider::claims)
        .filter(claims -> claims.keys().equals(keys))
        .orElseGet(
            () ->
                new IdentityProvider.Claims(
                    keys,
                    byClaim(entry, "derived", ProviderReader::template),
                    byClaim(entry, "usuallyAbsent", JsonValue::text)));
  }

  private static <T> Map<String, T> byClaim(
      JsonValue entry, String field, Function<JsonValue, T> read) {
    return entry.map(field, read).entrySet().stream()
        .collect(Collectors.toMap(claim -> lower(claim.getKey()), Map.Entry::getValue));
  }

  private static SubjectForm form(JsonValue form) {
    String name = text(form, "name");
    String example = text(form, "example");
    if (form.get("keys").isThere()) {
      return new SubjectForm.Keyed(
          name,
          example,
          form.map("keys", ProviderReader::segment),
          form.map("flags", ProviderReader::segment));
    }
    String pattern = text(form, "pattern");
    Map<String, SegmentForm> segments = form.map("segments", ProviderReader::segment);
    List<String> also =
        GROUP
            .matcher(pattern)
            .results()
            .map(group -> group.group(1))
            .filter(group -> !segments.containsKey(group))
            .toList();
    return new SubjectForm.Regular(
        name, example, new LazyPattern(pattern), List.copyOf(segments.values()), also);
  }

  private static SegmentForm segment(JsonValue form) {
    return new SegmentForm(
        form.name(),
        text(form, "called"),
        Stability.valueOf(text(form, "stability").toUpperCase(Locale.ROOT).replace(' ', '_')),
        form.flag("weak"),
        form.text("owner").map(Pattern::compile));
  }

  private static Mistake mistake(JsonValue mistake) {
    List<JsonValue> replacing = mistake.list("replacing");
    return new Mistake(
        text(mistake, "when"),
        Mistake.About.valueOf(mistake.text("claim").orElse("sub").toUpperCase(Locale.ROOT)),
        mistake.text("sent").map(LazyPattern::new),
        mistake.text("wanted").map(LazyPattern::new),
        replacing.stream()
            .findFirst()
            .map(it -> new Mistake.Replacement(pattern(it), replacing.getLast().text())),
        mistake.list("differs", JsonValue::text),
        mistake.list("same", JsonValue::text),
        mistake.text("shape"),
        mistake.flag("unparsed"),
        mistake.text("kind"),
        mistake.text("words"),
        mistake.text("say"),
        mistake.flag("setUp"));
  }

  private static LazyPattern pattern(JsonValue value) {
    return new LazyPattern(value.text());
  }

  private static SubjectTemplate template(JsonValue value) {
    return SubjectTemplate.of(value.text());
  }

  private static String text(JsonValue entry, String field) {
    return entry.text(field).orElse("");
  }

  private static Set<String> lowerCase(JsonValue entry, String field) {
    return Set.copyOf(entry.list(field, value -> lower(value.text())));
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
