package dev.rolecall.infra;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import software.amazon.awscdk.App;
import software.amazon.awscdk.services.lambda.Code;

/// What the app writes for its settings: a template for each stack. Each variant is written once
/// for all tests.
final class Written {

  static final String MONITOR = "RolecallMonitor";
  static final String MEMBER = "RolecallMember";
  static final String ORGANIZATION = "RolecallOrganization";

  private static final Map<Variant, Map<String, String>> BY_VARIANT = new ConcurrentHashMap<>();
  private static final ObjectMapper JSON = new ObjectMapper();

  private Written() {}

  /// The templates by the names of their stacks, to the byte.
  static Map<String, String> by(Variant variant) {
    return BY_VARIANT.computeIfAbsent(variant, Written::write);
  }

  /// The template of a stack, to the byte.
  static String text(Variant variant, String stack) {
    return Objects.requireNonNull(by(variant).get(stack), stack);
  }

  static StackTemplate template(Variant variant, String stack) {
    try {
      return new StackTemplate(JSON.readTree(text(variant, stack)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, String> write(Variant variant) {
    App app = TestApp.create();
    RolecallApp.add(app, variant.settings(), Code.fromAsset("src/main/java"));
    return templates(Path.of(app.synth().getDirectory()));
  }

  private static Map<String, String> templates(Path assembly) {
    Map<String, String> templates = new TreeMap<>();
    try (Stream<Path> files = Files.list(assembly)) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString();
        if (name.endsWith(".template.json")) {
          templates.put(name.replace(".template.json", ""), Files.readString(file));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return templates;
  }
}
