package dev.rolecall.report.terraform.hcl;

/// A place in a file.
///
/// @param line from 1
/// @param column from 1, in UTF-16 units
public record HclLocation(int line, int column) {}
