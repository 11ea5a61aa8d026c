package dev.rolecall.check;

import dev.rolecall.denial.Caller;
import dev.rolecall.denial.Caller.AwsService;
import dev.rolecall.denial.Caller.Federated;
import dev.rolecall.denial.Caller.IamUser;
import dev.rolecall.denial.Caller.RoleSession;
import dev.rolecall.denial.Caller.Root;
import dev.rolecall.denial.Caller.Unidentified;
import dev.rolecall.denial.Caller.WebIdentity;
import dev.rolecall.denial.KeyState;
import dev.rolecall.denial.Passed;
import dev.rolecall.denial.RequestContext;
import dev.rolecall.explanation.wording.gap.CallWords;
import dev.rolecall.provider.IdentityProviders;
import dev.rolecall.service.ServiceCaller;
import dev.rolecall.service.ServiceCallers;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The condition keys of a call that has not been made yet.
final class HypotheticalContext {

  private static final String TAGS = "aws:RequestTag/";
  private static final String TAG_KEYS = "aws:TagKeys";
  private static final String TRANSITIVE_TAGS = "sts:TransitiveTagKeys";
  private static final String EXTERNAL_ID = "sts:ExternalId";
  private static final String SOURCE_IDENTITY = "sts:SourceIdentity";
  private static final String MFA = "aws:MultiFactorAuthPresent";
  private static final String MFA_AGE = "aws:MultiFactorAuthAge";
  private static final String[] ENDPOINT = {"aws:SourceVpce", "aws:SourceVpc", "aws:VpcSourceIp"};

  /// How AWS's documentation spells the keys that no context has by name.
  private static final Map<String, String> SPELLING =
      """
      aws:PrincipalOrgID aws:PrincipalOrgPaths aws:Referer aws:RequestedRegion aws:SourceAccount
      aws:SourceArn aws:SourceIdentity aws:SourceIp aws:SourceOrgID aws:SourceOrgPaths
      aws:TokenIssueTime aws:UserAgent sts:RoleSessionName
      """
          .lines()
          .flatMap(Pattern.compile(" ")::splitAsStream)
          .collect(Collectors.toMap(HypotheticalContext::lower, key -> key));

  private final Caller caller;
  private final HypotheticalCall call;
  private final RequestContext.Builder context =
      RequestContext.builder(key -> isNeverPresent(key) ? KeyState.ABSENT : notGiven(key));

  HypotheticalContext(Caller caller, HypotheticalCall call) {
    this.caller = caller;
    this.call = call;
  }

  RequestContext build() {
    absent("sts:AWSServiceName", "sts:DurationSeconds", "aws:CalledVia");
    present("aws:SecureTransport", "true");
    present("aws:ViaAWSService", "false");
    present("aws:CurrentTime", call.now().toString());
    present("aws:EpochTime", String.valueOf(call.now().getEpochSecond()));
    principal();
    notSent();
    if (caller instanceof AwsService(String service)) {
      ofService(service);
    } else if (call.unspecifiedKeys() == UnspecifiedKeys.UNKNOWN) {
      unsaid();
    }
    call.given().forEach(context::put);
    implied();
    return context.build();
  }

  private void absent(String... keys) {
    for (String key : keys) {
      context.put(key, KeyState.ABSENT);
    }
  }

  private void present(String key, String value) {
    context.put(key, KeyState.present(value));
  }

  private void unknown(String... keys) {
    for (String key : keys) {
      context.put(key, notGiven(key));
    }
  }

  /// What the caller decides, as if it were not sent.
  private void notSent() {
    absent(EXTERNAL_ID, SOURCE_IDENTITY, TRANSITIVE_TAGS, TAG_KEYS, MFA_AGE, MFA);
    absent(ENDPOINT);
    context.putFamily(TAGS, KeyState.ABSENT);
    if (caller instanceof RoleSession) {
      present(MFA, "false");
    }
  }

  /// What the caller decides, unknown. External IDs and MFA belong to signed calls only.
  private void unsaid() {
    unknown(SOURCE_IDENTITY, TRANSITIVE_TAGS, TAG_KEYS);
    unknown(ENDPOINT);
    if (!isFederated()) {
      unknown(EXTERNAL_ID, MFA, MFA_AGE);
    }
    context.withoutFamily(TAGS);
  }

