package dev.rolecall.gate.wording;

import dev.rolecall.denial.Gap;
import dev.rolecall.explanation.command.ShellWords;
import dev.rolecall.explanation.wording.term.TimeFormat;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// What is wrong with a token, and what is not known of one. No sentence has any of the token's
/// text.
public final class TokenWords {

  private TokenWords() {}

  // What cannot be read

  public static String tooLarge(int mebibytes) {
    return "larger than " + mebibytes + " MiB, so it is not a token";
  }

  public static String notText() {
    return "not text, so it is not a token";
  }

  public static String empty() {
    return "empty: it contains no token";
  }

  public static String notAToken() {
    return "contains neither a JWT, nor the claims of one as JSON, nor a SAML response (XML or"
        + " base64)";
  }

  public static String encryptedJwt() {
    return "contains an encrypted JWT (JWE), which AWS does not accept; request an ID token that is"
        + " signed only";
  }

  public static String facebookToken() {
    return opaqueToken("Facebook", "graph.facebook.com");
  }

  public static String amazonToken() {
    return opaqueToken("Login with Amazon", "www.amazon.com");
  }

  /// A token that only its provider can read.
  ///
  /// @param principal by which a trust policy names the provider
  private static String opaqueToken(String provider, String principal) {
    return "contains an access token of "
        + provider
        + ", which is not a JWT and contains no claims; use --caller "
        + principal
        + " with --context "
        + principal
        + ":app_id=ID";
  }

  public static String googleAccessToken() {
    return "contains a Google access token, which AWS does not accept; use the ID token";
  }

  public static String payloadNotJson() {
    return "looks like a JWT, but its payload is not a JSON object";
  }

  public static String partNotBase64() {
    return "looks like a JWT, but it is not base64url; it may be cut off or changed";
  }

  public static String notJson() {
    return "not valid JSON";
  }

  public static String noClaims() {
    return "the JSON contains neither claims (`iss`, `sub`, `aud`) nor a token";
  }

  public static String severalTokens() {
    return "contains more than one token; give a file with the one to check";
  }

  public static String notXml() {
    return "not well-formed XML; the SAML response may be cut off";
  }

  public static String documentType() {
    return "the XML has a document type declaration, which SAML does not allow";
  }

  public static String notSaml() {
    return "the XML is not a SAML 2.0 response or assertion";
  }

  public static String severalAssertions() {
    return "the SAML response contains more than one assertion; AWS accepts only one";
  }

  public static String encryptedAssertion() {
    return "the SAML assertion is encrypted, so only AWS can read it; use the assertion before"
        + " encryption, or --caller with the ARN of the SAML provider and --context"
        + " SAML:aud=VALUE";
  }

  public static String samlRequest() {
    return "contains a SAML request; give the response that the identity provider sends back";
  }

  public static String samlMetadata() {
    return "contains SAML metadata; give a response with an assertion";
  }

  public static String responseWithoutAssertion() {
    return "the SAML response contains no assertion: the identity provider did not sign the user"
        + " in";
  }

  // What AWS rejects

  /// A claim that AWS requires.
  ///
  /// @param accessToken whether the token says that it is not an ID token
  public static String missingClaim(String claim, boolean accessToken) {
    return "The token has no `"
        + claim
        + "` claim, so AWS rejects it (InvalidIdentityToken)."
        + (accessToken
            ? " It is an access token of Amazon Cognito: send the ID token."
            : " Configure the identity provider to add it.");
  }

  public static String issuerWithoutHttps() {
    return "The token's issuer (`iss`) is not an https:// URL, so no OIDC provider in IAM can match"
        + " it (InvalidIdentityToken). Configure the issuer with the URL at which AWS can read its"
        + " keys.";
  }

  /// A provider that the role's account lacks.
  ///
  /// @param issuer without its scheme
  public static String providerMissing(String account, String issuer, Optional<String> audience) {
    return "Account "
        + account
        + " has no OIDC provider for the token's issuer, so AWS rejects the token"
        + " (InvalidIdentityToken). If the role's account is right, create the provider: aws iam"
        + " create-open-id-connect-provider "
        + ShellWords.option("--url", "https://" + issuer)
        + " "
        + ShellWords.option("--client-id-list", audience.orElse("AUDIENCE"));
  }

  /// An audience that the provider does not accept.
  public static String audienceNotListed(String account, String arn, String audience) {
    return "The OIDC provider in account "
        + account
        + " does not list the token's audience `"
        + audience
        + "`, so AWS rejects the token (InvalidIdentityToken). Request the token with an audience"
        + " that it lists, or add this one: aws iam add-client-id-to-open-id-connect-provider "
        + ShellWords.option("--open-id-connect-provider-arn", arn)
        + " "
        + ShellWords.option("--client-id", audience);
  }

  public static String roleNotInClaim(Object role) {
    return "The token's claim `https://aws.amazon.com/roles` does not list "
        + role
        + ", so AWS rejects the token for this role (InvalidIdentityToken). Add the role to the"
        + " claim, or use a role that it lists.";
  }

  /// An assertion that is not for the role.
  ///
  /// @param values of the attribute
  /// @param pairs those of them that are pairs of ARNs
  public static String roleNotInAssertion(Object role, int values, int pairs) {
    String attribute = "`https://aws.amazon.com/SAML/Attributes/Role`";
    return (values == 0
            ? "The assertion has no attribute " + attribute
            : pairs == 0
                ? "No value of the assertion's attribute "
                    + attribute
                    + " is a role ARN and a SAML provider ARN with a comma between them"
                : "The assertion's attribute " + attribute + " does not list " + role)
        + ", so AWS rejects the assertion for this role. Add `ROLE_ARN,PROVIDER_ARN` in the"
        + " identity provider, or assume a role that it lists.";
  }

