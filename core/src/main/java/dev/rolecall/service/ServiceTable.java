package dev.rolecall.service;

import dev.rolecall.json.JsonReader;
import dev.rolecall.json.JsonValue;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Reads the table.
final class ServiceTable {

  private static final String NAME = "service-principals.json";

  private ServiceTable() {}

  /// The entries by the stem of their principal.
  static Map<String, ServiceCaller> read() {
    Map<String, ServiceCaller> table = new LinkedHashMap<>();
    JsonReader.resource(ServiceTable.class, NAME)
        .list("services", ServiceTable::caller)
        .forEach(
            caller ->
                ServiceName.parse(caller.principal())
                    .ifPresent(name -> table.putIfAbsent(name.stem(), caller)));
    return table;
  }

  private static ServiceCaller caller(JsonValue entry) {
    return new ServiceCaller(
        entry.get("principal").text(),
        entry.list("names", JsonValue::text),
        entry.text("use").orElse(""),
        known(entry).orElseThrow(),
        entry.text("source").orElse(""),
        entry.find("keys").map(_ -> entry.list("keys", JsonValue::text)),
        entry.find("sourceArn").map(arn -> sourceArn(arn, entry)),
        entry.text("externalId"),
        entry.list("needs", JsonValue::text),
        entry.list("mayNeed", JsonValue::text),
        entry.list("narrow", JsonValue::text),
        entry.flag("regional"),
        entry.flag("bothPrincipals"),
        entry.text("china"),
        entry.list("insteadOf", JsonValue::text),
        entry.list("notes", JsonValue::text));
  }

  private static ServiceCaller.SourceArn sourceArn(JsonValue arn, JsonValue entry) {
    return new ServiceCaller.SourceArn(
        arn.list("forms", JsonValue::text),
        arn.list("never", JsonValue::text),
        arn.text("says"),
        known(arn).or(() -> known(entry)).orElseThrow(),
        arn.text("coverage")
            .map(word -> ServiceCaller.Coverage.valueOf(word.toUpperCase(Locale.ROOT)))
            .orElse(ServiceCaller.Coverage.DOCUMENTED_FORMS),
        arn.list("instead", ServiceTable::instead));
  }

  private static ServiceCaller.Instead instead(JsonValue form) {
    return new ServiceCaller.Instead(form.get("of").text(), form.get("use").text());
  }

  private static Optional<ServiceCaller.Known> known(JsonValue value) {
    return value
        .text("known")
        .map(word -> ServiceCaller.Known.valueOf(word.toUpperCase(Locale.ROOT)));
  }
}
