import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/// Writes the licenses of everything in a jar that others wrote: `META-INF/licenses/index.txt`, and
/// the texts beside it.
///
/// `java Licenses.java JAR OWN TEXTS OUT CLASSPATH`: JAR is the jar without licenses; OWN is our
/// own license, and the text of Apache-2.0; TEXTS has those texts of other licenses that a jar does
/// not bring, by its group; OUT gets the files; CLASSPATH has the jars that JAR was made of. A jar
/// of which JAR has nothing is left out. Files that were copied by hand are named by a
/// `*.vendored.properties` beside them in JAR, with `name`, `version`, `license` and `texts`.
///
/// It fails for a license that is not in [#ALLOWED], and for one that it does not know.
final class Licenses {

  private static final String FOLDER = "META-INF/licenses/";

  /// What may be in a jar, as SPDX names it: nothing that asks more of the rest than to be named.
  private static final Set<String> ALLOWED =
      Set.of(
          "0BSD",
          "Apache-2.0",
          "BSD-2-Clause",
          "BSD-3-Clause",
          "CC0-1.0",
          "EPL-2.0",
          "MIT",
          "MIT-0");

  /// How the names in poms begin or what they contain, and what they mean. The first counts.
  private static final Map<Pattern, String> NAMES = new LinkedHashMap<>();

  static {
    name("apache.*2|^asl 2|^al 2|amazon software license \\(apache", "Apache-2.0");
    name("mit[ -]?(no attribution|0)", "MIT-0");
    name("\\bmit\\b", "MIT");
    name("(eclipse public license|epl).*2", "EPL-2.0");
    name("bsd[ -]?(2|two|\\(?2)|simplified bsd", "BSD-2-Clause");
    name("bsd[ -]?(3|three)|new bsd|revised bsd", "BSD-3-Clause");
    name("cc0|creative commons zero", "CC0-1.0");
    name("^0bsd", "0BSD");
  }

  private static void name(String pattern, String id) {
    NAMES.put(Pattern.compile(pattern), id);
  }

  private static final Pattern TEXT =
      Pattern.compile(
          "(?:META-INF/)?(?:licen[cs]es?/)?[^/]*"
              + "(?:licen[cs]e|notice|copying|copyright|third-?party|about\\.html)[^/]*",
          Pattern.CASE_INSENSITIVE);
  private static final String VENDORED = ".vendored.properties";

  /// Something in the jar.
  ///
  /// @param id `group:artifact`
  /// @param texts its own files, by name
  record Component(String id, String version, List<String> licenses, Map<String, String> texts) {}

  /// A file of a pom, which knows its parents.
  private record Coordinates(String group, String artifact, String version) {

    Path in(Path repository) {
      return repository
          .resolve(group.replace('.', '/'))
          .resolve(artifact)
          .resolve(version)
          .resolve(artifact + "-" + version + ".pom");
    }
  }

  private static final String APACHE = "Apache-2.0";
  private static final String APACHE_TEXT = APACHE + ".txt";

  private final Path own;
  private final Path standard;

  private Licenses(Path own, Path standard) {
    this.own = own;
    this.standard = standard;
  }

  public static void main(String[] args) throws IOException {
    Path out = Path.of(args[3]).resolve(FOLDER);
    List<Component> components = new ArrayList<>();
    try (JarFile jar = new JarFile(args[0])) {
      Set<String> contents =
          jar.stream().map(ZipEntry::getName).collect(Collectors.toCollection(HashSet::new));
      for (String element : args[4].split(File.pathSeparator)) {
        if (element.endsWith(".jar")) {
          artifact(Path.of(element), contents).ifPresent(components::add);
        }
      }
      for (String name : contents.stream().sorted().toList()) {
        if (name.endsWith(VENDORED)) {
          components.add(vendored(jar, name));
        }
      }
    }
    components.sort(Comparator.comparing(Component::id));
    components.forEach(Licenses::check);
    share(components);
    delete(out);
    Files.createDirectories(out);
    Files.copy(
        Path.of(args[1]), out.resolveSibling("LICENSE"), StandardCopyOption.REPLACE_EXISTING);
    new Licenses(Path.of(args[1]), Path.of(args[2])).write(components, out);
  }

