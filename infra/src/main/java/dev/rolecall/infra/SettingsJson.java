package dev.rolecall.infra;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

/// Settings as the functions read them.
final class SettingsJson {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private SettingsJson() {}

  /// @param value of texts, numbers, lists and maps
  static String of(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("only what is JSON already goes in", e);
    }
  }
}
