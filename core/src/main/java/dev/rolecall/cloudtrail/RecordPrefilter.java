package dev.rolecall.cloudtrail;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.rolecall.denial.AssumeCall;
import java.io.IOException;

/// What can be seen of a record in passing, without keeping any of it.
final class RecordPrefilter {

  private final boolean successesToo;
  private boolean assumes;
  private boolean failed;
  private boolean embedded;
  private boolean named;

  /// @param successesToo whether calls that succeeded matter
  RecordPrefilter(boolean successesToo) {
    this.successesToo = successesToo;
  }

  /// Looks at a field whose value the parser has just entered, and leaves it.
  void see(String name, JsonParser json) throws IOException {
    if (name.equals("detail") && json.currentToken() == JsonToken.START_OBJECT) {
      for (String inner = json.nextFieldName(); inner != null; inner = json.nextFieldName()) {
        json.nextToken();
        seeField(inner, json);
      }
    } else {
      seeField(name, json);
    }
  }

  private void seeField(String name, JsonParser json) throws IOException {
    switch (name) {
      case "eventName", "EventName" -> {
        named = true;
        assumes |= isCall(json);
      }
      case "errorCode" -> failed |= json.currentToken() != JsonToken.VALUE_NULL;
      case "CloudTrailEvent" -> embedded = true;
      default -> {}
    }
    json.skipChildren();
  }

  private static boolean isCall(JsonParser json) throws IOException {
    return json.currentToken() == JsonToken.VALUE_STRING
        && AssumeCall.ofEventName(json.getText()).isPresent();
  }

  /// Whether the record has to be read.
  boolean matter() {
    return embedded ? assumes || !named : assumes && (failed || successesToo);
  }
}
