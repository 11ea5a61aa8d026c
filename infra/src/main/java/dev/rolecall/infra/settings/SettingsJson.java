package dev.rolecall.infra.settings;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

/// Settings as the functions read them.
public final class SettingsJson {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private SettingsJson() {}

  /// Writes a setting as JSON.
  ///
  /// @param value of texts, numbers, lists and maps
  public static String of(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
