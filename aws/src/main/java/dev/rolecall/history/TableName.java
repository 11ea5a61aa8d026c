package dev.rolecall.history;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where a table is.
///
/// @param catalog `AwsDataCatalog`, or another data source of Athena: `s3tablescatalog/BUCKET`
public record TableName(String catalog, String database, String table) {

  /// The catalog that tables of AWS Glue are in.
  public static final String GLUE = "AwsDataCatalog";

  private static final Pattern PART = Pattern.compile("\"([^\"]+)\"|`([^`]+)`|([^.\"`]+)");

  /// `DATABASE.TABLE` or `CATALOG.DATABASE.TABLE`; each part may be in quotes.
  public static Optional<TableName> parse(String text) {
    Matcher part = PART.matcher(text.strip());
    String[] parts = new String[3];
    int count = 0;
    int at = 0;
    while (part.find(at) && part.start() == at && count < parts.length) {
      parts[count++] = name(part);
      at = part.end();
      if (at == part.regionEnd()) {
        return of(parts, count);
      }
      if (text.strip().charAt(at) != '.') {
        return Optional.empty();
      }
      at++;
    }
    return Optional.empty();
  }

  private static String name(Matcher part) {
    return part.group(1) != null
        ? part.group(1)
        : part.group(2) != null ? part.group(2) : part.group(3).strip();
  }

  private static Optional<TableName> of(String[] parts, int count) {
    for (int i = 0; i < count; i++) {
      if (parts[i].isEmpty() || parts[i].chars().anyMatch(c -> c < ' ')) {
        return Optional.empty();
      }
    }
    return switch (count) {
      case 2 -> Optional.of(new TableName(GLUE, lower(parts[0]), lower(parts[1])));
      case 3 ->
          Optional.of(
              new TableName(
                  parts[0].equalsIgnoreCase(GLUE) ? GLUE : parts[0],
                  lower(parts[1]),
                  lower(parts[2])));
      default -> Optional.empty();
    };
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  @Override
  public String toString() {
    return catalog.equals(GLUE) ? database + "." + table : catalog + "." + database + "." + table;
  }
}
