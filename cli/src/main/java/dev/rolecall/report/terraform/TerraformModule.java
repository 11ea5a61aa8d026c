package dev.rolecall.report.terraform;

import dev.rolecall.report.terraform.hcl.FilePlace;
import dev.rolecall.report.terraform.hcl.HclBlock;
import dev.rolecall.report.terraform.hcl.HclBlock.Attribute;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// A module: the configuration files of one folder, with its override files applied.
///
/// @param folder absolute
/// @param blocks of its files, in the order of their names
record TerraformModule(Path folder, List<HclBlock> blocks) {

  TerraformModule {
    blocks = List.copyOf(blocks);
  }

  Stream<HclBlock> blocks(String type) {
    return blocks.stream().filter(block -> block.type().equals(type));
  }

  Optional<HclBlock> data(String kind, String name) {
    return blocks.stream()
        .filter(block -> block.is("data", kind) && block.name().equals(name))
        .findFirst();
  }

  /// The local values by name.
  Map<String, Attribute> locals() {
    Map<String, Attribute> locals = new HashMap<>();
    blocks("locals").forEach(block -> locals.putAll(block.attributes()));
    return locals;
  }

  /// What a variable is when nothing is passed for it.
  Optional<Attribute> defaultOf(String variable) {
    return blocks("variable")
        .filter(block -> block.name().equals(variable))
        .findFirst()
        .flatMap(block -> block.attribute("default"));
  }

  /// Where a module is called, and what is passed to it.
  ///
  /// @param place of the call
  /// @param arguments with their places
  record Call(FilePlace place, Map<String, Attribute> arguments) {}
}
