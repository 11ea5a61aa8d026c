package dev.rolecall.check;

import dev.rolecall.denial.AssumeCall;
import dev.rolecall.denial.AwsReason;
import dev.rolecall.denial.Caller;
import dev.rolecall.denial.Caller.AwsService;
import dev.rolecall.denial.Caller.IamUser;
import dev.rolecall.denial.Caller.RoleSession;
import dev.rolecall.denial.Caller.Root;
import dev.rolecall.denial.Caller.Saml;
import dev.rolecall.denial.Caller.WebIdentity;
import dev.rolecall.denial.Denial;
import dev.rolecall.denial.KeyState;
import dev.rolecall.denial.Passed;
import dev.rolecall.denial.RequestContext;
import dev.rolecall.denial.RoleArn;
import dev.rolecall.denial.RoleSessionArn;
import dev.rolecall.denial.TargetRole;
import dev.rolecall.denial.UserArn;
import dev.rolecall.explanation.wording.gap.CallWords;
import dev.rolecall.provider.IdentityProviders;
import dev.rolecall.service.ServiceCallers;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A call that has not been made yet: what a caller would send, as far as it was given.
/// [UnspecifiedKeys] says what is assumed of what the caller itself decides and was not given; the
/// rest is unknown.
///
/// @param given condition keys with their values, or with what keeps the values from being known
/// @param unspecifiedKeys what is assumed of keys that the caller decides and that are not in
///   `given`
/// @param howToGive the step that would give the value of a key that is not in `given`
public record HypotheticalCall(
    SortedMap<String, KeyState> given,
    UnspecifiedKeys unspecifiedKeys,
    UnaryOperator<String> howToGive,
    Instant now) {

  private static final String COGNITO = "cognito-identity";
  private static final Pattern SESSION_OF_USER_ID = Pattern.compile("[A-Z0-9]+:([\\w+=,.@-]+)");
  private static final String CHECKED_SESSION = "rolecall-check";

  /// Keys are the same whatever their case.
  public HypotheticalCall {
    SortedMap<String, KeyState> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    copy.putAll(given);
    given = copy;
  }

  /// The call that a caller would make.
  ///
  /// @param text an ARN, or the name of a service
  /// @throws IllegalArgumentException when the caller is not one that could assume a role; the
  ///   message says what it may be
  public Denial by(String text, RoleArn role) {
    return by(caller(text, role), role, new AwsReason.NotGiven(), UnaryOperator.identity());
  }

  /// The same for a caller whose token or assertion was read.
  ///
  /// @param reason what AWS rejects in it, whatever policies say
  /// @param settled settles the keys that it decides and that are not in `given`
  public Denial by(
      Caller caller, RoleArn role, AwsReason reason, UnaryOperator<RequestContext> settled) {
    AssumeCall call = AssumeCall.by(caller);
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
        settled.apply(new HypotheticalContext(caller, this).build()),
        reason,
        "",
        "",
        "",
        "",
        Optional.empty());
  }

  private Caller caller(String text, RoleArn role) {
    Optional<String> provider = provider(text, role);
    if (provider.isPresent()) {
      String name = WebIdentity.providerName(provider.get());
      return new WebIdentity(provider, value(name + ":aud"), value(name + ":sub").orElse(""));
    }
    if (text.contains(":saml-provider/")) {
      return new Saml(Optional.of(text), value("saml:sub").orElse(""));
    }
    return Root.parse(text)
        .<Caller>map(root -> root)
        .or(() -> RoleArn.parse(text).map(this::sessionOf))
        .or(() -> RoleSessionArn.parse(text).map(arn -> session(arn, Optional.empty())))
        .or(() -> UserArn.parse(text).map(user -> new IamUser(user, Optional.empty())))
        .or(() -> ServiceCallers.principal(text, role.partition()).map(this::service))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    CallWords.notACaller(text.startsWith("arn:") ? List.of() : similar(text))));
  }

  /// The identity provider that `text` names: by its ARN, by the name of one that AWS has built in,
  /// or by the issuer of one that is set up in the role's account.
  private static Optional<String> provider(String text, RoleArn role) {
    if (text.contains(":oidc-provider/")) {
      return Optional.of(text);
    }
    String issuer = text.equals(COGNITO) ? COGNITO + ".amazonaws.com" : text;
    return Optional.of(issuer)
        .filter(it -> !it.startsWith("arn:"))
        .flatMap(IdentityProviders.standard()::byIssuer)
        .map(
            known ->
                known.isBuiltIn()
                    ? issuer
                    : "arn:%s:iam::%s:oidc-provider/%s"
                        .formatted(role.partition(), role.account(), issuer));
  }

  /// Some services call by the principal of their region. A call whose region is given is one of
  /// that region.
  private AwsService service(String principal) {
    return new AwsService(
        value("aws:RequestedRegion")
            .flatMap(region -> ServiceCallers.inRegion(principal, region))
            .orElse(principal));
  }

  /// What `text` may be meant for.
  private static List<String> similar(String text) {
    return Stream.concat(
            Stream.of(COGNITO + ".amazonaws.com").filter(_ -> text.contains("cognito")),
            ServiceCallers.similar(text).stream())
        .toList();
  }

  private static Caller session(RoleSessionArn arn, Optional<RoleArn> role) {
    return new RoleSession(arn, role, Optional.empty());
  }

  /// The name of the caller's own session is part of its `aws:userid`. A pair has some session; of
  /// a call that was not described, the session is unknown.
  private Caller sessionOf(RoleArn role) {
    String session =
        value("aws:userid")
            .map(SESSION_OF_USER_ID::matcher)
            .filter(Matcher::matches)
            .map(userId -> userId.group(1))
            .orElse(
                unspecifiedKeys == UnspecifiedKeys.UNKNOWN
                    ? RoleSessionArn.ANY_SESSION
                    : CHECKED_SESSION);
    return session(
        new RoleSessionArn(role.partition(), role.account(), role.name(), session),
        Optional.of(role));
  }

  /// What was said to be passed, or what a service passes by itself. Whether others could assume
  /// the role does not hang on what they need not pass.
  private static Passed passed(boolean passed, Caller caller, String action) {
    if (passed) {
      return Passed.YES;
    }
    return caller instanceof AwsService(String principal)
        ? ServiceCallers.passes(principal, action)
        : Passed.NO;
  }

  private boolean has(String prefix) {
    return given.entrySet().stream()
        .filter(entry -> !(entry.getValue() instanceof KeyState.Absent))
        .anyMatch(entry -> entry.getKey().regionMatches(true, 0, prefix, 0, prefix.length()));
  }

  private Optional<String> value(String key) {
    return given.get(key) instanceof KeyState.Present(List<String> values)
        ? values.stream().findFirst()
        : Optional.empty();
  }
}
