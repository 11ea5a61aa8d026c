import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Writes what is in a package as a bill of materials in CycloneDX's form: what the index of
/// licenses in the jar lists, and the Java runtime with what that lists in its `legal` folder. From
/// the same jar and runtime it is the same every time.
final class Sbom {

  private static final String RUNTIME = "Eclipse Temurin";
  private static final String LICENSE = "license: ";
  private static final Pattern COMPONENT = Pattern.compile("(?<id>\\S+) (?<version>\\S+)");
  private static final Pattern SPDX = Pattern.compile("[A-Za-z0-9.-]+");

  /// A heading of the `legal` folder.
  private static final Pattern HEADING =
      Pattern.compile(
          "(?m)\\A## (?<name>.+?),?(?: (?:v ?|Version )?(?<version>\\d[\\w.-]*))?\\s*$");

  private final List<Object> components = new ArrayList<>();
  private final List<String> references = new ArrayList<>();

  private Sbom() {}

  /// @param index the text of the jar's `META-INF/licenses/index.txt`
  static void write(String version, String index, Path runtime, Path to) throws IOException {
    Sbom sbom = new Sbom();
    for (String block : index.split("\n\n")) {
      sbom.add(block.strip().split("\n\\s*"));
    }
    sbom.components.add(sbom.runtime(runtime));
    String root = "pkg:maven/dev.rolecall/rolecall-cli@" + version;
    Map<String, Object> whole = new LinkedHashMap<>();
    whole.put("$schema", "http://cyclonedx.org/schema/bom-1.6.schema.json");
    whole.put("bomFormat", "CycloneDX");
    whole.put("specVersion", "1.6");
    whole.put("version", 1);
    Map<String, Object> command =
        component("application", "rolecall", version, root, List.of("Apache-2.0"));
    whole.put("metadata", Map.of("component", command));
    whole.put("components", sbom.components);
    List<Object> dependencies = new ArrayList<>();
    dependencies.add(dependency(root, sbom.references));
    sbom.references.forEach(each -> dependencies.add(dependency(each, List.of())));
    whole.put("dependencies", dependencies);
    ObjectMapper json = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    byte[] content = json.writeValueAsBytes(whole);
    whole.put("serialNumber", "urn:uuid:" + UUID.nameUUIDFromBytes(content));
    Files.writeString(to, json.writeValueAsString(whole).replace("\r\n", "\n") + "\n");
  }

  private static Map<String, Object> dependency(String reference, List<String> on) {
    Map<String, Object> dependency = new LinkedHashMap<>();
    dependency.put("ref", reference);
    dependency.put("dependsOn", on);
    return dependency;
  }

  /// A block of the index: name and version, licenses, and the files with their texts.
  private void add(String[] lines) {
    Matcher named = COMPONENT.matcher(lines[0]);
    if (!named.matches()) {
      return;
    }
    String id = named.group("id");
    String version = named.group("version");
    List<String> licences =
        Stream.of(lines)
            .filter(line -> line.startsWith(LICENSE))
            .flatMap(line -> Stream.of(line.substring(LICENSE.length()).split(" or ")))
            .toList();
    int colon = id.indexOf(':');
    String purl =
        colon < 0
            ? "pkg:npm/" + id + "@" + version
            : "pkg:maven/" + id.replace(':', '/') + "@" + version;
    Map<String, Object> component =
        component("library", id.substring(colon + 1), version, purl, licences);
    if (colon > 0) {
      component.put("group", id.substring(0, colon));
    }
    components.add(component);
    references.add(purl);
  }

  private static Map<String, Object> component(
      String type, String name, String version, String purl, List<String> licences) {
    Map<String, Object> component = new LinkedHashMap<>();
    component.put("type", type);
    component.put("bom-ref", purl);
    component.put("name", name);
    component.put("version", version);
    component.put("licenses", licenses(licences));
    component.put("purl", purl);
    return component;
  }

  private static List<Object> licenses(List<String> names) {
    List<String> known = names.stream().filter(name -> SPDX.matcher(name).matches()).toList();
    return known.size() == 1
        ? List.of(Map.of("license", Map.of("id", known.getFirst())))
        : List.of(Map.of("expression", String.join(" OR ", known)));
  }

  private Map<String, Object> runtime(Path folder) throws IOException {
    String version = Runtime.version().toString().replaceFirst("-LTS$", "");
    String purl = "pkg:generic/temurin@" + URLEncoder.encode(version, StandardCharsets.UTF_8);
    references.add(purl);
    Map<String, Object> runtime = new LinkedHashMap<>();
    runtime.put("type", "platform");
    runtime.put("bom-ref", purl);
    runtime.put("supplier", Map.of("name", System.getProperty("java.vendor")));
    runtime.put("name", RUNTIME);
    runtime.put("version", version);
    runtime.put(
        "licenses", List.of(Map.of("expression", "GPL-2.0-only WITH Classpath-exception-2.0")));
    runtime.put("purl", purl);
    runtime.put("components", insideRuntime(folder, purl));
    return runtime;
  }

  /// What others wrote of the runtime.
  private static List<Object> insideRuntime(Path folder, String purl) throws IOException {
    Map<String, Object> inside = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder.resolve("legal"))) {
      for (Path file :
          (Iterable<Path>) files.filter(each -> each.toString().endsWith(".md"))::iterator) {
        Matcher heading = HEADING.matcher(Files.readString(file).replace("\r\n", "\n"));
        if (heading.find()) {
          Map<String, Object> component = new LinkedHashMap<>();
          component.put("type", "library");
          component.put("bom-ref", purl + "#" + file.getFileName());
          component.put("name", heading.group("name"));
          if (heading.group("version") != null) {
            component.put("version", heading.group("version"));
          }
          inside.put(file.getFileName().toString(), component);
        }
      }
    }
    return List.copyOf(inside.values());
  }
}
