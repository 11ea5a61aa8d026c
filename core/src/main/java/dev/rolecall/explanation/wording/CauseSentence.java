package dev.rolecall.explanation.wording;

import static dev.rolecall.explanation.document.RichSentence.say;
import static dev.rolecall.explanation.document.RichSentence.words;

import dev.rolecall.denial.AwsReason;
import dev.rolecall.denial.Caller;
import dev.rolecall.denial.KeyState;
import dev.rolecall.denial.PolicyType;
import dev.rolecall.denial.TargetRole;
import dev.rolecall.diagnosis.result.Cause;
import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.diagnosis.result.NearMiss;
import dev.rolecall.explanation.document.RichSentence;
import dev.rolecall.explanation.redaction.Masking;
import dev.rolecall.explanation.wording.term.EntityNames;
import dev.rolecall.iam.condition.ConditionOperator;
import dev.rolecall.iam.condition.ConditionOperator.Comparison;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Why the call was denied, as a clause that can follow "because".
public record CauseSentence(Explanation explanation, Masking masking) {

  private EntityNames names() {
    return new EntityNames(explanation);
  }

  private ConditionSentence conditions() {
    return new ConditionSentence(masking);
  }

  /// The clause: no capital, no final period. It names statement and condition where they are
  /// known, with the wanted and the actual value.
  public RichSentence clause(Cause cause) {
    CircumstanceSentence circumstances = new CircumstanceSentence(explanation);
    return switch (cause.code()) {
      case PRINCIPAL_NOT_TRUSTED -> principal(cause, "caller is", caller(cause));
      case DELETED_PRINCIPAL ->
          say(
              "{} names {}, the ID of a deleted principal; re-creating it under the same name gives"
                  + " it a new ID",
              place(cause),
              cause.nearMiss().map(NearMiss::expected).orElse("AROA... or AIDA..."));
      case SELF_ASSUME_NOT_TRUSTED ->
          say(
              "the role tries to assume itself, but its trust policy does not name {}",
              names().principal());
      case WRONG_ACTION ->
          say("{} trusts the caller, but not for action {}", place(cause), cause.action());
      case TAG_SESSION_NOT_ALLOWED -> companions(cause, "session tags");
      case SOURCE_IDENTITY_NOT_ALLOWED -> companions(cause, "a source identity");
      case MFA_REQUIRED -> mfa(cause);
      case MFA_CODE_INVALID -> words("AWS rejected the MFA code or the MFA serial number");
      case EXTERNAL_ID_MISSING, EXTERNAL_ID_MISMATCH, EXTERNAL_ID_REQUIRED -> externalId(cause);
      case OIDC_PROVIDER_NOT_TRUSTED, SAML_PROVIDER_NOT_TRUSTED -> provider(cause);
      case OIDC_CLAIM_MISMATCH, SAML_CLAIM_MISMATCH, TRUST_CONDITION_FAILED -> condition(cause);
      case TRUST_EXPLICIT_DENY, IDENTITY_EXPLICIT_DENY -> explicitlyDenies(cause);
      case IDENTITY_PERMISSION_MISSING ->
          new PermissionSentence(names(), conditions(), place(cause)).clause(cause);
      case PERMISSIONS_BOUNDARY, SESSION_POLICY, VPC_ENDPOINT_POLICY, SCP_DENY, RCP_DENY ->
          guardrail(cause);
      case ROLE_NOT_FOUND -> circumstances.roleNotFound();
      case ROOT_CANNOT_ASSUME -> words("the root user of an account cannot assume roles");
      case PROPAGATION -> circumstances.propagation();
      case CHANGED_SINCE -> circumstances.changedSince();
      case SESSION_DURATION -> circumstances.duration();
      case INVALID_IDENTITY_TOKEN ->
          circumstances.error(new TokenSentence(explanation).clause(cause));
      case EXPIRED_TOKEN -> circumstances.error("the token or the credentials had expired");
      case STS_REGION_DISABLED -> circumstances.regionDisabled();
      case PACKED_POLICY_TOO_LARGE ->
          circumstances.error(
              "the session policies and session tags together exceed the size limit");
      case MALFORMED_POLICY ->
          circumstances.error("the session policy that was passed is not a valid policy");
      case TRUST_SIDE_UNREAD ->
          explanation.denial().reason() instanceof AwsReason.PolicyDenies
              ? words(
                  "AWS's message says that the role's trust policy, which could not be read, does"
                      + " not allow it")
              : words(
                  "the role's account, which could not be read, denies it: the caller's side"
                      + " allows the call");
      case UNDETERMINED ->
          new ServiceReportSentence(explanation)
              .clause()
              .orElse(words("the evidence does not show why"));
    };
  }

