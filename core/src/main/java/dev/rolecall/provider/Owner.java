package dev.rolecall.provider;

import dev.rolecall.service.PatternOverlap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The customer of a provider that a token belongs to: an organization, a team, an account.
public final class Owner {

  private static final String NOBODY = "rolecall-nobody";

  /// A text that names the owner.
  ///
  /// @param nobody the same text about another owner
  /// @param parts what of the owner stands in it
  private record Name(String text, String nobody, List<String> parts) {}

  private final Map<String, List<Name>> names;
  private final boolean ignoresCase;

  private Owner(Map<String, List<Name>> names, boolean ignoresCase) {
    this.names = names;
    this.ignoresCase = ignoresCase;
  }

  static Optional<Owner> of(
      Map<String, List<SubjectTemplate>> templates,
      Map<String, String> parts,
      boolean ignoresCase) {
    Map<String, List<Name>> names = new HashMap<>();
    templates.forEach(
        (claim, texts) ->
            names.put(claim, texts.stream().flatMap(it -> name(it, parts).stream()).toList()));
    names.values().removeIf(List::isEmpty);
    return names.isEmpty() ? Optional.empty() : Optional.of(new Owner(names, ignoresCase));
  }

  private static Optional<Name> name(SubjectTemplate subjectTemplate, Map<String, String> parts) {
    Map<String, String> others = new HashMap<>(parts);
    others.replaceAll((_, _) -> NOBODY);
    List<String> own =
        subjectTemplate.names().stream()
            .flatMap(name -> Optional.ofNullable(parts.get(name)).stream())
            .toList();
    return subjectTemplate
        .fill(parts)
        .map(text -> new Name(text, subjectTemplate.fill(others).orElse(NOBODY), own));
  }

  /// Whether a value that a policy wants a claim to have names this owner and no other. A value
  /// with a wildcard in the owner's name names no owner.
  ///
  /// @param claim in lower case
  public boolean isNamedBy(String claim, String value, boolean wildcards) {
    String wanted = folded(value);
    int[] pattern = PatternOverlap.pattern(wanted, wildcards);
    return names.getOrDefault(claim, List.of()).stream()
        .filter(name -> name.parts().stream().limit(1).map(this::folded).allMatch(wanted::contains))
        .anyMatch(name -> mayBe(name.text(), pattern) && !mayBe(name.nobody(), pattern));
  }

  private boolean mayBe(String text, int[] pattern) {
    return PatternOverlap.of(PatternOverlap.pattern(folded(text), true), pattern);
  }

  private String folded(String text) {
    return ignoresCase ? text.toLowerCase(Locale.ROOT) : text;
  }

  /// The owner in one text, the same for all tokens of that owner: `organization:acme`.
  public String text() {
    List<Name> texts = names.getOrDefault("sub", names.getOrDefault("aud", List.of()));
    return texts.isEmpty() ? "" : folded(texts.getFirst().text().replaceAll("[*:/]+$", ""));
  }
}
