package dev.rolecall.problem;

/// What is said of policy documents that cannot be understood.
public final class PolicyWords {

  private PolicyWords() {}

  public static String notAnObject(String found) {
    return "the policy must be a JSON object, found " + found;
  }

  public static String textAfterEnd() {
    return "unexpected text after the end of the policy";
  }

  public static String noStatement() {
    return "the policy has no Statement";
  }

  public static String unknownVersion() {
    return "expected `2008-10-17` or `2012-10-17`";
  }

  public static String unknownElement() {
    return "unknown element";
  }

  public static String statements() {
    return "an object or a list";
  }

  public static String noEffect() {
    return "no Effect";
  }

  public static String noAction() {
    return "no Action or NotAction";
  }

  /// An element that stands next to its negation.
  public static String bothWays(String element) {
    return element + " and Not" + element + " cannot both be given";
  }

  public static String unknownEffect() {
    return "expected `Allow` or `Deny`";
  }

  public static String onlyStar() {
    return "the only string allowed here is `*`";
  }

  public static String principal() {
    return "`*` or an object";
  }

  public static String unknownPrincipal() {
    return "unknown type of principal; expected `AWS`, `Federated`, `Service` or `CanonicalUser`";
  }

  public static String noPrincipals() {
    return "it does not name a principal";
  }

  public static String unknownOperator() {
    return "unknown condition operator";
  }

  public static String duplicateKey() {
    return "this condition key is given twice, with different capitalization";
  }

  public static String emptyList() {
    return "the list is empty";
  }

  public static String privateUse() {
    return "Unicode private-use characters are not supported";
  }

  public static String notUrlEncoded() {
    return "invalid URL encoding";
  }

  public static String unwritable() {
    return "a policy that was read before is no longer JSON";
  }
}
