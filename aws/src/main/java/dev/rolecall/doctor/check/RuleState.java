package dev.rolecall.doctor.check;

import dev.rolecall.doctor.report.AwsLocation;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.DescribeRuleResponse;
import software.amazon.awssdk.services.eventbridge.model.ListTargetsByRuleResponse;
import software.amazon.awssdk.services.eventbridge.model.Target;

/// What a rule of EventBridge is like.
public sealed interface RuleState {

  /// Only in this state a rule gets read-only events.
  /// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail-management.html
  String ALL_EVENTS = "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS";

  String DEFAULT_BUS = "default";

  /// It hands everything to where it should.
  record Right() implements RuleState {}

  record Missing() implements RuleState {}

  record Disabled() implements RuleState {}

  /// It is enabled, and gets no read-only events.
  record SkipsReads() implements RuleState {}

  /// It hands them to something else, or to nothing.
  record WithoutTarget() implements RuleState {}

  record Unheard(DoctorResult.Unheard<?> reply) implements RuleState {}

  /// Looks at a rule.
  ///
  /// @param bus name of its bus
  /// @param target ARN of what it has to hand events to
  static RuleState of(
      DoctorReader doctorReader, AwsLocation where, String bus, String rule, String target) {
    DoctorResult<DescribeRuleResponse> described =
        ask(
            doctorReader,
            where,
            "events:DescribeRule",
            client -> client.describeRule(ask -> ask.eventBusName(bus).name(rule)));
    return described.fold(
        found -> {
          String state = Optional.ofNullable(found.stateAsString()).orElse("");
          return switch (state) {
            case ALL_EVENTS -> targets(doctorReader, where, bus, rule, target);
            case "ENABLED" -> new SkipsReads();
            default -> new Disabled();
          };
        },
        _ -> new Missing(),
        Unheard::new);
  }

  private static RuleState targets(
      DoctorReader doctorReader, AwsLocation where, String bus, String rule, String target) {
    DoctorResult<List<Target>> targets =
        ask(
            doctorReader,
            where,
            "events:ListTargetsByRule",
            client -> {
              ListTargetsByRuleResponse page =
                  client.listTargetsByRule(ask -> ask.eventBusName(bus).rule(rule));
              return page.targets();
            });
    return targets.fold(
        found ->
            found.stream().anyMatch(one -> target.equals(one.arn()))
                ? new Right()
                : new WithoutTarget(),
        _ -> new Missing(),
        Unheard::new);
  }

  private static <T> DoctorResult<T> ask(
      DoctorReader doctorReader,
      AwsLocation where,
      String action,
      java.util.function.Function<EventBridgeClient, T> call) {
    return doctorReader.ask(
        where.account(),
        action,
        (clients, credentials) ->
            clients.eventBridge(
                credentials, software.amazon.awssdk.regions.Region.of(where.region())),
        call);
  }
}