  /// The statement and policy that a cause lies in: "statement `AllowCi` (`Statement[0]`) of the
  /// trust policy".
  RichSentence place(Cause cause) {
    RichSentence policy = PolicySentence.policy(cause);
    return cause
        .statement()
        .map(statement -> say("{} of {}", statement(statement), policy))
        .orElse(policy);
  }

  private static RichSentence statement(Cause.StatementRef statement) {
    String index = "Statement[" + statement.index() + "]";
    return statement
        .sid()
        .map(sid -> say("statement {} ({})", sid, index))
        .orElse(RichSentence.value(index));
  }

  private RichSentence caller(Cause cause) {
    boolean session =
        cause.nearMiss().filter(near -> near.kind() == NearMiss.Kind.OTHER_SESSION).isPresent();
    return RichSentence.value(session ? names().callerId() : names().principal());
  }

  /// @param what what is compared with the principal: "caller is"
  private RichSentence principal(Cause cause, String what, RichSentence caller) {
    return cause
        .nearMiss()
        .map(
            near ->
                say(
                    "{} names {}, but the " + what + " {}{}",
                    place(cause),
                    near.expected(),
                    caller,
                    NearMissSentence.afterValue(near)))
        .orElseGet(
            () ->
                cause.statement().isPresent()
                    ? say("{} does not name {}", place(cause), caller)
                    : say("no statement in {} names {}", place(cause), caller));
  }

  private RichSentence provider(Cause cause) {
    boolean oidc = cause.code() == CauseCode.OIDC_PROVIDER_NOT_TRUSTED;
    String kind = oidc ? "OIDC" : "SAML";
    RichSentence named =
        explanation
            .denial()
            .caller()
            .provider()
            .map(provider -> say("the " + kind + " provider {}", provider))
            .orElse(words("the caller's " + kind + " provider"));
    return explanation.denial().target() instanceof TargetRole.Known
        ? principal(cause, oidc ? "token comes from" : "assertion comes from", named)
        : say("no role that could be read in the account trusts {}", named);
  }

  private RichSentence companions(Cause cause, String what) {
    boolean anyOfCaller = cause.isIn(PolicyType.IDENTITY_POLICY) && cause.policy().isEmpty();
    RichSentence missing =
        anyOfCaller
            ? say("no identity-based policy of the caller allows {}", cause.action())
            : say("{} does not allow {}", place(cause), cause.action());
    boolean tags = cause.code() == CauseCode.TAG_SESSION_NOT_ALLOWED;
    return switch (explanation.denial().caller()) {
      case Caller.WebIdentity _ ->
          say(
              "{}, which a token with " + what + " (claim {}) requires",
              missing,
              "https://aws.amazon.com/" + (tags ? "tags" : "source_identity"));
      case Caller.Saml _ ->
          say(
              "{}, which an assertion with " + what + " (attribute {}) requires",
              missing,
              "https://aws.amazon.com/SAML/Attributes/"
                  + (tags ? "PrincipalTag:KEY" : "SourceIdentity"));
      case Caller.RoleSession _,
          Caller.IamUser _,
          Caller.Root _,
          Caller.AwsService _,
          Caller.Unidentified _ ->
          say("{}, which a call with " + what + " requires", missing);
    };
  }

  private RichSentence mfa(Cause cause) {
    RichSentence asks = say("{} requires MFA", place(cause));
    return cause
        .condition()
        .map(
            failed ->
                say(
                    "{}{}; {}",
                    asks,
                    say(
                        " ({} {} {})",
                        failed.operator().source(),
                        failed.key(),
                        RichSentence.values(failed.wanted(), ", ")),
                    madeWithout(failed)))
        .orElse(say("{}, which the call did not have", asks));
  }

  private RichSentence madeWithout(Cause.FailedCondition failed) {
    boolean age = failed.key().toLowerCase(Locale.ROOT).endsWith("age");
    return switch (failed.got()) {
      case KeyState.Present(var values) ->
          age
              ? say(
                  "the last MFA sign-in was {} seconds before the call",
                  RichSentence.values(values, ", "))
              : words("the caller's session began without MFA");
      case KeyState.Absent _ -> words("the call had no MFA");
      case KeyState.Unknown(var _, var usual) ->
          usual
              .filter(_ -> age)
              .flatMap(CauseSentence::value)
              .map(
                  seconds ->
                      say(
                          "the caller's session began with MFA {} seconds earlier, and "
                              + notShown()
                              + " whether the call had a newer code",
                          seconds))
              .orElseGet(
                  () ->
                      words(
                          explanation.denial().isHypothetical()
                              ? "whether the call has it is unknown"
                              : notShown() + " whether the call had it"));
    };
  }

