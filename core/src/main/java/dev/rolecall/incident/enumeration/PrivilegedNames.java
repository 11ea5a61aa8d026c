package dev.rolecall.incident.enumeration;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Names that tell that a role can do much.
///
/// @param words of which one stands in such a name, in lower case: `prod`, `admin`
public record PrivilegedNames(List<String> words) {

  /// Unless an installation has its own.
  public static final PrivilegedNames STANDARD =
      new PrivilegedNames(
          List.of(
              "admin",
              "administrator",
              "breakglass",
              "emergency",
              "master",
              "owner",
              "poweruser",
              "prod",
              "production",
              "root",
              "superuser"));

  /// Longer ones are found inside of a word, too: `sysadmin`.
  private static final int LONG = 5;

  public PrivilegedNames {
    words = words.stream().map(word -> word.toLowerCase(Locale.ROOT)).toList();
  }

  /// Whether `name` has one of the words: `prod-admin`, `ProdDeploy`, `break_glass`.
  public boolean match(String name) {
    List<String> parts =
        Arrays.stream(
                name.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-")
                    .toLowerCase(Locale.ROOT)
                    .split("[^a-z0-9]+"))
            .toList();
    Set<String> all = parts.stream().flatMap(PrivilegedNames::forms).collect(Collectors.toSet());
    for (int i = 0; i + 1 < parts.size(); i++) {
      all.add(parts.get(i) + parts.get(i + 1));
    }
    return words.stream()
        .anyMatch(
            word ->
                all.contains(word)
                    || (word.length() >= LONG
                        && all.stream()
                            .anyMatch(part -> part.endsWith(word) || part.startsWith(word))));
  }

  /// A part as it is, without the number at its end, and in the singular.
  private static Stream<String> forms(String part) {
    String bare = part.replaceAll("[0-9]+$", "");
    return Stream.of(part, bare, bare.replaceAll("s$", ""));
  }
}
