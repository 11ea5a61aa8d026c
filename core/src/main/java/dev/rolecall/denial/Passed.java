package dev.rolecall.denial;

/// Whether the call carried something that needs a permission of its own.
public enum Passed {
  YES,
  NO,
  UNKNOWN
}
