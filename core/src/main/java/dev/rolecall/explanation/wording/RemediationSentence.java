package dev.rolecall.explanation.wording;

import static dev.rolecall.explanation.document.RichSentence.say;
import static dev.rolecall.explanation.document.RichSentence.ticked;
import static dev.rolecall.explanation.document.RichSentence.words;

import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.Caller;
import dev.rolecall.denial.PolicyType;
import dev.rolecall.denial.RoleArn;
import dev.rolecall.denial.TargetRole;
import dev.rolecall.diagnosis.result.Cause;
import dev.rolecall.diagnosis.result.Diagnosis;
import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.diagnosis.result.NearMiss;
import dev.rolecall.explanation.document.RichSentence;
import dev.rolecall.explanation.term.EntityNames;
import java.util.Optional;

/// Who has to do what about a cause, where no change was found that can be offered as it is.
public record RemediationSentence(Explanation explanation, CauseSentence causes) {

  private EntityNames names() {
    return new EntityNames(explanation);
  }

  /// Whole sentences.
  public RichSentence action(Cause cause) {
    if (isOutOfReach(cause)) {
      return say(
          "No request of this caller can meet the condition on {}, whatever it sends: {} needs to"
              + " change the condition, if the caller is meant to have the role.",
          key(cause).orElse("the call"),
          keeper(cause));
    }
    return cause.isIn(PolicyType.TRUST_POLICY)
            && explanation.denial().target().arn().filter(RoleArn::isUnmodifiable).isPresent()
        ? unmodifiable()
        : byCode(cause);
  }

  /// What no request can meet is not asked for; what services send of themselves is told of by
  /// itself.
  private boolean isOutOfReach(Cause cause) {
    return explanation.outOfReach().contains(cause)
        && !(explanation.denial().caller() instanceof Caller.AwsService)
        && key(cause).filter(key -> !KeySentence.isOfServices(key)).isPresent();
  }

  private static Optional<String> key(Cause cause) {
    return cause.condition().map(Cause.FailedCondition::key);
  }

  private RichSentence unmodifiable() {
    boolean service =
        explanation.denial().target().arn().filter(RoleArn::isServiceLinked).isPresent();
    return say(
        service
            ? "{} is a service-linked role: only its service uses it, and AWS lets nobody edit its"
                + " trust policy. Give the caller a role of its own."
            : "{} belongs to IAM Identity Center, and AWS lets nobody edit its trust policy. A"
                + " person gets it by an assignment of the permission set in IAM Identity Center"
                + " and signs in there; a workload needs a role of its own.",
        names().role().capital());
  }

