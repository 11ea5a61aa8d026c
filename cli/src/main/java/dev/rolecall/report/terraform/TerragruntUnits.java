package dev.rolecall.report.terraform;

import dev.rolecall.report.terraform.TerraformModule.Call;
import dev.rolecall.report.terraform.hcl.FilePlace;
import dev.rolecall.report.terraform.hcl.HclBlock;
import dev.rolecall.report.terraform.hcl.HclBlock.Attribute;
import dev.rolecall.report.terraform.hcl.HclEvaluator;
import dev.rolecall.report.terraform.hcl.HclScope;
import dev.rolecall.report.terraform.hcl.HclValue;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The units of Terragrunt: each applies one module with the inputs in its `terragrunt.hcl` and in
/// the files that it includes. [Terragrunt's
/// configuration](https://terragrunt.gruntwork.io/docs/reference/config-blocks-and-attributes/)
///
/// @param root what places are relative to
record TerragruntUnits(ConfigurationFiles files, Path root) {

  private static final Pattern IN_PARENT_FOLDERS =
      Pattern.compile("find_in_parent_folders\\(\\s*(?:\"([\\w.-]+)\"[^)]*)?\\)");

  /// A unit, and the module that it applies.
  ///
  /// @param folder of its file
  /// @param source of the module; empty when it is in the same folder, or not known
  private record Unit(Path folder, HclBlock content, Optional<String> source) {

    /// The folder of the module, when it is in the same repository.
    Optional<Path> module(Path root) {
      if (source.isEmpty()) {
        return content.blocks().stream().anyMatch(block -> block.type().equals("terraform"))
            ? Optional.empty()
            : Optional.of(folder);
      }
      return ModuleInstance.folder(folder, source.get())
          .or(() -> Optional.of(Path.of(source.get().replace("//", "/")).normalize()))
          .filter(path -> path.startsWith(root));
    }
  }

  private List<Unit> all() {
    List<Unit> units = new ArrayList<>();
    for (HclBlock content : files.units()) {
      Path folder = root.resolve(content.place().file()).getParent();
      Optional<Attribute> source =
          content.blocks().stream()
              .filter(block -> block.type().equals("terraform"))
              .flatMap(block -> block.attribute("source").stream())
              .findFirst();
      Optional<String> literal =
          source.flatMap(
              one -> HclEvaluator.evaluate(one.value(), scope(content, folder)).string());
      units.add(new Unit(folder, content, literal));
    }
    return units;
  }

  /// The folders of the modules that units apply.
  List<Path> modules() {
    return all().stream().flatMap(unit -> unit.module(root).stream()).toList();
  }

  /// The roles that the modules of all units define.
  List<TerraformRole> roles() {
    List<TerraformRole> roles = new ArrayList<>();
    for (Unit unit : all()) {
      Inputs inputs = inputs(unit);
      Call call = new Call(inputs.place(), inputs.arguments());
      unit.module(root)
          .flatMap(files::module)
          .ifPresentOrElse(
              module ->
                  roles.addAll(
                      ModuleInstance.ofUnit(files, root, module, call, inputs.values()).roles()),
              () ->
                  unit.source()
                      .flatMap(RegistryModules::of)
                      .flatMap(known -> ModuleInstance.registered(known, call, inputs.values(), ""))
                      .ifPresent(roles::add));
    }
    return roles;
  }

  /// What a unit passes to its module.
  ///
  /// @param place of the unit's own inputs; else of the unit
  private record Inputs(
      FilePlace place, Map<String, HclValue> values, Map<String, Attribute> arguments) {}

  /// The inputs of the included files, and over them those of the unit.
  private Inputs inputs(Unit unit) {
    Map<String, HclValue> values = new HashMap<>();
    Map<String, Attribute> arguments = new HashMap<>();
    List<HclBlock> contents = new ArrayList<>();
    for (HclBlock block : unit.content().blocks()) {
      if (block.type().equals("include")) {
        included(block, unit.folder()).flatMap(files::content).ifPresent(contents::add);
      }
    }
    contents.add(unit.content());
    for (HclBlock content : contents) {
      Optional<Attribute> inputs = content.attribute("inputs");
      HclValue evaluated =
          inputs
              .map(one -> HclEvaluator.evaluate(one.value(), scope(content, unit.folder())))
              .orElse(HclValue.NULL);
      if (evaluated instanceof HclValue.Members(Map<String, HclValue> members)) {
        values.putAll(members);
        members.keySet().forEach(name -> inputs.ifPresent(one -> arguments.put(name, one)));
      }
    }
    FilePlace place =
        unit.content().attribute("inputs").map(Attribute::place).orElseGet(unit.content()::place);
    return new Inputs(place, values, arguments);
  }

  /// The file that a unit includes: one in a folder above it, or one that is named.
  private Optional<Path> included(HclBlock include, Path folder) {
    Optional<Attribute> path = include.attribute("path");
    Matcher above =
        IN_PARENT_FOLDERS.matcher(path.map(one -> one.value().text()).orElse("").strip());
    if (!above.matches()) {
      return path.flatMap(
              one -> HclEvaluator.evaluate(one.value(), scope(include, folder)).string())
          .flatMap(name -> ModuleInstance.folder(folder, name))
          .filter(file -> file.startsWith(root) && Files.isRegularFile(file));
    }
    String name = Objects.requireNonNullElse(above.group(1), "terragrunt.hcl");
    for (Path one = folder.getParent();
        one != null && one.startsWith(root);
        one = one.getParent()) {
      if (Files.isRegularFile(one.resolve(name))) {
        return Optional.of(one.resolve(name));
      }
    }
    return Optional.empty();
  }

  private HclScope scope(HclBlock content, Path folder) {
    Map<String, Attribute> locals = new HashMap<>();
    content.blocks().stream()
        .filter(block -> block.type().equals("locals"))
        .forEach(block -> locals.putAll(block.attributes()));
    return new Locals(locals, Map.of(), folder);
  }

  /// The names in a unit: its locals, each of which may use those that are not being evaluated.
  private record Locals(Map<String, Attribute> locals, Map<String, Attribute> used, Path folder)
      implements HclScope {

    @Override
    public Optional<HclValue> value(String name, String attribute) {
      Attribute local = locals.get(attribute);
      if (!name.equals("local") || local == null || used.containsKey(attribute)) {
        return Optional.empty();
      }
      Map<String, Attribute> more = new HashMap<>(used);
      more.put(attribute, local);
      return Optional.of(HclEvaluator.evaluate(local.value(), new Locals(locals, more, folder)));
    }
  }
}
