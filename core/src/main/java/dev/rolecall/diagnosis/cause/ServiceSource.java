package dev.rolecall.diagnosis.cause;

import dev.rolecall.denial.Caller.AwsService;
import dev.rolecall.denial.KeyState;
import dev.rolecall.diagnosis.cause.PossibleCause.Strength;
import dev.rolecall.diagnosis.evaluation.Facts;
import dev.rolecall.iam.condition.Condition;
import dev.rolecall.iam.condition.ConditionOperator.Comparison;
import dev.rolecall.iam.condition.Truth;
import dev.rolecall.service.ServiceCaller;
import dev.rolecall.service.ServiceCallers;
import java.util.Optional;

/// How probable it is that a condition on what a service worked for is what failed. A service sends
/// the resource and its account; callers cannot choose them, and CloudTrail does not record them.
public final class ServiceSource {

  static final String ACCOUNT = "aws:sourceaccount";
  private static final String ARN = "aws:sourcearn";

  private ServiceSource() {}

  /// Empty for other keys and other callers.
  public static Optional<Strength> strength(Facts facts, Condition condition) {
    if (!(facts.caller() instanceof AwsService(String principal))) {
      return Optional.empty();
    }
    return switch (condition.lowerCaseKey()) {
      case ACCOUNT -> Optional.of(ofAccount(facts, condition, ServiceCallers.of(principal)));
      case ARN -> Optional.of(ofArn(condition, ServiceCallers.of(principal)));
      default -> Optional.empty();
    };
  }

  /// The resource lies in the role's own account, as a rule; whether the account is sent at all is
  /// documented for some services only.
  private static Strength ofAccount(
      Facts facts, Condition condition, Optional<ServiceCaller> service) {
    Truth ofOwn =
        condition.evaluate(
            facts.context().with(ACCOUNT, KeyState.present(facts.target().account().value())));
    if (ofOwn.isFalse()) {
      return Strength.EXPECTED;
    }
    boolean documented =
        service
            .flatMap(ServiceCaller::keys)
            .filter(keys -> keys.stream().anyMatch(ACCOUNT::equalsIgnoreCase))
            .isPresent();
    return documented ? Strength.UNLIKELY : Strength.OPEN;
  }

  private static Strength ofArn(Condition condition, Optional<ServiceCaller> service) {
    boolean impossible =
        !condition.operator().comparison().negated()
            && service
                .flatMap(ServiceCaller::sourceArn)
                .filter(arn -> condition.values().stream().noneMatch(arn::canMatch))
                .isPresent();
    return impossible || isWildcardText(condition) ? Strength.EXPECTED : Strength.OPEN;
  }

  /// Under `StringEquals` a star is an ordinary character.
  private static boolean isWildcardText(Condition condition) {
    return condition.operator().comparison() == Comparison.STRING_EQUALS
        && condition.values().stream().allMatch(value -> value.contains("*"));
  }
}
