package dev.rolecall.gate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolecall.denial.Gap;
import dev.rolecall.message.Discretion;
import dev.rolecall.message.JsonFormat;
import dev.rolecall.message.Options;
import dev.rolecall.message.Visible;
import java.util.List;
import java.util.Map;

/// Verdicts for programs: one object a line, one line a pair. Each is what `check` writes for one
/// call, with `pair`, `outcome`, `now`, `end` and `doubts` added.
public final class VerdictsJson {

  private static final JsonMapper JSON = new JsonMapper();

  private VerdictsJson() {}

  /// One pair, without a line break at its end.
  public static String write(Judgement judgement, Options options) {
    ObjectNode json = parse(JsonFormat.answer(judgement.then(), options));
    json.put("outcome", judgement.outcome().name());
    json.put("now", judgement.now().map(Enum::name).orElse(null));
    json.put("end", judgement.end().orElse(null));
    gaps(json.putArray("doubts"), judgement.doubts());
    pair(json.putObject("pair"), judgement.pair(), new Discretion(options.showExternalIds()));
    return Visible.line(json.toString());
  }

  private static ObjectNode parse(String json) {
    try {
      return (ObjectNode) JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the contract's JSON is an object", e);
    }
  }

  private static void gaps(ArrayNode json, List<Gap> gaps) {
    for (Gap gap : gaps) {
      json.addObject().put("fact", gap.fact()).put("why", gap.why()).put("learnBy", gap.learnBy());
    }
  }

  private static void pair(ObjectNode json, Pair pair, Discretion discretion) {
    json.put("caller", pair.caller()).put("role", pair.role().toString());
    ObjectNode context = json.putObject("context");
    for (Map.Entry<String, Sent> sent : pair.context().entrySet()) {
      switch (PairsWriter.shown(sent.getKey(), sent.getValue(), discretion)) {
        case Sent.Values(List<String> values) -> {
          ArrayNode array = context.putArray(sent.getKey());
          values.forEach(array::add);
        }
        case Sent.Masked(String hint) -> context.putObject(sent.getKey()).put("masked", hint);
        case Sent.Varying _ -> context.putObject(sent.getKey()).put("varies", true);
      }
    }
    json.put("expect", pair.expect().word());
    pair.seen()
        .ifPresent(
            seen ->
                json.putObject("seen")
                    .put("count", seen.count())
                    .put("last", seen.last().map(Object::toString).orElse(null)));
  }
}
