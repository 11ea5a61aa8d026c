package dev.rolecall.gate.token;

import dev.rolecall.denial.AwsReason.OtherError.Kind;
import dev.rolecall.denial.Caller;
import dev.rolecall.denial.KeyState;
import dev.rolecall.denial.RoleArn;
import dev.rolecall.gate.token.TokenProblem.Outlook;
import dev.rolecall.gate.wording.TokenWords;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A SAML assertion. [Configure SAML assertions for the authentication
/// response](https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_saml_assertions.html)
///
/// @param subject the `NameID`
/// @param format of the `NameID`
/// @param recipients of every `SubjectConfirmationData`
/// @param restrictedTo the audiences
/// @param end the first `NotOnOrAfter`
/// @param begin the last `NotBefore`
record SamlAssertion(
    Optional<String> issuer,
    Optional<String> subject,
    Optional<String> format,
    List<String> recipients,
    List<String> restrictedTo,
    Optional<Instant> issued,
    Optional<Instant> end,
    Optional<Instant> begin,
    List<SamlAssertion.Attribute> attributes)
    implements Token {

  record Attribute(String name, String friendlyName, List<String> values) {
    Attribute {
      values = List.copyOf(values);
    }
  }

  /// A role, and the provider for which the assertion lists it.
  private record Pair(String role, String provider) {}

  private static final String OF_AWS = "https://aws.amazon.com/SAML/Attributes/";
  private static final String FORMAT = "urn:oasis:names:tc:SAML:2.0:nameid-format:";
  private static final Pattern ARN =
      Pattern.compile("arn:[a-z-]+:iam::(\\d{12}):(role|saml-provider)/(\\S+)");
  private static final Pattern SESSION_NAME = Pattern.compile("[\\w+=,.@-]{2,64}");
  private static final Pattern AUDIENCE =
      Pattern.compile(
          "urn:amazon:webservices(?::[a-z0-9:-]+)?"
              + "|https://(?:[a-z0-9-]+\\.)*signin\\.(?:aws\\.amazon|amazonaws(?:-us-gov)?)\\.(?:com|cn)/.*");

  /// AWS takes an assertion for so long after it was issued. [Troubleshoot SAML
  /// federation](https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_saml.html)
  private static final Duration REDEEMABLE = Duration.ofMinutes(5);

  SamlAssertion {
    recipients = List.copyOf(recipients);
    restrictedTo = List.copyOf(restrictedTo);
    attributes = List.copyOf(attributes);
  }

  /// A SAML provider has none.
  @Override
  public List<String> audiences() {
    return List.of();
  }

  private List<String> ofAws(String name) {
    return attributes.stream()
        .filter(it -> it.name().equals(OF_AWS + name))
        .flatMap(it -> it.values().stream())
        .toList();
  }

  private Optional<String> one(String name) {
    return ofAws(name).stream().findFirst();
  }

  /// The two ARNs stand in either order.
  private List<Pair> pairs() {
    List<Pair> pairs = new ArrayList<>();
    for (String value : ofAws("Role")) {
      Optional<String> role = Optional.empty();
      Optional<String> provider = Optional.empty();
      for (String part : value.split(",", -1)) {
        Matcher arn = ARN.matcher(part.strip());
        if (arn.matches() && arn.group(2).equals("role")) {
          role = Optional.of(arn.group());
        } else if (arn.matches()) {
          provider = Optional.of(arn.group());
        }
      }
      if (role.isPresent() && provider.isPresent()) {
        pairs.add(new Pair(role.get(), provider.get()));
      }
    }
    return pairs;
  }

  @Override
  public Optional<List<String>> roles() {
    return Optional.of(pairs().stream().map(Pair::role).distinct().toList());
  }

  /// The provider with which the role is listed, else one of the role's account.
  private Optional<String> provider(RoleArn role) {
    String account = ":iam::" + role.account() + ":";
    return Stream.concat(
            pairs().stream().filter(pair -> pair.role().equals(role.toString())),
            pairs().stream().filter(pair -> pair.provider().contains(account)))
        .map(Pair::provider)
        .findFirst();
  }

  @Override
  public Caller caller(RoleArn role) {
    return new Caller.Saml(provider(role), subject.orElse(""));
  }

  @Override
  public SortedMap<String, KeyState> keys(RoleArn role) {
    SortedMap<String, KeyState> keys = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    SamlAttributes.put(attributes, keys);
    keys.put("saml:iss", KeyState.orAbsent(issuer));
    keys.put("saml:sub", KeyState.orAbsent(subject));
    keys.put("saml:sub_type", KeyState.orAbsent(format.map(SamlAssertion::withoutPrefix)));
    keys.put("saml:aud", audience());
    provider(role)
        .map(ARN::matcher)
        .filter(Matcher::matches)
        .ifPresent(arn -> ofProvider(arn, keys));
    sessionTags().putTo(keys);
    keys.put("sts:SourceIdentity", KeyState.orAbsent(one("SourceIdentity")));
    keys.put("sts:RoleSessionName", KeyState.orAbsent(one("RoleSessionName")));
    keys.put("sts:RoleAuthorizedByIdp", KeyState.ABSENT);
    return keys;
  }

  private static String withoutPrefix(String format) {
    return format.startsWith(FORMAT) ? format.substring(FORMAT.length()) : format;
  }

  /// The recipient; the assertion's `Audience` is no condition key.
  private KeyState audience() {
    List<String> different = recipients.stream().distinct().toList();
    if (different.isEmpty()) {
      return KeyState.ABSENT;
    }
    return different.size() == 1
        ? KeyState.present(different.getFirst())
        : KeyState.unknown(TokenWords.severalRecipients());
  }

  private void ofProvider(Matcher arn, SortedMap<String, KeyState> keys) {
    String account = arn.group(1);
    String name = arn.group(3);
    keys.put("saml:doc", KeyState.present(account + "/" + name));
    issuer.ifPresent(
        it -> keys.put("saml:namequalifier", KeyState.present(hash(it + account + "/" + name))));
  }

  private static String hash(String text) {
    try {
      return Base64.getEncoder()
          .encodeToString(
              MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("the JDK has no SHA-1", e);
    }
  }

  private SessionTags sessionTags() {
    SessionTags tags = new SessionTags();
    String prefix = OF_AWS + "PrincipalTag:";
    for (Attribute attribute : attributes) {
      if (attribute.name().startsWith(prefix)) {
        tags.add(attribute.name().substring(prefix.length()), attribute.values());
      }
    }
    tags.addTransitive(ofAws("TransitiveTagKeys"));
    return tags;
  }

  @Override
  public boolean decides(String key) {
    return key.startsWith("saml:")
        || SessionTags.has(key)
        || key.indexOf('.') > 0
        || List.of("sts:sourceidentity", "sts:rolesessionname", "sts:roleauthorizedbyidp")
            .contains(key);
  }

  @Override
  public Optional<Instant> expires() {
    return Stream.of(issued.map(it -> it.plus(REDEEMABLE)), end)
        .flatMap(Optional::stream)
        .min(Instant::compareTo);
  }

  @Override
  public List<TokenProblem> problems(RoleArn role, Instant now) {
    List<TokenProblem> problems = new ArrayList<>();
    if (pairs().stream().noneMatch(pair -> pair.role().equals(role.toString()))) {
      problems.add(
          new TokenProblem(
              Kind.ROLE_NOT_IN_TOKEN,
              Outlook.LASTING,
              TokenWords.roleNotInAssertion(role, ofAws("Role").size(), pairs().size())));
    }
    sessionName().ifPresent(problems::add);
    one("SourceIdentity")
        .filter(it -> !SESSION_NAME.matcher(it).matches())
        .map(_ -> lasting(TokenWords.badAttribute("SourceIdentity")))
        .ifPresent(problems::add);
    one("SessionDuration")
        .filter(it -> !isDuration(it))
        .map(_ -> TokenWords.badDuration())
        .map(words -> new TokenProblem(Kind.SESSION_DURATION, Outlook.DOUBTFUL, words))
        .ifPresent(problems::add);
    if (recipients.isEmpty()) {
      problems.add(lasting(TokenWords.withoutRecipient()));
    }
    if (!restrictedTo.isEmpty() && restrictedTo.stream().noneMatch(AUDIENCE.asMatchPredicate())) {
      problems.add(
          new TokenProblem(
              Kind.INVALID_IDENTITY_TOKEN, Outlook.DOUBTFUL, TokenWords.audienceNotAws()));
    }
    times(now, problems);
    return problems;
  }

  /// From 15 minutes to 12 hours, in seconds.
  private static boolean isDuration(String text) {
    return text.matches("\\d{3,5}")
        && Integer.parseInt(text) >= 900
        && Integer.parseInt(text) <= 43_200;
  }

  private Optional<TokenProblem> sessionName() {
    List<String> names = ofAws("RoleSessionName");
    if (names.isEmpty()) {
      return Optional.of(lasting(TokenWords.withoutSessionName()));
    }
    return names.stream().allMatch(SESSION_NAME.asMatchPredicate())
        ? Optional.empty()
        : Optional.of(lasting(TokenWords.badAttribute("RoleSessionName")));
  }

  private static TokenProblem lasting(String summary) {
    return new TokenProblem(Kind.INVALID_IDENTITY_TOKEN, Outlook.LASTING, summary);
  }

  private void times(Instant now, List<TokenProblem> problems) {
    expires()
        .filter(it -> !it.isAfter(now))
        .map(it -> TokenWords.assertionExpired(it, now))
        .map(words -> new TokenProblem(Kind.EXPIRED_TOKEN, Outlook.PASSING, words))
        .ifPresent(problems::add);
    begin
        .filter(it -> it.isAfter(now))
        .map(it -> TokenWords.notYetValid(it, now))
        .map(words -> new TokenProblem(Kind.INVALID_IDENTITY_TOKEN, Outlook.PASSING, words))
        .ifPresent(problems::add);
  }

  /// Nothing of what it contains, wherever it is printed.
  @Override
  public String toString() {
    return "SamlAssertion";
  }
}
