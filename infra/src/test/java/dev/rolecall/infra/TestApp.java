package dev.rolecall.infra;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;

/// An app with the feature flags of `cdk.json`, so that the tested template is the deployed one.
final class TestApp {

  private TestApp() {}

  static App create() {
    ObjectMapper json = new ObjectMapper();
    try {
      Map<String, Object> context =
          json.convertValue(
              json.readTree(Path.of("..", "cdk.json").toFile()).get("context"),
              new TypeReference<Map<String, Object>>() {});
      return new App(AppProps.builder().context(context).analyticsReporting(false).build());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
