package dev.rolecall.cloudtrail.form;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// The line of names of a table: as Athena, CloudWatch Logs Insights, the CloudTrail console and
/// others export it.
///
/// @param names as they are written
public record TableHead(char separator, List<String> names) {

  private static final int LONGEST = 1_900;

  /// What one column at least is called, letters and digits in lower case.
  private static final Set<String> KNOWN =
      Set.of(
          "eventname",
          "eventid",
          "errorcode",
          "errormessage",
          "useridentity",
          "cloudtrailevent",
          "eventjson",
          "message",
          "event",
          "raw",
          "source",
          "log",
          "body",
          "detail",
          "record",
          "records",
          "rawdata",
          "data",
          "apioperation",
          "content",
          "json");

  private static final List<String> OF_RECORDS =
      List.of("eventname", "eventaction", "errorcode", "errormessage", "useridentityarn");

  /// The names, if the text begins with some.
  public static Optional<TableHead> of(String text) {
    String line = text.lines().findFirst().orElse("");
    if (line.length() > LONGEST || line.indexOf('{') >= 0) {
      return Optional.empty();
    }
    boolean jsonFollows = text.contains("\"{\"\"");
    for (char separator : new char[] {',', '\t', ';', '|'}) {
      List<String> names = TableRows.split(line, separator);
      if ((names.size() > 1 || jsonFollows)
          && names.stream().allMatch(TableHead::isName)
          && (jsonFollows || names.stream().map(TableHead::letters).anyMatch(TableHead::isKnown))) {
        return Optional.of(new TableHead(separator, names));
      }
    }
    return Optional.empty();
  }

  /// Names may have others before them: `aws.cloudtrail.error_code`.
  private static boolean isKnown(String letters) {
    return KNOWN.contains(letters) || OF_RECORDS.stream().anyMatch(letters::endsWith);
  }

  private static boolean isName(String name) {
    return name.matches("@?[\\w][\\w .:/()@-]{0,120}");
  }

  private static String letters(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
  }
}
