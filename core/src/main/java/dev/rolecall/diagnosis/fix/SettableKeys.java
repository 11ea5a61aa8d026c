package dev.rolecall.diagnosis.fix;

import dev.rolecall.denial.Caller;
import dev.rolecall.denial.Caller.AwsService;
import dev.rolecall.denial.Caller.RoleSession;
import dev.rolecall.denial.Caller.Saml;
import dev.rolecall.denial.Caller.WebIdentity;
import dev.rolecall.denial.KeyState;
import dev.rolecall.denial.RequestContext;
import dev.rolecall.denial.RoleArn;
import dev.rolecall.service.ServiceCaller;
import dev.rolecall.service.ServiceCallers;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// In which states a request of a caller can have a condition key.
/// [AssumeRole](https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html#API_AssumeRole_RequestParameters)
record SettableKeys(Caller caller, RequestContext context) {

  private static final Pattern NAME = Pattern.compile("[\\w+=,.@-]{2,64}");
  private static final Pattern EXTERNAL_ID = Pattern.compile("[\\w+=,.@:/-]{2,1224}");
  private static final Pattern TAG_KEY = Pattern.compile("[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]{1,128}");
  private static final Pattern TAG_VALUE = Pattern.compile("[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]{0,256}");

  /// Whether the caller can make the call so that the key is in a state.
  Predicate<KeyState> of(String lowerCaseKey) {
    return state -> isChosen(lowerCaseKey) && isPossible(lowerCaseKey, state);
  }

  /// What a service sends cannot be chosen, but for an external ID that some are set up with.
  private boolean isChosen(String key) {
    return !(caller instanceof AwsService(String principal))
        || (key.equals("sts:externalid")
            && ServiceCallers.of(principal).filter(ServiceCaller::isExternalIdChosen).isPresent());
  }

  private boolean isPossible(String key, KeyState state) {
    return switch (state) {
      case KeyState.Absent _ -> canBeAbsent(key);
      case KeyState.Present(List<String> values) ->
          values.size() == 1 && canHave(key, values.getFirst());
      case KeyState.Unknown _ -> false;
    };
  }

  private boolean canBeAbsent(String key) {
    return switch (key) {
      case "sts:rolesessionname",
          "aws:requestedregion",
          "aws:securetransport",
          "aws:sourceaccount",
          "aws:sourcearn" ->
          false;
      // temporary credentials of a role always say whether they began with MFA
      case "aws:multifactorauthpresent" -> !(caller instanceof RoleSession);
      default -> true;
    };
  }

  private boolean canHave(String key, String value) {
    return switch (key) {
      case "sts:rolesessionname" -> NAME.matcher(value).matches();
      case "sts:sourceidentity" -> NAME.matcher(value).matches() && isNoOther(value);
      case "sts:externalid" -> EXTERNAL_ID.matcher(value).matches();
      case "aws:tagkeys", "sts:transitivetagkeys" -> TAG_KEY.matcher(value).matches();
      case "aws:multifactorauthpresent" ->
          value.equals("false")
              ? !isFederated()
              : value.equals("true") && !isFederated() && !isIdentityCenter();
      case "aws:multifactorauthage" -> !isFederated() && !isIdentityCenter();
      case "aws:securetransport" -> value.equals("true");
      // services send these of themselves, in a form of their own; nobody can make them send
      // another
      case "aws:sourceaccount", "aws:sourcearn" -> false;
      default ->
          key.startsWith("aws:requesttag/")
              ? TAG_VALUE.matcher(value).matches()
              : value.indexOf('*') < 0 && value.indexOf('?') < 0;
    };
  }

  /// A source identity that a session has stays with it.
  private boolean isNoOther(String sourceIdentity) {
    return !(context.get("aws:SourceIdentity") instanceof KeyState.Present(List<String> values))
        || values.equals(List.of(sourceIdentity));
  }

  private boolean isFederated() {
    return caller instanceof WebIdentity || caller instanceof Saml || caller instanceof AwsService;
  }

  /// Sessions of IAM Identity Center never carry IAM's MFA keys.
  private boolean isIdentityCenter() {
    return caller instanceof RoleSession session
        && session.role().filter(RoleArn::isIdentityCenter).isPresent();
  }
}
