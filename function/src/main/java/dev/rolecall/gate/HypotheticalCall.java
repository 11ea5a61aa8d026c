package dev.rolecall.gate;

import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.AssumeCall;
import dev.rolecall.denial.AwsReason;
import dev.rolecall.denial.Caller;
import dev.rolecall.denial.Denial;
import dev.rolecall.denial.Gap;
import dev.rolecall.denial.KeyState;
import dev.rolecall.denial.Passed;
import dev.rolecall.denial.RequestContext;
import dev.rolecall.denial.RoleArn;
import dev.rolecall.denial.RoleSessionArn;
import dev.rolecall.denial.TargetRole;
import dev.rolecall.denial.UserArn;
import dev.rolecall.provider.IdentityProviders;
import dev.rolecall.service.ServiceCaller;
import dev.rolecall.service.ServiceCallers;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A call that nobody made yet: what a caller would send, as far as it was given. What the caller
/// itself decides and was not given is not sent; the rest is unknown.
public final class HypotheticalCall {

  private static final Pattern ROOT = Pattern.compile("arn:([a-z-]+):iam::(\\d{12}):root");
  private static final Pattern SERVICE = Pattern.compile("[a-z0-9.-]+\\.amazonaws\\.com(\\.cn)?");
  private static final Pattern SESSION_OF_USER_ID = Pattern.compile("[A-Z0-9]+:([\\w+=,.@-]+)");
  private static final String CHECKED_SESSION = "rolecall-check";

  private final Map<String, KeyState> given;
  private final UnaryOperator<String> howToGive;
  private final Instant now;

  private HypotheticalCall(
      Map<String, KeyState> given, UnaryOperator<String> howToGive, Instant now) {
    this.given = given;
    this.howToGive = howToGive;
    this.now = now;
  }

  /// The call that `caller` would make.
  ///
  /// @param given condition keys with their values, or with what keeps the values from being known
  /// @param howToGive the step that would give the value of a key that is not in `given`
  /// @throws IllegalArgumentException when `caller` is nobody who could assume a role; the message
  ///   says what it may be
  public static Denial of(
      String caller,
      RoleArn role,
      Map<String, KeyState> given,
      UnaryOperator<String> howToGive,
      Instant now) {
    return new HypotheticalCall(given, howToGive, now).call(caller, role);
  }

  private Denial call(String text, RoleArn role) {
    Caller caller = caller(text);
    AssumeCall call =
        switch (caller) {
          case Caller.WebIdentity _ -> AssumeCall.ASSUME_ROLE_WITH_WEB_IDENTITY;
          case Caller.Saml _ -> AssumeCall.ASSUME_ROLE_WITH_SAML;
          case Caller.RoleSession _,
              Caller.IamUser _,
              Caller.Root _,
              Caller.AwsService _,
              Caller.Unidentified _ ->
              AssumeCall.ASSUME_ROLE;
        };
    return new Denial(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        value("aws:RequestedRegion"),
        Optional.empty(),
        call,
        call.action(),
        caller,
        new TargetRole.Known(role),
        passed(has("aws:RequestTag/") || has("aws:TagKeys"), caller, "sts:TagSession"),
        passed(has("sts:SourceIdentity"), caller, "sts:SetSourceIdentity"),
        true,
        context(caller),
        new AwsReason.NotGiven(),
        "",
        "",
        "",
        "");
  }

