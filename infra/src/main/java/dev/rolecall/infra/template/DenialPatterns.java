package dev.rolecall.infra.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolecall.infra.rule.DenialRule;
import dev.rolecall.infra.settings.Settings;
import java.util.EnumMap;
import java.util.Map;
import software.amazon.awscdk.Stack;
import software.constructs.Construct;

/// What the rule for denials takes, with all settings that change it.
final class DenialPatterns {

  private DenialPatterns() {}

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
  static Map<Scope, JsonNode> of(ObjectNode template) {
    Map<Scope, JsonNode> patterns = new EnumMap<>(Scope.class);
    template
        .get("Resources")
        .properties()
        .forEach(
            resource -> {
              for (Scope scope : Scope.values()) {
                String id = scope.name().replace("_", "");
                if (resource.getKey().startsWith(id)) {
                  patterns.put(scope, resource.getValue().at("/Properties/EventPattern"));
                }
              }
            });
    return patterns;
  }
}
