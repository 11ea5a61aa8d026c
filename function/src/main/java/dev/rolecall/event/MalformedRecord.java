package dev.rolecall.event;

/// A field of a record that is not what it must be. The message leads with the field's path.
final class MalformedRecord extends Exception {

  private static final long serialVersionUID = 1L;

  MalformedRecord(String problem) {
    super(problem);
  }

  MalformedRecord(String path, String problem) {
    super(path + ": " + problem);
  }

  String problem() {
    String message = getMessage();
    return message == null ? "malformed" : message;
  }
}
