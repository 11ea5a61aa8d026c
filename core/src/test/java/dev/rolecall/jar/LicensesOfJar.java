package dev.rolecall.jar;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/// The licenses in jars that were put together from others; each of the jars has all of them.
public record LicensesOfJar(List<JarFile> jars, Map<String, Listed> listed) {

  private static final String FOLDER = "META-INF/licenses/";
  private static final Pattern COMPONENT =
      Pattern.compile("(?m)^(\\S+) (\\S+)\n((?: {2}(?:license|text): .+\n)+)");
  private static final Pattern FIELD = Pattern.compile("(?m)^ {2}(license|text): (.+)$");
  private static final Pattern ARTIFACT = Pattern.compile("/([^/]+)/([^/]+)/\\1-\\2\\.jar!/");

  /// What others wrote.
  record Listed(List<String> licenses, List<String> texts) {}

  /// The licenses of the jars at `paths`, which belong together.
  public static LicensesOfJar of(Path... paths) throws IOException {
    List<JarFile> jars = new ArrayList<>();
    for (Path path : paths) {
      jars.add(new JarFile(path.toFile()));
    }
    String index = text(jars.getFirst(), FOLDER + "index.txt");
    for (JarFile other : jars) {
      assertThat(text(other, FOLDER + "index.txt")).isEqualTo(index);
    }
    return new LicensesOfJar(
        jars,
        COMPONENT
            .matcher(index)
            .results()
            .collect(
                Collectors.toMap(
                    found -> found.group(1) + " " + found.group(2),
                    found ->
                        new Listed(
                            fields(found, "license")
                                .flatMap(names -> Stream.of(names.split(" or ")))
                                .toList(),
                            fields(found, "text").toList()))));
  }

  private static Stream<String> fields(MatchResult component, String name) {
    return FIELD
        .matcher(component.group(3))
        .results()
        .filter(field -> field.group(1).equals(name))
        .map(field -> field.group(2));
  }

  /// Checks that all of whose classes some are in the jar are listed.
  public void nameEverythingInside() throws IOException {
    SortedSet<String> artifacts = new TreeSet<>();
    for (String name : names().filter(each -> each.endsWith(".class")).toList()) {
      if (!name.startsWith("dev/rolecall/")) {
        Set<String> from = artifacts(name);
        assertThat(from).as("the artifact of " + name).isNotEmpty();
        artifacts.addAll(from.size() == 1 ? from : Set.of());
      }
    }
    Set<String> known =
        listed.keySet().stream()
            .map(id -> id.substring(id.indexOf(':') + 1))
            .collect(Collectors.toSet());
    assertThat(artifacts).hasSizeGreaterThan(20).isSubsetOf(known);
    assertThat(names().filter(name -> name.endsWith(".vendored.properties")))
        .allMatch(
            name ->
                listed.keySet().stream()
                    .anyMatch(
                        id ->
                            id.startsWith(
                                name.substring(name.lastIndexOf('/') + 1)
                                    .replace(".vendored.properties", " "))));
  }

  /// Which artifacts of the class path have the class: `artifact version`.
  private static Set<String> artifacts(String name) throws IOException {
    return Collections.list(LicensesOfJar.class.getClassLoader().getResources(name)).stream()
        .map(URL::toString)
        .flatMap(url -> ARTIFACT.matcher(url).results())
        .map(found -> found.group(1) + " " + found.group(2))
        .collect(Collectors.toSet());
  }

  /// Checks that the texts are there, and that no license asks more than to be named.
  public void bringTheirTexts() throws IOException {
    assertThat(listed).isNotEmpty();
    for (Map.Entry<String, Listed> each : listed.entrySet()) {
      assertThat(each.getValue().licenses())
          .as(each.getKey())
          .isNotEmpty()
          .isSubsetOf(
              "0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "EPL-2.0", "MIT", "MIT-0");
      assertThat(each.getValue().texts()).as(each.getKey()).isNotEmpty();
      for (String file : each.getValue().texts()) {
        for (JarFile jar : jars) {
          assertThat(text(jar, FOLDER + file)).as(file).hasSizeGreaterThan(50);
        }
      }
    }
    for (JarFile jar : jars) {
      assertThat(text(jar, "META-INF/LICENSE")).contains("Apache License");
    }
    assertThat(listed.values().stream().flatMap(each -> each.texts().stream()))
        .contains("Apache-2.0.txt")
        .anyMatch(file -> file.contains("NOTICE"));
  }

  /// The artifacts that are listed: `group:artifact version`.
  public Set<String> components() {
    return listed.keySet();
  }

  private Stream<String> names() {
    return jars.stream().flatMap(JarFile::stream).map(ZipEntry::getName);
  }

  private static String text(JarFile jar, String name) throws IOException {
    ZipEntry entry = jar.getEntry(name);
    assertThat(entry).as(name).isNotNull();
    try (InputStream in = jar.getInputStream(entry)) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }
}
