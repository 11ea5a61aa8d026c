package dev.rolecall.explanation.wording;

import static dev.rolecall.explanation.document.RichSentence.say;
import static dev.rolecall.explanation.document.RichSentence.words;

import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.PolicyType;
import dev.rolecall.diagnosis.result.Cause;
import dev.rolecall.explanation.document.RichSentence;
import dev.rolecall.iam.evaluation.Decision;

/// What policies are called, and what they say.
final class PolicySentence {

  private PolicySentence() {}

  /// The policy that a cause lies in: "the trust policy", "the SCP `DenySts`".
  static RichSentence policy(Cause cause) {
    return cause
        .policyType()
        .map(type -> cause.policy().map(name -> named(type, name)).orElseGet(() -> unnamed(type)))
        .orElse(words("a policy"));
  }

  private static RichSentence named(PolicyType type, String name) {
    return switch (type) {
      case TRUST_POLICY -> words("the trust policy");
      case IDENTITY_POLICY -> say("the caller's policy {}", name);
      case PERMISSIONS_BOUNDARY -> say("the caller's permissions boundary {}", name);
      case SESSION_POLICY -> say("the session policy {}", name);
      case SCP -> say("the SCP {}", name);
      case RCP -> say("the RCP {}", name);
      case VPC_ENDPOINT_POLICY -> say("the policy of VPC endpoint {}", name);
    };
  }

  private static RichSentence unnamed(PolicyType type) {
    return words(
        switch (type) {
          case TRUST_POLICY -> "the trust policy";
          case IDENTITY_POLICY -> "an identity-based policy of the caller";
          case PERMISSIONS_BOUNDARY -> "the caller's permissions boundary";
          case SESSION_POLICY -> "the policy of the caller's session";
          case SCP -> "an SCP on the caller's account";
          case RCP -> "an RCP on the role's account";
          case VPC_ENDPOINT_POLICY -> "the policy of the VPC endpoint";
        });
  }

  /// Whether the cause names the account, organizational unit or root at which no SCP allows, in
  /// place of a policy.
  static boolean isOrganizationTarget(Cause cause) {
    return cause.policyType().filter(PolicyType.SCP::equals).isPresent()
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
    return switch (type) {
      case TRUST_POLICY -> "trust policy";
      case IDENTITY_POLICY -> "identity-based policies";
      case PERMISSIONS_BOUNDARY -> "permissions boundary";
      case SESSION_POLICY -> "session policy";
      case SCP -> "SCPs";
      case RCP -> "RCPs";
      case VPC_ENDPOINT_POLICY -> "VPC endpoint policy";
    };
  }

  /// What a kind of policy says, in a word or two.
  static String verdict(PolicyType type, Decision decision) {
    boolean many =
        type == PolicyType.IDENTITY_POLICY || type == PolicyType.SCP || type == PolicyType.RCP;
    return switch (decision) {
      case ALLOW -> many ? "allow" : "allows";
      case IMPLICIT_DENY -> many ? "do not allow" : "does not allow";
      case EXPLICIT_DENY -> many ? "deny" : "denies";
      case UNKNOWN -> "not decided";
      case NOT_APPLICABLE -> many ? "take no part" : "takes no part";
      case UNREAD -> "not read";
    };
  }
}