  private RichSentence byCode(Cause cause) {
    return switch (cause.code()) {
      case PRINCIPAL_NOT_TRUSTED ->
          say(
              "{}: if the caller is meant to have the role, name {} in a statement of its trust"
                  + " policy.",
              owner(),
              names().principal());
      case DELETED_PRINCIPAL ->
          say(
              "{}: put {} in place of the deleted id in the trust policy, if it is meant to have"
                  + " what the deleted principal had.",
              owner(),
              names().principal());
      case SELF_ASSUME_NOT_TRUSTED ->
          words(
              "Whoever runs the caller: use the credentials that the session already has; it is in"
                  + " the role. If the role has to assume itself, its own trust policy has to name"
                  + " it.");
      case WRONG_ACTION ->
          say(
              "{}: allow {} in the statement that is meant for this caller.",
              owner(),
              cause.action());
      case TAG_SESSION_NOT_ALLOWED ->
          say(
              "Either call without session tags (transitive ones come with the caller's own"
                  + " session), or {} allows {} there.",
              keeper(cause),
              cause.action());
      case SOURCE_IDENTITY_NOT_ALLOWED ->
          say(
              "Either call without a source identity (one that was set before stays for all"
                  + " sessions that follow), or {} allows {} there.",
              keeper(cause),
              cause.action());
      case MFA_REQUIRED -> words("Whoever makes the call: do so with MFA, see below how.");
      case MFA_CODE_INVALID ->
          words(
              "Whoever makes the call: send the serial number of the MFA device together with its"
                  + " current code. A code works once, so wait for the next one. If codes keep"
                  + " being refused, resynchronize the device.");
      case EXTERNAL_ID_MISSING, EXTERNAL_ID_MISMATCH, EXTERNAL_ID_REQUIRED ->
          new ServiceSentence(explanation)
              .action(cause, keeper())
              .orElseGet(
                  () ->
                      say(
                          "Whoever runs the caller: send the external id that was agreed on with"
                              + " {}.",
                          keeper()));
      case OIDC_PROVIDER_NOT_TRUSTED, SAML_PROVIDER_NOT_TRUSTED ->
          say(
              "{}: if this workload is meant to have the role, trust its provider, with a condition"
                  + " on exactly this subject. The provider has to exist in the role's own"
                  + " account.",
              owner());
      case OIDC_CLAIM_MISMATCH ->
          wrongKey(cause)
              .orElseGet(
                  () ->
                      say(
                          "Run the workload so that its token has what is wanted; or, if this one"
                              + " is meant to have the role, {} adds exactly its subject.",
                          keeper()));
      case SAML_CLAIM_MISMATCH ->
          wrongKey(cause)
              .orElseGet(
                  () ->
                      words(
                          "Those who keep the identity provider: check what it sends for this"
                              + " attribute."));
      case TRUST_CONDITION_FAILED ->
          new ServiceSentence(explanation)
              .action(cause, keeper())
              .orElseGet(() -> new KeySentence(names(), keeper()).action(key(cause).orElse("")));
      case TRUST_EXPLICIT_DENY -> guardrail(cause, keeper());
      case IDENTITY_EXPLICIT_DENY, PERMISSIONS_BOUNDARY -> guardrail(cause, callersKeeper());
      case IDENTITY_PERMISSION_MISSING ->
          cause
              .condition()
              .map(failed -> PermissionSentence.guarded(failed, keeper()))
              .orElseGet(
                  () ->
                      say(
                          "{}: allow {} on {} in a policy of {}.",
                          callersKeeper().capital(),
                          cause.action(),
                          explanation
                              .denial()
                              .target()
                              .arn()
                              .map(RoleArn::toString)
                              .orElse("the role"),
                          names().caller()));
      case SESSION_POLICY ->
          say(
              "Whoever opens the caller's session decides: the session policy passed then would"
                  + " have to let {} on this role through, or the session be opened without one.",
              cause.action());
      case VPC_ENDPOINT_POLICY -> guardrail(cause, words("the owner of the VPC endpoint"));
      case SCP_DENY ->
          organization(cause, "the caller's account" + account(names().callerAccount()));
      case RCP_DENY -> organization(cause, "the role's account" + account(names().roleAccount()));
      case ROLE_NOT_FOUND -> roleNotFound();
      case ROOT_CANNOT_ASSUME ->
          words(
              "Sign in as a user or with a role of that account, and assume the role from there. No"
                  + " policy can allow it to root.");
      case PROPAGATION ->
          words(
              "Nobody has to change anything: try again in about 15 seconds. If it is still denied"
                  + " a minute after the change, something else denies it.");
      case CHANGED_SINCE -> words("Nobody has to change anything: try again.");
      case SESSION_DURATION ->
          ticked(
              explanation.denial().caller() instanceof Caller.RoleSession
                  ? "Whoever runs the caller: ask for 3600 seconds or less, or assume the role from"
                      + " credentials that are no role session."
                  : "Whoever runs the caller: ask for less, or have the role's"
                      + " `MaxSessionDuration` raised (12 hours at most).");
      case INVALID_IDENTITY_TOKEN -> new TokenSentence(explanation).action(cause);
      case EXPIRED_TOKEN ->
          words(
              "Whoever runs the caller: get fresh credentials or a fresh token, and check the"
                  + " machine's clock.");
      case STS_REGION_DISABLED ->
          words(
              "Activate STS for that region in the account settings of IAM, or call STS in another"
                  + " region.");
      case PACKED_POLICY_TOO_LARGE ->
          words("Whoever runs the caller: pass a shorter session policy or fewer tags.");
      case MALFORMED_POLICY ->
          words(
              "Whoever runs the caller: correct the session policy; IAM's policy validator shows"
                  + " where it is wrong.");
      case TRUST_SIDE_UNREAD ->
          say(
              "Have {} look at the role's trust policy; the request below says what to look for.",
              keeper());
      case UNDETERMINED -> words("Learn what is still open, below; then explain the denial again.");
    };
  }

