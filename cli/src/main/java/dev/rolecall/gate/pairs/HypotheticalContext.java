package dev.rolecall.gate.pairs;

import dev.rolecall.denial.Caller;
import dev.rolecall.denial.Gap;
import dev.rolecall.denial.KeyState;
import dev.rolecall.denial.Passed;
import dev.rolecall.denial.RequestContext;
import dev.rolecall.provider.IdentityProviders;
import dev.rolecall.service.ServiceCaller;
import dev.rolecall.service.ServiceCallers;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The condition keys of a call that was not made yet.
record HypotheticalContext(
    Caller caller,
    Map<String, KeyState> given,
    UnspecifiedKeys unspecifiedKeys,
    UnaryOperator<String> howToGive) {

  private static final String TAGS = "aws:RequestTag/";
  private static final String TAG_KEYS = "aws:TagKeys";
  private static final String TRANSITIVE_TAGS = "sts:TransitiveTagKeys";
  private static final String EXTERNAL_ID = "sts:ExternalId";
  private static final String SOURCE_IDENTITY = "sts:SourceIdentity";
  private static final String MFA = "aws:MultiFactorAuthPresent";
  private static final String MFA_AGE = "aws:MultiFactorAuthAge";
  private static final List<String> ENDPOINT =
      List.of("aws:SourceVpce", "aws:SourceVpc", "aws:VpcSourceIp");

  /// How AWS's documentation spells the keys that are not put into a context by name.
  private static final Map<String, String> SPELLING =
      Stream.of(
              "aws:PrincipalOrgID",
              "aws:PrincipalOrgPaths",
              "aws:Referer",
              "aws:RequestedRegion",
              "aws:SourceAccount",
              "aws:SourceArn",
              "aws:SourceIdentity",
              "aws:SourceIp",
              "aws:SourceOrgID",
              "aws:SourceOrgPaths",
              "aws:TokenIssueTime",
              "aws:UserAgent",
              "sts:RoleSessionName")
          .collect(Collectors.toMap(HypotheticalContext::lower, key -> key));

  HypotheticalContext {
    SortedMap<String, KeyState> ignoringCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    ignoringCase.putAll(given);
    given = ignoringCase;
  }

  RequestContext at(Instant now) {
    RequestContext.Builder context =
        RequestContext.builder(key -> isNeverPresent(key) ? KeyState.ABSENT : notGiven(key));
    List.of("sts:AWSServiceName", "sts:DurationSeconds", "aws:CalledVia")
        .forEach(key -> context.put(key, KeyState.ABSENT));
    context
        .put("aws:SecureTransport", KeyState.present("true"))
        .put("aws:ViaAWSService", KeyState.present("false"))
        .put("aws:CurrentTime", KeyState.present(now.toString()))
        .put("aws:EpochTime", KeyState.present(String.valueOf(now.getEpochSecond())));
    principal(context);
    notSent(context);
    if (caller instanceof Caller.AwsService(String service)) {
      ofService(context, service);
    } else if (unspecifiedKeys == UnspecifiedKeys.UNKNOWN) {
      unsaid(context);
    }
    given.forEach(context::put);
    implied(context);
    return context.build();
  }

  /// What the caller decides, as if it were not sent.
  private void notSent(RequestContext.Builder context) {
    List.of(EXTERNAL_ID, SOURCE_IDENTITY, TRANSITIVE_TAGS, TAG_KEYS, MFA_AGE)
        .forEach(key -> context.put(key, KeyState.ABSENT));
    ENDPOINT.forEach(key -> context.put(key, KeyState.ABSENT));
    context
        .putFamily(TAGS, KeyState.ABSENT)
        .put(
            MFA,
            caller instanceof Caller.RoleSession ? KeyState.present("false") : KeyState.ABSENT);
  }

  /// What the caller decides, unknown. External IDs and MFA belong to signed calls only.
  private void unsaid(RequestContext.Builder context) {
    List.of(SOURCE_IDENTITY, TRANSITIVE_TAGS, TAG_KEYS)
        .forEach(key -> context.put(key, notGiven(key)));
    ENDPOINT.forEach(key -> context.put(key, notGiven(key)));
    if (!isFederated()) {
      List.of(EXTERNAL_ID, MFA, MFA_AGE).forEach(key -> context.put(key, notGiven(key)));
    }
    context.withoutFamily(TAGS);
  }

  /// What follows from what was given.
  private void implied(RequestContext.Builder context) {
    if (given.get(MFA) instanceof KeyState.Present(List<String> values)) {
      boolean used = values.stream().anyMatch("true"::equalsIgnoreCase);
      if (!used) {
        unlessGiven(context, MFA_AGE, KeyState.ABSENT);
      } else if (unspecifiedKeys == UnspecifiedKeys.NOT_SENT) {
        unlessGiven(context, MFA_AGE, KeyState.present("0"));
      }
    }
    if (given.get(MFA) instanceof KeyState.Absent) {
      unlessGiven(context, MFA_AGE, KeyState.ABSENT);
    }
    if (unspecifiedKeys == UnspecifiedKeys.UNKNOWN) {
      impliedByWhatIsSaid(context);
    }
  }

  private void impliedByWhatIsSaid(RequestContext.Builder context) {
    if (given.get(MFA_AGE) instanceof KeyState.Present) {
      unlessGiven(context, MFA, KeyState.present("true"));
    }
    switch (given.getOrDefault(TAG_KEYS, notGiven(TAG_KEYS))) {
      case KeyState.Absent _ -> {
        context.putFamily(TAGS, KeyState.ABSENT);
        unlessGiven(context, TRANSITIVE_TAGS, KeyState.ABSENT);
      }
      case KeyState.Present(List<String> tags) -> {
        context.putFamily(TAGS, KeyState.ABSENT);
        tags.forEach(tag -> unlessGiven(context, TAGS + tag, notGiven(TAGS + tag)));
      }
      case KeyState.Unknown _ -> {}
    }
    // A request has an address of the internet or of a VPC endpoint, never both.
    if (given.get("aws:SourceIp") instanceof KeyState.Present) {
      ENDPOINT.forEach(key -> unlessGiven(context, key, KeyState.ABSENT));
    }
    if (ENDPOINT.stream().anyMatch(key -> given.get(key) instanceof KeyState.Present)) {
      unlessGiven(context, "aws:SourceIp", KeyState.ABSENT);
    }
  }

  private void unlessGiven(RequestContext.Builder context, String key, KeyState state) {
    if (!given.containsKey(key)) {
      context.put(key, state);
    }
  }

  private boolean isFederated() {
    return caller instanceof Caller.Federated;
  }

  /// Whether a key looks like a claim, and no token of the caller's provider can have it.
  private boolean isNeverPresent(String key) {
    int colon = key.indexOf(':');
    boolean claim = colon > 0 && key.lastIndexOf('.', colon) >= 0;
    return claim
        && caller instanceof Caller.WebIdentity identity
        && identity
            .provider()
            .map(Caller.WebIdentity::providerName)
            .filter(issuer -> !IdentityProviders.standard().isEverPresent(issuer, key))
            .isPresent();
  }

  /// What services send by themselves; it cannot be given.
  private void ofService(RequestContext.Builder context, String principal) {
    if (ServiceCallers.of(principal).flatMap(ServiceCaller::externalId).isPresent()) {
      context.put(EXTERNAL_ID, notGiven(EXTERNAL_ID));
    }
    if (ServiceCallers.passes(principal, "sts:SetSourceIdentity") != Passed.NO) {
      context.put(SOURCE_IDENTITY, notGiven(SOURCE_IDENTITY));
    }
    if (ServiceCallers.passes(principal, "sts:TagSession") != Passed.NO) {
      List.of(TAG_KEYS, TRANSITIVE_TAGS).forEach(key -> context.put(key, notGiven(key)));
      context.withoutFamily(TAGS);
    }
  }

  private KeyState notGiven(String key) {
    String spelt = spelt(key);
    return KeyState.unknown(
        new Gap("the value of " + spelt, "it was not given", howToGive.apply(spelt)));
  }

  /// A context asks for keys in lower case.
  private static String spelt(String key) {
    return key.startsWith(lower(TAGS))
        ? TAGS + key.substring(TAGS.length())
        : SPELLING.getOrDefault(key, key);
  }

  private static String lower(String key) {
    return key.toLowerCase(Locale.ROOT);
  }

  private void principal(RequestContext.Builder context) {
    boolean service = caller instanceof Caller.AwsService;
    context.put(
        "aws:PrincipalIsAWSService",
        isFederated() ? KeyState.ABSENT : KeyState.present(String.valueOf(service)));
    if (isFederated()) {
      List.of("aws:PrincipalAccount", "aws:PrincipalArn", "aws:PrincipalOrgPaths")
          .forEach(key -> context.put(key, KeyState.ABSENT));
    }
    if (!service) {
      List.of("aws:SourceAccount", "aws:SourceArn", "aws:SourceOrgID", "aws:SourceOrgPaths")
          .forEach(key -> context.put(key, KeyState.ABSENT));
    }
    caller
        .account()
        .ifPresent(
            account -> context.put("aws:PrincipalAccount", KeyState.present(account.value())));
    switch (caller) {
      case Caller.RoleSession session -> {
        context.put("aws:PrincipalType", KeyState.present("AssumedRole"));
        context.put("aws:username", KeyState.ABSENT);
        session
            .role()
            .ifPresent(role -> context.put("aws:PrincipalArn", KeyState.present(role.toString())));
      }
      case Caller.IamUser user ->
          context
              .put("aws:PrincipalType", KeyState.present("User"))
              .put("aws:PrincipalArn", KeyState.present(user.arn().toString()))
              .put("aws:username", KeyState.present(user.arn().name()));
      case Caller.Root _, Caller.Federated _, Caller.AwsService _, Caller.Unidentified _ ->
          context.put("aws:PrincipalOrgID", KeyState.ABSENT);
    }
  }
}