  /// The artifact of a jar; empty when nothing of it is in the contents, or when it is our own.
  private static Optional<Component> artifact(Path file, Set<String> contents) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    String version = folder.getFileName().toString();
    Path pom = folder.resolve(folder.getParent().getFileName() + "-" + version + ".pom");
    if (!Files.exists(pom)) {
      return Optional.empty();
    }
    Map<String, String> texts = new TreeMap<>();
    try (JarFile jar = new JarFile(file.toFile())) {
      boolean isUsed =
          jar.stream()
              .map(ZipEntry::getName)
              .filter(name -> !name.endsWith("/") && !name.startsWith("META-INF/"))
              .anyMatch(contents::contains);
      if (!isUsed) {
        return Optional.empty();
      }
      for (JarEntry entry : Collections.list(jar.entries())) {
        if (!entry.isDirectory() && TEXT.matcher(entry.getName()).matches()) {
          texts.put(entry.getName(), read(jar, entry));
        }
      }
    }
    Path repository = repository(pom);
    Coordinates own = coordinates(root(pom));
    if (own.group().equals("dev.rolecall")) {
      return Optional.empty();
    }
    return Optional.of(
        new Component(
            own.group() + ":" + own.artifact(), version, licenses(pom, repository), texts));
  }

  /// The folder above the folders of the group.
  private static Path repository(Path pom) throws IOException {
    Coordinates own = coordinates(root(pom));
    Path at = pom;
    int above = own.group().split("\\.").length + 3;
    for (int i = 0; i < above; i++) {
      at = at.getParent();
    }
    return at;
  }

  /// Of the pom, or the first of its parents that names any.
  private static List<String> licenses(Path pom, Path repository) throws IOException {
    Path at = pom;
    while (true) {
      Element root = root(at);
      List<String> names =
          children(root, "licenses")
              .flatMap(each -> children(each, "license"))
              .map(license -> text(license, "name").or(() -> text(license, "url")).orElse(""))
              .map(Licenses::spdx)
              .distinct()
              .toList();
      if (!names.isEmpty()) {
        return names;
      }
      Optional<Element> parent = children(root, "parent").findFirst();
      if (parent.isEmpty()) {
        return List.of();
      }
      at =
          new Coordinates(
                  text(parent.get(), "groupId").orElseThrow(),
                  text(parent.get(), "artifactId").orElseThrow(),
                  text(parent.get(), "version").orElseThrow())
              .in(repository);
    }
  }

  private static String spdx(String name) {
    String lower = name.toLowerCase(Locale.ROOT).strip();
    return NAMES.entrySet().stream()
        .filter(each -> each.getKey().matcher(lower).find())
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse("unknown (" + name + ")");
  }

  /// What was copied by hand: its texts lie beside it.
  private static Component vendored(JarFile jar, String name) throws IOException {
    Properties properties = new Properties();
    try (InputStream in = jar.getInputStream(jar.getEntry(name))) {
      properties.load(in);
    }
    Map<String, String> texts = new TreeMap<>();
    for (String text : properties.getProperty("texts").split(" ")) {
      ZipEntry entry = jar.getEntry(name.substring(0, name.lastIndexOf('/') + 1) + text);
      if (entry == null) {
        throw new IllegalStateException(name + " names " + text + ", which is not there");
      }
      texts.put(text, read(jar, entry));
    }
    return new Component(
        properties.getProperty("name"),
        properties.getProperty("version"),
        List.of(properties.getProperty("license").split(" ")),
        texts);
  }

  /// Of several licenses one may choose, so one of them has to do.
  private static void check(Component component) {
    if (component.licenses().stream().noneMatch(ALLOWED::contains)) {
      throw new IllegalStateException(
          component.id() + " " + component.version() + " has " + component.licenses());
    }
  }

  /// Each text once, under the name of the first that has it.
  private void write(List<Component> components, Path out) throws IOException {
    Map<String, String> places = new LinkedHashMap<>();
    put(out, APACHE_TEXT, plain(Files.readString(own, UTF_8)), places);
    List<String> lines = new ArrayList<>();
    lines.add("What others wrote, with its license and the texts that go with it.");
    for (Component component : components) {
      Set<String> files = new LinkedHashSet<>();
      String artifact = component.id().substring(component.id().indexOf(':') + 1);
      Map<String, String> texts = new TreeMap<>(component.texts());
      for (String id : component.licenses()) {
        if (ALLOWED.contains(id) && texts.keySet().stream().noneMatch(Licenses::isLicense)) {
          texts.put(id, standard(id, component));
        }
      }
      for (Map.Entry<String, String> text : texts.entrySet()) {
        String name = text.getKey().substring(text.getKey().lastIndexOf('/') + 1);
        String place = artifact + "-" + component.version() + "/" + name;
        files.add(put(out, place, plain(text.getValue()), places));
      }
      lines.add("");
      lines.add(component.id() + " " + component.version());
      lines.add("  license: " + String.join(" or ", component.licenses()));
      files.forEach(file -> lines.add("  text: " + file));
    }
    Files.writeString(out.resolve("index.txt"), String.join("\n", lines) + "\n", UTF_8);
  }

  /// Where the text is: where it was put before, or at this place.
  private static String put(Path out, String place, String text, Map<String, String> places)
      throws IOException {
    String known = places.putIfAbsent(text, place);
    if (known != null) {
      return known;
    }
    Path file = out.resolve(place);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text, UTF_8);
    return place;
  }

  private static String plain(String text) {
    return text.replace("\r\n", "\n").strip() + "\n";
  }

  private static boolean isLicense(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return !lower.contains("notice") && !lower.contains("about.html");
  }

  /// Apache-2.0 names nobody; the other licenses name who holds the rights.
  private String standard(String id, Component component) throws IOException {
    if (id.equals(APACHE)) {
      return Files.readString(own, UTF_8);
    }
    Path file = standard.resolve(group(component) + ".txt");
    if (Files.exists(file)) {
      return Files.readString(file, UTF_8);
    }
    throw new IllegalStateException(
        "%s brings no text of its license: save it as %s/%s.txt"
            .formatted(component.id(), standard, group(component)));
  }

  private static String group(Component component) {
    return component.id().substring(0, Math.max(0, component.id().indexOf(':')));
  }

  /// What others of the same group bring, for those that bring nothing.
  private static void share(List<Component> components) {
    for (Component component : components) {
      if (component.texts().isEmpty() && !component.licenses().contains(APACHE)) {
        components.stream()
            .filter(other -> group(other).equals(group(component)))
            .filter(other -> other.version().equals(component.version()))
            .filter(other -> other.texts().keySet().stream().anyMatch(Licenses::isLicense))
            .findFirst()
            .ifPresent(other -> component.texts().putAll(other.texts()));
      }
    }
  }

  private static Coordinates coordinates(Element root) {
    Optional<Element> parent = children(root, "parent").findFirst();
    return new Coordinates(
        text(root, "groupId").or(() -> parent.flatMap(it -> text(it, "groupId"))).orElseThrow(),
        text(root, "artifactId").orElseThrow(),
        text(root, "version").or(() -> parent.flatMap(it -> text(it, "version"))).orElseThrow());
  }

  private static Element root(Path pom) throws IOException {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
      return factory.newDocumentBuilder().parse(pom.toFile()).getDocumentElement();
    } catch (ParserConfigurationException | SAXException e) {
      throw new IOException(pom.toString(), e);
    }
  }

  private static Stream<Element> children(Element parent, String name) {
    List<Element> found = new ArrayList<>();
    for (Node at = parent.getFirstChild(); at != null; at = at.getNextSibling()) {
      if (at instanceof Element element && element.getTagName().equals(name)) {
        found.add(element);
      }
    }
    return found.stream();
  }

  private static Optional<String> text(Element parent, String name) {
    return children(parent, name).findFirst().map(it -> it.getTextContent().strip());
  }

  private static String read(JarFile jar, ZipEntry entry) throws IOException {
    try (InputStream in = jar.getInputStream(entry)) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }

  private static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> tree = Files.walk(folder)) {
        for (Path file : (Iterable<Path>) tree.sorted(Comparator.reverseOrder())::iterator) {
          Files.delete(file);
        }
      }
    }
  }
}
