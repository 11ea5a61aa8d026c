package dev.rolecall.denial;

/// What AWS's documentation leaves open, with the reason and how a policy avoids it.
public enum DocumentationGap implements GapFact, GapReason, GapRemedy {
  GRANT_TO_EVERYONE,
  NOT_PRINCIPAL,
  EARLY_VARIABLE,
  WIDE_WILDCARD,
  NO_VALUES,
  NO_QUANTIFIER,
  ANY_OF_ABSENT,
  EMPTY_VALUE,
  QUALIFIED_NULL,
  MISWRITTEN_VARIABLE,
  VARIABLE_WITHOUT_SINGLE_VALUE,
  PRIVATE_USE_CHARACTER,
  WILDCARD_IN_DEFAULT;

  /// The gap.
  public Gap gap() {
    return new Gap(this, this, this);
  }
}
