package dev.rolecall.diagnosis;

import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.Gap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// One change, as part of a set that was applied to a copy and judged again.
///
/// @param account whose policy changes; empty for a change of the request
/// @param place what is changed
/// @param target the name of the role or user whose policy changes; the role asked for, when the
///   request changes
/// @param policyName the name of the inline policy to write; empty for trust policies and requests
/// @param before the policy document now; empty when there is none yet, or when the request changes
/// @param after the policy document as it should be; empty when the request changes
/// @param requestMust what the caller has to send
/// @param admits who can assume the role by this change and could not before
/// @param result what judging the call again says, all fixes of the explanation applied together
/// @param conditions what could not be seen and has to hold besides
public record Fix(
    Actor actor,
    Optional<AccountId> account,
    Place place,
    String target,
    Optional<String> policyName,
    Optional<String> before,
    Optional<String> after,
    List<RequestMust> requestMust,
    List<String> admits,
    Result result,
    List<Gap> conditions) {

  /// What a fix changes.
  public enum Place {
    TRUST_POLICY,
    /// An inline policy of the calling role.
    ROLE_POLICY,
    /// An inline policy of the calling user.
    USER_POLICY,
    /// The inline policy of an IAM Identity Center permission set; its role must not be changed by
    /// hand.
    PERMISSION_SET,
    /// What the caller sends.
    REQUEST
  }

  /// What judging the call again says.
  public enum Result {
    ALLOWED,
    /// Allowed when the gaps named turn out well.
    ALLOWED_IF
  }

  /// What the caller has to send or be. A policy can ask for MFA by denying without it; what has to
  /// hold is said all the same: MFA was used, and lately enough.
  ///
  /// @param key the condition key
  /// @param operator the condition operator that has to be satisfied
  /// @param values the values of the policy
  public record RequestMust(String key, String operator, List<String> values) {
    /// Turns what a Deny says of MFA around, and keeps its own copy of the values.
    public RequestMust {
      if (key.equalsIgnoreCase("aws:MultiFactorAuthPresent")) {
        operator = "Bool";
        values = List.of("true");
      } else if (key.equalsIgnoreCase("aws:MultiFactorAuthAge")
          && operator.toLowerCase(Locale.ROOT).contains("greaterthan")) {
        operator = "NumericLessThanEquals";
      }
      values = List.copyOf(values);
    }
  }

  /// Keeps its own copies.
  public Fix {
    requestMust = List.copyOf(requestMust);
    admits = List.copyOf(admits);
    conditions = List.copyOf(conditions);
  }

  Fix judged(Result judged, List<Gap> open) {
    return new Fix(
        actor,
        account,
        place,
        target,
        policyName,
        before,
        after,
        requestMust,
        admits,
        judged,
        open);
  }
}
