package dev.rolecall.docs;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A terminal as SVG: the colors of the output, and a font of the reader's machine.
///
/// @param background of the window
/// @param foreground of plain text
/// @param styles the attributes of text by the number of its escape sequence
record TerminalPicture(String background, String foreground, Map<String, String> styles) {

  static final TerminalPicture LIGHT =
      new TerminalPicture(
          "#f6f8fa",
          "#1f2328",
          Map.of(
              "1", "font-weight=\"700\"",
              "2", "fill=\"#59636e\"",
              "31", "fill=\"#b01c2e\"",
              "32", "fill=\"#116329\"",
              "36", "fill=\"#0550ae\""));
  static final TerminalPicture DARK =
      new TerminalPicture(
          "#161b22",
          "#e6edf3",
          Map.of(
              "1", "font-weight=\"700\"",
              "2", "fill=\"#9198a1\"",
              "31", "fill=\"#ff8182\"",
              "32", "fill=\"#7ee787\"",
              "36", "fill=\"#79c0ff\""));

  private static final double ADVANCE = 8.4;
  private static final int HEIGHT = 20;
  private static final int MARGIN = 20;

  /// Browsers draw several blanks as one.
  private static final char NO_BREAK_SPACE = '\u00a0';

  private static final Pattern ESCAPE = Pattern.compile("\u001b\\[(\\d+)m");

  /// A piece of a line in one style.
  private record Piece(int column, String text, String style) {

    String svg() {
      return "<tspan x=\"%s\"%s textLength=\"%s\">%s</tspan>"
          .formatted(
              number(MARGIN + column * ADVANCE),
              style.isEmpty() ? "" : " " + style,
              number(text.length() * ADVANCE),
              text.replace("&", "&amp;")
                  .replace("<", "&lt;")
                  .replace(">", "&gt;")
                  .replace(' ', NO_BREAK_SPACE));
    }
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  /// Draws lines with escape sequences.
  String draw(List<String> lines) {
    int columns =
        lines.stream()
            .mapToInt(line -> ESCAPE.matcher(line).replaceAll("").length())
            .max()
            .orElse(0);
    String width = number(2 * MARGIN + columns * ADVANCE);
    int height = 2 * MARGIN + lines.size() * HEIGHT;
    StringBuilder svg = new StringBuilder();
    svg.append(
        """
        <svg xmlns="http://www.w3.org/2000/svg" width="%s" height="%d" viewBox="0 0 %s %d">
        <rect width="100%%" height="100%%" rx="8" fill="%s"/>
        <g font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace" \
        font-size="14" fill="%s">
        """
            .formatted(width, height, width, height, background, foreground));
    for (int i = 0; i < lines.size(); i++) {
      int baseline = MARGIN + i * HEIGHT + 15;
      List<Piece> pieces = pieces(lines.get(i));
      if (!pieces.isEmpty()) {
        svg.append("<text y=\"%d\">".formatted(baseline));
        pieces.forEach(piece -> svg.append(piece.svg()));
        svg.append("</text>\n");
      }
    }
    return svg.append("</g>\n</svg>\n").toString();
  }

  private List<Piece> pieces(String line) {
    List<Piece> pieces = new ArrayList<>();
    Matcher escape = ESCAPE.matcher(line);
    String style = "";
    int column = 0;
    int from = 0;
    while (true) {
      boolean found = escape.find();
      String text = line.substring(from, found ? escape.start() : line.length());
      if (!text.isBlank()) {
        int blanks = text.length() - text.stripLeading().length();
        pieces.add(new Piece(column + blanks, text.strip(), style));
      }
      column += text.length();
      if (!found) {
        return pieces;
      }
      style = styles.getOrDefault(escape.group(1), "");
      from = escape.end();
    }
  }
}
