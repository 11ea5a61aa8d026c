package dev.rolecall.problem;

/// What is said of files, directories and streams that cannot be read.
public final class InputWords {

  private InputWords() {}

  public static String standardInput() {
    return "standard input";
  }

  public static String standardInputTwice() {
    return "standard input can be read only once";
  }

  public static String notAPath() {
    return "not a path";
  }

  public static String notFound() {
    return "no such file or directory";
  }

  public static String notPermitted() {
    return "cannot be read: permission denied";
  }

  public static String unreadable(String why) {
    return "cannot be read: " + why;
  }

  public static String tooLarge(int mebibytes) {
    return "larger than " + mebibytes + " MiB";
  }

  /// A directory without events.
  public static String noEvents(String patterns) {
    return "no event files in this directory (" + patterns + ")";
  }

  public static String unreadableAfter(String why, long records) {
    return "cannot be read: " + why + ", after record " + records;
  }

  public static String noGzipHeader() {
    return "no gzip header";
  }

  public static String wrongChecksum() {
    return "the checksum is wrong";
  }
}
