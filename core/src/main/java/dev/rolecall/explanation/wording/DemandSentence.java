package dev.rolecall.explanation.wording;

import static dev.rolecall.explanation.document.RichSentence.say;
import static dev.rolecall.explanation.document.RichSentence.words;

import dev.rolecall.denial.Caller;
import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.diagnosis.result.Fix;
import dev.rolecall.explanation.document.RichSentence;
import dev.rolecall.explanation.redaction.Masking;
import dev.rolecall.explanation.term.EntityNames;
import dev.rolecall.iam.condition.ConditionOperator.Comparison;
import dev.rolecall.iam.condition.ConditionOperator.Family;
import dev.rolecall.iam.condition.ConditionOperator.Quantifier;
import java.util.Locale;
import java.util.Optional;

/// What the caller needs to do so that a call meets a condition.
public record DemandSentence(Explanation explanation, Masking masking) {

  private static final String TAG = "aws:requesttag/";
  private static final String PRINCIPAL_TAG = "aws:principaltag/";

  /// An instruction without capital and period: "set the session name to `alice`".
  public RichSentence instruction(Fix.RequestMust must) {
    String key = must.key().toLowerCase(Locale.ROOT);
    if (must.isWithoutMfa()) {
      return withoutMfa(must);
    }
    if (must.forbids()) {
      return Masking.isExternalId(key)
          ? words("do not send an external ID")
          : say("make the call without {}", must.key());
    }
    if (key.startsWith(TAG)) {
      return say("pass the session tag {} with {}", must.key().substring(TAG.length()), of(must));
    }
    if (key.startsWith(PRINCIPAL_TAG)) {
      return principalTag(must);
    }
    return switch (key) {
      case "sts:externalid" -> externalId(must);
      case "sts:rolesessionname" -> say("set the session name to {}", of(must));
      case "sts:sourceidentity" -> say("set the source identity to {}", of(must));
      case "aws:tagkeys" -> say("pass {} {}", tags(must), of(must));
      case "sts:transitivetagkeys" -> say("make the session tag {} transitive", of(must));
      case "aws:multifactorauthpresent" -> mfa();
      case "aws:multifactorauthage" ->
          say("{}; MFA must not be older than {} seconds", mfa(), values(must));
      case "aws:requestedregion" -> say("call STS in {}", of(must));
      case "aws:sourceip" -> say("make the call from an address {}", range(must));
      case "aws:vpcsourceip" ->
          say("make the call through a VPC endpoint, from a private address {}", range(must));
      case "aws:sourcevpce" -> say("call STS through VPC endpoint {}", of(must));
      case "aws:sourcevpc" -> say("call STS through a VPC endpoint of {}", of(must));
      case "aws:securetransport" -> words("call STS over HTTPS");
      case "saml:aud" -> say("have the identity provider post the assertion to {}", of(must));
      default -> other(must, key);
    };
  }

  /// Claims of tokens and attributes of assertions, and what nothing more is known about.
  private RichSentence other(Fix.RequestMust must, String key) {
    return switch (explanation.denial().caller()) {
      case Caller.WebIdentity _ when key.endsWith(":aud") ->
          say("request the token with audience {}{}", of(must), audience(key));
      case Caller.WebIdentity _ when key.contains(":") && !key.startsWith("aws:") ->
          say(
              "run the workload so that {} in its token is {}",
              must.key().substring(must.key().lastIndexOf(':') + 1),
              of(must));
      case Caller.Saml _ when key.startsWith("saml:") ->
          say("have the identity provider send {} for {}", of(must), must.key());
      case Caller.WebIdentity _,
          Caller.Saml _,
          Caller.RoleSession _,
          Caller.IamUser _,
          Caller.Root _,
          Caller.AwsService _,
          Caller.Unidentified _ ->
          say("make the call so that {} is {}", must.key(), of(must));
    };
  }

  /// Where the audience of a token is set.
  private static Optional<RichSentence> audience(String key) {
    String provider = key.substring(0, key.length() - ":aud".length());
    String where =
        switch (provider) {
          case "token.actions.githubusercontent.com" ->
              "`audience` of `aws-actions/configure-aws-credentials`";
          case "gitlab.com" -> "`aud` below `id_tokens` in `.gitlab-ci.yml`";
          case "app.terraform.io" -> "`TFC_AWS_WORKLOAD_IDENTITY_AUDIENCE` of the workspace";
          case "agent.buildkite.com" -> "`--audience` of `buildkite-agent oidc request-token`";
          default ->
              provider.startsWith("oidc.eks.")
                  ? "`audience` of the pod's projected service account token"
                  : "";
        };
    return where.isEmpty() ? Optional.empty() : Optional.of(say(" (" + where + ")"));
  }

  private RichSentence externalId(Fix.RequestMust must) {
    return isAny(must)
        ? words("send an external ID")
        : isNegated(must)
            ? say("send {} as external ID", of(must))
            : say("send the external ID the role expects ({})", of(must));
  }

