package dev.rolecall.explanation.wording.gap;

import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.DocumentationGap;
import dev.rolecall.denial.GapFact;
import dev.rolecall.denial.PolicyType;
import dev.rolecall.denial.RecordGap;
import java.util.List;

/// What is not known, as a noun phrase that fits "Not checked: …".
final class FactPhrase {

  private FactPhrase() {}

  static String of(GapFact fact) {
    return switch (fact) {
      case RecordGap gap -> RecordGapSentence.of(gap).fact();
      case DocumentationGap gap -> DocumentationGapSentence.of(gap).fact();
      case GapFact.Topic topic -> of(topic);
      case GapFact.KeyValue(String key) -> "the value of `" + key + "`";
      case GapFact.Claim(String key) -> "the token's claim `" + key + "`";
      case GapFact.ServiceExternalId(String service) -> "the external ID that " + service + " sent";
      case GapFact.TrustPolicy(var role) -> "the trust policy of " + role;
      case GapFact.Roles(AccountId account) -> "the roles of account " + account;
      case GapFact.Account(AccountId account) ->
          "the roles, users and policies of account " + account;
      case GapFact.OrganizationOf(AccountId account) -> "the organization of account " + account;
      case GapFact.ChangesIn(AccountId account) -> "recent changes in account " + account;
      case GapFact.PrincipalList(var kind, String type, String name) ->
          of(kind) + " of " + type + " " + name;
      case GapFact.PrincipalPolicy(var kind, String policy, String type, String name) ->
          of(kind, policy) + type + " " + name;
      case GapFact.ControlPolicies(PolicyType type, String target) ->
          "the " + type + "s of " + (target.isEmpty() ? "the organization" : target(target));
      case GapFact.ControlPolicy(PolicyType type, String policy, String target) ->
          type + " " + policy + " of " + target(target);
      case GapFact.EndpointPolicy(List<String> ids) ->
          ids.isEmpty()
              ? "the policy of the STS VPC endpoint, if the call used one"
              : "the policy of the VPC endpoint " + String.join(", ", ids);
      case GapFact.AtTimeOfCall(GapFact then) -> of(then) + " at the time of the call";
      case GapFact.OtherName(String recorded, String trusted) ->
          "whether `" + recorded + "` also goes by `" + trusted + "`";
      case GapFact.ResourcePattern(String pattern) ->
          "whether the resource pattern `" + pattern + "` covers the role";
      case GapFact.UnexpectedValue(boolean inPolicy, var expected) ->
          "how AWS evaluates a "
              + (inPolicy ? "condition value" : "request value")
              + " that is not "
              + of(expected);
      case GapFact.Stated(String words) -> words;
    };
  }

  private static String of(GapFact.Topic topic) {
    return switch (topic) {
      case CALLER_POLICIES -> "the caller's policies";
      case IDENTITY_POLICIES -> "the caller's identity-based policies";
      case PERMISSIONS_BOUNDARY -> "the caller's permissions boundary";
      case CALLER_SCPS -> "the SCPs of the caller's account";
      case ROLE_RCPS -> "the RCPs of the role's account";
      case CALLER_TAGS -> "the caller's tags";
      case ROLE_TAGS -> "the role's tags";
      case CALLER_ID -> "the caller's unique ID";
      case CALLER_ROLE_PATH -> "the path of the caller's role";
      case CALLER_IDENTITY -> "the caller's identity";
      case SESSION_NAME -> "the name of the caller's session";
      case TARGET_ROLE -> "the role that the call asked for";
      case RECENT_CHANGES -> "recent changes";
      case AWS_EVALUATION -> "what AWS itself evaluated";
      case ORGANIZATION -> "the organization and its policies";
      case ACCOUNT_PLACE -> "the account's place in its organization";
      case OTHER_CALLERS -> "what other callers send";
    };
  }

  private static String of(GapFact.PrincipalList.Listed kind) {
    return switch (kind) {
      case POLICIES -> "the policies";
      case ATTACHED_POLICIES -> "the attached policies";
      case INLINE_POLICIES -> "the inline policies";
      case GROUPS -> "the groups";
    };
  }

  private static String of(GapFact.PrincipalPolicy.Relation kind, String policy) {
    return switch (kind) {
      case INLINE -> "inline policy " + policy + " of ";
      case ATTACHED -> "policy " + policy + " attached to ";
      case BOUNDARY -> "permissions boundary " + policy + " of ";
    };
  }

  private static String of(GapFact.UnexpectedValue.Format format) {
    return switch (format) {
      case NUMBER -> "a number";
      case DATE -> "a date";
      case BOOLEAN -> "`true` or `false`";
      case BASE64 -> "Base64";
      case ADDRESS -> "an IP address or a CIDR block";
      case ARN -> "an ARN";
    };
  }

  private static String target(String id) {
    return AccountId.parse(id).isPresent() ? "account " + id : id;
  }
}
