package dev.rolecall.explanation.wording.answer;

import static dev.rolecall.explanation.document.RichSentence.say;
import static dev.rolecall.explanation.document.RichSentence.words;

import dev.rolecall.denial.PolicyType;
import dev.rolecall.diagnosis.result.Actor;
import dev.rolecall.diagnosis.result.CallerSetup;
import dev.rolecall.diagnosis.result.Cause;
import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.diagnosis.result.Fix;
import dev.rolecall.diagnosis.result.NearMiss;
import dev.rolecall.explanation.command.ChangeCommands;
import dev.rolecall.explanation.document.RichSentence;
import dev.rolecall.explanation.wording.ActorSentence;
import dev.rolecall.explanation.wording.CauseSentence;
import dev.rolecall.explanation.wording.RemediationSentence;
import dev.rolecall.explanation.wording.SetupSentence;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/// Who needs to do what, in whole sentences, what comes first first. The first of them is the
/// action of a document's lead, the others follow before the changes themselves.
public record NextSteps(Explanation explanation, CauseSentence causes) {

  private static final List<String> ACTORS =
      List.of("the owner of ", "the team that ", "owner:", "admins");

  /// So many changes are named in one line.
  private static final int MOST_FIXES = 2;

  private static final String TRUST_CHANGE = "{}: change the role's trust policy.";

  private static final Map<CauseCode, String> TRUST_CHANGES =
      Map.of(
          CauseCode.PRINCIPAL_NOT_TRUSTED,
          "{}: add the caller to the trust policy.",
          CauseCode.DELETED_PRINCIPAL,
          "{}: replace the deleted ID in the trust policy with the caller.",
          CauseCode.OIDC_CLAIM_MISMATCH,
          "{}: trust its exact subject.");

  private ActorSentence actors() {
    return new ActorSentence(explanation);
  }

  /// The action of the lead; no words where there is nothing to do.
  public RichSentence first() {
    return all().stream().findFirst().orElse(RichSentence.NOTHING);
  }

  /// What is left to say after the action of the lead, without the changes themselves.
  public List<RichSentence> others() {
    return (explanation.fixes().isEmpty() ? all() : beforeChanges()).stream().skip(1).toList();
  }

  private List<RichSentence> all() {
    RemediationSentence sentence = new RemediationSentence(explanation, causes);
    List<RichSentence> steps = new ArrayList<>(beforeChanges());
    if (!explanation.fixes().isEmpty()) {
      steps.add(fixes(sentence));
    } else if (!isOpenCheck() && explanation.setup().filter(CallerSetup::isEnough).isEmpty()) {
      ShortAnswer.causesInDetail(explanation)
          .map(cause -> named(cause, sentence.action(cause)))
          .distinct()
          .forEach(steps::add);
    }
    return steps;
  }

  /// With the actor before it, where the sentence does not name one.
  private RichSentence named(Cause cause, RichSentence action) {
    String said = action.plain().toLowerCase(Locale.ROOT);
    RichSentence actor = actor(cause, said);
    boolean names =
        cause.actor() == Actor.NOBODY
            || ACTORS.stream().anyMatch(said::contains)
            || said.contains(actor.plain().toLowerCase(Locale.ROOT));
    return names ? action : say("{}: {}", actor.capital(), action);
  }

  /// What is to be done in the role's account is for its owner to do.
  private RichSentence actor(Cause cause, String said) {
    boolean there =
        explanation
            .denial()
            .roleAccount()
            .filter(account -> said.contains("in account " + account))
            .isPresent();
    return there ? actors().roleOwner() : actors().of(cause.actor());
  }

  /// What to do before any policy is changed.
  private List<RichSentence> beforeChanges() {
    RemediationSentence sentence = new RemediationSentence(explanation, causes);
    List<RichSentence> steps = new ArrayList<>();
    sentence.stranger().ifPresent(steps::add);
    if (explanation.diagnosis().awsDisagrees()) {
      steps.add(
          words(
              "Read the policies again: AWS evaluated different versions from the ones read"
                  + " here."));
    }
    new SetupSentence(explanation).sentence().ifPresent(steps::add);
    return steps;
  }

  /// Where nothing is known to deny a call that has not been made, there is nothing to change yet.
  private boolean isOpenCheck() {
    return explanation.denial().isHypothetical() && explanation.diagnosis().allowed().isUnknown();
  }

  private RichSentence fixes(RemediationSentence sentence) {
    List<RichSentence> fixes =
        explanation.fixes().stream().flatMap(fix -> fix(fix, sentence)).distinct().toList();
    String more =
        fixes.size() == MOST_FIXES + 1
            ? "One more change is below."
            : "The other %d changes are below.";
    return RichSentence.join(RichSentence.first(MOST_FIXES, fixes, more), " ", " ");
  }

  private Stream<RichSentence> fix(Fix fix, RemediationSentence sentence) {
    return switch (fix.place()) {
      case TRUST_POLICY -> trustPolicy();
      case ROLE_POLICY -> Stream.of(inlinePolicy(fix, "role"));
      case USER_POLICY -> Stream.of(inlinePolicy(fix, "user"));
      case PERMISSION_SET ->
          Stream.of(
              say(
                  "Your IAM Identity Center admins: add a statement to the inline policy of"
                      + " permission set {}.",
                  ChangeCommands.permissionSetName(fix.target())));
      case REQUEST -> met(fix).map(cause -> named(cause, sentence.action(cause)));
    };
  }

  /// What the change of the trust policy is for, in short: the change itself stands below.
  private Stream<RichSentence> trustPolicy() {
    return explanation.diagnosis().causes().stream()
        .filter(cause -> cause.isIn(PolicyType.TRUST_POLICY))
        .map(NextSteps::trustChange)
        .distinct()
        .map(change -> say(change, actors().roleOwner()).capital());
  }

  private static String trustChange(Cause cause) {
    return cause.nearMiss().filter(NearMiss::isKey).isPresent()
        ? TRUST_CHANGE
        : TRUST_CHANGES.getOrDefault(cause.code(), TRUST_CHANGE);
  }

  private RichSentence inlinePolicy(Fix fix, String kind) {
    String policy = fix.policyName().orElse("assume-role");
    return say(
            fix.before().isPresent()
                ? "{}: change the inline policy {} of " + kind + " {}."
                : "{}: add the inline policy {} to " + kind + " {}.",
            actors().callerOwner(),
            policy,
            fix.target())
        .capital();
  }

  /// The causes that the request of a fix removes.
  private Stream<Cause> met(Fix fix) {
    List<Cause> met =
        explanation.diagnosis().causes().stream()
            .filter(cause -> fix.requestMust().stream().anyMatch(must -> cause.isOn(must.key())))
            .toList();
    return met.isEmpty() ? Stream.of(explanation.diagnosis().cause()) : met.stream();
  }
}
