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
/// @param telling keys that tell one pair from another
/// @param common keys that are worth keeping when all calls of a pair agree
/// @param varying keys that are sent with every call, and are said to differ when they do; without
///   a value where the record does not tell it
/// @param mfaAge seconds since the caller's MFA code
record RequestValues(
    SortedMap<String, List<String>> telling,
    SortedMap<String, List<String>> common,
    SortedMap<String, List<String>> varying,
    Optional<Long> mfaAge) {

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
    RequestContext context = call.context();
    SortedMap<String, List<String>> telling = new TreeMap<>();
    SortedMap<String, List<String>> common = new TreeMap<>();
    SortedMap<String, List<String>> varying = new TreeMap<>();
    TELLING.forEach(key -> put(telling, key, context));
    COMMON.forEach(key -> put(common, key, context));
    putOrUntold(varying, "sts:SourceIdentity", context);
    tags(context, varying);
    if (call.call() == AssumeCall.ASSUME_ROLE) {
      mfa(call, telling, varying);
    }
    if (call.caller() instanceof Caller.WebIdentity identity) {
      claims(identity, telling);
    }
    telling.put("", List.copyOf(varying.keySet()));
    return new RequestValues(telling, common, varying, mfaAge(context, telling));
  }

  private static void put(Map<String, List<String>> sent, String key, RequestContext context) {
    ObservedAccesses.known(context.get(key)).ifPresent(values -> sent.put(key, sorted(values)));
  }

  private static void putOrUntold(
      Map<String, List<String>> sent, String key, RequestContext context) {
    put(sent, key, context);
    if (context.get(key) instanceof KeyState.Unknown) {
      sent.put(key, List.of());
    }
  }

  private static List<String> sorted(List<String> values) {
    return values.stream().sorted().toList();
  }

  /// The context names tags in lower case; `aws:TagKeys` has them as they were sent.
  private static void tags(RequestContext context, Map<String, List<String>> varying) {
    for (String tag : ObservedAccesses.known(context.get("aws:TagKeys")).orElse(List.of())) {
      putOrUntold(varying, "aws:RequestTag/" + tag, context);
    }
  }

  /// Users without MFA send nothing at all, or that there was none; sessions always send one of the
  /// two, and none is what they send unless it is told.
  private static void mfa(
      SuccessfulCall call, Map<String, List<String>> telling, Map<String, List<String>> varying) {
    if (call.context().get(MFA) instanceof KeyState.Unknown) {
      varying.put(MFA, List.of());
    }
    ObservedAccesses.known(call.context().get(MFA))
        .filter(values -> values.contains("true") || call.caller() instanceof Caller.IamUser)
        .ifPresent(values -> telling.put(MFA, values));
  }

  private static void claims(Caller.WebIdentity identity, Map<String, List<String>> telling) {
    String name = Caller.WebIdentity.providerName(identity.provider().orElse(""));
    telling.put(name + ":sub", List.of(identity.subject()));
    identity.audience().ifPresent(aud -> telling.put(name + ":aud", List.of(aud)));
  }

  private static Optional<Long> mfaAge(RequestContext context, Map<String, List<String>> telling) {
    return telling.getOrDefault(MFA, List.of()).contains("true")
            && context.get(MFA_AGE) instanceof KeyState.Present(List<String> values)
        ? values.stream().map(Long::valueOf).findFirst()
        : Optional.empty();
  }
}
