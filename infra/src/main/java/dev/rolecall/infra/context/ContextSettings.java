package dev.rolecall.infra.context;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.constructs.Node;

/// The settings as the CDK's context has them: the object `rolecall` of `cdk.json`, and over it
/// what the command line says, such as `-c rolecall:slack.channel=C0123456789`.
public final class ContextSettings {

  private static final String OBJECT = "rolecall";
  private static final String OVERRIDE = "rolecall:";

  private ContextSettings() {}

  public static SettingsReading read(Node app) {
    return app.getAllContext() instanceof Map<?, ?> context
        ? read(context)
        : SettingsReader.read(Map.of());
  }

  /// Reads a whole context.
  static SettingsReading read(Map<?, ?> context) {
    Map<String, Object> settings = copy(context.get(OBJECT));
    context.forEach(
        (key, value) -> {
          if (key.toString().startsWith(OVERRIDE)) {
            put(settings, key.toString().substring(OVERRIDE.length()), value);
          }
        });
    return SettingsReader.read(settings);
  }

  private static void put(Map<String, Object> settings, String path, Object value) {
    int dot = path.indexOf('.');
    if (dot < 0) {
      settings.put(path, value);
      return;
    }
    Map<String, Object> inner = copy(settings.get(path.substring(0, dot)));
    put(inner, path.substring(dot + 1), value);
    settings.put(path.substring(0, dot), inner);
  }

  private static Map<String, Object> copy(@Nullable Object object) {
    Map<String, Object> copy = new TreeMap<>();
    if (object instanceof Map<?, ?> map) {
      map.forEach((key, value) -> copy.put(key.toString(), value));
    }
    return copy;
  }
}