  public static String withoutSessionName() {
    return "The assertion has no attribute"
        + " `https://aws.amazon.com/SAML/Attributes/RoleSessionName`, so AWS rejects it"
        + " (InvalidIdentityToken). Add it in the identity provider.";
  }

  public static String badAttribute(String name) {
    return "The assertion's attribute `https://aws.amazon.com/SAML/Attributes/"
        + name
        + "` must be 2 to 64 letters, digits or `_+=,.@-`, without spaces; AWS rejects its value"
        + " (InvalidIdentityToken). Map it to another user attribute.";
  }

  public static String badDuration() {
    return "The assertion's attribute `https://aws.amazon.com/SAML/Attributes/SessionDuration` is"
        + " not a number of seconds from 900 to 43200; AWS may reject the assertion.";
  }

  public static String withoutRecipient() {
    return "The assertion has no `SubjectConfirmationData` with a `Recipient`, so AWS rejects it"
        + " (InvalidIdentityToken). Set the recipient to AWS's sign-in URL.";
  }

  public static String audienceNotAws() {
    return "The assertion's `Audience` is neither `urn:amazon:webservices` nor AWS's sign-in URL;"
        + " AWS rejects assertions without the required audience.";
  }

  public static String withoutExpiry() {
    return "The token has no `exp` claim. OpenID Connect requires it, and AWS may reject the"
        + " token.";
  }

  public static String expired(Instant end, Instant now) {
    return "The token expired "
        + ago(end, now)
        + "; AWS now rejects it (ExpiredTokenException). The answer holds for a new token with the"
        + " same claims.";
  }

  /// An assertion that was valid.
  ///
  /// @param end when AWS stopped accepting it
  public static String assertionExpired(Instant end, Instant now) {
    return "The assertion was valid until "
        + TimeFormat.minute(end)
        + ", "
        + TimeFormat.length(Duration.between(end, now))
        + " ago; AWS now rejects it (ExpiredTokenException). The answer holds for a new assertion"
        + " with the same content.";
  }

  public static String notYetValid(Instant begin, Instant now) {
    return "It is not valid before "
        + TimeFormat.minute(begin)
        + ", in "
        + TimeFormat.length(Duration.between(now, begin))
        + "; AWS rejects it until then. Check the clock of the identity provider.";
  }

  private static String ago(Instant end, Instant now) {
    return TimeFormat.length(Duration.between(end, now)) + " ago (" + TimeFormat.minute(end) + ")";
  }

  // What is not known

  public static Gap severalAudiences(String key) {
    return new Gap(
        valueOf(key),
        "the token has several audiences and no `azp`, and AWS does not document which one it uses",
        "request a token with one audience");
  }

  public static Gap severalRecipients() {
    return new Gap(
        valueOf("saml:aud"),
        "the assertion has several recipients, and AWS requires one",
        "configure one recipient in the identity provider");
  }

  public static Gap notAText(String key) {
    return new Gap(
        valueOf(key),
        "the token's claim is not a string, and AWS does not document what it makes of it",
        "configure the identity provider to send the claim as a string");
  }

  public static Gap notOneValue(String key) {
    return new Gap(
        valueOf(key),
        "the token gives this tag no value or several, and a session tag has one",
        "configure the identity provider to send one value");
  }

  public static Gap notDocumented(String key) {
    return new Gap(
        valueOf(key),
        "AWS does not document whether this token or assertion sets it",
        "use a documented condition key, such as the subject's");
  }

  private static String valueOf(String key) {
    return "the value of " + key;
  }

  // The answer

  /// Who calls, at the head of an answer.
  ///
  /// @param provider its ARN or name; "an unknown provider" where nothing names it
  public static String caller(boolean saml, String provider) {
    return (saml ? "SAML assertion of " : "token of ") + provider;
  }

  public static String unknownProvider() {
    return "an unknown provider";
  }

  /// What AWS rejects whatever policies say.
  ///
  /// @param cause its code
  public static String rejected(String problem, String cause) {
    return "Certain (" + cause + "): " + problem;
  }

  /// Where only other policies are open.
  public static String trusted() {
    return "The role's trust policy allows this token.";
  }

  /// The answer of the policies, below what AWS rejects anyway.
  public static String byPolicies(String verdict) {
    return "By the policies alone, the answer would be " + verdict + ":";
  }

  /// What no policy says and AWS requires of a token.
  ///
  /// @param audience empty where the token does not say
  public static String providerRequired(String arn, String account, String audience) {
    return "Not checked: the token's signature, and whether account "
        + account
        + " has the OIDC provider with "
        + (audience.isEmpty() ? "the token's audience" : "audience `" + audience + "`")
        + ". To check:\naws iam get-open-id-connect-provider "
        + ShellWords.option("--open-id-connect-provider-arn", arn)
        + " --query ClientIDList";
  }

  public static String samlProviderRequired(String arn, String account) {
    return "Not checked: the assertion's signature, and whether account "
        + account
        + " has the SAML provider with the issuer's metadata. To check:\naws iam get-saml-provider "
        + ShellWords.option("--saml-provider-arn", arn);
  }

  public static String providerChecked(String account) {
    return "Account "
        + account
        + " has the OIDC provider, and it lists the token's audience. Not checked: the token's"
        + " signature.";
  }

  public static String signatureNotChecked() {
    return "Not checked: the token's signature.";
  }
}
