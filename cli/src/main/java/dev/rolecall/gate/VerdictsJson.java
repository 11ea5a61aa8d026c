package dev.rolecall.gate;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolecall.denial.Gap;
import dev.rolecall.explanation.document.WritingOptions;
import dev.rolecall.explanation.redaction.ValueVisibility;
import dev.rolecall.explanation.redaction.VisibleText;
import dev.rolecall.explanation.render.json.JsonFormat;
import dev.rolecall.explanation.wording.gap.GapSentence;
import dev.rolecall.gate.pairs.AccessPair;
import dev.rolecall.gate.pairs.PairsWriter;
import dev.rolecall.gate.pairs.RequestValue;
import java.util.List;

/// Verdicts for programs: one object a line, one line a pair. Each is what `check` writes for one
/// call, with `accessPair`, `outcome`, `now`, `end` and `doubts` added.
public final class VerdictsJson {

  private static final JsonMapper JSON = new JsonMapper();

  private VerdictsJson() {}

  /// One call that stands by itself.
  public static ObjectNode answer(CheckedCall checked, WritingOptions writingOptions) {
    ObjectNode json = JsonFormat.answerTree(checked.explanation(), writingOptions);
    json.put("verdict", checked.verdict().name());
    checked.end().ifPresent(end -> json.put("end", end));
    if (!checked.doubts().isEmpty()) {
      doubts(json, checked.doubts());
    }
    return json;
  }

  /// One pair, without a line break at its end.
  public static String write(Judgement judgement, WritingOptions writingOptions) {
    return VisibleText.line(tree(judgement, writingOptions).toString());
  }

  /// The same as a tree.
  public static ObjectNode tree(Judgement judgement, WritingOptions writingOptions) {
    ObjectNode json = JsonFormat.answerTree(judgement.then(), writingOptions);
    json.put("outcome", judgement.outcome().name());
    json.put("now", judgement.now().map(Enum::name).orElse(null));
    json.put("end", judgement.end().orElse(null));
    doubts(json, judgement.doubts());
    pair(
        json.putObject("pair"),
        judgement.pair(),
        new ValueVisibility(writingOptions.showExternalIds()));
    return json;
  }

  private static void doubts(ObjectNode json, List<Gap> doubts) {
    ArrayNode list = json.putArray("doubts");
    for (Gap gap : doubts) {
      list.addObject()
          .put("fact", GapSentence.fact(gap))
          .put("why", GapSentence.why(gap))
          .put("learnBy", GapSentence.learnBy(gap));
    }
  }

  private static void pair(
      ObjectNode json, AccessPair accessPair, ValueVisibility valueVisibility) {
    json.put("caller", accessPair.caller()).put("role", accessPair.role().toString());
    ObjectNode context = json.putObject("context");
    accessPair
        .context()
        .forEach(
            (key, sent) ->
                context.set(
                    key,
                    switch (PairsWriter.shown(key, sent, valueVisibility)) {
                      case RequestValue.Values(List<String> values) -> JSON.valueToTree(values);
                      case RequestValue other -> PairsWriter.json(other);
                    }));
    json.put("expect", accessPair.expect().word());
    accessPair
        .seen()
        .ifPresent(
            seen ->
                json.putObject("seen")
                    .put("count", seen.count())
                    .put("last", seen.last().map(Object::toString).orElse(null)));
  }
}
