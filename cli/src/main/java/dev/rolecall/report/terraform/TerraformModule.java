package dev.rolecall.report.terraform;

import dev.rolecall.report.terraform.hcl.FilePlace;
import dev.rolecall.report.terraform.hcl.HclBlock;
import dev.rolecall.report.terraform.hcl.HclBlock.Attribute;
import dev.rolecall.report.terraform.hcl.HclEvaluator;
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

  /// Whether `null` that is passed for a variable stays `null`, and is not its default.
  boolean mayBeNull(String variable) {
    return blocks("variable")
        .filter(block -> block.name().equals(variable))
        .flatMap(block -> block.attribute("nullable").stream())
        .map(one -> HclEvaluator.evaluate(one.value(), (_, _) -> Optional.empty()))
        .noneMatch(value -> value.bool().equals(Optional.of(false)));
  }

  /// Where a module is called, and what is passed to it.
  ///
  /// @param place of the call
  /// @param arguments with their places
  record Call(FilePlace place, Map<String, Attribute> arguments) {

    Optional<Attribute> argument(String name) {
      return Optional.ofNullable(arguments.get(name));
    }
  }
}
