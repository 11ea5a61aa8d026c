package dev.rolecall.cli.incidents;

import dev.rolecall.cli.wording.IncidentWords;
import dev.rolecall.incident.state.Incident;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Incidents as a table, one a line. Names in it are untrusted; what they hide is made visible.
record IncidentLines(List<Incident> incidents, Instant now) {

  /// So many digits of an ID at least.
  private static final int SHORTEST = 8;

  private static final String GAP = "  ";

  String text() {
    if (incidents.isEmpty()) {
      return IncidentWords.noneListed() + "\n";
    }
    List<List<String>> rows = new ArrayList<>();
    rows.add(IncidentWords.columns());
    int digits = digits();
    incidents.forEach(
        incident ->
            rows.add(
                List.of(
                    shortened(incident.id(), digits),
                    IncidentWords.state(incident, Standing.of(incident).key(), now),
                    IncidentWords.count(incident.denials()),
                    IncidentWords.ago(incident.lastSeen(), now),
                    IncidentWords.cause(incident),
                    IncidentWords.caller(incident),
                    IncidentWords.role(incident))));
    return table(rows) + "\n" + sum() + "\n";
  }

  private String sum() {
    Map<String, Long> states =
        incidents.stream()
            .map(Standing::of)
            .sorted()
            .collect(
                Collectors.groupingBy(Standing::key, LinkedHashMap::new, Collectors.counting()));
    return IncidentWords.sum(incidents.size(), states);
  }

  /// The least number of digits by which all of these are told apart.
  private int digits() {
    for (int digits = SHORTEST; digits < 32; digits += 4) {
      int most = digits;
      long different =
          incidents.stream().map(incident -> shortened(incident.id(), most)).distinct().count();
      if (different == incidents.size()) {
        return digits;
      }
    }
    return 32;
  }

  private static String shortened(String id, int digits) {
    return id.substring(0, Math.min(id.length(), id.indexOf('-') + 1 + digits));
  }

  /// Numbers to the right, the rest to the left; nothing after the last column.
  private static String table(List<List<String>> rows) {
    int columns = rows.getFirst().size();
    int[] widths = new int[columns];
    for (List<String> row : rows) {
      for (int i = 0; i < columns; i++) {
        widths[i] = Math.max(widths[i], width(row.get(i)));
      }
    }
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < columns; i++) {
        String padding = " ".repeat(widths[i] - width(row.get(i)));
        boolean number = i == 2;
        line.append(i == 0 ? "" : GAP).append(number ? padding + row.get(i) : row.get(i) + padding);
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }

  private static int width(String text) {
    return text.codePointCount(0, text.length());
  }
}
