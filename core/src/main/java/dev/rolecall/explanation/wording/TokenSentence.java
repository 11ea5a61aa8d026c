package dev.rolecall.explanation.wording;

import static dev.rolecall.explanation.document.RichSentence.say;
import static dev.rolecall.explanation.document.RichSentence.ticked;
import static dev.rolecall.explanation.document.RichSentence.words;

import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.AssumeCall;
import dev.rolecall.denial.AwsReason;
import dev.rolecall.denial.AwsReason.OtherError.Kind;
import dev.rolecall.denial.Caller;
import dev.rolecall.denial.Denial;
import dev.rolecall.diagnosis.result.Cause;
import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.explanation.command.ShellWords;
import dev.rolecall.explanation.document.RichSentence;
import dev.rolecall.explanation.wording.term.EntityNames;
import dev.rolecall.provider.IdentityProviders;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Tokens and assertions that STS rejects before it looks at any policy: why, and what to do.
record TokenSentence(Explanation explanation) {

  private static final Pattern NO_PROVIDER = Pattern.compile("in your account for (\\S+)");

  private Denial denial() {
    return explanation.denial();
  }

  private Kind kind() {
    return denial().reason() instanceof AwsReason.OtherError(Kind kind)
        ? kind
        : Kind.INVALID_IDENTITY_TOKEN;
  }

  /// Why, as a clause.
  RichSentence clause(Cause cause) {
    return switch (kind()) {
      case WRONG_AUDIENCE -> audience(cause);
      case CERTIFICATE_CHANGED ->
          say(
              "the HTTPS certificate of {} does not match the thumbprints that the OIDC provider in"
                  + " IAM lists",
              issuer());
      case ISSUER_UNREACHABLE ->
          say("AWS could not retrieve the keys that verify tokens of {}", issuer());
      case ROLE_NOT_IN_TOKEN ->
          say("the token's claim `https://aws.amazon.com/roles` does not list the role");
      case PROVIDER_MISSING -> say("{} has no OIDC provider for {}", account(), missingIssuer());
      case TOKEN_MALFORMED ->
          words("the call did not send an ID token: what it sent is not a valid JSON Web Token");
      case CLAIM_REJECTED ->
          words(
              "the identity provider reported that authentication failed, or that the "
                  + token()
                  + " expired or was revoked");
      case INVALID_IDENTITY_TOKEN,
          SESSION_DURATION,
          EXPIRED_TOKEN,
          STS_REGION_DISABLED,
          PACKED_POLICY_TOO_LARGE,
          MALFORMED_POLICY ->
          words("AWS rejected the " + token() + " or could not verify it");
    };
  }

  private RichSentence audience(Cause cause) {
    return say(
        "the OIDC provider {} does not list the token's audience{}{}",
        issuer(),
        sentAudience().map(sent -> say(" {}", sent)),
        cause
            .condition()
            .map(
                failed ->
                    say(
                        ", and the trust policy requires {}",
                        RichSentence.values(failed.wanted(), " or "))));
  }

