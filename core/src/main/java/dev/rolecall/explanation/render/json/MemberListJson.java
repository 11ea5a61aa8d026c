package dev.rolecall.explanation.render.json;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolecall.explanation.document.Truncation;
import dev.rolecall.explanation.redaction.Redaction;
import dev.rolecall.explanation.redaction.VisibleText;
import dev.rolecall.incident.notification.SharedMembers;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/// All callers and roles of a shared cause as JSON: the key `memberList` of the contract. A topic
/// takes 256 KB for all protocols together, so that the list is compressed. It is a table with a
/// line for each pair, those with the most denials first, whose columns are separated by tabs:
/// denials, caller, role, `denied` or `allowed`, incident.
public final class MemberListJson {

  /// Characters of `data`.
  private static final int MOST = 64_000;

  private static final int LONGEST = 300;

  private MemberListJson() {}

  /// `{"pairs", "listed", "encoding", "data"}`; as many of the pairs as fit.
  public static ObjectNode of(SharedMembers members) {
    List<String> lines = members.all().stream().map(MemberListJson::line).toList();
    int listed = lines.size();
    String data = packed(lines);
    while (data.length() > MOST) {
      // Shares of what does not fit, since lines compress differently.
      listed = (int) Math.min(listed - 1L, (long) listed * MOST / data.length());
      data = packed(lines.subList(0, listed));
    }
    return new JsonObject()
        .put("pairs", members.pairs())
        .put("listed", listed)
        .put("encoding", "gzip,base64")
        .put("data", data)
        .node();
  }

  private static String line(SharedMembers.Pair pair) {
    return String.join(
        "\t",
        String.valueOf(pair.denials()),
        name(pair.caller()),
        name(pair.role()),
        pair.free() ? "allowed" : "denied");
  }

  /// A text that any caller may have written, on one line and without tabs.
  private static String name(String text) {
    return Truncation.at(LONGEST, VisibleText.line(Redaction.of(text)));
  }

  private static String packed(List<String> lines) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream zipped = new GZIPOutputStream(bytes)) {
      for (String line : lines) {
        zipped.write((line + "\n").getBytes(StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Base64.getEncoder().encodeToString(bytes.toByteArray());
  }

  /// The table in `data`.
  ///
  /// @throws IllegalArgumentException when it is not one
  public static String table(String data) {
    byte[] bytes = Base64.getDecoder().decode(data);
    try (GZIPInputStream zipped = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
      return new String(zipped.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
