package dev.rolecall.diagnosis.fix;

import dev.rolecall.denial.Caller.AwsService;
import dev.rolecall.denial.KeyState;
import dev.rolecall.diagnosis.evaluation.Facts;
import dev.rolecall.iam.condition.ConditionOperator;
import dev.rolecall.iam.condition.ConditionOperator.Comparison;
import dev.rolecall.iam.policy.PolicyWriter.NewCondition;
import dev.rolecall.service.Placeholders;
import dev.rolecall.service.ServiceCaller;
import dev.rolecall.service.ServiceCaller.Known;
import dev.rolecall.service.ServiceCaller.SourceArn;
import dev.rolecall.service.ServiceCallers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The conditions of a new statement for a service: those that AWS documents for its roles, so that
/// the service can use the role for one account's resources only. A condition that AWS does not
/// document for the service is not added: the service may send nothing that meets it. [Confused
/// deputy](https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html)
record ServiceConditions(Facts facts, ServiceCaller service) {

  private static final String ACCOUNT = "aws:SourceAccount";
  private static final String ARN = "aws:SourceArn";
  private static final String EXTERNAL_ID = "sts:ExternalId";

  /// None for other callers.
  static List<NewCondition> of(Facts facts) {
    return facts.caller() instanceof AwsService(String principal)
        ? ServiceCallers.of(principal)
            .map(service -> new ServiceConditions(facts, service).all())
            .orElse(List.of())
        : List.of();
  }

  private List<NewCondition> all() {
    List<NewCondition> conditions = new ArrayList<>();
    if (isDocumented(ACCOUNT)) {
      conditions.add(condition(Comparison.STRING_EQUALS, ACCOUNT, List.of(account())));
    }
    if (isDocumented(ARN)) {
      sourceArns().ifPresent(arns -> conditions.add(condition(Comparison.ARN_LIKE, ARN, arns)));
    }
    Stream.concat(Stream.of(EXTERNAL_ID).filter(this::isDocumented), service.narrow().stream())
        .forEach(
            key ->
                given(key)
                    .map(value -> condition(Comparison.STRING_EQUALS, key, List.of(value)))
                    .ifPresent(conditions::add));
    return conditions;
  }

  private static NewCondition condition(Comparison comparison, String key, List<String> values) {
    return new NewCondition(ConditionOperator.of(comparison), key, values);
  }

  /// Whether AWS documents the key for roles of the service, and the call is not known to lack it.
  private boolean isDocumented(String key) {
    return service.known() == Known.DOCUMENTED
        && service.keys().filter(keys -> keys.contains(key)).isPresent()
        && !(facts.context().get(key) instanceof KeyState.Absent);
  }

  private Optional<String> given(String key) {
    return facts.context().get(key) instanceof KeyState.Present(List<String> values)
        ? values.stream().findFirst()
        : Optional.empty();
  }

  /// Services work for the role's own account, unless it is known for which they worked.
  private String account() {
    return given(ACCOUNT)
        .or(
            () ->
                given(ARN)
                    .map(arn -> arn.split(":", 6))
                    .filter(it -> it.length == 6)
                    .map(it -> it[4]))
        .filter(id -> !id.isEmpty())
        .orElse(facts.target().account().value());
  }

  private Optional<List<String>> sourceArns() {
    return given(ARN)
        .map(List::of)
        .or(
            () ->
                service
                    .sourceArn()
                    .filter(arn -> arn.known() == Known.DOCUMENTED)
                    .map(SourceArn::conditionForms)
                    .map(forms -> forms.stream().map(this::pattern).distinct().toList()));
  }

  private String pattern(String form) {
    return Placeholders.replace(
        form,
        word ->
            switch (word) {
              case "PARTITION" -> facts.target().partition();
              case "ACCOUNT" -> account();
              default -> "*";
            });
  }
}
