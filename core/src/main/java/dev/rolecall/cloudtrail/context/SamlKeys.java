package dev.rolecall.cloudtrail.context;

import dev.rolecall.cloudtrail.record.Connection;
import dev.rolecall.cloudtrail.record.RecordedCall;
import dev.rolecall.denial.Caller;
import dev.rolecall.denial.KeyState;
import dev.rolecall.denial.RecordGap;
import dev.rolecall.denial.RequestContext;
import dev.rolecall.json.JsonValue;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The keys that a SAML assertion brings. [Available keys for SAML-based AWS STS
/// federation](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-saml)
public final class SamlKeys {

  private static final Pattern PROVIDER_ARN =
      Pattern.compile("arn:[^:]+:iam::(\\d{12}):saml-provider/(.+)");

  private SamlKeys() {}

  static void put(RequestContext.Builder context, RecordedCall recorded, Caller.Saml caller) {
    context.put("saml:aud", audience(recorded)).put("saml:sub", usually(caller.subject()));
    // a hash of issuer, account and provider, the same in both places
    recorded
        .identity()
        .identityProvider()
        .ifPresent(hash -> context.put("saml:namequalifier", KeyState.present(hash)));
    caller
        .provider()
        .map(PROVIDER_ARN::matcher)
        .filter(Matcher::matches)
        .ifPresent(arn -> context.put("saml:doc", usually(arn.group(1) + "/" + arn.group(2))));
  }

  /// What the answer to a successful call tells of the assertion.
  public static void putAssertion(RequestContext.Builder context, JsonValue answer) {
    Map.of(
            "saml:aud", "audience",
            "saml:iss", "issuer",
            "saml:sub", "subject",
            "saml:sub_type", "subjectType")
        .forEach(
            (key, field) ->
                answer.text(field).ifPresent(told -> context.put(key, KeyState.present(told))));
  }

  /// Assertions are made out to a partition's sign-in page, or to the page of one region.
  private static KeyState audience(RecordedCall recorded) {
    if (isRegionalSignIn(recorded.connection())) {
      return KeyState.unknown(RecordGap.ASSERTION.gap());
    }
    return switch (recorded.partition()) {
      case "aws" -> usually("https://signin.aws.amazon.com/saml");
      case "aws-cn" -> usually("https://signin.amazonaws.cn/saml");
      case "aws-us-gov" -> usually("https://signin.amazonaws-us-gov.com/saml");
      default -> KeyState.unknown(RecordGap.ASSERTION.gap());
    };
  }

  /// The sign-in page of a partition calls STS in one region; a browser's call in another came
  /// through that region's page, to which the assertion may be made out.
  private static boolean isRegionalSignIn(Connection connection) {
    return connection.userAgent().filter(agent -> agent.startsWith("Mozilla/")).isPresent()
        && connection.region().filter(region -> !SIGN_IN_REGIONS.contains(region)).isPresent();
  }

  private static final Set<String> SIGN_IN_REGIONS =
      Set.of("us-east-1", "cn-north-1", "us-gov-west-1");

  private static KeyState usually(String value) {
    return KeyState.unknown(RecordGap.ASSERTION.gap(), KeyState.present(value));
  }
}
