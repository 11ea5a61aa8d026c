package dev.rolecall.infra;

import java.time.Instant;
import java.util.List;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.lambda.Code;

/// Entry point of the CDK app; `cdk.json` runs it.
public final class RolecallApp {

  /// Relative to the root of the repository, where the CDK runs the app.
  private static final String JAR = "function/target/rolecall.jar";

  private RolecallApp() {}

  /// Writes the cloud assembly to where the CDK asks for it; ends with status 1 and the list of
  /// problems on stderr when the settings make no sense.
  public static void main(String[] args) {
    App app = new App();
    switch (ContextSettings.read(app.getNode())) {
      case SettingsReading.Valid(Settings settings) -> synthesize(app, settings);
      case SettingsReading.Invalid(List<String> problems) -> {
        System.err.println("The settings (`rolecall` in the context of cdk.json) make no sense:");
        problems.forEach(problem -> System.err.println("  " + problem));
        System.exit(1);
      }
    }
  }

  private static void synthesize(App app, Settings settings) {
    // The account and region of the credentials, where there are any; else the template suits all.
    Environment.Builder environment = Environment.builder();
    if (System.getenv("CDK_DEFAULT_ACCOUNT") != null) {
      environment
          .account(System.getenv("CDK_DEFAULT_ACCOUNT"))
          .region(System.getenv("CDK_DEFAULT_REGION"));
    }
    MonitorStack stack =
        new MonitorStack(
            app,
            "RolecallMonitor",
            StackProps.builder()
                .description("Rolecall: explains denied sts:AssumeRole calls")
                .env(environment.build())
                .build(),
            settings,
            Code.fromAsset(JAR));
    EndedMutes.warn(stack, settings.mutes(), Instant.now());
    app.synth();
  }
}
