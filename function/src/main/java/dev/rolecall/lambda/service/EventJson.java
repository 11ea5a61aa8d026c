package dev.rolecall.lambda.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rolecall.lambda.wording.EventWords;
import java.io.IOException;

/// Events as JSON.
public final class EventJson {

  private static final ObjectMapper JSON = new ObjectMapper();

  private EventJson() {}

  /// The event as JSON.
  ///
  /// @throws EventFailure when it is not JSON
  public static JsonNode parse(byte[] event) {
    try {
      return JSON.readTree(event);
    } catch (IOException e) {
      throw new EventFailure(EventWords.invalid(EventWords.notJson()));
    }
  }
}
