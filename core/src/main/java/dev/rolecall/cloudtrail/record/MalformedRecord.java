package dev.rolecall.cloudtrail.record;

/// A field of a record that is not what it must be. The message leads with the field's path.
public final class MalformedRecord extends Exception {

  private static final long serialVersionUID = 1L;

  MalformedRecord(String problem) {
    super(problem);
  }

  MalformedRecord(String path, String problem) {
    super(path + ": " + problem);
  }

  public String problem() {
    String message = getMessage();
    return message == null ? "malformed" : message;
  }
}