  private Caller caller(String text) {
    Matcher root = ROOT.matcher(text);
    if (root.matches()) {
      return new Caller.Root(root.group(1), new AccountId(root.group(2)));
    }
    if (isService(text)) {
      return new Caller.AwsService(text);
    }
    if (text.contains(":oidc-provider/")) {
      String name = Caller.WebIdentity.providerName(text);
      return new Caller.WebIdentity(
          Optional.of(text), value(name + ":aud"), value(name + ":sub").orElse(""));
    }
    if (text.contains(":saml-provider/")) {
      return new Caller.Saml(Optional.of(text), value("saml:sub").orElse(""));
    }
    return RoleArn.parse(text)
        .<Caller>map(this::sessionOf)
        .or(
            () ->
                RoleSessionArn.parse(text)
                    .map(
                        session ->
                            new Caller.RoleSession(session, Optional.empty(), Optional.empty())))
        .or(() -> UserArn.parse(text).map(user -> new Caller.IamUser(user, Optional.empty())))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "is no ARN of a user, role, role session, OIDC or SAML provider, and no service"
                        + " principal"));
  }

  /// The name of the caller's own session is part of its `aws:userid`.
  private Caller sessionOf(RoleArn role) {
    String session =
        value("aws:userid")
            .map(SESSION_OF_USER_ID::matcher)
            .filter(Matcher::matches)
            .map(userId -> userId.group(1))
            .orElse(CHECKED_SESSION);
    return new Caller.RoleSession(
        new RoleSessionArn(role.partition(), role.account(), role.name(), session),
        Optional.of(role),
        Optional.empty());
  }

  /// Whether `text` is the name of a service that may call.
  static boolean isService(String text) {
    return SERVICE.matcher(text).matches();
  }

  /// What was said to be passed, or what a service passes by itself.
  private static Passed passed(boolean passed, Caller caller, String action) {
    if (passed) {
      return Passed.YES;
    }
    return caller instanceof Caller.AwsService(String principal)
        ? switch (ServiceCallers.need(principal, action)) {
          case ALWAYS -> Passed.YES;
          case SOMETIMES -> Passed.UNKNOWN;
          case NEVER -> Passed.NO;
        }
        : Passed.NO;
  }

  private boolean has(String prefix) {
    return given.keySet().stream().anyMatch(key -> lower(key).startsWith(lower(prefix)));
  }

  private Optional<String> value(String key) {
    return given.entrySet().stream()
        .filter(entry -> entry.getKey().equalsIgnoreCase(key))
        .flatMap(
            entry ->
                switch (entry.getValue()) {
                  case KeyState.Present(List<String> values) -> values.stream();
                  case KeyState.Absent _, KeyState.Unknown _ -> Stream.empty();
                })
        .findFirst();
  }

  private static String lower(String key) {
    return key.toLowerCase(Locale.ROOT);
  }

  private RequestContext context(Caller caller) {
    RequestContext.Builder context =
        RequestContext.builder(key -> isNeverOf(caller, key) ? KeyState.ABSENT : notGiven(key));
    for (String key :
        List.of(
            "sts:ExternalId",
            "sts:SourceIdentity",
            "sts:TransitiveTagKeys",
            "sts:AWSServiceName",
            "sts:DurationSeconds",
            "aws:TagKeys",
            "aws:MultiFactorAuthAge",
            "aws:SourceVpce",
            "aws:SourceVpc",
            "aws:VpcSourceIp",
            "aws:CalledVia")) {
      context.put(key, KeyState.ABSENT);
    }
    context
        .putFamily("aws:RequestTag/", KeyState.ABSENT)
        .put("aws:SecureTransport", KeyState.present("true"))
        .put("aws:ViaAWSService", KeyState.present("false"))
        .put("aws:CurrentTime", KeyState.present(now.toString()))
        .put("aws:EpochTime", KeyState.present(String.valueOf(now.getEpochSecond())));
    principal(context, caller);
    if (caller instanceof Caller.AwsService(String service)) {
      ofService(context, service);
    }
    given.forEach(context::put);
    if (value("aws:MultiFactorAuthPresent").filter("true"::equalsIgnoreCase).isPresent()
        && !has("aws:MultiFactorAuthAge")) {
      context.put("aws:MultiFactorAuthAge", KeyState.present("0"));
    }
    return context.build();
  }

  /// Whether a key looks like a claim, and no token of the caller's provider can have it.
  private static boolean isNeverOf(Caller caller, String key) {
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

  /// What services send by themselves; nobody can be asked for it.
  private void ofService(RequestContext.Builder context, String principal) {
    if (ServiceCallers.of(principal).flatMap(ServiceCaller::externalId).isPresent()) {
      context.put("sts:ExternalId", notGiven("sts:ExternalId"));
    }
    if (ServiceCallers.need(principal, "sts:SetSourceIdentity") != ServiceCallers.Need.NEVER) {
      context.put("sts:SourceIdentity", notGiven("sts:SourceIdentity"));
    }
    if (ServiceCallers.need(principal, "sts:TagSession") != ServiceCallers.Need.NEVER) {
      for (String key : List.of("aws:TagKeys", "sts:TransitiveTagKeys")) {
        context.put(key, notGiven(key));
      }
      context.putFamily("aws:RequestTag/", notGiven("aws:RequestTag/KEY"));
    }
  }

  private KeyState notGiven(String key) {
    return KeyState.unknown(
        new Gap("the value of " + key, "it was not given", howToGive.apply(key)));
  }

  private static void principal(RequestContext.Builder context, Caller caller) {
    boolean service = caller instanceof Caller.AwsService;
    boolean federated = caller instanceof Caller.WebIdentity || caller instanceof Caller.Saml;
    context.put(
        "aws:PrincipalIsAWSService",
        federated ? KeyState.ABSENT : KeyState.present(String.valueOf(service)));
    if (federated) {
      context
          .put("aws:PrincipalAccount", KeyState.ABSENT)
          .put("aws:PrincipalArn", KeyState.ABSENT)
          .put("aws:PrincipalOrgPaths", KeyState.ABSENT);
    }
    if (!service) {
      context
          .put("aws:SourceAccount", KeyState.ABSENT)
          .put("aws:SourceArn", KeyState.ABSENT)
          .put("aws:SourceOrgID", KeyState.ABSENT)
          .put("aws:SourceOrgPaths", KeyState.ABSENT);
    }
    caller
        .account()
        .ifPresent(
            account -> context.put("aws:PrincipalAccount", KeyState.present(account.value())));
    switch (caller) {
      case Caller.RoleSession session -> {
        context.put("aws:PrincipalType", KeyState.present("AssumedRole"));
        context.put("aws:username", KeyState.ABSENT);
        context.put("aws:MultiFactorAuthPresent", KeyState.present("false"));
        session
            .role()
            .ifPresent(role -> context.put("aws:PrincipalArn", KeyState.present(role.toString())));
      }
      case Caller.IamUser user ->
          context
              .put("aws:PrincipalType", KeyState.present("User"))
              .put("aws:PrincipalArn", KeyState.present(user.arn().toString()))
              .put("aws:username", KeyState.present(user.arn().name()))
              .put("aws:MultiFactorAuthPresent", KeyState.ABSENT);
      case Caller.Root _,
          Caller.WebIdentity _,
          Caller.Saml _,
          Caller.AwsService _,
          Caller.Unidentified _ ->
          context
              .put("aws:PrincipalOrgID", KeyState.ABSENT)
              .put("aws:MultiFactorAuthPresent", KeyState.ABSENT);
    }
  }
}
