package dev.rolecall.report.sarif;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.explanation.wording.CauseLabel;
import java.util.List;
import java.util.Optional;
import org.apache.commons.text.CaseUtils;

/// Rolecall as SARIF describes a tool: with a rule for each cause.
public final class SarifTool {

  public static final String SCHEMA =
      "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

  /// Where to read about Rolecall; to be changed when it gets a page of its own.
  private static final String HOME = "https://rolecall.example/";

  /// Results name a rule by its index, too.
  static final List<CauseCode> RULES = List.of(CauseCode.values());

  private SarifTool() {}

  /// The description of the tool.
  ///
  /// @param version empty for a build of developers
  public static ObjectNode of(Optional<String> version) {
    ObjectNode tool = SarifJson.object();
    ObjectNode driver = tool.putObject("driver").put("name", "Rolecall");
    version.ifPresent(number -> driver.put("version", number));
    driver.put("informationUri", HOME);
    ArrayNode rules = driver.putArray("rules");
    for (CauseCode cause : RULES) {
      ObjectNode rule =
          rules
              .addObject()
              .put("id", cause.name())
              .put("name", CaseUtils.toCamelCase(cause.name(), true, '_'));
      rule.set("shortDescription", SarifJson.message(CauseLabel.of(cause)));
      CauseHelp.of(cause).ifPresent(help -> rule.set("help", help));
    }
    return tool;
  }

  /// The beginning of a result for a cause.
  public static ObjectNode result(CauseCode cause, String level) {
    return SarifJson.object()
        .put("ruleId", cause.name())
        .put("ruleIndex", RULES.indexOf(cause))
        .put("level", level);
  }
}
