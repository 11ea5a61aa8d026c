package dev.rolecall.infra;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;

/// An app with the feature flags of `cdk.json`, so that the tested template is the deployed one.
public final class TestApp {

  private TestApp() {}

  public static App create() {
    return new App(AppProps.builder().context(context()).analyticsReporting(false).build());
  }

  /// What `cdk.json` has.
  public static Map<String, Object> context() {
    ObjectMapper json = new ObjectMapper();
    try {
      return json.convertValue(
          json.readTree(Path.of("..", "cdk.json").toFile()).get("context"),
          new TypeReference<TreeMap<String, Object>>() {});
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
