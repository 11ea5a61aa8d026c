package dev.rolecall.mcp.tool;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.explanation.render.json.JsonFormat;
import dev.rolecall.explanation.render.json.JsonObject;
import dev.rolecall.explanation.wording.CauseLabel;
import dev.rolecall.mcp.wording.ArgumentWords;
import dev.rolecall.mcp.wording.ToolWords;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Lists the causes, with what the documentation says of them.
public record ListCausesTool(ToolContext context) implements AssistantTool {

  private static final String NAME = "list_causes";
  private static final String CODE = "code";

  private static InputSchema schema() {
    return new InputSchema().text(CODE, ToolWords.code());
  }

  @Override
  public Listing listing() {
    Listing listing = context.listing(NAME, ToolWords.causesTitle(), ToolWords.causes(), schema());
    return new Listing(
        NAME,
        listing.title(),
        listing.description(),
        listing.input(),
        listing.output(),
        /* asksAws= */ false);
  }

  @Override
  public ToolAnswer call(Arguments given) {
    given.only(schema().names());
    Optional<CauseCode> asked = given.text(CODE).map(code -> cause(CODE, code));
    ObjectNode json = new JsonObject().put("schema", JsonFormat.SCHEMA).node();
    ArrayNode causes = json.putArray("causes");
    StringBuilder text = new StringBuilder();
    for (CauseCode cause : asked.map(List::of).orElse(List.of(CauseCode.values()))) {
      CausePage page = CausePage.of(cause);
      JsonObject one =
          new JsonObject()
              .put("code", cause)
              .put("label", CauseLabel.of(cause))
              .put("meaning", page.meaning())
              .put("actor", cause.actor())
              .put("whoCanFix", page.whoCanFix())
              .put("page", CausePage.path(cause));
      asked.ifPresent(_ -> one.put("text", page.text()));
      causes.add(one.node());
      text.append(
              asked.isPresent()
                  ? page.text()
                  : ToolWords.causeLine(
                      cause.name(), page.meaning(), page.whoCanFix(), CausePage.path(cause)))
          .append('\n');
    }
    return new ToolAnswer(text.toString(), json, false);
  }

  /// The cause with this code.
  static CauseCode cause(String argument, String code) {
    return Arrays.stream(CauseCode.values())
        .filter(cause -> cause.name().equalsIgnoreCase(code))
        .findFirst()
        .orElseThrow(
            () ->
                Arguments.wrong(
                    ArgumentWords.notOneOf(
                        argument,
                        Arguments.shown(code),
                        Arrays.stream(CauseCode.values()).map(Enum::name).toList())));
  }
}
