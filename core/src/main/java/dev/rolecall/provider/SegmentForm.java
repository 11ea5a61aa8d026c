package dev.rolecall.provider;

import java.util.Optional;
import java.util.regex.Pattern;

/// A named part that subjects of a form have.
///
/// @param owner finds in its value what names the owner; in forms of keys only
record SegmentForm(
    String name, String called, Stability stability, boolean weak, Optional<Pattern> owner) {

  Segment of(String value, int start) {
    return new Segment(name, called, stability, value, start, weak);
  }
}
