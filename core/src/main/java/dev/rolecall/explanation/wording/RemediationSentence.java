package dev.rolecall.explanation.wording;

import static dev.rolecall.explanation.document.RichSentence.say;
import static dev.rolecall.explanation.document.RichSentence.words;

import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.Caller;
import dev.rolecall.denial.KeyState;
import dev.rolecall.denial.PolicyType;
import dev.rolecall.denial.RoleArn;
import dev.rolecall.denial.TargetRole;
import dev.rolecall.diagnosis.result.Cause;
import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.diagnosis.result.Diagnosis;
import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.diagnosis.result.NearMiss;
import dev.rolecall.explanation.document.RichSentence;
import dev.rolecall.explanation.wording.term.EntityNames;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Who needs to do what about a cause, where no change was found that can be offered as it is.
public record RemediationSentence(Explanation explanation, CauseSentence causes) {

  private EntityNames names() {
    return new EntityNames(explanation);
  }

  private ActorSentence actors() {
    return new ActorSentence(explanation);
  }

  /// Whole sentences.
  public RichSentence action(Cause cause) {
    if (isOutOfReach(cause)) {
      return say(
          "{}: if the caller should have the role, change the condition on {}: no request of this"
              + " caller can meet it.",
          keeper(cause).capital(),
          key(cause).orElse("the call"));
    }
    return cause.isIn(PolicyType.TRUST_POLICY)
            && explanation.denial().target().arn().filter(RoleArn::isUnmodifiable).isPresent()
        ? unmodifiable()
        : byCode(cause);
  }

