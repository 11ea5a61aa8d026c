package dev.rolecall.diagnosis.result;

import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.Gap;
import dev.rolecall.iam.condition.ConditionOperator;
import dev.rolecall.iam.condition.ConditionOperator.Comparison;
import java.util.List;
import java.util.Optional;

/// One change, as part of a set that was applied to a copy and evaluated again.
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
/// @param result what evaluating the call again says, all fixes of the explanation applied together
/// @param conditions what could not be checked and must also hold
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

  /// What evaluating the call again says.
  public enum Result {
    ALLOWED,
    /// Allowed when the gaps named turn out well.
    ALLOWED_IF
  }

  /// What has to hold of the call. Of a Deny that is there to enforce MFA it says what that
  /// enforces: that MFA was used, and recently enough.
  ///
  /// @param key the condition key
  /// @param operator the condition operator that must be satisfied
  /// @param values the values of the policy, their variables replaced
  public record RequestMust(String key, ConditionOperator operator, List<String> values) {
    public RequestMust {
      values = List.copyOf(values);
    }

    /// Whether the call must not have the key at all.
    public boolean forbids() {
      return isNull() && isFor("true");
    }

    /// Whether the call must be made without MFA.
    public boolean isWithoutMfa() {
      return key.equalsIgnoreCase("aws:MultiFactorAuthPresent")
          && (forbids() || (isFor("false") && !isNull()));
    }

    private boolean isNull() {
      return operator.comparison() == Comparison.NULL;
    }

    private boolean isFor(String value) {
      return values.size() == 1 && values.getFirst().equalsIgnoreCase(value);
    }
  }

  public Fix {
    requestMust = List.copyOf(requestMust);
    admits = List.copyOf(admits);
    conditions = List.copyOf(conditions);
  }

  public Fix judged(Result judged, List<Gap> open) {
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
