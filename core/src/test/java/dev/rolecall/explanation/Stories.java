package dev.rolecall.explanation;

import static dev.rolecall.explanation.Explanations.at;
import static dev.rolecall.explanation.Explanations.bare;
import static dev.rolecall.explanation.Explanations.in;
import static dev.rolecall.explanation.Explanations.named;
import static dev.rolecall.explanation.Explanations.near;
import static dev.rolecall.explanation.Explanations.trust;
import static dev.rolecall.explanation.Explanations.wanting;

import dev.rolecall.denial.AwsReason;
import dev.rolecall.denial.Caller;
import dev.rolecall.denial.Gap;
import dev.rolecall.denial.KeyState;
import dev.rolecall.denial.PolicyType;
import dev.rolecall.diagnosis.result.Actor;
import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.diagnosis.result.Confidence;
import dev.rolecall.diagnosis.result.Fix;
import dev.rolecall.diagnosis.result.NearMiss;
import dev.rolecall.diagnosis.result.RoleSuggestion;
import dev.rolecall.evidence.Change;
import dev.rolecall.evidence.ChangeEvent;
import dev.rolecall.iam.condition.ConditionOperator;
import dev.rolecall.iam.condition.ConditionOperator.Comparison;
import dev.rolecall.iam.evaluation.Decision;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One explanation for every cause, as it comes in practice.
public final class Stories {

  public static final String EXTERNAL_ID = "acme-7Gq29xLw";

  public static final String TRUST =
      """
      {"Version":"2012-10-17","Statement":[{"Sid":"AllowCi","Effect":"Allow","Principal":\
      {"AWS":"arn:aws:iam::111111111111:role/old-runner"},"Action":"sts:AssumeRole","Condition":\
      {"StringEquals":{"sts:ExternalId":"acme-7Gq29xLw"}}}]}\
      """;

  public static final String TRUST_AFTER =
      """
      {"Version":"2012-10-17","Statement":[{"Sid":"AllowCi","Effect":"Allow","Principal":\
      {"AWS":["arn:aws:iam::111111111111:role/old-runner",\
      "arn:aws:iam::111111111111:role/ci-runner"]},"Action":"sts:AssumeRole","Condition":\
      {"StringEquals":{"sts:ExternalId":"acme-7Gq29xLw"}}}]}\
      """;

  private static final String IDENTITY =
      """
      {"Version":"2012-10-17","Statement":[{"Sid":"AssumeDeploy","Effect":"Allow","Action":\
      "sts:AssumeRole","Resource":"arn:aws:iam::222222222222:role/deploy"}]}\
      """;

  public static final Gap SESSION =
      new Gap(
          "the caller's session policy",
          "it is given when a session begins and cannot be read afterwards",
          "look for the AssumeRole event in CloudTrail that began the session: its `policy` and"
              + " `policyArns`");

  static final Gap UNRECORDED =
      new Gap(
          "the external ID that was sent",
          "a denied call is recorded without its parameters",
          "look at what the client sends to STS");

  private Stories() {}

  public static Fix trustFix() {
    return Explanations.fix(Fix.Place.TRUST_POLICY, "222222222222", "deploy", TRUST, TRUST_AFTER);
  }

  public static Fix identityFix(Fix.Place place, String target) {
    return Explanations.fix(place, "111111111111", target, "", IDENTITY);
  }

