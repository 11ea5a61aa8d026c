package dev.rolecall.report.sarif;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolecall.diagnosis.result.CauseCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/// The page of a cause in the documentation as the help of a rule, without its example.
final class CauseHelp {

  private static final Pattern LINK = Pattern.compile("\\[([^\\]]+)]\\([^)]*\\)");
  private static final Pattern EXAMPLE = Pattern.compile("(?s)\n## An example\n.*");

  private CauseHelp() {}

  /// The help; empty when the page is not in the jar.
  static Optional<ObjectNode> of(CauseCode cause) {
    try (InputStream in = CauseHelp.class.getResourceAsStream("/causes/" + cause.name() + ".md")) {
      if (in == null) {
        return Optional.empty();
      }
      String page = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      // Links lead to other pages of the documentation, which are not at hand here.
      String help = LINK.matcher(EXAMPLE.matcher(page).replaceAll("\n")).replaceAll("$1");
      return Optional.of(SarifJson.object().put("text", help).put("markdown", help));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
