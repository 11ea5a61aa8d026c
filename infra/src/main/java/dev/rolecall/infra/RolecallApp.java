package dev.rolecall.infra;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rolecall.infra.settings.Settings;
import dev.rolecall.infra.settings.SettingsContext;
import dev.rolecall.infra.settings.SettingsReader;
import dev.rolecall.infra.settings.SettingsReading;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.StackProps;

/// Entry point of the CDK app; `cdk.json` runs it.
public final class RolecallApp {

  private static final Path JAR = Path.of("function", "target", "rolecall.jar");

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TypeReference<Map<String, Object>> CONTEXT = new TypeReference<>() {};

  private RolecallApp() {}

  /// Writes the cloud assembly to where the CDK asks for it, or says what is wrong with the
  /// settings and ends with status 2.
  public static void main(String[] args) {
    App app = new App();
    switch (SettingsReader.read(SettingsContext.settings(context(app)))) {
      case SettingsReading.Invalid(List<String> problems) -> {
        System.err.println("The settings below `context.rolecall` in cdk.json are not right:");
        problems.forEach(problem -> System.err.println("  " + problem));
        System.exit(2);
      }
      case SettingsReading.Valid(Settings settings) -> synth(app, settings);
    }
  }

  private static void synth(App app, Settings settings) {
    new MonitorStack(
        app,
        "RolecallMonitor",
        StackProps.builder()
            .description("Rolecall: explains denied sts:AssumeRole calls")
            .env(environment(System.getenv()))
            .build(),
        settings,
        JAR);
    app.synth();
  }

  private static Map<String, ?> context(App app) {
    return JSON.convertValue(app.getNode().getAllContext(), CONTEXT);
  }

  /// Where the command line's credentials point to; anywhere when there are none.
  private static Environment environment(Map<String, String> variables) {
    Environment.Builder environment = Environment.builder();
    Optional.ofNullable(variables.get("CDK_DEFAULT_ACCOUNT")).ifPresent(environment::account);
    Optional.ofNullable(variables.get("CDK_DEFAULT_REGION")).ifPresent(environment::region);
    return environment.build();
  }
}
