package dev.rolecall.mcp.tool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolecall.denial.RoleArn;
import dev.rolecall.explanation.render.json.JsonFormat;
import dev.rolecall.explanation.render.json.JsonObject;
import dev.rolecall.gate.Gate;
import dev.rolecall.gate.Judgement;
import dev.rolecall.gate.Verdicts;
import dev.rolecall.gate.VerdictsJson;
import dev.rolecall.gate.VerdictsText;
import dev.rolecall.gate.pairs.AccessPair;
import dev.rolecall.gate.pairs.PairsReader;
import dev.rolecall.gate.pairs.PairsReading;
import dev.rolecall.gate.proposal.Proposal;
import dev.rolecall.gate.proposal.ProposedTrust;
import dev.rolecall.iam.policy.PolicyReading;
import dev.rolecall.mcp.wording.ArgumentWords;
import dev.rolecall.mcp.wording.ToolWords;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// Checks pairs against a trust policy that is only proposed, as `rolecall check --pairs
/// --trust-policy` does.
public record CheckProposedPolicyTool(ToolContext context) implements AssistantTool {

  private static final String NAME = "check_proposed_policy";
  private static final String ROLE = "role";
  private static final String TRUST_POLICY = "trust_policy";
  private static final String PAIRS = "pairs";
  private static final int MOST = 50;

  /// The pairs stand on one line here.
  private static final String ONLY_LINE = "line 1: ";

  private static InputSchema schema() {
    return new InputSchema()
        .text(ROLE, ToolWords.proposedRole())
        .document(TRUST_POLICY, ToolWords.trustPolicy())
        .pairs(PAIRS, MOST, ToolWords.pairs())
        .require(ROLE, TRUST_POLICY, PAIRS);
  }

  @Override
  public Listing listing() {
    return context.listing(NAME, ToolWords.proposeTitle(), ToolWords.propose(), schema());
  }

  @Override
  public ToolAnswer call(Arguments given) {
    given.only(schema().names());
    RoleArn role = given.neededRole(ROLE);
    Proposal proposal = proposal(given, role);
    List<AccessPair> pairs = pairs(given, role);
    CallNotes notes = context.notes();
    SessionEvidence.Known known = context.evidence().open(notes.console());
    Gate gate = new Gate(Optional.of(proposal), context.clock().instant());
    Verdicts verdicts =
        new Verdicts(pairs.stream().map(pair -> gate.judge(pair, known.evidence())).toList());
    known.problems(notes);
    ObjectNode json =
        new JsonObject()
            .put("schema", JsonFormat.SCHEMA)
            .put("grade", verdicts.grade())
            .put("summary", VerdictsText.sum(verdicts))
            .node();
    ArrayNode list = json.putArray(PAIRS);
    for (Judgement judgement : verdicts.judgements()) {
      list.add(VerdictsJson.tree(judgement, context.writingOptions()));
    }
    return context.answer(VerdictsText.write(verdicts, context.writingOptions()), json, notes);
  }

  private static Proposal proposal(Arguments given, RoleArn role) {
    String document =
        given
            .document(TRUST_POLICY)
            .orElseThrow(() -> Arguments.wrong(ArgumentWords.missing(TRUST_POLICY)));
    return switch (ProposedTrust.read(document)) {
      case PolicyReading.Read read -> Proposal.ofTrust(role, read);
      case PolicyReading.Unreadable(String problem) ->
          throw Arguments.wrong(ArgumentWords.unusable(TRUST_POLICY, problem));
    };
  }

  /// The reader of pairs files names what is wrong with one, by its place in the list.
  private static List<AccessPair> pairs(Arguments given, RoleArn role) {
    ObjectNode file = JsonNodeFactory.instance.objectNode();
    ArrayNode list = file.putArray(PAIRS);
    for (JsonNode pair : given.objects(PAIRS, MOST)) {
      list.add(pair instanceof ObjectNode object ? complete(object, role) : pair);
    }
    if (list.isEmpty()) {
      throw Arguments.wrong(ArgumentWords.noPairs(PAIRS));
    }
    byte[] bytes = file.toString().getBytes(StandardCharsets.UTF_8);
    return switch (PairsReader.read(bytes)) {
      case PairsReading.Read(List<AccessPair> pairs) -> pairs;
      case PairsReading.Unreadable(String problem) ->
          throw Arguments.wrong(
              problem.startsWith(ONLY_LINE) ? problem.substring(ONLY_LINE.length()) : problem);
    };
  }

  private static ObjectNode complete(ObjectNode pair, RoleArn role) {
    return pair.has(ROLE) ? pair : pair.deepCopy().put(ROLE, role.toString());
  }
}
