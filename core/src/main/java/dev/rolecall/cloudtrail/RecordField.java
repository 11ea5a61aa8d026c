package dev.rolecall.cloudtrail;

import dev.rolecall.cloudtrail.record.JsonBytes;
import java.nio.charset.StandardCharsets;

/// What the name of a field means for a record; see [RecordPrefilter].
enum RecordField {
  CALL,
  FIELD,
  VERSION,
  ERROR_CODE,
  ERROR_MESSAGE,
  IDENTITY,
  PART,
  TLS_DETAILS,
  TIME,
  LIST,
  LEFT_TO_PARSER,
  OTHER;

  /// What the name means that was just passed.
  static RecordField of(JsonBytes json) {
    if (!json.isPlain()) {
      return LEFT_TO_PARSER;
    }
    int found = json.nameIn(NAMES);
    return found < 0 ? OTHER : MEANINGS[found];
  }

  private static final byte[][] NAMES = new byte[128][];
  private static final RecordField[] MEANINGS = new RecordField[128];

  static {
    put(CALL, "eventName");
    put(VERSION, "eventVersion");
    put(ERROR_CODE, "errorCode");
    put(ERROR_MESSAGE, "errorMessage");
    put(IDENTITY, "userIdentity");
    put(TLS_DETAILS, "tlsDetails");
    put(LIST, "Records", "Events");
    put(TIME, "time", "timestamp", "@timestamp", "Timestamp", "ts", "date", "datetime", "Time");
    put(
        FIELD,
        "eventTime",
        "eventSource",
        "awsRegion",
        "sourceIPAddress",
        "userAgent",
        "requestID",
        "eventID",
        "eventType",
        "recipientAccountId",
        "sharedEventID",
        "eventCategory");
    put(
        PART,
        "requestParameters",
        "responseElements",
        "additionalEventData",
        "resources",
        "sessionCredentialFromConsole",
        "serviceEventDetails",
        "insightDetails",
        "edgeDeviceDetails",
        "addendum");
    put(
        LEFT_TO_PARSER,
        "EventName",
        "CloudTrailEvent",
        "columns",
        "Columns",
        "schema",
        "meta",
        "eventname",
        "event_name",
        "class_uid",
        "cloudtrail",
        "VarCharValue",
        "UserIdentityType");
  }

  private static void put(RecordField meaning, String... names) {
    for (String name : names) {
      byte[] bytes = name.getBytes(StandardCharsets.US_ASCII);
      int at = JsonBytes.place(bytes, 0, bytes.length, NAMES.length);
      while (NAMES[at] != null) {
        at = (at + 1) % NAMES.length;
      }
      NAMES[at] = bytes;
      MEANINGS[at] = meaning;
    }
  }
}
