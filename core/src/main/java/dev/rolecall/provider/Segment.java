package dev.rolecall.provider;

/// A named part of one subject.
///
/// @param name as the provider's entry has it: `repo`
/// @param called what it is called in words: "repository"
/// @param value what stands in the subject
/// @param start where it begins in the subject
/// @param weak whether it says nothing of whose the subject is: a region
public record Segment(
    String name, String called, Stability stability, String value, int start, boolean weak) {

  /// The place behind its last character.
  public int end() {
    return start + value.length();
  }
}