  private RichSentence principalTag(Fix.RequestMust must) {
    String tag = must.key().substring(PRINCIPAL_TAG.length());
    RichSentence principal = new EntityNames(explanation).caller();
    return say("if it is right, tag {} with {} = {}", principal, tag, of(must));
  }

  /// Only a user can send a code with the call; what a session has, it has from its beginning.
  RichSentence mfa() {
    return explanation.denial().caller() instanceof Caller.IamUser
        ? words("call AssumeRole with MFA (the MFA device's serial number and a current code)")
        : words("sign in with MFA again, and make the call with that session");
  }

  /// `Bool` needs the key to be there, which only temporary credentials have.
  private static RichSentence withoutMfa(Fix.RequestMust must) {
    boolean there = !must.forbids() && !must.operator().ifExists();
    return words(
        there
            ? "make the call with temporary credentials that were obtained without MFA"
            : "make the call with credentials that were obtained without MFA");
  }

  private static String tags(Fix.RequestMust must) {
    return must.operator().quantifier() == Quantifier.FOR_ALL_VALUES
        ? "no session tag but"
        : "session tag";
  }

  private RichSentence range(Fix.RequestMust must) {
    RichSentence ranges = values(must);
    return isNegated(must) ? say("outside {}", ranges) : say("in {}", ranges);
  }

  /// The value to send: "`a` or `b`", "a value that matches `a*`".
  private RichSentence of(Fix.RequestMust must) {
    Comparison comparison = must.operator().comparison();
    RichSentence values = values(must);
    if (isAny(must)) {
      return words("a value");
    }
    if (isNegated(must)) {
      return say("a value other than {}", values);
    }
    boolean patterns =
        comparison.wildcards() && must.values().stream().anyMatch(DemandSentence::isPattern);
    return comparison.family() != Family.STRING && comparison.family() != Family.ARN
        ? say("{} ({})", values, must.operator().source())
        : patterns ? say("a value that matches {}", values) : values;
  }

  private static boolean isPattern(String value) {
    return value.indexOf('*') >= 0 || value.indexOf('?') >= 0;
  }

  /// Whether the key only needs to be there.
  private static boolean isAny(Fix.RequestMust must) {
    return must.operator().comparison() == Comparison.NULL;
  }

  /// One demand, as part of a sentence.
  public RichSentence part(Fix.RequestMust must) {
    return must.isWithoutMfa()
        ? say("{} (no MFA)", must.key())
        : say(
            "{} {}",
            must.key(),
            conditions().requirement(must.operator(), must.key(), must.values()));
  }

  private RichSentence values(Fix.RequestMust must) {
    return conditions().values(must);
  }

  private ConditionSentence conditions() {
    return new ConditionSentence(masking);
  }

  private static boolean isNegated(Fix.RequestMust must) {
    return must.operator().comparison().negated();
  }

  /// Where the caller's set-up has what a demand is about; nothing where the demand is not about a
  /// parameter of the call.
  public static Optional<RichSentence> setting(Fix.RequestMust must) {
    if (must.forbids() || must.isWithoutMfa()) {
      return Optional.empty();
    }
    String key = must.key().toLowerCase(Locale.ROOT);
    if (key.startsWith(TAG)) {
      return Optional.of(where("`--tags`", "", "`tags`", "`Tags`"));
    }
    return switch (key) {
      case "sts:externalid" ->
          Optional.of(where("`--external-id`", "`external_id`", "`external_id`", "`ExternalId`"));
      case "sts:rolesessionname" ->
          Optional.of(
              where(
                  "`--role-session-name`",
                  "`role_session_name`",
                  "`session_name`",
                  "`RoleSessionName`"));
      case "sts:sourceidentity" ->
          Optional.of(where("`--source-identity`", "", "`source_identity`", "`SourceIdentity`"));
      case "sts:transitivetagkeys" ->
          Optional.of(
              where("`--transitive-tag-keys`", "", "`transitive_tag_keys`", "`TransitiveTagKeys`"));
      case "aws:requestedregion" ->
          Optional.of(
              say(
                  "Set it with `--region` (AWS CLI), `region` (AWS profile), `sts_region`"
                      + " (Terraform's provider) or the region of the client (SDK)."));
      default -> Optional.empty();
    };
  }

  /// @param profile the key of an AWS profile, where there is one
  private static RichSentence where(String cli, String profile, String terraform, String sdk) {
    String block = "Terraform's `assume_role` block";
    String files =
        profile.equals(terraform)
            ? profile + " (AWS profile, " + block + ")"
            : (profile.isEmpty() ? "" : profile + " (AWS profile), ")
                + terraform
                + " ("
                + block
                + ")";
    return say("Set it with " + cli + " (AWS CLI), " + files + " or " + sdk + " (SDK).");
  }
}
