package dev.rolecall.iam.condition;

import java.util.Set;

/// Condition keys that can hold several values. They need an operator with `ForAllValues` or
/// `ForAnyValue`; what AWS makes of one without is not documented. [Multivalued context
/// keys](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html)
final class MultivaluedKeys {

  private static final Set<String> GLOBAL =
      Set.of(
          "aws:calledvia",
          "aws:principalorgpaths",
          "aws:principalservicenameslist",
          "aws:resourceorgpaths",
          "aws:sourceorgpaths",
          "aws:tagkeys",
          "aws:vpceorgpaths",
          "sts:transitivetagkeys",
          "saml:edupersonaffiliation",
          "saml:edupersonentitlement",
          "saml:edupersonorgdn",
          "saml:edupersonscopedaffiliation",
          "saml:edupersonassurance");

  private MultivaluedKeys() {}

  /// @param lowerCaseKey a key in lower case
  static boolean contains(String lowerCaseKey) {
    return GLOBAL.contains(lowerCaseKey) || lowerCaseKey.endsWith(":amr");
  }
}
