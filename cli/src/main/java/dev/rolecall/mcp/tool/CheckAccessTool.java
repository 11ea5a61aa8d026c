package dev.rolecall.mcp.tool;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolecall.check.GivenKeys;
import dev.rolecall.check.HypotheticalCall;
import dev.rolecall.check.UnspecifiedKeys;
import dev.rolecall.cli.check.CallAnswer;
import dev.rolecall.cli.wording.UsageWords;
import dev.rolecall.denial.AssumeCall;
import dev.rolecall.denial.Caller;
import dev.rolecall.denial.Denial;
import dev.rolecall.denial.KeyState;
import dev.rolecall.denial.RoleArn;
import dev.rolecall.explanation.redaction.VisibleText;
import dev.rolecall.gate.CheckedCall;
import dev.rolecall.gate.VerdictsJson;
import dev.rolecall.mcp.wording.ArgumentWords;
import dev.rolecall.mcp.wording.ToolWords;
import dev.rolecall.service.ServiceCallers;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/// Checks one call before anyone makes it, as `rolecall check` does.
public record CheckAccessTool(ToolContext context) implements AssistantTool {

  private static final String NAME = "check_access";
  private static final String CALLER = "caller";
  private static final String ROLE = "role";
  private static final String ACTION = "action";
  private static final String CONTEXT = "context";
  private static final String DETAILS = "details";

  private static final List<String> ACTIONS =
      AssumeCall.ofRoles().stream().map(AssumeCall::action).toList();

  private static InputSchema schema() {
    return new InputSchema()
        .text(CALLER, ToolWords.checkCaller())
        .text(ROLE, ToolWords.role())
        .choice(ACTION, ACTIONS, ToolWords.action())
        .context(CONTEXT, ToolWords.context())
        .truth(DETAILS, ToolWords.details())
        .require(CALLER, ROLE);
  }

  @Override
  public Listing listing() {
    return context.listing(NAME, ToolWords.checkTitle(), ToolWords.check(), schema());
  }

  @Override
  public ToolAnswer call(Arguments given) {
    given.only(schema().names());
    Denial call = call(given.needed(CALLER), given.neededRole(ROLE), keys(given));
    given.text(ACTION).ifPresent(action -> check(action, call.call()));
    boolean details = given.isOn(DETAILS);
    CallNotes notes = context.notes();
    if (call.caller() instanceof Caller.AwsService(String principal)
        && !ServiceCallers.isKnown(principal)) {
      notes.add(UsageWords.unknownService(principal, ServiceCallers.similar(principal)));
    }
    SessionEvidence.Known known = context.evidence().open(notes.console());
    CheckedCall checked = CheckedCall.of(call, known.evidence().apply(call), Optional.empty());
    known.problems(notes);
    String title = CallAnswer.title(CallAnswer.name(call.caller(), given.needed(CALLER)), checked);
    ObjectNode json = VerdictsJson.answer(checked, context.writingOptions());
    return context.answer(
        VisibleText.line(title)
            + "\n\n"
            + CallAnswer.text(checked, details, context.writingOptions()),
        json,
        notes);
  }

  private Denial call(String caller, RoleArn role, SortedMap<String, KeyState> keys) {
    try {
      return new HypotheticalCall(
              keys,
              UnspecifiedKeys.UNKNOWN,
              ArgumentWords::giveInContext,
              context.clock().instant())
          .by(caller, role);
    } catch (IllegalArgumentException e) {
      throw Arguments.wrong(
          UsageWords.unusableValue(
              CALLER, Arguments.shown(caller), String.valueOf(e.getMessage())));
    }
  }

  private static SortedMap<String, KeyState> keys(Arguments given) {
    List<String> texts = given.context(CONTEXT);
    texts.stream()
        .filter(text -> !GivenKeys.isUsable(text))
        .findFirst()
        .ifPresent(
            text -> {
              throw Arguments.wrong(ArgumentWords.notAContextKey(CONTEXT, Arguments.shown(text)));
            });
    return GivenKeys.of(texts);
  }

  private static void check(String action, AssumeCall call) {
    if (!ACTIONS.contains(action)) {
      throw Arguments.wrong(ArgumentWords.notOneOf(ACTION, Arguments.shown(action), ACTIONS));
    }
    if (!action.equals(call.action())) {
      throw Arguments.wrong(ArgumentWords.otherAction(ACTION, action, call.action()));
    }
  }
}
