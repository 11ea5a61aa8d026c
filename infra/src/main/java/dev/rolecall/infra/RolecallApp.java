package dev.rolecall.infra;

import software.amazon.awscdk.App;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.Tags;

/// Entry point of the CDK app; `cdk.json` runs it.
public final class RolecallApp {

  private RolecallApp() {}

  /// Writes the cloud assembly to where the CDK asks for it.
  public static void main(String[] args) {
    App app = new App();
    Tags.of(app).add("application", "rolecall");
    new MonitorStack(
        app,
        "RolecallMonitor",
        StackProps.builder().description("Rolecall: explains denied sts:AssumeRole calls").build());
    app.synth();
  }
}
