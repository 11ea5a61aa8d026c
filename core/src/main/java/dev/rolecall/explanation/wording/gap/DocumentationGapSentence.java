package dev.rolecall.explanation.wording.gap;

import dev.rolecall.denial.DocumentationGap;

/// What is said of what AWS's documentation leaves open.
final class DocumentationGapSentence {

  private static final String NOT_DOCUMENTED = "AWS does not document it";

  private DocumentationGapSentence() {}

  static GapSentence of(DocumentationGap gap) {
    return switch (gap) {
      case GRANT_TO_EVERYONE ->
          new GapSentence(
              "whether a boundary or session policy limits a grant to everyone (`*`)",
              "AWS documents it only for users, roles and sessions",
              "name the role in the trust policy");
      case NOT_PRINCIPAL ->
          new GapSentence(
              "whether `NotPrincipal` exempts the caller",
              "it certainly does only when account, role and session (or account and user) are all"
                  + " listed",
              "replace `NotPrincipal` with a condition on `aws:PrincipalArn`");
      case EARLY_VARIABLE ->
          new GapSentence(
              "how AWS evaluates a policy variable before the last part of a resource ARN",
              "AWS documents variables only in the last part",
              "write the other parts without variables");
      case WIDE_WILDCARD ->
          new GapSentence(
              "whether the resource pattern covers the role",
              "its wildcards would have to match across the colons of an ARN",
              "write the pattern with all six parts of an ARN");
      case NO_VALUES ->
          new GapSentence(
              "how AWS evaluates a condition without values",
              "AWS's documentation contradicts itself",
              "give the condition a value, or remove it");
      case NO_QUANTIFIER ->
          new GapSentence(
              "how AWS evaluates several values of a key under a single-value operator",
              "AWS requires `ForAllValues` or `ForAnyValue` there",
              "write the operator with one of them");
      case ANY_OF_ABSENT ->
          new GapSentence(
              "how AWS evaluates `ForAnyValue` with `IfExists` or `Null` when the key is absent",
              NOT_DOCUMENTED,
              "write two conditions, or one without a quantifier");
      case EMPTY_VALUE ->
          new GapSentence(
              "whether an empty value counts as a value",
              "AWS documents it only for some operators",
              "use a value that is not empty");
      case QUALIFIED_NULL ->
          new GapSentence(
              "how AWS evaluates `ForAllValues:Null` and `ForAnyValue:Null`",
              "AWS's documentation and its observed behavior differ",
              "write `Null` without a quantifier");
      case MISWRITTEN_VARIABLE ->
          new GapSentence(
              "how AWS evaluates a malformed policy variable",
              NOT_DOCUMENTED,
              "correct it in the policy");
      case VARIABLE_WITHOUT_SINGLE_VALUE ->
          new GapSentence(
              "how AWS evaluates a policy variable whose key has several values or an empty one",
              NOT_DOCUMENTED,
              "use another key");
      case PRIVATE_USE_CHARACTER ->
          new GapSentence(
              "how AWS evaluates a Unicode private-use character in a policy variable",
              NOT_DOCUMENTED,
              "use another key");
      case WILDCARD_IN_DEFAULT ->
          new GapSentence(
              "how AWS evaluates a wildcard in the default of a policy variable",
              NOT_DOCUMENTED,
              "use a default without wildcards");
    };
  }
}