  /// What to do, as sentences.
  RichSentence action(Cause cause) {
    return switch (kind()) {
      case WRONG_AUDIENCE -> changeAudience(cause);
      case CERTIFICATE_CHANGED ->
          say(
              "In {}, update the provider's thumbprint list: {}. The thumbprint is the SHA-1"
                  + " fingerprint of the top certificate of the issuer's chain; keep the listed"
                  + " ones that are still in use. Neither the token nor the trust policy is wrong.",
              account(),
              "aws iam update-open-id-connect-provider-thumbprint "
                  + ShellWords.option("--open-id-connect-provider-arn", providerArn())
                  + " --thumbprint-list THUMBPRINT");
      case ISSUER_UNREACHABLE ->
          say(
              "The identity provider's owner: make {} and the `jwks_uri` that it names"
                  + " reachable from the internet, with a certificate from a public CA. A new"
                  + " token does not help.",
              "https://" + issuer() + "/.well-known/openid-configuration");
      case ROLE_NOT_IN_TOKEN ->
          say(
              "The identity provider's owner: list {} in the claim"
                  + " `https://aws.amazon.com/roles` of this workload's tokens. Or configure the"
                  + " workload with a role that the claim lists.",
              new EntityNames(explanation).role());
      case PROVIDER_MISSING ->
          say(
              "If the role's account is right, create the provider in {}: {}. Otherwise correct the"
                  + " role's ARN in the workload's configuration.",
              account(),
              "aws iam create-open-id-connect-provider "
                  + ShellWords.option("--url", url(missingIssuer()))
                  + " "
                  + ShellWords.option("--client-id-list", sentAudience().orElse("AUDIENCE")));
      case TOKEN_MALFORMED ->
          words(
              "In the workload's configuration: pass the ID token, whole and unchanged. An access"
                  + " token, a file name, or a token with a line break does not work.");
      case CLAIM_REJECTED ->
          words(
              "Get a new "
                  + token()
                  + ". If it is rejected again, check with the identity"
                  + " provider whether the identity or its session was revoked.");
      case INVALID_IDENTITY_TOKEN,
          SESSION_DURATION,
          EXPIRED_TOKEN,
          STS_REGION_DISABLED,
          PACKED_POLICY_TOO_LARGE,
          MALFORMED_POLICY ->
          general();
    };
  }

  private RichSentence changeAudience(Cause cause) {
    List<String> wanted = cause.condition().map(Cause.FailedCondition::wanted).orElse(List.of());
    Optional<RichSentence> how =
        IdentityProviders.standard()
            .byIssuer(issuer())
            .flatMap(provider -> provider.audience().change())
            .map(change -> say("{}{}{}", words(" ("), ticked(change), words(")")));
    if (!wanted.isEmpty()) {
      return say(
          "Request the token with audience {}{}{}",
          RichSentence.values(wanted, " or "),
          how,
          say(", and check that the provider lists it: {}.", listing()));
    }
    return say(
        "Request the token with an audience that {} prints{}{}{}{}",
        listing(),
        how,
        words("."),
        words(
            denial().partition().equals("aws-cn")
                ? " In the China regions that is usually `sts.amazonaws.com.cn`."
                : ""),
        sentAudience()
            .map(
                sent ->
                    say(
                        " If {} is right, add it to the list: {}.",
                        sent,
                        "aws iam add-client-id-to-open-id-connect-provider "
                            + ShellWords.option("--open-id-connect-provider-arn", providerArn())
                            + " "
                            + ShellWords.option("--client-id", sent))));
  }

  private String listing() {
    return "aws iam get-open-id-connect-provider "
        + ShellWords.option("--open-id-connect-provider-arn", providerArn())
        + " --query ClientIDList";
  }

  private RichSentence general() {
    return denial().call() == AssumeCall.ASSUME_ROLE_WITH_SAML
        ? say(
            "Compare the SAML provider in {} with the identity provider: its metadata"
                + " contains the issuer and the signing certificate, and"
                + " `aws iam update-saml-provider` replaces it.",
            account())
        : say(
            "Get a new token, and check its issuer and audience against the OIDC provider in {}.",
            account());
  }

  private String token() {
    return denial().call() == AssumeCall.ASSUME_ROLE_WITH_SAML
        ? "SAML assertion"
        : "identity token";
  }

  private Optional<String> sentAudience() {
    return denial().caller() instanceof Caller.WebIdentity identity
        ? identity.audience()
        : Optional.empty();
  }

  private String issuer() {
    return denial().caller().provider().map(Caller.WebIdentity::providerName).orElse("the issuer");
  }

  private String providerArn() {
    return denial()
        .caller()
        .provider()
        .filter(text -> text.startsWith("arn:"))
        .orElse("PROVIDER_ARN");
  }

  /// AWS names the issuer that it looked for.
  private String missingIssuer() {
    Matcher named = NO_PROVIDER.matcher(denial().awsMessage());
    return named.find() ? named.group(1) : issuer();
  }

  private static String url(String issuer) {
    return issuer.startsWith("http") ? issuer : "https://" + issuer;
  }

  private RichSentence account() {
    return words(
        denial()
            .roleAccount()
            .map(AccountId::value)
            .map(id -> "account " + id)
            .orElse("the role's account"));
  }
}
