package dev.rolecall.cloudtrail;

import dev.rolecall.cloudtrail.record.RecordBytes;
import dev.rolecall.json.JsonValue;

/// What is wanted of the records that are not denials. Records of calls that failed never are.
public interface OtherCalls {

  /// Nothing.
  OtherCalls NONE =
      new OtherCalls() {
        @Override
        public boolean any() {
          return false;
        }

        @Override
        public boolean matters(String eventName) {
          return false;
        }

        @Override
        public boolean assumesMatter() {
          return false;
        }

        @Override
        public void take(JsonValue record) {}

        @Override
        public void take(RecordBytes assumed) {}
      };

  /// Whether anything is wanted.
  default boolean any() {
    return true;
  }

  /// Whether a call of this name is wanted. It assumes no role.
  boolean matters(String eventName);

  /// Whether calls are wanted that assumed a role.
  boolean assumesMatter();

  /// Takes a record that is wanted, without what was around it.
  void take(JsonValue record);

  /// Takes the record of a call that assumed a role. There are many of them: it is not parsed.
  void take(RecordBytes assumed);
}
