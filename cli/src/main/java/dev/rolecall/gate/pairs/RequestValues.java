package dev.rolecall.gate.pairs;

import dev.rolecall.cloudtrail.SuccessfulCall;
import dev.rolecall.denial.AssumeCall;
import dev.rolecall.denial.Caller;
import dev.rolecall.denial.KeyState;
import dev.rolecall.denial.RequestContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// What one call sent, sorted by what it is good for.
///
/// @param context all that is known of the call
/// @param telling keys that tell one pair from another
/// @param common keys that are worth keeping when all calls of a pair agree
/// @param varying keys that are sent with every call, and are said to differ when they do; without
///   a value where the record does not tell it
record RequestValues(
    RequestContext context,
    SortedMap<String, List<String>> telling,
    SortedMap<String, List<String>> common,
    SortedMap<String, List<String>> varying) {

  private static final String MFA = "aws:MultiFactorAuthPresent";
  private static final String MFA_AGE = "aws:MultiFactorAuthAge";

  private static final List<String> TELLING =
      List.of("sts:ExternalId", "aws:TagKeys", "sts:TransitiveTagKeys", "saml:aud", "saml:iss");

  private static final List<String> COMMON =
      List.of(
          "aws:RequestedRegion",
          "aws:SourceIdentity",
          "aws:SourceIp",
          "aws:userid",
          "saml:namequalifier",
          "saml:sub",
          "saml:sub_type",
          "sts:RoleSessionName");

  static RequestValues of(SuccessfulCall call) {
    RequestValues values =
        new RequestValues(call.context(), new TreeMap<>(), new TreeMap<>(), new TreeMap<>());
    values.add(call);
    return values;
  }

  private void add(SuccessfulCall call) {
    TELLING.forEach(key -> put(telling, key));
    COMMON.forEach(key -> put(common, key));
    putOrUntold("sts:SourceIdentity");
    // The context names tags in lower case; `aws:TagKeys` has them as they were sent.
    known("aws:TagKeys").forEach(tag -> putOrUntold("aws:RequestTag/" + tag));
    if (call.call() == AssumeCall.ASSUME_ROLE) {
      mfa(call.caller() instanceof Caller.IamUser);
    }
    if (call.caller() instanceof Caller.WebIdentity identity) {
      String name = Caller.WebIdentity.providerName(identity.provider().orElse(""));
      telling.put(name + ":sub", List.of(identity.subject()));
      identity.audience().ifPresent(aud -> telling.put(name + ":aud", List.of(aud)));
    }
    telling.put("", List.copyOf(varying.keySet()));
  }

  private void put(Map<String, List<String>> sent, String key) {
    List<String> values = known(key);
    if (!values.isEmpty()) {
      sent.put(key, values.stream().sorted().toList());
    }
  }

  private void putOrUntold(String key) {
    put(varying, key);
    if (context.get(key) instanceof KeyState.Unknown) {
      varying.put(key, List.of());
    }
  }

  /// Users without MFA send nothing at all, or that there was none; sessions always send one of the
  /// two, and none is what they send unless it is told.
  private void mfa(boolean user) {
    List<String> values = known(MFA);
    if (context.get(MFA) instanceof KeyState.Unknown) {
      varying.put(MFA, List.of());
    }
    if (values.contains("true") || (user && !values.isEmpty())) {
      telling.put(MFA, values);
    }
  }

  private List<String> known(String key) {
    return context.get(key) instanceof KeyState.Present(List<String> values) ? values : List.of();
  }

  /// Seconds since the caller's MFA code.
  Optional<Long> mfaAge() {
    return telling.getOrDefault(MFA, List.of()).contains("true")
        ? known(MFA_AGE).stream().map(Long::valueOf).findFirst()
        : Optional.empty();
  }
}
