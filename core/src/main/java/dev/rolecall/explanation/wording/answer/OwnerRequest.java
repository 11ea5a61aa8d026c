package dev.rolecall.explanation.wording.answer;

import static dev.rolecall.explanation.document.RichSentence.say;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import dev.rolecall.explanation.wording.AdmitsSentence;
import dev.rolecall.explanation.wording.CauseSentence;
import dev.rolecall.explanation.wording.DemandSentence;
import dev.rolecall.explanation.wording.term.EntityNames;
import dev.rolecall.explanation.wording.term.RegionNames;
import dev.rolecall.explanation.wording.term.TimeFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A message to the owner of the role's account, for a reader who may not own it: who needs to be
/// trusted, for which action, under which conditions, and why.
public record OwnerRequest(Explanation explanation, CauseSentence causes, Masking masking) {

  private Denial denial() {
    return explanation.denial();
  }

  /// The message; nothing when there is nothing to ask another account's owner for.
  public List<Block> blocks() {
    boolean known = explanation.diagnosis().caller() == Diagnosis.Familiarity.KNOWN;
    boolean foreign =
        denial()
            .recordedIn()
            .filter(id -> !Optional.of(id).equals(denial().roleAccount()))
            .isPresent();
    return denial()
        .target()
        .arn()
        .filter(_ -> known && (isUnread() || (foreign && asks())))
        .<List<Block>>map(arn -> List.of(new Block.Message(message(arn))))
        .orElse(List.of());
  }

  /// Whether the request is all that the reader can do: the role's side could not be read.
  public boolean isUnread() {
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

  private List<Block> message(RoleArn role) {
    List<Block> blocks = new ArrayList<>();
    blocks.add(new Block.Paragraph(greeting(role)));
    blocks.add(
        isUnread()
            ? new Block.Paragraph(
                "Reason: our side allows the call; we cannot read your role's trust policy.")
            : new Block.Paragraph("Reason: {}.", causes.clause(explanation.diagnosis().cause())));
    List<String> statements = statements();
    blocks.add(
        new Block.Paragraph(
            statements.isEmpty()
                ? "Is this denial intended? If not, please change it on your side or tell us what"
                    + " to change."
                : ask()));
    statements.forEach(statement -> blocks.add(new Block.Code("json", statement)));
    conditions().ifPresent(blocks::add);
    record().ifPresent(blocks::add);
    return blocks;
  }

  private RichSentence greeting(RoleArn role) {
    EntityNames names = new EntityNames(explanation);
    return say(
        "To the owner of account "
            + role.account()
            + ": {}"
            + names.callerAccount().map(id -> " in our account " + id).orElse("")
            + " needs to call {} on your role {}"
            + (denial().isHypothetical() ? "." : ", but the call is denied."),
        names.principal(),
        denial().call().action(),
        role);
  }

  private String ask() {
    boolean forUsAlone =
        trustFix().filter(fix -> new AdmitsSentence(explanation, fix).isCallerAlone()).isPresent();
    return isUnread()
        ? "Please check that the role's trust policy has a statement that allows it, such as this"
            + " one, and that no other policy on your side denies it:"
        : "Please add this statement to the role's trust policy"
            + (forUsAlone ? " (it grants access to nobody else):" : ":");
  }

  /// The statements that have to be there.
  private List<String> statements() {
    return trustFix()
        .flatMap(Fix::after)
        .map(
            after ->
                PolicyDocument.of(after, masking)
                    .statementsNotIn(
                        PolicyDocument.of(trustFix().flatMap(Fix::before).orElse("{}"), masking)))
        .orElseGet(() -> isUnread() ? proposal() : List.of());
  }

  private List<String> proposal() {
    if (denial().call() != AssumeCall.ASSUME_ROLE || explanation.callerPrincipal().isEmpty()) {
      return List.of();
    }
    ObjectNode statement = JsonNodeFactory.instance.objectNode().put("Effect", "Allow");
    statement.putObject("Principal").put("AWS", explanation.callerPrincipal().get());
    ArrayNode actions = statement.putArray("Action").add(denial().call().action());
    if (denial().sessionTags() == Passed.YES) {
      actions.add("sts:TagSession");
    }
    if (denial().sourceIdentity() == Passed.YES) {
      actions.add("sts:SetSourceIdentity");
    }
    return List.of(new PolicyDocument(statement, true).pretty());
  }

  private Optional<Block> conditions() {
    DemandSentence sentence = new DemandSentence(explanation, masking);
    List<RichSentence> musts =
        explanation.fixes().stream()
            .flatMap(fix -> fix.requestMust().stream())
            .map(sentence::part)
            .toList();
    if (!musts.isEmpty()) {
      return Optional.of(
          new Block.Paragraph(
              "We will meet the conditions: {}.", RichSentence.join(musts, ", ", " and ")));
    }
    return isUnread()
        ? Optional.of(
            new Block.Paragraph(
                "If the trust policy has conditions, such as an external ID, tell us which values"
                    + " to send."))
        : Optional.empty();
  }

  private Optional<Block> record() {
    String region = RegionNames.of(denial()).map(name -> " in " + name).orElse("");
    String account = denial().recordedIn().map(id -> ", recorded in account " + id).orElse("");
    return denial()
        .time()
        .map(
            time ->
                new Block.Paragraph(
                    "Denied call: "
                        + TimeFormat.absolute(time)
                        + region
                        + account
                        + " (denied cross-account calls are recorded in the caller's account"
                        + " only)."));
  }
}