  /// What no request can meet is not asked for; what services send by themselves has words of its
  /// own.
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
            ? "{} is a service-linked role: only its service can use it, and its trust policy"
                + " cannot be edited. Give the caller a role of its own."
            : "{} belongs to IAM Identity Center, and its trust policy cannot be edited. Assign the"
                + " permission set to the person in IAM Identity Center, who then signs in there;"
                + " give a workload a role of its own.",
        names().role().capital());
  }

  /// What the change of the request says of a cause; empty where no such change was found.
  private Optional<RichSentence> request(Cause cause) {
    DemandSentence demand = new DemandSentence(explanation, causes.masking());
    List<RichSentence> instructions =
        explanation.fixes().stream()
            .flatMap(fix -> fix.requestMust().stream())
            .filter(must -> cause.isOn(must.key()) || (isMfa(cause) && isMfa(must.key())))
            .map(demand::instruction)
            .distinct()
            .toList();
    return instructions.isEmpty()
        ? Optional.empty()
        : Optional.of(
            say("{}: {}.", sender().capital(), RichSentence.join(instructions, ", ", " and ")));
  }

  private static boolean isMfa(Cause cause) {
    return cause.code().is(CauseCode.Trait.MFA);
  }

  private static boolean isMfa(String key) {
    return key.toLowerCase(Locale.ROOT).startsWith("aws:multifactorauth");
  }

  /// Who decides what the request has.
  private RichSentence sender() {
    return explanation.denial().caller() instanceof Caller.Saml
        ? words("the admins of the identity provider")
        : actors().callerTeam();
  }

  private RichSentence byCode(Cause cause) {
    return switch (cause.code()) {
      case PRINCIPAL_NOT_TRUSTED ->
          say(
              "{}: if the caller should have the role, name {} in a statement of its trust policy.",
              owner(),
              names().principal());
      case DELETED_PRINCIPAL ->
          say(
              "{}: replace the deleted ID in the trust policy with {}, if it should have what the"
                  + " deleted principal had.",
              owner(),
              names().principal());
      case SELF_ASSUME_NOT_TRUSTED ->
          say(
              "{}: use the credentials that the session already has. If the role must assume"
                  + " itself, name it in its own trust policy.",
              sender().capital());
      case WRONG_ACTION ->
          say("{}: allow {} in the statement for this caller.", owner(), cause.action());
      case TAG_SESSION_NOT_ALLOWED ->
          explanation.denial().caller() instanceof Caller.AwsService
              ? say("{}: allow {} to this service in the trust policy.", owner(), cause.action())
              : say(
                  "{}: call without session tags (transitive ones come with the caller's own"
                      + " session), or ask {} to allow {} there.",
                  sender().capital(),
                  keeper(cause),
                  cause.action());
      case SOURCE_IDENTITY_NOT_ALLOWED ->
          say(
              "{}: call without a source identity (one that was set before stays in all sessions"
                  + " that follow), or ask {} to allow {} there.",
              sender().capital(),
              keeper(cause),
              cause.action());
      case MFA_REQUIRED ->
          request(cause)
              .orElseGet(
                  () ->
                      say(
                          "{}: {}.",
                          sender().capital(),
                          new DemandSentence(explanation, causes.masking()).mfa()));
      case MFA_CODE_INVALID ->
          say(
              "{}: send the serial number of the MFA device with its current code. Each code works"
                  + " once: wait for the next one. If AWS keeps denying codes, resynchronize the"
                  + " device.",
              sender().capital());
      case EXTERNAL_ID_MISSING, EXTERNAL_ID_MISMATCH, EXTERNAL_ID_REQUIRED ->
          new ServiceSentence(explanation)
              .action(cause, keeper())
              .or(() -> request(cause))
              .orElseGet(
                  () ->
                      say(
                          "{}: send the external ID agreed with {}.",
                          sender().capital(),
                          keeper()));
      case OIDC_PROVIDER_NOT_TRUSTED, SAML_PROVIDER_NOT_TRUSTED ->
          say(
              "{}: if this workload should have the role, trust its provider, with a condition on"
                  + " its exact subject. The provider must exist in the role's account.",
              owner());
      case OIDC_CLAIM_MISMATCH ->
          wrongKey(cause)
              .or(() -> request(cause))
              .orElseGet(
                  () ->
                      say(
                          "{}: run the workload so that its token has the expected {}; or, if this"
                              + " workload should have the role, ask {} to add its exact subject to"
                              + " the trust policy.",
                          sender().capital(),
                          key(cause)
                              .map(key -> key.substring(key.lastIndexOf(':') + 1))
                              .orElse("sub"),
                          keeper()));
      case SAML_CLAIM_MISMATCH ->
          wrongKey(cause)
              .or(() -> request(cause))
              .orElseGet(
                  () ->
                      say(
                          "{}: check what it sends for {}.",
                          sender().capital(),
                          key(cause).orElse("this attribute")));
      case TRUST_CONDITION_FAILED ->
          new ServiceSentence(explanation)
              .action(cause, keeper())
              .or(() -> request(cause))
              .orElseGet(() -> new KeySentence(names(), keeper()).action(key(cause).orElse("")));
      case TRUST_EXPLICIT_DENY -> guardrail(cause, keeper());
      case IDENTITY_EXPLICIT_DENY, PERMISSIONS_BOUNDARY ->
          request(cause).orElseGet(() -> guardrail(cause, callersKeeper()));
      case IDENTITY_PERMISSION_MISSING ->
          request(cause)
              .or(() -> cause.condition().map(it -> PermissionSentence.guarded(it, keeper())))
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
              "{}: allow {} on this role in the session policy, or start the session without one.",
              actors().sessionStarter().capital(),
              cause.action());
      case VPC_ENDPOINT_POLICY -> guardrail(cause, words("the owner of the VPC endpoint"));
      case SCP_DENY ->
          organization(cause, "the caller's account" + account(names().callerAccount()));
      case RCP_DENY -> organization(cause, "the role's account" + account(names().roleAccount()));
      case ROLE_NOT_FOUND -> roleNotFound();
      case ROOT_CANNOT_ASSUME ->
          words(
              "Sign in as a user or with a role of that account, and assume the role from there. No"
                  + " policy can allow the root user to assume a role.");
      case PROPAGATION ->
          words(
              "No change needed: try again in about 15 seconds. If the call is still denied a"
                  + " minute after the change, something else denies it.");
      case CHANGED_SINCE -> words("No change needed: try again.");
      case SESSION_DURATION ->
          say(
              explanation.denial().caller() instanceof Caller.RoleSession
                  ? "{}: request 3600 seconds or less (`--duration-seconds`, Terraform's"
                      + " `duration`), or assume the role with credentials that are not a role"
                      + " session."
                  : "{}: request a shorter session (`--duration-seconds`, Terraform's `duration`),"
                      + " or have the role's `MaxSessionDuration` raised (12 hours at most).",
              sender().capital());
      case INVALID_IDENTITY_TOKEN -> new TokenSentence(explanation).action(cause);
      case EXPIRED_TOKEN ->
          say(
              "{}: get a new token or new credentials, and check the machine's clock.",
              actors().callerTeam().capital());
      case STS_REGION_DISABLED ->
          say(
              "Activate STS for that region in IAM's account settings, or call STS in another"
                  + " region (`--region`, Terraform's `sts_region`).");
      case PACKED_POLICY_TOO_LARGE ->
          say("{}: pass a shorter session policy or fewer tags.", sender().capital());
      case MALFORMED_POLICY ->
          say(
              "{}: fix the session policy. {} shows what is wrong with it.",
              sender().capital(),
              "aws accessanalyzer validate-policy --policy-type IDENTITY_POLICY --policy-document"
                  + " file://policy.json");
      case TRUST_SIDE_UNREAD ->
          say(
              "Ask {} to check the role's trust policy. A ready-to-send request is below.",
              keeper());
      case UNDETERMINED ->
          new ServiceReportSentence(explanation)
              .action()
              .orElse(words("Collect the missing facts below, then run explain again."));
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
                        "{}: remove the condition on {}, which no call can meet, and match the"
                            + " workload by {}.",
                        owner(),
                        wrong,
                        near.expected())
                    : say(
                        "{}: replace {} with {}, with the same value.",
                        owner(),
                        wrong,
                        near.expected()));
  }

  private RichSentence roleNotFound() {
    String fix = "{}: fix the role ARN in the caller's configuration.";
    boolean wrong =
        explanation.denial().asksOtherPartition()
            || explanation.denial().target() instanceof TargetRole.Unreadable;
    return say(
        wrong
            ? fix
            : fix + " If the ARN is right, the role was deleted or has not been created yet.",
        sender().capital());
  }

  private static String account(Optional<AccountId> account) {
    return account.map(id -> " (" + id + ")").orElse("");
  }

  /// Who decides about the role's account, as the subject of a sentence.
  private RichSentence owner() {
    return keeper().capital();
  }

  private RichSentence keeper() {
    return actors().roleOwner();
  }

  private RichSentence callersKeeper() {
    return actors().callerOwner();
  }

  /// Who keeps the policy that a cause lies in.
  private RichSentence keeper(Cause cause) {
    return cause.isIn(PolicyType.IDENTITY_POLICY) ? callersKeeper() : keeper();
  }

  private RichSentence guardrail(Cause cause, RichSentence keeper) {
    return cause.statement().isPresent()
        ? say(
            "Ask {}: {} denies this call on purpose, so Rolecall suggests no change to it.{}",
            keeper,
            PolicySentence.policy(cause),
            otherwise(cause))
        : say(
            "Ask {}: {} would have to allow {} on this role. Rolecall does not suggest changes to"
                + " guardrails.",
            keeper,
            PolicySentence.policy(cause),
            cause.action());
  }

  private RichSentence organization(Cause cause, String account) {
    return say(
        "Only {} can change this: {} would have to allow {} on this role for {}. Rolecall does not"
            + " suggest changes to guardrails.{}",
        actors().organizationAdmins(),
        PolicySentence.isOrganizationTarget(cause)
            ? say("the SCPs attached to {}", PolicySentence.organizationTarget(cause))
            : PolicySentence.policy(cause),
        cause.action(),
        words(account),
        otherwise(cause));
  }

  /// A guardrail with a condition on what the caller decides leaves a way.
  private static Optional<RichSentence> otherwise(Cause cause) {
    return key(cause)
        .filter(KeySentence::isOfTheCall)
        .map(_ -> words(" Or make the call in a way that the statement does not match."));
  }

  /// The account for whose resource a service calls.
  private Optional<AccountId> sourceAccount() {
    return explanation.denial().context().get("aws:SourceAccount")
            instanceof KeyState.Present(List<String> values)
        ? values.stream().findFirst().flatMap(AccountId::parse)
        : Optional.empty();
  }

  /// What to do about a caller that the role's side does not know; no words for callers that are
  /// known.
  public Optional<RichSentence> stranger() {
    if (explanation.diagnosis().caller() != Diagnosis.Familiarity.STRANGER) {
      return Optional.empty();
    }
    Optional<RichSentence> account =
        names().callerAccount().or(this::sourceAccount).map(id -> words("account " + id));
    if (explanation.denial().isHypothetical()) {
      return Optional.of(
          say(
              "Rolecall suggests no change: {} is not among the accounts that were read, and the"
                  + " role does not trust it.",
              account.orElse(say("the account of {}", names().callerId()))));
    }
    String leave =
        "If you do not recognize {}, leave the denial in place: it is doing its job. Rolecall"
            + " suggests no change because ";
    return Optional.of(
        account
            .map(id -> say(leave + "the role does not trust that account.", id))
            .orElseGet(
                () -> say(leave + "nothing that was read trusts its owner.", names().callerId())));
  }
}
