package dev.rolecall.message;

import dev.rolecall.diagnosis.Fix;
import java.util.List;
import java.util.Locale;

/// What a change asks of the call, said as what has to hold. A policy can ask for MFA by denying
/// without it; the call has to carry MFA all the same.
final class Required {

  private Required() {}

  static List<Fix.RequestMust> of(Fix fix) {
    return fix.requestMust().stream().map(Required::positive).distinct().toList();
  }

  static Fix.RequestMust positive(Fix.RequestMust must) {
    String operator = must.operator().toLowerCase(Locale.ROOT);
    return switch (must.key().toLowerCase(Locale.ROOT)) {
      case "aws:multifactorauthpresent" -> new Fix.RequestMust(must.key(), "Bool", List.of("true"));
      case "aws:multifactorauthage" ->
          operator.contains("greaterthan")
              ? new Fix.RequestMust(must.key(), "NumericLessThanEquals", must.values())
              : must;
      default -> must;
    };
  }
}
