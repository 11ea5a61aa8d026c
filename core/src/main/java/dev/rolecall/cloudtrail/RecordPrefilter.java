package dev.rolecall.cloudtrail;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.rolecall.denial.AssumeCall;
import java.io.IOException;

/// What can be seen of an object in passing, without keeping any of it: whether it is a record, and
/// whether that has to be read.
final class RecordPrefilter {

  private final boolean successesToo;
  private boolean assumes;
  private boolean failed;
  private boolean embedded;
  private boolean named;
  private boolean nameInEnvelope;
  private boolean version;
  private boolean identity;
  private int fields;

  /// @param successesToo whether calls that succeeded matter
  RecordPrefilter(boolean successesToo) {
    this.successesToo = successesToo;
  }

  /// Looks at a field whose value the parser has just entered.
  ///
  /// @return whether nothing else is to be found in the value
  boolean see(String name, JsonParser json) throws IOException {
    switch (name) {
      case "eventName" -> {
        named |= json.currentToken() == JsonToken.VALUE_STRING;
        assumes |= isCall(json);
        return json.currentToken().isScalarValue();
      }
      case "EventName" -> {
        nameInEnvelope = true;
        assumes |= isCall(json);
        return json.currentToken().isScalarValue();
      }
      case "CloudTrailEvent" -> {
        embedded = json.currentToken() != JsonToken.START_OBJECT;
        return embedded;
      }
      case "eventVersion" -> version |= json.currentToken() == JsonToken.VALUE_STRING;
      case "errorCode" -> failed |= json.currentToken() != JsonToken.VALUE_NULL;
      case "userIdentity" ->
          identity |=
              json.currentToken() != JsonToken.VALUE_STRING
                  && json.currentToken() != JsonToken.VALUE_NULL;
      case "eventTime",
          "eventSource",
          "awsRegion",
          "sourceIPAddress",
          "userAgent",
          "requestID",
          "eventID",
          "eventType",
          "recipientAccountId",
          "sharedEventID",
          "eventCategory" -> {
        fields++;
        return json.currentToken().isScalarValue();
      }
      case "errorMessage",
          "requestParameters",
          "responseElements",
          "additionalEventData",
          "resources",
          "tlsDetails",
          "sessionCredentialFromConsole",
          "serviceEventDetails",
          "insightDetails",
          "edgeDeviceDetails",
          "addendum" -> {}
      default -> {
        return false;
      }
    }
    fields++;
    return version || named;
  }

  private static boolean isCall(JsonParser json) throws IOException {
    return json.currentToken() == JsonToken.VALUE_STRING
        && AssumeCall.ofEventName(json.getText()).isPresent();
  }

  /// Whether the object is a record, or the envelope of `aws cloudtrail lookup-events`.
  boolean isRecord() {
    return embedded || (named && fields > 0);
  }

  /// Whether it is a record that has all its fields as CloudTrail writes them.
  boolean isWhole() {
    return embedded || (isRecord() && identity);
  }

  /// Whether the name of a call stands here, and nothing else of a record.
  boolean isHint() {
    return assumes && !isRecord();
  }

  /// Whether the record has to be read.
  boolean matters() {
    return embedded ? assumes || !(named || nameInEnvelope) : assumes && (failed || successesToo);
  }
}
