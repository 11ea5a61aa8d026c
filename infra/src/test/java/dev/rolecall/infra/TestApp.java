package dev.rolecall.infra;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rolecall.infra.settings.Settings;
import dev.rolecall.infra.settings.SettingsReader;
import dev.rolecall.infra.settings.SettingsReading;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;
import software.amazon.awscdk.StackProps;

/// An app with the feature flags of `cdk.json`, so that the tested template is the deployed one.
final class TestApp {

  static final Path ROOT = Path.of("..");

  private static final ObjectMapper JSON = new ObjectMapper();

  private TestApp() {}

  /// A new monitor stack with these settings, in an app of its own, whose functions hold no code.
  static MonitorStack stack(String settings) {
    return stack(settings, StackProps.builder().build());
  }

  static MonitorStack stack(String settings, StackProps props) {
    return new MonitorStack(app(), "RolecallMonitor", props, settings(settings), jar());
  }

  static Settings settings(String json) {
    return switch (SettingsReader.read(json(json))) {
      case SettingsReading.Valid(Settings settings) -> settings;
      case SettingsReading.Invalid invalid -> throw new AssertionError(invalid.problems());
    };
  }

  /// What `cdk.json` says.
  static JsonNode cdkJson() {
    try {
      return JSON.readTree(ROOT.resolve("cdk.json").toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static JsonNode tree(Object value) {
    return JSON.valueToTree(value);
  }

  static String resource(String name) {
    try {
      return Files.readString(Path.of("src", "test", "resources", name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static App app() {
    Map<String, Object> context =
        JSON.convertValue(cdkJson().get("context"), new TypeReference<Map<String, Object>>() {});
    return new App(AppProps.builder().context(context).analyticsReporting(false).build());
  }

  private static Path jar() {
    return Path.of("src", "test", "resources", "code");
  }
}
