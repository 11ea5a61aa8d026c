package dev.rolecall.report.sarif;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolecall.explanation.redaction.VisibleText;
import dev.rolecall.report.terraform.hcl.FilePlace;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/// The shapes that occur in several places of a SARIF log.
public final class SarifJson {

  private static final Pattern PLACEHOLDER = Pattern.compile("\\{(\\d+)\\}");

  private SarifJson() {}

  public static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  /// A message in which nothing acts: in SARIF `[text](target)` is a link, and `{0}` a placeholder.
  public static ObjectNode message(String text) {
    String shown = VisibleText.lines(text).replace("](", "] (");
    return object().put("text", PLACEHOLDER.matcher(shown).replaceAll("{{$1}}"));
  }

  /// The places of a result or remark: the one place.
  public static ArrayNode locations(FilePlace place) {
    ArrayNode locations = JsonNodeFactory.instance.arrayNode();
    ObjectNode physical = locations.addObject().putObject("physicalLocation");
    physical.putObject("artifactLocation").put("uri", uri(place.file()));
    physical
        .putObject("region")
        .put("startLine", place.place().line())
        .put("startColumn", place.place().column());
    return locations;
  }

  /// A relative address of a file. Readers take it to be relative to the root of the repository.
  ///
  /// @param file relative, its names between slashes
  private static String uri(String file) {
    return URLEncoder.encode(file, StandardCharsets.UTF_8)
        .replace("+", "%20")
        .replace("*", "%2A")
        .replace("%7E", "~")
        .replace("%2F", "/");
  }
}