  /// What follows from what was given.
  private void implied() {
    switch (given(MFA)) {
      case KeyState.Present(List<String> used)
          when used.stream().anyMatch("true"::equalsIgnoreCase) -> {
        if (call.unspecifiedKeys() == UnspecifiedKeys.NOT_SENT) {
          unlessGiven(MFA_AGE, KeyState.present("0"));
        }
      }
      case KeyState.Present _, KeyState.Absent _ -> unlessGiven(MFA_AGE, KeyState.ABSENT);
      case KeyState.Unknown _ -> {}
    }
    if (call.unspecifiedKeys() == UnspecifiedKeys.UNKNOWN) {
      impliedByWhatIsSaid();
    }
  }

  private void impliedByWhatIsSaid() {
    if (given(MFA_AGE) instanceof KeyState.Present) {
      unlessGiven(MFA, KeyState.present("true"));
    }
    switch (given(TAG_KEYS)) {
      case KeyState.Absent _ -> {
        context.putFamily(TAGS, KeyState.ABSENT);
        unlessGiven(TRANSITIVE_TAGS, KeyState.ABSENT);
      }
      case KeyState.Present(List<String> tags) -> {
        context.putFamily(TAGS, KeyState.ABSENT);
        tags.forEach(tag -> unlessGiven(TAGS + tag, notGiven(TAGS + tag)));
      }
      case KeyState.Unknown _ -> {}
    }
    // A request has an address of the internet or of a VPC endpoint, never both.
    if (given("aws:SourceIp") instanceof KeyState.Present) {
      for (String key : ENDPOINT) {
        unlessGiven(key, KeyState.ABSENT);
      }
    }
    if (Stream.of(ENDPOINT).anyMatch(key -> given(key) instanceof KeyState.Present)) {
      unlessGiven("aws:SourceIp", KeyState.ABSENT);
    }
  }

  private KeyState given(String key) {
    return call.given().getOrDefault(key, notGiven(key));
  }

  private void unlessGiven(String key, KeyState state) {
    if (!call.given().containsKey(key)) {
      context.put(key, state);
    }
  }

  private boolean isFederated() {
    return caller instanceof Federated;
  }

  /// Whether a key looks like a claim, and no token of the caller's provider can have it.
  private boolean isNeverPresent(String key) {
    int colon = key.indexOf(':');
    boolean claim = colon > 0 && key.lastIndexOf('.', colon) >= 0;
    return claim
        && caller instanceof WebIdentity identity
        && identity
            .provider()
            .map(WebIdentity::providerName)
            .filter(issuer -> !IdentityProviders.standard().isEverPresent(issuer, key))
            .isPresent();
  }

  /// What services send by themselves; it cannot be given.
  private void ofService(String principal) {
    if (ServiceCallers.of(principal).flatMap(ServiceCaller::externalId).isPresent()) {
      unknown(EXTERNAL_ID);
    }
    if (ServiceCallers.passes(principal, "sts:SetSourceIdentity") != Passed.NO) {
      unknown(SOURCE_IDENTITY);
    }
    if (ServiceCallers.passes(principal, "sts:TagSession") != Passed.NO) {
      unknown(TAG_KEYS, TRANSITIVE_TAGS);
      context.withoutFamily(TAGS);
    }
  }

  private KeyState notGiven(String key) {
    String spelt = spelt(key);
    return KeyState.unknown(CallWords.notGiven(spelt, call.howToGive().apply(spelt)));
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

  private void principal() {
    boolean service = caller instanceof AwsService;
    present("aws:PrincipalIsAWSService", String.valueOf(service));
    if (isFederated()) {
      absent(
          "aws:PrincipalIsAWSService",
          "aws:PrincipalAccount",
          "aws:PrincipalArn",
          "aws:PrincipalOrgPaths");
    }
    if (caller instanceof AwsService(String principal)) {
      present("aws:PrincipalServiceName", principal);
    } else {
      absent("aws:PrincipalServiceName", "aws:PrincipalServiceNamesList");
      absent("aws:SourceAccount", "aws:SourceArn", "aws:SourceOrgID", "aws:SourceOrgPaths");
    }
    caller.account().ifPresent(account -> present("aws:PrincipalAccount", account.value()));
    switch (caller) {
      case RoleSession session -> {
        present("aws:PrincipalType", "AssumedRole");
        absent("aws:username");
        session.role().ifPresent(role -> present("aws:PrincipalArn", role.toString()));
      }
      case IamUser user -> {
        present("aws:PrincipalType", "User");
        present("aws:PrincipalArn", user.arn().toString());
        present("aws:username", user.arn().name());
      }
      case Root _, Federated _, AwsService _, Unidentified _ -> absent("aws:PrincipalOrgID");
    }
  }
}
