package dev.rolecall.report.terraform.hcl;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// A block: `resource "aws_iam_role" "deploy" {...}`.
///
/// @param type the word it begins with
/// @param place where it begins
/// @param attributes those of the block itself
/// @param blocks those in it
public record HclBlock(
    String type,
    List<String> labels,
    FilePlace place,
    Map<String, Attribute> attributes,
    List<HclBlock> blocks) {

  /// What an attribute is set to, and where.
  public record Attribute(HclExpression value, FilePlace place) {}

  public HclBlock {
    labels = List.copyOf(labels);
    attributes = Map.copyOf(attributes);
    blocks = List.copyOf(blocks);
  }

  /// Whether it is a `type` with a kind and a name of its own.
  public boolean is(String type, String kind) {
    return this.type.equals(type) && labels.size() == 2 && labels.getFirst().equals(kind);
  }

  /// The last label.
  public String name() {
    return labels.isEmpty() ? "" : labels.getLast();
  }

  public Optional<Attribute> attribute(String name) {
    return Optional.ofNullable(attributes.get(name));
  }

  /// This block with what an override file says about it: attributes one by one, blocks by type.
  public HclBlock overriddenBy(HclBlock other) {
    Map<String, Attribute> both = new LinkedHashMap<>(attributes);
    both.putAll(other.attributes);
    List<HclBlock> inner =
        Stream.concat(
                blocks.stream()
                    .filter(
                        block ->
                            other.blocks.stream().noneMatch(one -> one.type.equals(block.type))),
                other.blocks.stream())
            .toList();
    return new HclBlock(type, labels, place, both, inner);
  }
}
