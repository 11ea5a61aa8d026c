package dev.rolecall.gate.token;

import dev.rolecall.denial.AwsReason.OtherError.Kind;
import dev.rolecall.denial.Caller;
import dev.rolecall.denial.KeyState;
import dev.rolecall.denial.RoleArn;
import dev.rolecall.gate.token.TokenProblem.Outlook;
import dev.rolecall.gate.wording.TokenWords;
import dev.rolecall.json.JsonValue;
import dev.rolecall.provider.IdentityProvider;
import dev.rolecall.provider.IdentityProviders;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The claims of an OIDC token. [Available keys for AWS OIDC
/// federation](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-wif)
///
/// @param whole whether they come from a JWT; claims that were written down may lack some
record OidcToken(JsonValue claims, boolean whole) implements Token {

  private static final String AWS = "https://aws.amazon.com/";
  private static final String ROLES = AWS + "roles";
  private static final String SOURCE_IDENTITY = AWS + "source_identity";
  private static final String HTTPS = "https://";
  private static final String GOOGLE = "accounts.google.com";

  /// IAM accepts a token for so long after it expired.
  private static final Duration LEEWAY = Duration.ofMinutes(5);

  private Optional<String> text(String claim) {
    return claims.asText(claim);
  }

  /// The name of the provider: the issuer without its scheme.
  private Optional<String> provider() {
    return text("iss").map(OidcToken::withoutScheme);
  }

  private static String withoutScheme(String issuer) {
    int at = issuer.indexOf("://");
    return at < 0 ? issuer : issuer.substring(at + 3);
  }

  /// Accounts do not set up such a provider, so IAM has no ARN for it.
  private static boolean isBuiltIn(String provider) {
    return IdentityProviders.standard()
        .byIssuer(provider)
        .filter(IdentityProvider::isBuiltIn)
        .isPresent();
  }

  @Override
  public Caller caller(RoleArn role) {
    return new Caller.WebIdentity(
        provider()
            .map(
                name ->
                    isBuiltIn(name)
                        ? name
                        : "arn:%s:iam::%s:oidc-provider/%s"
                            .formatted(role.partition(), role.account(), name)),
        audience() instanceof KeyState.Present(List<String> values)
            ? Optional.of(values.getFirst())
            : Optional.empty(),
        text("sub").orElse(""));
  }

  /// AWS takes `azp` for the audience where a token has it. [Create a role for OpenID Connect
  /// federation](https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html)
  private KeyState audience() {
    Optional<String> party = text("azp");
    if (party.isPresent()) {
      return KeyState.present(party.get());
    }
    return requestedAudience();
  }

  private KeyState requestedAudience() {
    JsonValue aud = claims.get("aud");
    List<String> values = texts(aud);
    if (values.isEmpty()) {
      return KeyState.ABSENT;
    }
    return values.size() == 1
        ? KeyState.present(values.getFirst())
        : KeyState.unknown(TokenWords.severalAudiences(key("aud")));
  }

  /// Which of `azp` and `aud` AWS compares is documented for policies only.
  @Override
  public List<String> audiences() {
    return Stream.concat(text("azp").stream(), texts(claims.get("aud")).stream()).toList();
  }

  private String key(String claim) {
    return provider().orElse("") + ":" + claim;
  }

  /// The texts of a list, or the one text.
  private static List<String> texts(JsonValue value) {
    List<JsonValue> all = value.isList() ? value.items() : List.of(value);
    return all.stream().flatMap(it -> it.source().stream()).filter(it -> !it.isEmpty()).toList();
  }

  @Override
  public SortedMap<String, KeyState> keys(RoleArn role) {
    SortedMap<String, KeyState> keys = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    provider().ifPresent(name -> claimKeys(name, keys));
    sessionTags().putTo(keys);
    keys.put("sts:SourceIdentity", KeyState.orAbsent(text(SOURCE_IDENTITY)));
    keys.put(
        "sts:RoleAuthorizedByIdp",
        roles()
            .filter(listed -> listed.contains(role.toString()))
            .map(_ -> KeyState.present("true"))
            .orElseGet(
                () -> KeyState.usuallyAbsent(TokenWords.notDocumented("sts:RoleAuthorizedByIdp"))));
    return keys;
  }

  private void claimKeys(String provider, SortedMap<String, KeyState> keys) {
    for (JsonValue claim : claims.fields()) {
      String key = provider + ":" + claim.name();
      if (IdentityProviders.standard().isEverPresent(provider, key.toLowerCase(Locale.ROOT))) {
        keys.put(key, state(key, claim));
      }
    }
    keys.put(key("aud"), audience());
    if (provider.equals(GOOGLE)) {
      keys.put(key("oaud"), requestedAudience());
      JsonValue number =
          claims.get("google").isObject()
              ? claims.get("google").get("organization_number")
              : claims.get("google");
      keys.put(key("google/organization_number"), KeyState.orAbsent(number.asScalar()));
    }
  }

  /// AWS documents texts, and a list for `amr`.
  private static KeyState state(String key, JsonValue claim) {
    if (claim.isText()) {
      return KeyState.present(claim.text());
    }
    if (claim.isNull()) {
      return KeyState.ABSENT;
    }
    boolean list = claim.isList() && key.toLowerCase(Locale.ROOT).endsWith(":amr");
    List<String> texts = texts(claim);
    if (list && texts.size() == claim.items().size() && !texts.isEmpty()) {
      return new KeyState.Present(texts);
    }
    return claim
        .asScalar()
        .map(value -> KeyState.unknown(TokenWords.notAText(key), KeyState.present(value)))
        .orElseGet(() -> KeyState.unknown(TokenWords.notAText(key)));
  }

  /// Nested or, for issuers that cannot nest, in flat claims. [Passing session tags using
  /// AssumeRoleWithWebIdentity](https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html#id_session-tags_adding-assume-role-idp)
  private SessionTags sessionTags() {
    SessionTags tags = new SessionTags();
    JsonValue nested = claims.get(AWS + "tags");
    List<JsonValue> objects = nested.isList() ? nested.items() : List.of(nested);
    for (JsonValue object : objects) {
      if (object.isObject()) {
        if (object.get("principal_tags").isObject()) {
          object.get("principal_tags").fields().forEach(tag -> tags.add(tag.name(), texts(tag)));
        }
        tags.addTransitive(texts(object.get("transitive_tag_keys")));
      }
    }
    String flat = AWS + "tags/principal_tags/";
    for (JsonValue claim : claims.fields()) {
      if (claim.name().startsWith(flat)) {
        tags.add(claim.name().substring(flat.length()), texts(claim));
      }
    }
    tags.addTransitive(texts(claims.get(AWS + "tags/transitive_tag_keys")));
    return tags;
  }

  @Override
  public boolean decides(String key) {
    return key.indexOf('.') > 0
        || SessionTags.has(key)
        || Stream.of("sts:sourceidentity", "sts:roleauthorizedbyidp", "saml:")
            .anyMatch(key::startsWith);
  }

  @Override
  public Optional<List<String>> roles() {
    return claims.given(ROLES).map(OidcToken::texts);
  }

  @Override
  public Optional<Instant> expires() {
    return time("exp").map(it -> it.plus(LEEWAY));
  }

  private Optional<Instant> time(String claim) {
    try {
      return claims
          .get(claim)
          .asScalar()
          .map(BigDecimal::new)
          .map(seconds -> Instant.ofEpochSecond(seconds.longValue()));
    } catch (NumberFormatException | DateTimeException _) {
      return Optional.empty();
    }
  }

  @Override
  public List<TokenProblem> problems(RoleArn role, Instant now) {
    List<TokenProblem> problems = new ArrayList<>();
    issuer().ifPresent(problems::add);
    Stream.of("sub", "aud")
        .filter(claim -> texts(claims.get(claim)).isEmpty())
        .map(
            claim ->
                new TokenProblem(
                    Kind.INVALID_IDENTITY_TOKEN,
                    Outlook.LASTING,
                    TokenWords.missingClaim(claim, text("token_use").isPresent())))
        .forEach(problems::add);
    roles()
        .filter(listed -> !listed.contains(role.toString()))
        .map(
            _ ->
                new TokenProblem(
                    Kind.ROLE_NOT_IN_TOKEN, Outlook.LASTING, TokenWords.roleNotInClaim(role)))
        .ifPresent(problems::add);
    times(now, problems);
    return problems;
  }

  private Optional<TokenProblem> issuer() {
    Optional<String> issuer = text("iss");
    if (issuer.isEmpty()) {
      return Optional.of(
          new TokenProblem(
              Kind.INVALID_IDENTITY_TOKEN, Outlook.LASTING, TokenWords.missingClaim("iss", false)));
    }
    return issuer
        .filter(it -> !it.startsWith(HTTPS) && !isBuiltIn(it))
        .map(
            _ ->
                new TokenProblem(
                    Kind.PROVIDER_MISSING, Outlook.LASTING, TokenWords.issuerWithoutHttps()));
  }

  private void times(Instant now, List<TokenProblem> problems) {
    Optional<Instant> end = time("exp");
    if (end.isEmpty() && whole) {
      problems.add(
          new TokenProblem(
              Kind.INVALID_IDENTITY_TOKEN, Outlook.DOUBTFUL, TokenWords.withoutExpiry()));
    }
    end.filter(it -> !it.plus(LEEWAY).isAfter(now))
        .map(it -> TokenWords.expired(it, now))
        .map(words -> new TokenProblem(Kind.EXPIRED_TOKEN, Outlook.PASSING, words))
        .ifPresent(problems::add);
    time("nbf")
        .filter(it -> it.isAfter(now))
        .map(it -> TokenWords.notYetValid(it, now))
        .map(words -> new TokenProblem(Kind.INVALID_IDENTITY_TOKEN, Outlook.PASSING, words))
        .ifPresent(problems::add);
  }

  /// Nothing of what it contains, wherever it is printed.
  @Override
  public String toString() {
    return "OidcToken";
  }
}
