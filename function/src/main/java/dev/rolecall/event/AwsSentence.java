package dev.rolecall.event;

import dev.rolecall.denial.AwsReason;
import dev.rolecall.denial.PolicyType;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `errorMessage`, taken apart: "User: ARN is not authorized to perform: ACTION on resource: ARN
/// because no TYPE allows the ACTION action". [Access denied error
/// messages](https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html)
///
/// @param action the refused action
/// @param resource what stands behind `on resource:`
/// @param cut whether the resource may lack its tail
record AwsSentence(
    Optional<String> action, Optional<String> resource, boolean cut, AwsReason reason) {

  /// CloudTrail cuts messages at 1 KB; whether that is 1,000 or 1,024 bytes, and with an ellipsis
  /// or not, is not documented.
  static final int CUT_LENGTH = 1_000;

  private static final int READ_LENGTH = 4_096;

  private static final List<String> ACTIONS =
      List.of(
          "sts:AssumeRole",
          "sts:AssumeRoleWithSAML",
          "sts:AssumeRoleWithWebIdentity",
          "sts:TagSession",
          "sts:SetSourceIdentity",
          "sts:SetContext");

  /// As AWS words them. The role's trust policy is its resource-based policy.
  private static final Map<String, PolicyType> TYPES =
      Map.ofEntries(
          Map.entry("role trust policy", PolicyType.TRUST_POLICY),
          Map.entry("trust policy", PolicyType.TRUST_POLICY),
          Map.entry("resource-based policy", PolicyType.TRUST_POLICY),
          Map.entry("identity-based policy", PolicyType.IDENTITY_POLICY),
          Map.entry("permissions boundary", PolicyType.PERMISSIONS_BOUNDARY),
          Map.entry("session policy", PolicyType.SESSION_POLICY),
          Map.entry("sessions policy", PolicyType.SESSION_POLICY),
          Map.entry("service control policy", PolicyType.SCP),
          Map.entry("resource control policy", PolicyType.RCP),
          Map.entry("vpc endpoint policy", PolicyType.VPC_ENDPOINT_POLICY));

  private static final Pattern ACTION = pattern("not authorized to perform:?\\s+([\\w-]+:[\\w*]+)");
  private static final Pattern RESOURCE =
      pattern("on resource:\\s+(.+?)(?=\\s+because no |\\s+with an explicit deny |\\s*$)");
  private static final Pattern NOT_ALLOWED =
      pattern("because no ([a-z -]+?) allows the \\S+ action(?::\\s*(arn:\\S+))?");
  private static final Pattern EXPLICIT_DENY =
      pattern("with an explicit deny in (?:an? |the )?([a-z -]+)(?::\\s*(arn:\\S+))?");
  private static final Pattern ROOT = pattern("may not be assumed by root account");
  private static final Pattern MFA =
      pattern("MultiFactorAuthentication failed|both MFA serial number and one.time pass ?code");

  private static Pattern pattern(String regex) {
    return Pattern.compile(regex, Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
  }

  static AwsSentence parse(String message) {
    String text = message.substring(0, Math.min(message.length(), READ_LENGTH));
    boolean mayBeCut = message.length() >= CUT_LENGTH;
    Matcher action = ACTION.matcher(text);
    Matcher resource = RESOURCE.matcher(text);
    boolean named = resource.find();
    return new AwsSentence(
        action.find() && !(mayBeCut && action.end() == text.length())
            ? Optional.of(spelled(action.group(1)))
            : Optional.empty(),
        named ? Optional.of(resource.group(1)) : Optional.empty(),
        named && mayBeCut && resource.end() == text.stripTrailing().length(),
        reason(text, mayBeCut));
  }

  private static AwsReason reason(String text, boolean mayBeCut) {
    if (ROOT.matcher(text).find()) {
      return new AwsReason.RootMayNotAssume();
    }
    if (MFA.matcher(text).find()) {
      return new AwsReason.MfaCodeInvalid();
    }
    return denies(NOT_ALLOWED.matcher(text), false, mayBeCut)
        .or(() -> denies(EXPLICIT_DENY.matcher(text), true, mayBeCut))
        .orElseGet(AwsReason.NotGiven::new);
  }

  private static Optional<AwsReason> denies(Matcher matcher, boolean explicit, boolean mayBeCut) {
    if (!matcher.find()) {
      return Optional.empty();
    }
    String name = matcher.group(1).strip().toLowerCase(Locale.ROOT);
    Optional<String> policy =
        mayBeCut ? Optional.empty() : Optional.ofNullable(matcher.group(2)).map(AwsSentence::arn);
    return Optional.ofNullable(TYPES.get(name))
        .map(type -> new AwsReason.PolicyDenies(type, explicit, policy));
  }

  /// The ARN without the sentence's period.
  private static String arn(String text) {
    return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
  }

  private static String spelled(String action) {
    return ACTIONS.stream().filter(action::equalsIgnoreCase).findFirst().orElse(action);
  }
}
