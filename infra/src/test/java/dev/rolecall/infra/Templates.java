package dev.rolecall.infra;

import software.amazon.awscdk.assertions.Template;

/// Templates that several tests look at. Synthesis takes seconds: each is made once.
final class Templates {

  /// With no setting at all.
  static final Template MINIMAL = Template.fromStack(TestApp.stack("{}"));

  /// With everything that can be set.
  static final Template EVERYTHING =
      Template.fromStack(TestApp.stack(TestApp.resource("everything.json")));

  private Templates() {}
}