  /// A key that no token can have is the policy's to correct.
  private Optional<RichSentence> wrongKey(Cause cause) {
    String wrong = key(cause).orElse("");
    return cause
        .nearMiss()
        .filter(NearMiss::isKey)
        .map(
            near ->
                near.kind() == NearMiss.Kind.NEVER_A_KEY
                    ? say(
                        "{}: remove the condition on {}, which no call can meet, and name the"
                            + " workload by {}.",
                        owner(),
                        wrong,
                        near.expected())
                    : say(
                        "{}: write {} in place of {}, with the same value.",
                        owner(),
                        near.expected(),
                        wrong));
  }

  private RichSentence roleNotFound() {
    return words(
        explanation.denial().asksOtherPartition()
                || explanation.denial().target() instanceof TargetRole.Unreadable
            ? "Fix the role ARN in the caller's configuration."
            : "Whoever runs the caller: correct the role's ARN in its configuration. If the ARN is"
                + " right, the role was deleted or not created yet.");
  }

  private static String account(Optional<AccountId> account) {
    return account.map(id -> " (" + id + ")").orElse("");
  }

  /// Those who decide about the role's account, as the subject of a sentence.
  private RichSentence owner() {
    return keeper().capital();
  }

  private RichSentence keeper() {
    return keeper(names().roleAccount(), "the role's account");
  }

  private RichSentence callersKeeper() {
    return keeper(names().callerAccount(), "the caller's account");
  }

  private static RichSentence keeper(Optional<AccountId> account, String unknown) {
    return words("the owner of " + account.map(id -> "account " + id).orElse(unknown));
  }

  /// Those who keep the policy that a cause lies in.
  private RichSentence keeper(Cause cause) {
    return cause.isIn(PolicyType.IDENTITY_POLICY) ? callersKeeper() : keeper();
  }

  private RichSentence guardrail(Cause cause, RichSentence keeper) {
    return say(
        "{} decides: {} would have to let this call through. It is there to deny; no patch is"
            + " offered.{}",
        keeper.capital(),
        causes.place(cause),
        otherwise(cause));
  }

  private RichSentence organization(Cause cause, String account) {
    return say(
        "Those who keep the organization's policies decide: {} would have to let {} on this role"
            + " through for "
            + account
            + ". No patch is offered for a guardrail.{}",
        PolicySentence.isOrganizationTarget(cause)
            ? say("the SCPs attached to {}", PolicySentence.organizationTarget(cause))
            : causes.place(cause),
        cause.action(),
        otherwise(cause));
  }

  /// A guardrail with a condition on what the caller decides leaves a way.
  private static Optional<RichSentence> otherwise(Cause cause) {
    return key(cause)
        .filter(KeySentence::isOfTheCall)
        .map(_ -> words(" Or make the call so that the statement does not apply."));
  }

  /// What to do about a caller whom the role's side does not know; no words for callers who are
  /// known.
  public Optional<RichSentence> stranger() {
    if (explanation.diagnosis().caller() != Diagnosis.Familiarity.STRANGER) {
      return Optional.empty();
    }
    Optional<RichSentence> account = names().callerAccount().map(id -> words("account " + id));
    if (explanation.denial().isHypothetical()) {
      return Optional.of(
          say(
              "No account that was read is {}, and the role does not trust it, so no change is"
                  + " offered that would let the caller in.",
              account.orElse(say("the account of {}", names().callerId()))));
    }
    String protection = ", the denial is the protection working: do nothing.";
    return names()
        .callerAccount()
        .map(
            id ->
                words(
                    "If you do not know account "
                        + id
                        + protection
                        + " It is neither among the accounts that were read nor trusted by the"
                        + " role, so no change is offered that would let it in."))
        .or(
            () ->
                Optional.of(
                    say(
                        "If you do not know {}"
                            + protection
                            + " Nothing that was read trusts its owner, so no change is offered"
                            + " that would let it in.",
                        names().callerId())));
  }
}
