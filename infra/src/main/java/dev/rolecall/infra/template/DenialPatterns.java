package dev.rolecall.infra.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolecall.infra.rule.DenialRule;
import dev.rolecall.infra.settings.Settings;
import software.amazon.awscdk.Stack;
import software.constructs.Construct;

/// What the rule for denials takes, with all settings that change it.
final class DenialPatterns {

  private final ObjectNode rules;

  private DenialPatterns(ObjectNode rules) {
    this.rules = rules;
  }

  /// What it takes beyond AccessDenied.
  enum Scope {
    DENIALS(false, false),
    OTHER_ERRORS(true, false),
    SERVICE_FAILURES(false, true),
    EVERYTHING(true, true);

    private final boolean otherErrors;
    private final boolean serviceFailures;

    Scope(boolean otherErrors, boolean serviceFailures) {
      this.otherErrors = otherErrors;
      this.serviceFailures = serviceFailures;
    }
  }

  /// Adds a rule for each to a stack that is never deployed.
  static void add(Stack stack) {
    for (Scope scope : Scope.values()) {
      Settings settings = TemplateSettings.everything(scope.otherErrors, scope.serviceFailures);
      DenialRule.take(DenialRule.builder(new Construct(stack, scope.name()), settings), settings);
    }
  }

  /// The patterns in the template of that stack.
  static DenialPatterns of(ObjectNode template) {
    return new DenialPatterns((ObjectNode) template.get("Resources"));
  }

  /// The pattern that takes a scope.
  JsonNode of(Scope scope) {
    String id = scope.name().replace("_", "");
    return rules.properties().stream()
        .filter(rule -> rule.getKey().startsWith(id))
        .findFirst()
        .orElseThrow()
        .getValue()
        .at("/Properties/EventPattern");
  }
}
