package dev.rolecall.cloudtrail.record;

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
/// The ARN of the role is what the caller sent, and may be any text. Where another field of the
/// record has it too, AWS's own words are those after exactly that text; where none has, whatever
/// follows may be the caller's.
///
/// @param caller the ARN behind `User:`, or the name of a service
/// @param action the refused action
/// @param resource what stands behind `on resource:`
/// @param cut whether the resource may lack its tail
public record AwsSentence(
    Optional<String> caller,
    Optional<String> action,
    Optional<String> resource,
    boolean cut,
    AwsReason reason,
    Optional<String> authorizationId) {

  /// CloudTrail cuts messages at 1 KB; whether that is 1,000 or 1,024 bytes, and with an ellipsis
  /// or not, is not documented.
  public static final int CUT_LENGTH = 1_000;

  /// A sentence that says nothing.
  static final AwsSentence NONE = of(new AwsReason.NotGiven(), Optional.empty());

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

  /// ARNs of users and sessions hold no blank, so that the first such words are AWS's own.
  private static final Pattern HEAD =
      pattern("(?:(\\S+)\\s+is )?not authorized to perform:?\\s+([\\w-]+:[\\w*]+)");

  private static final Pattern ON_RESOURCE = pattern("\\s*\\bon resource:\\s+");
  private static final Pattern ECHOED =
      pattern("(.+?)(?=\\s+because no |\\s+with an explicit deny |\\s*$)");
  private static final Pattern NOT_ALLOWED =
      pattern("\\s+because no ([a-z -]+?) allows the \\S+ action(?::\\s*(arn:\\S+))?");
  private static final Pattern EXPLICIT_DENY =
      pattern("\\s+with an explicit deny in (?:an? |the )?([a-z -]+)(?::\\s*(arn:\\S+))?");

  /// Whole messages: they hold no text of the caller's.
  private static final Pattern ROOT = pattern("Roles may not be assumed by root accounts?\\.?");

  private static final Pattern MFA =
      pattern(
          "MultiFactorAuthentication failed\\b[^:]*"
              + "|[^:]*both MFA serial number and one.time pass ?code\\.?");

  private static Pattern pattern(String regex) {
    return Pattern.compile(regex, Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
  }

  /// @param asked the ARN of the role that was asked for, where another field of the record has it
  static AwsSentence parse(String message, Optional<String> asked) {
    String text = message.substring(0, Math.min(message.length(), READ_LENGTH));
    boolean mayBeCut = message.length() >= CUT_LENGTH;
    Matcher head = HEAD.matcher(text);
    boolean found = head.find();
    Matcher on = ON_RESOURCE.matcher(text);
    if (!found && on.find()) {
      return new Reading(text.substring(on.start()), mayBeCut)
          .read(Optional.empty(), Optional.empty(), asked);
    }
    if (!found) {
      AuthorizationDetails details = AuthorizationDetails.of(text);
      return of(ofWhole(details.before().strip()), details.id());
    }
    return new Reading(text.substring(head.end()), mayBeCut)
        .read(
            Optional.ofNullable(head.group(1)),
            mayBeCut && head.end() == text.length()
                ? Optional.empty()
                : Optional.of(spelled(head.group(2))),
            asked);
  }

  /// A sentence that names neither caller nor action.
  private static AwsSentence of(AwsReason reason, Optional<String> authorizationId) {
    return new AwsSentence(
        Optional.empty(), Optional.empty(), Optional.empty(), false, reason, authorizationId);
  }

  /// This sentence, if it is about a caller with this ARN; else one that says nothing.
  AwsSentence by(Optional<String> arn) {
    return caller.filter(said -> said.startsWith("arn:")).isEmpty()
            || arn.isEmpty()
            || caller.equals(arn)
        ? this
        : NONE;
  }

  private static AwsReason ofWhole(String text) {
    if (ROOT.matcher(text).matches()) {
      return new AwsReason.RootMayNotAssume();
    }
    return MFA.matcher(text).matches() ? new AwsReason.MfaCodeInvalid() : new AwsReason.NotGiven();
  }

  private static String spelled(String action) {
    return ACTIONS.stream().filter(action::equalsIgnoreCase).findFirst().orElse(action);
  }

  /// What follows the action.
  private record Reading(String rest, boolean mayBeCut) {

    AwsSentence read(Optional<String> caller, Optional<String> action, Optional<String> asked) {
      Matcher on = ON_RESOURCE.matcher(rest);
      boolean named = on.lookingAt();
      String tail = named ? rest.substring(on.end()) : rest;
      if (named && asked.isEmpty()) {
        return untold(tail, caller, action);
      }
      if (named) {
        tail = tail.startsWith(asked.get()) ? tail.substring(asked.get().length()) : "";
      }
      AuthorizationDetails details = AuthorizationDetails.of(tail);
      return new AwsSentence(
          caller,
          action,
          asked.filter(_ -> named),
          false,
          reason(details.before(), true),
          details.id());
    }

    private AwsSentence untold(String echoed, Optional<String> caller, Optional<String> action) {
      AuthorizationDetails details = AuthorizationDetails.of(echoed);
      String sentence = details.before();
      Matcher resource = ECHOED.matcher(sentence);
      boolean named = resource.lookingAt();
      boolean cut =
          named
              && mayBeCut
              && !details.found()
              && resource.end() == sentence.stripTrailing().length();
      return new AwsSentence(
          caller,
          action,
          named ? Optional.of(resource.group(1)) : Optional.empty(),
          cut,
          reason(named ? sentence.substring(resource.end()) : "", false),
          details.id());
    }

    private AwsReason reason(String tail, boolean proven) {
      return denies(NOT_ALLOWED.matcher(tail), false, proven)
          .or(() -> denies(EXPLICIT_DENY.matcher(tail), true, proven))
          .orElseGet(AwsReason.NotGiven::new);
    }

    private Optional<AwsReason> denies(Matcher matcher, boolean explicit, boolean proven) {
      if (!matcher.lookingAt()) {
        return Optional.empty();
      }
      String name = matcher.group(1).strip().toLowerCase(Locale.ROOT);
      Optional<String> policy =
          mayBeCut ? Optional.empty() : Optional.ofNullable(matcher.group(2)).map(Reading::arn);
      return Optional.ofNullable(TYPES.get(name))
          .map(type -> new AwsReason.PolicyDenies(type, explicit, policy, proven));
    }

    /// The ARN without the sentence's period.
    private static String arn(String text) {
      return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    }
  }
}
