package dev.rolecall.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Reads the table.
final class ServiceTable {

  private static final String NAME = "callers.json";

  private ServiceTable() {}

  /// The entries by the stem of their principal.
  static Map<String, ServiceCaller> read() {
    try (InputStream in = ServiceTable.class.getResourceAsStream(NAME)) {
      if (in == null) {
        throw new IllegalStateException("the jar has no " + NAME);
      }
      Map<String, ServiceCaller> table = new LinkedHashMap<>();
      for (JsonNode entry : new JsonMapper().readTree(in).path("services")) {
        ServiceCaller caller = caller(entry);
        ServiceName.parse(caller.principal())
            .ifPresent(name -> table.putIfAbsent(name.stem(), caller));
      }
      return table;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ServiceCaller caller(JsonNode entry) {
    return new ServiceCaller(
        entry.path("principal").asText(),
        entry.path("use").asText(),
        known(entry).orElseThrow(),
        entry.path("source").asText(),
        entry.has("keys") ? Optional.of(texts(entry, "keys")) : Optional.empty(),
        entry.has("sourceArn") ? Optional.of(sourceArn(entry)) : Optional.empty(),
        text(entry, "externalId"),
        texts(entry, "needs"),
        texts(entry, "mayNeed"),
        texts(entry, "narrow"),
        entry.path("regional").asBoolean(),
        texts(entry, "insteadOf"));
  }

  private static ServiceCaller.SourceArn sourceArn(JsonNode entry) {
    JsonNode arn = entry.path("sourceArn");
    return new ServiceCaller.SourceArn(
        texts(arn, "forms"),
        texts(arn, "never"),
        text(arn, "says"),
        known(arn).or(() -> known(entry)).orElseThrow());
  }

  private static Optional<ServiceCaller.Known> known(JsonNode node) {
    return text(node, "known")
        .map(word -> ServiceCaller.Known.valueOf(word.toUpperCase(Locale.ROOT)));
  }

  private static Optional<String> text(JsonNode node, String field) {
    return node.has(field) ? Optional.of(node.path(field).asText()) : Optional.empty();
  }

  private static List<String> texts(JsonNode node, String field) {
    List<String> texts = new ArrayList<>();
    node.path(field).forEach(text -> texts.add(text.asText()));
    return texts;
  }
}
