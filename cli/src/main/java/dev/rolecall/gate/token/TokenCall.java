package dev.rolecall.gate.token;

import dev.rolecall.check.HypotheticalCall;
import dev.rolecall.check.UnspecifiedKeys;
import dev.rolecall.denial.AwsReason;
import dev.rolecall.denial.Caller;
import dev.rolecall.denial.Denial;
import dev.rolecall.denial.KeyState;
import dev.rolecall.denial.RequestContext;
import dev.rolecall.denial.RoleArn;
import dev.rolecall.evidence.Lookup;
import dev.rolecall.gate.wording.TokenWords;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// A call with a token: what of the request the token decides is known, and what it does not have
/// is not sent.
///
/// @param audiences those that the provider accepts; empty where AWS was not asked
public record TokenCall(
    Token token, RoleArn role, Instant now, Optional<Lookup<List<String>>> audiences) {

  /// A call of which only the token is known.
  public TokenCall(Token token, RoleArn role, Instant now) {
    this(token, role, now, Optional.empty());
  }

  /// The same with what AWS says of the provider.
  public TokenCall with(Optional<Lookup<List<String>>> accepted) {
    return new TokenCall(token, role, now, accepted);
  }

  /// The call, as policies see it.
  ///
  /// @param given condition keys that the token does not decide
  /// @param howToGive the step that would give the value of another
  public Denial denial(SortedMap<String, KeyState> given, UnaryOperator<String> howToGive) {
    return denial(given, howToGive, new AwsReason.NotGiven());
  }

  /// The call as AWS rejects it before it looks at policies; empty when it does not.
  public Optional<Denial> rejected(
      SortedMap<String, KeyState> given, UnaryOperator<String> howToGive) {
    return problems().stream()
        .filter(TokenProblem::isLasting)
        .findFirst()
        .map(problem -> denial(given, howToGive, new AwsReason.OtherError(problem.kind())));
  }

  /// The call with what AWS's own message says of it.
  public Denial denial(
      SortedMap<String, KeyState> given, UnaryOperator<String> howToGive, AwsReason reason) {
    SortedMap<String, KeyState> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    all.putAll(token.keys(role));
    all.putAll(given);
    return new HypotheticalCall(all, UnspecifiedKeys.UNKNOWN, howToGive, now)
        .by(token.caller(role), role, reason, this::settled);
  }

  /// Claims and attributes that the token does not have are not sent; neither is what only users
  /// and sessions have.
  private RequestContext settled(RequestContext context) {
    RequestContext.Builder known =
        context.toBuilder().putFamily("aws:PrincipalTag/", KeyState.ABSENT);
    Stream.of("aws:PrincipalType", "aws:userid", "aws:username")
        .forEach(key -> known.put(key, KeyState.ABSENT));
    SortedMap<String, KeyState> own = token.keys(role);
    return known
        .build()
        .map(
            (key, state) ->
                state instanceof KeyState.Unknown && token.decides(key) && !own.containsKey(key)
                    ? KeyState.ABSENT
                    : state);
  }

  /// Whether `key` is known from the token, so that it cannot be given as well.
  public boolean knows(String lowerCaseKey) {
    return token.decides(lowerCaseKey)
        && !(token.keys(role).get(lowerCaseKey) instanceof KeyState.Unknown);
  }

  /// What AWS rejects in the token, whatever policies say.
  public List<TokenProblem> problems() {
    List<TokenProblem> problems = new ArrayList<>(ofProvider().stream().toList());
    problems.addAll(token.problems(role, now));
    return problems;
  }

  /// The ARN of the OIDC provider.
  public Optional<String> oidcProvider() {
    return provider().filter(it -> it.contains(":oidc-provider/"));
  }

  private Optional<TokenProblem> ofProvider() {
    String arn = oidcProvider().orElse("");
    String account = role.account().value();
    return audiences.flatMap(
        found ->
            switch (found) {
              case Lookup.Absent<List<String>> _ ->
                  Optional.of(
                      new TokenProblem(
                          AwsReason.OtherError.Kind.PROVIDER_MISSING,
                          TokenProblem.Outlook.LASTING,
                          TokenWords.providerMissing(
                              account,
                              Caller.WebIdentity.providerName(arn),
                              token.audiences().stream().findFirst())));
              case Lookup.Found<List<String>>(List<String> accepted) ->
                  Optional.of(token.audiences())
                      .filter(sent -> !sent.isEmpty() && Collections.disjoint(accepted, sent))
                      .map(
                          sent ->
                              new TokenProblem(
                                  AwsReason.OtherError.Kind.WRONG_AUDIENCE,
                                  TokenProblem.Outlook.LASTING,
                                  TokenWords.audienceNotListed(account, arn, sent.getFirst())));
              case Lookup.Unreadable<List<String>> _ -> Optional.empty();
            });
  }

  /// When AWS stops accepting the token.
  public Optional<Instant> expires() {
    return token.expires();
  }

  public boolean isSaml() {
    return token instanceof SamlAssertion;
  }

  /// The provider by ARN, or by name where IAM has no ARN for it.
  public Optional<String> provider() {
    return token.caller(role).provider();
  }

  /// The claims and attributes that conditions can be about, by condition key: the subject, the
  /// audience, and of the others those in `asked`.
  ///
  /// @param asked condition keys in lower case
  public SortedMap<String, List<String>> claims(Set<String> asked) {
    SortedMap<String, List<String>> claims = new TreeMap<>();
    token
        .keys(role)
        .forEach(
            (key, state) -> {
              String lower = key.toLowerCase(Locale.ROOT);
              if (state instanceof KeyState.Present(List<String> values)
                  && (lower.endsWith(":sub") || lower.endsWith(":aud") || asked.contains(lower))) {
                claims.put(key, values);
              }
            });
    return claims;
  }

  /// Who calls, at the head of an answer.
  public String name() {
    return TokenWords.caller(isSaml(), provider().orElse(TokenWords.unknownProvider()));
  }

  /// What AWS requires besides, which no policy says.
  public String required() {
    Optional<String> arn = provider().filter(it -> it.startsWith("arn:"));
    if (arn.isEmpty()) {
      return TokenWords.signatureNotChecked();
    }
    String account = role.account().value();
    if (audiences.filter(Lookup.Found.class::isInstance).isPresent()) {
      return TokenWords.providerChecked(account);
    }
    return token.caller(role) instanceof Caller.WebIdentity identity
        ? TokenWords.providerRequired(arn.get(), account, identity.audience().orElse(""))
        : TokenWords.samlProviderRequired(arn.get(), account);
  }
}
