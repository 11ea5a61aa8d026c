package dev.rolecall.infra.event;

import dev.rolecall.infra.permission.LeastPrivilegeRole;
import dev.rolecall.infra.permission.Permission;
import dev.rolecall.infra.resource.FailureQueue;
import dev.rolecall.infra.rule.Delivery;
import dev.rolecall.infra.rule.RuleName;
import dev.rolecall.infra.settings.SecretLocation;
import dev.rolecall.infra.settings.Settings;
import dev.rolecall.infra.wording.PermissionWords;
import dev.rolecall.infra.wording.StackWords;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.SecretValue;
import software.amazon.awscdk.services.events.ApiDestination;
import software.amazon.awscdk.services.events.Authorization;
import software.amazon.awscdk.services.events.Connection;
import software.amazon.awscdk.services.events.EventField;
import software.amazon.awscdk.services.events.EventPattern;
import software.amazon.awscdk.services.events.HttpMethod;
import software.amazon.awscdk.services.events.HttpParameter;
import software.amazon.awscdk.services.events.Rule;
import software.amazon.awscdk.services.events.RuleTargetInput;
import software.amazon.awscdk.services.iam.IRole;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.constructs.Construct;

/// Sends notifications to a service of PagerDuty, through its Events API v2.
///
/// @param undelivered what PagerDuty did not take within a day
/// @see <a href="https://developer.pagerduty.com/docs/send-alert-event">its fields</a>
public record PagerDutyRule(RuleName rule, Connection connection, FailureQueue undelivered) {

  /// A page that is a day late still says what is broken.
  private static final Duration NEWS_FOR = Duration.hours(24);

  /// PagerDuty takes 120 events a minute for a key.
  private static final int EACH_SECOND = 2;

  public static PagerDutyRule create(Construct parent, String id, Settings.PagerDuty pagerDuty) {
    Construct scope = new Construct(parent, id);
    FailureQueue undelivered = FailureQueue.create(scope, "Undelivered");
    SecretValue key = key(pagerDuty.secret());
    Connection connection =
        Connection.Builder.create(scope, "Connection")
            .description(StackWords.pagerDuty())
            // A connection must authorize itself by a header; PagerDuty looks at the body.
            .authorization(Authorization.apiKey("X-Routing-Key", key))
            .bodyParameters(Map.of("routing_key", HttpParameter.fromSecret(key)))
            .build();
    ApiDestination destination =
        ApiDestination.Builder.create(scope, "Destination")
            .description(StackWords.pagerDuty())
            .connection(connection)
            .endpoint(pagerDuty.serviceRegion().endpoint())
            .httpMethod(HttpMethod.POST)
            .rateLimitPerSecond(EACH_SECOND)
            .build();
    Rule rule =
        Rule.Builder.create(scope, "Rule")
            .description(StackWords.pagerDuty())
            .eventPattern(pattern())
            .build();
    rule.addTarget(
        Delivery.to(destination, NEWS_FOR, undelivered)
            .event(RuleTargetInput.fromObject(body()))
            .eventRole(role(scope, destination))
            .build());
    return new PagerDutyRule(RuleName.onDefaultBus(rule), connection, undelivered);
  }

  private static SecretValue key(SecretLocation secret) {
    return SecretValue.secretsManager(secret.name());
  }

  /// What opens, changes, acknowledges or resolves an alert; no digests, and no new counts alone.
  private static EventPattern pattern() {
    return EventPattern.builder()
        .source(List.of(EventPipe.SOURCE))
        .detailType(List.of("Rolecall Incident Notification"))
        .detail(Map.of("action", List.of("trigger", "acknowledge", "resolve")))
        .build();
  }

  private static Map<String, Object> body() {
    Map<String, Object> payload = new LinkedHashMap<>();
    payload.put("summary", detail("title"));
    payload.put("severity", detail("level"));
    payload.put("source", "AWS account " + EventField.getAccount());
    payload.put("timestamp", detail("incident.lastSeen"));
    payload.put("component", detail("incident.id"));
    payload.put("class", detail("incident.subject"));
    payload.put("custom_details", EventField.fromPath("$.detail"));
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("event_action", detail("action"));
    body.put("dedup_key", detail("dedupKey"));
    body.put("client", "Rolecall");
    body.put("payload", payload);
    body.put("links", detail("links"));
    return body;
  }

  private static String detail(String path) {
    return EventField.fromPath("$.detail." + path);
  }

  private static IRole role(Construct scope, ApiDestination destination) {
    return LeastPrivilegeRole.create(
            scope,
            "Role",
            new LeastPrivilegeRole.Design(
                StackWords.pagerDuty(),
                new ServicePrincipal("events.amazonaws.com"),
                Optional.empty(),
                Optional.empty()),
            List.of(
                Permission.narrow(
                    "Page",
                    List.of("events:InvokeApiDestination"),
                    List.of(destination.getApiDestinationArn()),
                    PermissionWords.page())))
        .withoutPolicyUpdates();
  }
}
