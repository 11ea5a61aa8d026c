package dev.rolecall.cloudtrail;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.rolecall.cloudtrail.failure.FailureSigns;
import dev.rolecall.denial.AssumeCall;
import java.io.IOException;

/// What can be seen of an object in passing, without keeping any of it: whether it is a record, and
/// whether that has to be read.
final class RecordPrefilter {

  private final boolean successesToo;
  private final OtherCalls others;
  private boolean assumes;
  private boolean wanted;
  private boolean telling;
  private boolean signs;
  private boolean failed;
  private boolean embedded;
  private boolean named;
  private boolean nameInEnvelope;
  private boolean version;
  private boolean identity;
  private int fields;

  /// @param successesToo whether calls that succeeded matter
  /// @param others what is wanted of other calls
  RecordPrefilter(boolean successesToo, OtherCalls others) {
    this.successesToo = successesToo;
    this.others = others;
  }

  /// Looks at a field whose value the parser has just entered.
  ///
  /// @return whether nothing else is to be found in the value
  boolean see(String name, JsonParser json) throws IOException {
    switch (name) {
      case "eventName" -> {
        named |= json.currentToken() == JsonToken.VALUE_STRING;
        call(json);
        return json.currentToken().isScalarValue();
      }
      case "EventName" -> {
        nameInEnvelope = true;
        call(json);
        telling |= json.currentToken() == JsonToken.VALUE_STRING && mayTakeRole(json);
        return json.currentToken().isScalarValue();
      }
      case "CloudTrailEvent" -> {
        embedded = json.currentToken() != JsonToken.START_OBJECT;
        if (embedded && telling) {
          signs = json.getText().contains("\"errorCode\"") && hasSigns(json);
        }
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
      case "errorMessage" ->
          signs |= json.currentToken() == JsonToken.VALUE_STRING && hasSigns(json);
      case "requestParameters",
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

  private void call(JsonParser json) throws IOException {
    if (json.currentToken() == JsonToken.VALUE_STRING) {
      String name = json.getText();
      boolean assume = AssumeCall.ofEventName(name).isPresent();
      assumes |= assume;
      telling |= !assume && FailureSigns.isTelling(name);
      wanted |= !assume && others.matters(name);
    }
  }

  private static boolean mayTakeRole(JsonParser json) throws IOException {
    return FailureSigns.mayTakeRole(json.getText());
  }

  private static boolean hasSigns(JsonParser json) throws IOException {
    return FailureSigns.in(json.getTextCharacters(), json.getTextOffset(), json.getTextLength());
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

  /// Whether the name of another call that is wanted stands here, and nothing else of a record.
  boolean isOtherHint() {
    return wanted && !isRecord();
  }

  /// Whether the record has to be read.
  boolean matters() {
    return embedded
        ? assumes || signs || !(named || nameInEnvelope)
        : (assumes && (failed || successesToo)) || (failed && (telling || signs));
  }

  /// Whether the record is one of a call that assumed a role, and is wanted as such.
  boolean isAssumed() {
    return assumes && !failed && !embedded && isWhole() && others.assumesMatter();
  }

  /// Whether the record is one of another call that is wanted.
  boolean isOther() {
    return !failed && (wanted || (assumes && !embedded && others.assumesMatter()));
  }
}