  public static Explanations of(CauseCode code) {
    return switch (code) {
      case PRINCIPAL_NOT_TRUSTED ->
          new Explanations()
              .because(
                  near(
                      NearMiss.Kind.SPELLING,
                      "arn:aws:iam::111111111111:role/ci-runer",
                      trust(code)))
              .changes(
                  new Change(
                      Explanations.DENIED.minusSeconds(840),
                      ChangeEvent.UpdateAssumeRolePolicy,
                      "arn:aws:sts::222222222222:assumed-role/admin/bob",
                      Optional.empty(),
                      Map.of(ChangeEvent.Name.ROLE, "deploy"),
                      Change.Kind.ROLE))
              .fixes(trustFix());
      case DELETED_PRINCIPAL ->
          new Explanations()
              .sure(Confidence.LIKELY)
              .because(near(NearMiss.Kind.DELETED_ID, "AROAEXAMPLEID2345678", trust(code)))
              .fixes(trustFix());
      case SELF_ASSUME_NOT_TRUSTED ->
          new Explanations()
              .roleArn(Explanations.CI)
              .because(in(PolicyType.TRUST_POLICY, bare(code)));
      case WRONG_ACTION -> new Explanations().because(trust(code)).fixes(trustFix());
      case TAG_SESSION_NOT_ALLOWED ->
          new Explanations()
              .withSessionTags()
              .refusedAs("sts:TagSession")
              .because(Explanations.of("sts:TagSession", trust(code)))
              .fixes(trustFix());
      case SOURCE_IDENTITY_NOT_ALLOWED ->
          new Explanations()
              .policies(PolicyType.TRUST_POLICY, Decision.ALLOW)
              .policies(PolicyType.IDENTITY_POLICY, Decision.IMPLICIT_DENY)
              .because(
                  Explanations.of(
                      "sts:SetSourceIdentity", in(PolicyType.IDENTITY_POLICY, bare(code))))
              .fixes(identityFix(Fix.Place.ROLE_POLICY, "ci-runner"));
      case MFA_REQUIRED ->
          new Explanations()
              .by(Explanations.user("arn:aws:iam::111111111111:user/alice"))
              .actor(Actor.CALLER_REQUEST)
              .because(
                  wanting(
                      "Bool",
                      "aws:MultiFactorAuthPresent",
                      List.of("true"),
                      KeyState.ABSENT,
                      trust(code)))
              .fixes(
                  Explanations.request(
                      new Fix.RequestMust(
                          "aws:MultiFactorAuthPresent",
                          ConditionOperator.of(Comparison.BOOL),
                          List.of("true"))));
      case MFA_CODE_INVALID ->
          new Explanations()
              .by(Explanations.user("arn:aws:iam::111111111111:user/alice"))
              .awsSays(
                  new AwsReason.MfaCodeInvalid(),
                  "MultiFactorAuthentication failed with invalid MFA one time pass code. ")
              .because(bare(code));
      case EXTERNAL_ID_MISSING -> externalId(code, KeyState.ABSENT).fixes(externalIdFix());
      case EXTERNAL_ID_MISMATCH ->
          externalId(code, KeyState.present("ACME-7gQ29xLw")).fixes(externalIdFix());
      case EXTERNAL_ID_REQUIRED ->
          externalId(code, KeyState.unknown(UNRECORDED))
              .sure(Confidence.LIKELY)
              .policies(PolicyType.TRUST_POLICY, Decision.UNKNOWN)
              .open(UNRECORDED, SESSION)
              .orBecause(in(PolicyType.SESSION_POLICY, bare(CauseCode.SESSION_POLICY)))
              .fixes(Explanations.onlyIf(SESSION, externalIdFix()));
      case OIDC_PROVIDER_NOT_TRUSTED ->
          new Explanations()
              .byGithub("repo:acme/shop:ref:refs/heads/main")
              .because(in(PolicyType.TRUST_POLICY, bare(code)));
      case OIDC_CLAIM_MISMATCH ->
          new Explanations()
              .byGithub("repo:acme@1234/shop@5678:ref:refs/heads/main")
              .because(
                  near(
                      NearMiss.Kind.GITHUB_IMMUTABLE_SUBJECT,
                      "repo:acme/shop:ref:refs/heads/*",
                      wanting(
                          "StringLike",
                          "token.actions.githubusercontent.com:sub",
                          List.of("repo:acme/api:*", "repo:acme/shop:ref:refs/heads/*"),
                          KeyState.present("repo:acme@1234/shop@5678:ref:refs/heads/main"),
                          trust(code))));
      case SAML_PROVIDER_NOT_TRUSTED ->
          new Explanations()
              .by(
                  new Caller.Saml(
                      Optional.of("arn:aws:iam::222222222222:saml-provider/okta"), "alice"))
              .because(in(PolicyType.TRUST_POLICY, bare(code)));
      case SAML_CLAIM_MISMATCH ->
          new Explanations()
              .by(
                  new Caller.Saml(
                      Optional.of("arn:aws:iam::222222222222:saml-provider/okta"), "alice"))
              .sure(Confidence.LIKELY)
              .because(
                  wanting(
                      "StringEquals",
                      "SAML:aud",
                      List.of("https://signin.aws.amazon.com/saml"),
                      KeyState.unknown(UNRECORDED),
                      trust(code)));
      case TRUST_CONDITION_FAILED ->
          new Explanations()
              .because(
                  wanting(
                      "StringLike",
                      "sts:RoleSessionName",
                      List.of("deploy-*"),
                      KeyState.present("build-42"),
                      trust(code)))
              .fixes(
                  Explanations.request(
                      new Fix.RequestMust(
                          "sts:RoleSessionName",
                          ConditionOperator.of(Comparison.STRING_LIKE),
                          List.of("deploy-*"))));
      case TRUST_EXPLICIT_DENY ->
          new Explanations()
              .policies(PolicyType.TRUST_POLICY, Decision.EXPLICIT_DENY)
              .because(
                  wanting(
                      "NotIpAddress",
                      "aws:SourceIp",
                      List.of("198.51.100.0/24"),
                      KeyState.present("203.0.113.7"),
                      trust(code)));
      case IDENTITY_PERMISSION_MISSING ->
          new Explanations()
              .policies(PolicyType.TRUST_POLICY, Decision.ALLOW)
              .policies(PolicyType.IDENTITY_POLICY, Decision.IMPLICIT_DENY)
              .actor(Actor.CALLER_ACCOUNT)
              .because(in(PolicyType.IDENTITY_POLICY, bare(code)))
              .fixes(identityFix(Fix.Place.ROLE_POLICY, "ci-runner"));
      case IDENTITY_EXPLICIT_DENY ->
          new Explanations()
              .policies(PolicyType.IDENTITY_POLICY, Decision.EXPLICIT_DENY)
              .because(at(2, "", named("guardrails", in(PolicyType.IDENTITY_POLICY, bare(code)))));
      case PERMISSIONS_BOUNDARY ->
          new Explanations()
              .policies(PolicyType.PERMISSIONS_BOUNDARY, Decision.IMPLICIT_DENY)
              .because(named("dev-boundary", in(PolicyType.PERMISSIONS_BOUNDARY, bare(code))));
      case SESSION_POLICY ->
          new Explanations()
              .awsSays(
                  new AwsReason.PolicyDenies(PolicyType.SESSION_POLICY, false, Optional.empty()),
                  "because no session policy allows the sts:AssumeRole action")
              .because(in(PolicyType.SESSION_POLICY, bare(code)));
      case VPC_ENDPOINT_POLICY ->
          new Explanations()
              .sure(Confidence.LIKELY)
              .because(in(PolicyType.VPC_ENDPOINT_POLICY, bare(code)));
      case SCP_DENY ->
          new Explanations()
              .actor(Actor.ORGANIZATION)
              .policies(PolicyType.SCP, Decision.EXPLICIT_DENY)
              .because(at(0, "DenySts", named("DenyForeignSts", in(PolicyType.SCP, bare(code)))));
      case RCP_DENY ->
          new Explanations()
              .actor(Actor.ORGANIZATION)
              .policies(PolicyType.RCP, Decision.EXPLICIT_DENY)
              .because(
                  wanting(
                      "StringNotEqualsIfExists",
                      "aws:PrincipalOrgID",
                      List.of("o-abc"),
                      KeyState.present("o-xyz"),
                      at(1, "", named("OrgOnly", in(PolicyType.RCP, bare(code))))));
      case ROLE_NOT_FOUND ->
          new Explanations()
              .roleArn("arn:aws:iam::222222222222:role/depoly-production")
              .because(bare(code))
              .suggestions(
                  new RoleSuggestion(
                      Explanations.role("arn:aws:iam::222222222222:role/deploy-production"),
                      NearMiss.Kind.SPELLING));
      case ROOT_CANNOT_ASSUME ->
          new Explanations()
              .by(new Caller.Root("aws", new dev.rolecall.denial.AccountId("111111111111")))
              .awsSays(
                  new AwsReason.RootMayNotAssume(), "Roles may not be assumed by root accounts.")
              .because(bare(code));
      case PROPAGATION ->
          new Explanations()
              .sure(Confidence.LIKELY)
              .actor(Actor.NOBODY)
              .because(bare(code))
              .changes(
                  new Change(
                      Explanations.DENIED.minusSeconds(5),
                      ChangeEvent.CreateRole,
                      "arn:aws:sts::222222222222:assumed-role/admin/bob",
                      Optional.empty(),
                      Map.of(ChangeEvent.Name.ROLE, "deploy"),
                      Change.Kind.ROLE));
      case CHANGED_SINCE ->
          new Explanations()
              .sure(Confidence.LIKELY)
              .actor(Actor.NOBODY)
              .because(bare(code))
              .changes(
                  new Change(
                      Explanations.DENIED.plusSeconds(7200),
                      ChangeEvent.UpdateAssumeRolePolicy,
                      "arn:aws:sts::222222222222:assumed-role/admin/bob",
                      Optional.empty(),
                      Map.of(ChangeEvent.Name.ROLE, "deploy"),
                      Change.Kind.ROLE));
      case SESSION_DURATION ->
          error(
              code,
              AwsReason.OtherError.Kind.SESSION_DURATION,
              "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by"
                  + " role chaining");
      case INVALID_IDENTITY_TOKEN ->
          error(
                  code,
                  AwsReason.OtherError.Kind.INVALID_IDENTITY_TOKEN,
                  "No OpenIDConnect provider found in your account for https://example.com")
              .byGithub("repo:acme/shop:ref:refs/heads/main");
      case EXPIRED_TOKEN ->
          error(
              code,
              AwsReason.OtherError.Kind.EXPIRED_TOKEN,
              "The security token included in the request is expired");
      case STS_REGION_DISABLED -> error(code, AwsReason.OtherError.Kind.STS_REGION_DISABLED, "");
      case PACKED_POLICY_TOO_LARGE ->
          error(code, AwsReason.OtherError.Kind.PACKED_POLICY_TOO_LARGE, "");
      case MALFORMED_POLICY -> error(code, AwsReason.OtherError.Kind.MALFORMED_POLICY, "");
      case TRUST_SIDE_UNREAD ->
          new Explanations()
              .sure(Confidence.LIKELY)
              .policies(PolicyType.TRUST_POLICY, Decision.UNREAD)
              .policies(PolicyType.RCP, Decision.UNREAD)
              .open(
                  new Gap(
                      "the trust policy of arn:aws:iam::222222222222:role/deploy",
                      "account 222222222222 is not in the snapshot",
                      "aws iam get-role --role-name deploy"),
                  SESSION)
              .because(bare(code));
      case UNDETERMINED ->
          new Explanations()
              .sure(Confidence.UNDETERMINED)
              .actor(Actor.NOBODY)
              .policies(PolicyType.TRUST_POLICY, Decision.UNREAD)
              .policies(PolicyType.IDENTITY_POLICY, Decision.UNREAD)
              .open(SESSION)
              .orBecause(
                  in(PolicyType.IDENTITY_POLICY, bare(CauseCode.IDENTITY_PERMISSION_MISSING)),
                  in(PolicyType.SCP, bare(CauseCode.SCP_DENY)))
              .because(bare(code));
    };
  }

  private static Explanations error(
      CauseCode code, AwsReason.OtherError.Kind kind, String message) {
    return new Explanations()
        .awsSays(new AwsReason.OtherError(kind), message)
        .actor(Actor.CALLER_REQUEST)
        .because(bare(code));
  }

  private static Explanations externalId(CauseCode code, KeyState got) {
    return new Explanations()
        .actor(Actor.CALLER_REQUEST)
        .because(wanting("StringEquals", "sts:ExternalId", List.of(EXTERNAL_ID), got, trust(code)));
  }

  private static Fix externalIdFix() {
    return Explanations.request(
        new Fix.RequestMust(
            "sts:ExternalId",
            ConditionOperator.of(Comparison.STRING_EQUALS),
            List.of(EXTERNAL_ID)));
  }
}
