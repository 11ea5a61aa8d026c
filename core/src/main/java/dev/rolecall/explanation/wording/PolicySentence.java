package dev.rolecall.explanation.wording;

import static dev.rolecall.explanation.document.RichSentence.say;
import static dev.rolecall.explanation.document.RichSentence.words;

import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.PolicyType;
import dev.rolecall.diagnosis.result.Cause;
import dev.rolecall.explanation.document.RichSentence;

/// What policies are called, and what they say.
final class PolicySentence {

  private PolicySentence() {}

  /// What policies of a kind are called.
  ///
  /// @param one without an article
  /// @param any one of them, whichever it is
  /// @param named one of them, with `{}` in place of its name
  /// @param all of them, in a list of what was read
  private record Names(String one, String any, String named, String all) {}

  private static Names names(PolicyType type) {
    return switch (type) {
      case TRUST_POLICY ->
          new Names("trust policy", "the trust policy", "the trust policy", "trust policy");
      case IDENTITY_POLICY ->
          new Names(
              "identity-based policy",
              "an identity-based policy of the caller",
              "the caller's policy {}",
              "identity-based policies");
      case PERMISSIONS_BOUNDARY ->
          new Names(
              "permissions boundary",
              "the caller's permissions boundary",
              "the caller's permissions boundary {}",
              "permissions boundary");
      case SESSION_POLICY ->
          new Names(
              "session policy",
              "the caller's session policy",
              "the session policy {}",
              "session policy");
      case SCP -> new Names("SCP", "an SCP on the caller's account", "the SCP {}", "SCPs");
      case RCP -> new Names("RCP", "an RCP on the role's account", "the RCP {}", "RCPs");
      case VPC_ENDPOINT_POLICY ->
          new Names(
              "VPC endpoint policy",
              "the VPC endpoint policy",
              "the policy of VPC endpoint {}",
              "VPC endpoint policy");
    };
  }

  /// The policy that a cause lies in: "the trust policy", "the SCP `DenySts`".
  static RichSentence policy(Cause cause) {
    return cause
        .policyType()
        .map(
            type ->
                cause
                    .policy()
                    .filter(_ -> type != PolicyType.TRUST_POLICY)
                    .map(name -> say(names(type).named(), name))
                    .orElse(words(names(type).any())))
        .orElse(words("a policy"));
  }

  /// Whether the cause names the account, organizational unit or root at which no SCP allows, in
  /// place of a policy.
  static boolean isOrganizationTarget(Cause cause) {
    return cause.isIn(PolicyType.SCP)
        && cause.statement().isEmpty()
        && cause.policy().filter(name -> !name.startsWith("arn:")).isPresent();
  }

  /// That account, organizational unit or root.
  static RichSentence organizationTarget(Cause cause) {
    String target = cause.policy().orElse("");
    if (AccountId.isAccountId(target)) {
      return words("account " + target);
    }
    return say((target.startsWith("ou-") ? "organizational unit " : "") + "{}", target);
  }

  /// All policies of a kind, in a list of what was read.
  static String kind(PolicyType type) {
    return names(type).all();
  }

  /// A policy of a kind, without an article.
  static String one(PolicyType type) {
    return names(type).one();
  }

  /// The same with an article.
  static String anyOf(PolicyType type) {
    return switch (type) {
      case TRUST_POLICY -> "the " + one(type);
      case IDENTITY_POLICY, SCP, RCP -> "an " + one(type);
      case PERMISSIONS_BOUNDARY, SESSION_POLICY, VPC_ENDPOINT_POLICY -> "a " + one(type);
    };
  }

  /// That the policies of a kind deny something, as a clause.
  ///
  /// @param implicitly by not allowing it
  static String denies(PolicyType type, boolean implicitly) {
    String verb =
        implicitly
            ? (isMany(type) ? "do not allow" : "does not allow")
            : (isMany(type) ? "deny" : "denies");
    return kind(type) + " " + verb + " it";
  }

  /// That what the policies of a kind decide is not known, as a clause.
  static String dependsOnUnknown(PolicyType type) {
    return kind(type) + (isMany(type) ? " depend" : " depends") + " on facts that are unknown";
  }

  private static boolean isMany(PolicyType type) {
    return type == PolicyType.IDENTITY_POLICY || type == PolicyType.SCP || type == PolicyType.RCP;
  }
}
