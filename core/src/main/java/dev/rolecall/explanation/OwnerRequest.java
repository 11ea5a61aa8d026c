package dev.rolecall.explanation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.AssumeCall;
import dev.rolecall.denial.Denial;
import dev.rolecall.denial.Passed;
import dev.rolecall.denial.RoleArn;
import dev.rolecall.diagnosis.result.Actor;
import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.diagnosis.result.Diagnosis;
import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.diagnosis.result.Fix;
import dev.rolecall.explanation.document.Block;
import dev.rolecall.explanation.document.RichSentence;
import dev.rolecall.explanation.redaction.Masking;
import dev.rolecall.explanation.redaction.PolicyDocument;
import dev.rolecall.explanation.term.EntityNames;
import dev.rolecall.explanation.term.RegionNames;
import dev.rolecall.explanation.term.TimeFormat;
import dev.rolecall.explanation.wording.AdmitsSentence;
import dev.rolecall.explanation.wording.CauseSentence;
import dev.rolecall.explanation.wording.ConditionSentence;
import dev.rolecall.explanation.wording.DemandSentence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A message to the owner of the role's account, for a reader who may not own it: who needs to be
/// trusted, for which action, under which conditions, and why.
final class OwnerRequest {

  private final Explanation explanation;
  private final Denial denial;
  private final CauseSentence causes;
  private final EntityNames entityNames;
  private final Masking masking;

  OwnerRequest(Explanation explanation, CauseSentence causes, Masking masking) {
    this.explanation = explanation;
    this.denial = explanation.denial();
    this.causes = causes;
    this.entityNames = new EntityNames(explanation);
    this.masking = masking;
  }

  /// The message; empty when there is nothing to ask another account's owner for.
  Optional<Block.Message> message() {
    Optional<RoleArn> role = denial.target().arn();
    boolean foreign =
        role.isPresent()
            && denial.recordedIn().isPresent()
            && !denial.recordedIn().get().equals(role.get().account());
    boolean known = explanation.diagnosis().caller() == Diagnosis.Familiarity.KNOWN;
    boolean theirs = isUnread() || (foreign && asks());
    return role.filter(_ -> known && theirs).map(this::message);
  }

  private boolean isUnread() {
    return explanation.diagnosis().cause().code() == CauseCode.TRUST_SIDE_UNREAD;
  }

  private boolean asks() {
    return trustFix().isPresent()
        || (explanation.fixes().isEmpty()
            && explanation.diagnosis().actor() == Actor.TARGET_ACCOUNT);
  }

  private Optional<Fix> trustFix() {
    return explanation.fixes().stream()
        .filter(fix -> fix.place() == Fix.Place.TRUST_POLICY)
        .findFirst();
  }

  private Block.Message message(RoleArn role) {
    List<Block> blocks = new ArrayList<>();
    blocks.add(new Block.Paragraph(greeting(role)));
    blocks.add(new Block.Paragraph(RichSentence.say("Reason: {}.", reason())));
    List<String> statements = statements();
    if (!statements.isEmpty()) {
      blocks.add(new Block.Paragraph(RichSentence.words(ask())));
      statements.forEach(statement -> blocks.add(new Block.Code("json", statement)));
    } else {
      blocks.add(
          new Block.Paragraph(
              RichSentence.words(
                  "Is the call meant to be refused? If not, please say what we should"
                      + " change, or change it on your side.")));
    }
    conditions().ifPresent(text -> blocks.add(new Block.Paragraph(text)));
    record().ifPresent(text -> blocks.add(new Block.Paragraph(text)));
    return new Block.Message(blocks);
  }

  private RichSentence greeting(RoleArn role) {
    return RichSentence.say(
        "To the owner of account "
            + role.account()
            + ": {}"
            + entityNames.callerAccount().map(id -> " of our account " + id).orElse("")
            + " needs to call {} on your role {}"
            + (denial.isHypothetical() ? "." : ", and is refused."),
        entityNames.principal(),
        denial.call().action(),
        role);
  }

  private RichSentence reason() {
    return isUnread()
        ? RichSentence.words(
            "as far as we can see, our side allows it; your role's trust policy we cannot read")
        : causes.clause(explanation.diagnosis().cause());
  }

  private String ask() {
    return isUnread()
        ? "Please check that a statement of the role's trust policy allows it, such as this one,"
            + " and that no other policy on your side denies it:"
        : "Please make the role's trust policy have this statement"
            + (isForUsAlone() ? "; nobody else gains by it:" : ":");
  }

  private boolean isForUsAlone() {
    return trustFix()
        .filter(fix -> new AdmitsSentence(explanation, fix).isCallerAlone())
        .isPresent();
  }

  /// The statements that have to be there.
  private List<String> statements() {
    Optional<List<String>> ofFix =
        trustFix()
            .flatMap(
                fix ->
                    fix.after()
                        .map(
                            after ->
                                PolicyDocument.of(after, masking)
                                    .statementsNotIn(
                                        PolicyDocument.of(fix.before().orElse("{}"), masking))));
    return ofFix.orElseGet(() -> isUnread() ? proposal() : List.of());
  }

  private List<String> proposal() {
    if (denial.call() != AssumeCall.ASSUME_ROLE || explanation.callerPrincipal().isEmpty()) {
      return List.of();
    }
    ObjectNode statement = JsonNodeFactory.instance.objectNode().put("Effect", "Allow");
    statement.putObject("Principal").put("AWS", explanation.callerPrincipal().get());
    ArrayNode actions = statement.putArray("Action").add(denial.call().action());
    if (denial.sessionTags() == Passed.YES) {
      actions.add("sts:TagSession");
    }
    if (denial.sourceIdentity() == Passed.YES) {
      actions.add("sts:SetSourceIdentity");
    }
    return List.of(new PolicyDocument(statement, true).pretty());
  }

  private Optional<RichSentence> conditions() {
    DemandSentence sentence = new DemandSentence(new ConditionSentence(masking));
    List<RichSentence> musts =
        explanation.fixes().stream()
            .flatMap(fix -> fix.requestMust().stream())
            .map(sentence::part)
            .toList();
    if (!musts.isEmpty()) {
      return Optional.of(
          RichSentence.say(
              "We will see to the conditions: {}.", RichSentence.join(musts, ", ", " and ")));
    }
    return isUnread()
        ? Optional.of(
            RichSentence.words(
                "If you ask for conditions, such as an external id, tell us which and we will meet"
                    + " them."))
        : Optional.empty();
  }

  private Optional<RichSentence> record() {
    return denial
        .time()
        .map(
            time ->
                RichSentence.words(
                    "The refused call: "
                        + TimeFormat.absolute(time)
                        + denial
                            .region()
                            .filter(RegionNames::isRegion)
                            .map(region -> " in " + region)
                            .orElse("")
                        + denial
                            .recordedIn()
                            .map(AccountId::value)
                            .map(id -> ", recorded in" + " account " + id)
                            .orElse("")
                        + " (denied cross-account calls are recorded in the caller's account"
                        + " only)."));
  }
}
