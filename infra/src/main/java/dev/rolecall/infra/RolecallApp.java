package dev.rolecall.infra;

import dev.rolecall.infra.context.ContextSettings;
import dev.rolecall.infra.context.EndedMutes;
import dev.rolecall.infra.context.SettingsReading;
import dev.rolecall.infra.context.UnheardTopic;
import dev.rolecall.infra.settings.Members;
import dev.rolecall.infra.settings.Settings;
import dev.rolecall.infra.wording.SettingWords;
import dev.rolecall.infra.wording.StackWords;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.lambda.Code;

/// Entry point of the CDK app; `cdk.json` runs it.
public final class RolecallApp {

  /// Relative to the root of the repository, where the CDK runs the app.
  public static final String JAR = "function/target/rolecall-function.jar";

  private RolecallApp() {}

  /// Writes the cloud assembly to where the CDK asks for it; ends with status 1 and the list of
  /// problems on stderr when settings are invalid.
  public static void main(String[] args) {
    App app = new App();
    switch (ContextSettings.read(app.getNode())) {
      case SettingsReading.Valid(Settings settings) -> {
        add(app, settings, Code.fromAsset(JAR));
        app.synth();
      }
      case SettingsReading.Invalid(List<String> problems) -> {
        System.err.println(SettingWords.heading(problems.size()));
        problems.forEach(problem -> System.err.println("  " + problem));
        System.exit(1);
      }
    }
  }

  /// Adds all stacks to an app.
  static void add(App app, Settings settings, Code code) {
    MonitorStack monitor =
        new MonitorStack(
            app,
            "RolecallMonitor",
            StackProps.builder()
                .description(StackWords.monitorStack())
                .env(environment(settings))
                .build(),
            settings,
            code);
    EndedMutes.warn(monitor, settings.mutes(), Instant.now());
    UnheardTopic.warn(monitor, settings);
    settings.members().ifPresent(members -> addMembers(app, settings, members));
  }

  private static void addMembers(App app, Settings settings, Members members) {
    new MemberStack(app, settings, members);
    members
        .rollout()
        .ifPresent(
            rollout ->
                new OrganizationStack(
                    app,
                    "RolecallOrganization",
                    settings,
                    members,
                    rollout,
                    MemberTemplate.of(context(app), settings, members)));
  }

  private static Map<String, Object> context(App app) {
    Map<String, Object> context = new TreeMap<>();
    if (app.getNode().getAllContext() instanceof Map<?, ?> all) {
      all.forEach((key, value) -> context.put(key.toString(), value));
    }
    return context;
  }

  /// Where the members look for the monitor; else the account and region of the credentials, where
  /// there are any; else the template suits all.
  private static Environment environment(Settings settings) {
    Environment.Builder environment = Environment.builder();
    settings
        .members()
        .ifPresentOrElse(
            members ->
                environment.account(members.monitorAccount()).region(members.monitorRegion()),
            () -> {
              if (System.getenv("CDK_DEFAULT_ACCOUNT") != null) {
                environment
                    .account(System.getenv("CDK_DEFAULT_ACCOUNT"))
                    .region(System.getenv("CDK_DEFAULT_REGION"));
              }
            });
    return environment.build();
  }
}