  private String notShown() {
    return explanation.denial().isTold()
        ? "the message does not show"
        : "CloudTrail does not record";
  }

  private static Optional<String> value(KeyState state) {
    return state instanceof KeyState.Present(var values)
        ? values.stream().findFirst()
        : Optional.empty();
  }

  private RichSentence externalId(Cause cause) {
    if (cause.condition().isEmpty()) {
      return say("{} requires an external ID that was not sent", place(cause));
    }
    Cause.FailedCondition failed = cause.condition().get();
    ConditionOperator operator = failed.operator();
    if (operator.is(Comparison.NULL) && failed.wanted().equals(List.of("true"))) {
      return say(
          "{} requires a call without an external ID ({} {} {}), but the call sent one",
          place(cause),
          operator.source(),
          failed.key(),
          "true");
    }
    RichSentence wanted =
        switch (operator.comparison()) {
          case STRING_EQUALS, STRING_EQUALS_IGNORE_CASE ->
              say(
                  "external ID {} ({} {})",
                  RichSentence.values(masking.values(failed.key(), failed.wanted()), " or "),
                  operator.source(),
                  failed.key());
          case NULL -> say("an external ID ({} {} {})", operator.source(), failed.key(), "false");
          default -> say("an external ID: {}", conditions().requires(failed, cause.nearMiss()));
        };
    return say("{} requires {}; {}", place(cause), wanted, sent(failed));
  }

  private RichSentence sent(Cause.FailedCondition failed) {
    return switch (failed.got()) {
      case KeyState.Present(var values) ->
          say(
              "the call sent a different one, {}{}",
              RichSentence.values(masking.values(failed.key(), values), ", "),
              Resemblance.of(failed.wanted(), values));
      case KeyState.Absent _ -> words("the call sent none");
      case KeyState.Unknown _ ->
          new ServiceSentence(explanation)
              .externalId()
              .orElseGet(
                  () ->
                      words(
                          explanation.denial().isHypothetical()
                              ? "whether the call sends it is unknown"
                              : "the call sent none or a different one ("
                                  + notShown()
                                  + " which)"));
    };
  }

  private RichSentence condition(Cause cause) {
    RichSentence why =
        cause
            .condition()
            .map(
                failed ->
                    say(
                        "{} requires {}; {}",
                        place(cause),
                        conditions().requires(failed, cause.nearMiss()),
                        conditions().got(failed)))
            .orElseGet(() -> say("a condition of {} is not met", place(cause)));
    return cause
        .nearMiss()
        .filter(near -> near.kind() != NearMiss.Kind.SERVICE_ARN_NEVER_SENT)
        .map(near -> why.then(NearMissSentence.afterValue(near)))
        .or(
            () ->
                new ServiceSentence(explanation).sends(cause).map(form -> say("{}; {}", why, form)))
        .orElse(why);
  }

  private RichSentence explicitlyDenies(Cause cause) {
    return say(
        "{} explicitly denies the call{}",
        place(cause),
        cause
            .condition()
            .map(
                failed ->
                    say(
                        ": it matches when {}; {}",
                        conditions().holds(failed),
                        conditions().got(failed))));
  }

  private RichSentence guardrail(Cause cause) {
    if (cause.statement().isPresent()) {
      return explicitlyDenies(cause);
    }
    if (PolicySentence.isOrganizationTarget(cause)) {
      return say(
          "no SCP attached to {} allows {}",
          PolicySentence.organizationTarget(cause),
          cause.action());
    }
    RichSentence policy = PolicySentence.policy(cause);
    if (said(cause, true)) {
      return say("{} explicitly denies the call", policy);
    }
    boolean decided =
        cause
            .policyType()
            .filter(type -> explanation.diagnosis().decision(type).denies())
            .isPresent();
    return decided || said(cause, false)
        ? say("{} does not allow {}", policy, cause.action())
        : say("{} denies the call (explicitly or implicitly)", policy);
  }

  /// Whether AWS says so, in its message or by its own evaluation, which names explicit denies.
  private boolean said(Cause cause, boolean explicit) {
    boolean evaluated =
        explicit
            && explanation.diagnosis().awsEvaluation().stream()
                .flatMap(own -> own.deniedBy().stream())
                .flatMap(denier -> denier.type().stream())
                .anyMatch(cause::isIn);
    return evaluated
        || (explanation.denial().reason() instanceof AwsReason.PolicyDenies said
            && cause.isIn(said.type())
            && said.explicit() == explicit);
  }
}
