package dev.rolecall.report.terraform;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A block at the top of a file: `resource "aws_iam_role" "deploy" {...}`.
///
/// @param type the word it begins with
/// @param place where it begins
/// @param attributes those of the block itself, without those of blocks in it
record HclBlock(
    String type, List<String> labels, HclLocation place, Map<String, Attribute> attributes) {

  /// What an attribute is set to, and where.
  record Attribute(HclTemplate value, HclLocation place) {}

  HclBlock {
    labels = List.copyOf(labels);
    attributes = Map.copyOf(attributes);
  }

  /// Whether it is a `type` of the kind `kind` with a name of its own.
  boolean is(String type, String kind) {
    return this.type.equals(type) && labels.size() == 2 && labels.getFirst().equals(kind);
  }

  String name() {
    return labels.getLast();
  }

  Optional<Attribute> attribute(String name) {
    return Optional.ofNullable(attributes.get(name));
  }
}
