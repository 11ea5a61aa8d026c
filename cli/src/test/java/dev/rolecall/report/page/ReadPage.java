package dev.rolecall.report.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rolecall.explanation.document.WritingOptions;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/// A page, read as its own script reads it.
record ReadPage(String html) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern DATA =
      Pattern.compile(
          "<script type=\"application/octet-stream\" id=\"([a-z0-9]+)\">([^<]*)</script>");

  static ReadPage of(Sample sample, WritingOptions writingOptions) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ReportPage.write(sample.report().explainedBy(sample.explain()), writingOptions, out);
    return new ReadPage(out.toString(StandardCharsets.UTF_8));
  }

  /// The page without its data.
  String markup() {
    return DATA.matcher(html).replaceAll("");
  }

  String unpacked(String name) throws IOException {
    Matcher data = DATA.matcher(html);
    while (data.find()) {
      if (data.group(1).equals(name)) {
        byte[] gzip = Base64.getDecoder().decode(data.group(2));
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(gzip))) {
          return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
      }
    }
    throw new AssertionError("the page has no data " + name);
  }

  JsonNode index() throws IOException {
    return JSON.readTree(unpacked("index"));
  }

  /// All values of a list that is packed in pieces.
  List<JsonNode> list(String name, String starts) throws IOException {
    List<JsonNode> all = new ArrayList<>();
    for (JsonNode start : index().path(starts)) {
      if (start.asInt() != all.size()) {
        throw new AssertionError(name + " has a gap before " + start);
      }
      JSON.readTree(unpacked(name + start(starts, start))).forEach(all::add);
    }
    return all;
  }

  private int start(String starts, JsonNode wanted) throws IOException {
    int number = 0;
    for (JsonNode start : index().path(starts)) {
      if (start.equals(wanted)) {
        return number;
      }
      number++;
    }
    throw new AssertionError(wanted);
  }

  /// The text of every letter: its names back in their blanks, block after block.
  List<String> letters() throws IOException {
    List<JsonNode> blocks = list("blocks", "blockStarts");
    List<String> letters = new ArrayList<>();
    for (JsonNode letter : list("letters", "letterStarts")) {
      StringBuilder text = new StringBuilder();
      for (JsonNode number : letter.get(1)) {
        if (number.asInt() >= 0) {
          text(blocks.get(number.asInt()), letter.get(0), text);
          text.append('\n');
        }
      }
      letters.add(text.toString());
    }
    return letters;
  }

  private static void text(JsonNode block, JsonNode names, StringBuilder out) {
    if (block.isArray()) {
      block.forEach(part -> text(part, names, out));
    } else if (block.isTextual()) {
      block
          .textValue()
          .chars()
          .forEach(
              c -> {
                if (c >= 0xe000 && c <= 0xf8ff) {
                  out.append(names.path(c - 0xe000).asText());
                } else {
                  out.append((char) c);
                }
              });
    }
  }
}
