package dev.rolecall.gate.github;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolecall.explanation.document.WritingOptions;
import dev.rolecall.gate.Judgement;
import dev.rolecall.gate.Outcome;
import dev.rolecall.gate.Verdicts;
import dev.rolecall.gate.VerdictsText;
import dev.rolecall.gate.terraform.TerraformPlaces;
import dev.rolecall.report.sarif.SarifJson;
import dev.rolecall.report.sarif.SarifTool;
import dev.rolecall.report.terraform.hcl.FilePlace;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Pairs that fail or are open as a log of [SARIF
/// 2.1.0](https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html), each at the line that
/// decides it. Those without a line are in a notification: code scanning shows results at lines
/// only.
public record VerdictsSarif(TerraformPlaces places, WritingOptions writingOptions) {

  /// Changes with what a fingerprint is made of.
  private static final String FINGERPRINT = "rolecallPair/v1";

  /// The whole log.
  ///
  /// @param version of what writes it; empty for a build of developers
  public String write(Verdicts verdicts, Optional<String> version, Instant time) {
    ObjectNode log = SarifJson.object().put("$schema", SarifTool.SCHEMA).put("version", "2.1.0");
    ObjectNode run = log.putArray("runs").addObject();
    run.set("tool", SarifTool.of(version));
    run.put("columnKind", "utf16CodeUnits");
    ArrayNode results = run.putArray("results");
    ObjectNode invocation =
        run.putArray("invocations")
            .addObject()
            .put("executionSuccessful", true)
            .put("endTimeUtc", time.toString());
    ArrayNode notifications = invocation.putArray("toolExecutionNotifications");
    for (Outcome.Grade grade : List.of(Outcome.Grade.FAILED, Outcome.Grade.OPEN)) {
      for (Judgement judgement : verdicts.of(grade)) {
        Optional<FilePlace> place = places.of(judgement);
        if (place.isPresent()) {
          results.add(result(judgement, place.get()));
        } else {
          notifications
              .addObject()
              .put("level", level(judgement))
              .set("message", SarifJson.message(text(judgement)));
        }
      }
    }
    run.putObject("properties")
        .put("pairs", verdicts.judgements().size())
        .put("rolesInTerraform", places.roles().roles().size());
    return log.toPrettyString() + "\n";
  }

  private ObjectNode result(Judgement judgement, FilePlace place) {
    ObjectNode result =
        SarifTool.result(judgement.then().diagnosis().cause().code(), level(judgement));
    result.set("message", SarifJson.message(text(judgement)));
    result.set("locations", SarifJson.locations(place));
    String pair = judgement.pair().caller() + "\n" + judgement.pair().role();
    result
        .putObject("partialFingerprints")
        .put(FINGERPRINT, UUID.nameUUIDFromBytes(pair.getBytes(StandardCharsets.UTF_8)).toString());
    result
        .putObject("properties")
        .put("outcome", judgement.outcome().name())
        .put("caller", judgement.pair().caller())
        .put("role", judgement.pair().role().toString());
    return result;
  }

  private static String level(Judgement judgement) {
    return judgement.outcome().grade() == Outcome.Grade.FAILED ? "error" : "warning";
  }

  private String text(Judgement judgement) {
    return judgement.title() + "\n" + VerdictsText.reason(judgement, writingOptions);
  }
}
