package dev.rolecall.report.terraform;

import dev.rolecall.report.terraform.TerraformModule.Call;
import dev.rolecall.report.terraform.hcl.FilePlace;
import dev.rolecall.report.terraform.hcl.HclBlock;
import dev.rolecall.report.terraform.hcl.HclBlock.Attribute;
import dev.rolecall.report.terraform.hcl.HclEvaluator;
import dev.rolecall.report.terraform.hcl.HclScope;
import dev.rolecall.report.terraform.hcl.HclValue;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// The units of Terragrunt: each applies one module with the inputs in its `terragrunt.hcl` and in
/// the files that it includes. [Terragrunt's
/// configuration](https://terragrunt.gruntwork.io/docs/reference/config-blocks-and-attributes/)
///
/// @param root what places are relative to
record TerragruntUnits(ConfigurationFiles files, Path root) {

  private static final String DEFAULT_FILE = "terragrunt.hcl";

  /// A unit, and the module that it applies.
  ///
  /// @param folder of its file
  /// @param contents of the files that it includes, and then its own
  /// @param source of the module; empty when it is in the same folder, or not known
  private record Unit(Path folder, List<HclBlock> contents, Optional<String> source) {

    HclBlock own() {
      return contents.getLast();
    }

    /// The folder of the module, when it is in the same repository.
    Optional<Path> module(Path root) {
      if (source.isEmpty()) {
        return sources(contents).isEmpty() ? Optional.of(folder) : Optional.empty();
      }
      return ModuleInstance.folder(folder, source.get())
          .or(() -> path(source.get().replaceFirst("\\?.*", "").replace("//", "/")))
          .filter(path -> path.startsWith(root));
    }
  }

  private static Optional<Path> path(String name) {
    try {
      return Optional.of(Path.of(name).normalize());
    } catch (InvalidPathException _) {
      return Optional.empty();
    }
  }

  /// What says which module is applied, the last file first.
  private static List<Attribute> sources(List<HclBlock> contents) {
    return contents.reversed().stream()
        .flatMap(content -> content.blocks().stream())
        .filter(block -> block.type().equals("terraform"))
        .flatMap(block -> block.attribute("source").stream())
        .toList();
  }

  private List<Unit> all() {
    List<Unit> units = new ArrayList<>();
    for (HclBlock content : files.units()) {
      Path folder = folderOf(content);
      List<HclBlock> contents = new ArrayList<>(included(content, folder).values());
      contents.add(content);
      Optional<String> source = Optional.empty();
      for (HclBlock one : contents) {
        HclScope scope = scope(one, content, folder);
        source =
            sources(List.of(one)).stream()
                .findFirst()
                .map(attribute -> HclEvaluator.evaluate(attribute.value(), scope).string())
                .orElse(source);
      }
      units.add(new Unit(folder, contents, source));
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
    for (HclBlock content : unit.contents()) {
      Optional<Attribute> inputs = content.attribute("inputs");
      HclValue evaluated =
          inputs
              .map(
                  one ->
                      HclEvaluator.evaluate(one.value(), scope(content, unit.own(), unit.folder())))
              .orElse(HclValue.Null.NULL);
      if (evaluated instanceof HclValue.Members(Map<String, HclValue> members)) {
        values.putAll(members);
        members.keySet().forEach(name -> inputs.ifPresent(one -> arguments.put(name, one)));
      }
    }
    FilePlace place =
        unit.own().attribute("inputs").map(Attribute::place).orElseGet(unit.own()::place);
    return new Inputs(place, values, arguments);
  }

  /// The files that a unit includes, by the names of the blocks that include them.
  private Map<String, HclBlock> included(HclBlock unit, Path folder) {
    Map<String, HclBlock> contents = new LinkedHashMap<>();
    for (HclBlock block : unit.blocks()) {
      if (block.type().equals("include")) {
        block
            .attribute("path")
            .map(
                path ->
                    HclEvaluator.evaluate(path.value(), new Names(this, unit, Map.of(), folder)))
            .flatMap(HclValue::string)
            .flatMap(name -> file(folder, name))
            .flatMap(files::content)
            .ifPresent(content -> contents.put(block.name(), content));
      }
    }
    return contents;
  }

  private Optional<Path> file(Path folder, String name) {
    return path(name)
        .map(folder::resolve)
        .map(Path::normalize)
        .filter(file -> file.startsWith(root) && Files.isRegularFile(file));
  }

  /// A file of this name in the folders above.
  private Optional<Path> above(Path folder, String name) {
    for (Path one = folder.getParent();
        one != null && one.startsWith(root);
        one = one.getParent()) {
      Optional<Path> file = file(one, name);
      if (file.isPresent()) {
        return file;
      }
    }
    return Optional.empty();
  }

  private Path folderOf(HclBlock content) {
    return Objects.requireNonNullElse(root.resolve(content.place().file()).getParent(), root);
  }

  private HclScope scope(HclBlock content, HclBlock unit, Path folder) {
    return new Names(
        this, content, content.equals(unit) ? included(unit, folder) : Map.of(), folder);
  }

  /// The names and functions in a file of Terragrunt.
  private static final class Names implements HclScope {

    /// Files and locals that stand for others, so many of them.
    private static final int LONGEST_CHAIN = 50;

    private final TerragruntUnits units;
    private final Map<String, HclBlock> includes;
    private final Path folder;
    private final int depth;
    private final Map<String, Attribute> locals = new HashMap<>();
    private final Map<String, HclValue> known = new HashMap<>();
    private final Set<String> evaluating = new HashSet<>();

    Names(TerragruntUnits units, HclBlock content, Map<String, HclBlock> includes, Path folder) {
      this(units, content, includes, folder, 0);
    }

    /// @param folder of the unit
    private Names(
        TerragruntUnits units,
        HclBlock content,
        Map<String, HclBlock> includes,
        Path folder,
        int depth) {
      this.units = units;
      this.includes = includes;
      this.folder = folder;
      this.depth = depth;
      content.blocks().stream()
          .filter(block -> block.type().equals("locals"))
          .forEach(block -> locals.putAll(block.attributes()));
    }

    @Override
    public Optional<HclValue> value(String name, String attribute) {
      return switch (name) {
        case "local" -> local(attribute);
        case "include" -> Optional.ofNullable(includes.get(attribute)).map(this::exposed);
        default -> Optional.empty();
      };
    }

    private Optional<HclValue> local(String name) {
      Attribute local = locals.get(name);
      HclValue value = known.get(name);
      if (value == null
          && local != null
          && evaluating.size() < LONGEST_CHAIN
          && evaluating.add(name)) {
        value = HclEvaluator.evaluate(local.value(), this);
        evaluating.remove(name);
        known.put(name, value);
      }
      return Optional.ofNullable(value);
    }

    /// What another file offers: its locals and inputs.
    private HclValue exposed(HclBlock content) {
      Names names = new Names(units, content, Map.of(), folder, depth + 1);
      Map<String, HclValue> locals = new HashMap<>();
      names
          .locals
          .keySet()
          .forEach(name -> names.local(name).ifPresent(one -> locals.put(name, one)));
      Map<String, HclValue> members = new HashMap<>();
      members.put("locals", new HclValue.Members(locals));
      content
          .attribute("inputs")
          .ifPresent(inputs -> members.put("inputs", HclEvaluator.evaluate(inputs.value(), names)));
      return new HclValue.Members(members);
    }

    @Override
    public Optional<HclValue> call(String function, List<HclValue> arguments) {
      Optional<String> first =
          arguments.isEmpty() ? Optional.empty() : arguments.getFirst().string();
      Path above = includes.values().stream().findFirst().map(units::folderOf).orElse(folder);
      return switch (function) {
        case "find_in_parent_folders" ->
            arguments.isEmpty() || first.isPresent()
                ? units.above(folder, first.orElse(DEFAULT_FILE)).map(Names::text)
                : Optional.empty();
        case "get_terragrunt_dir", "get_original_terragrunt_dir" -> Optional.of(text(folder));
        case "get_repo_root" -> Optional.of(text(units.root));
        case "get_parent_terragrunt_dir" -> Optional.of(text(above));
        case "get_path_to_repo_root" -> Optional.of(text(folder.relativize(units.root)));
        case "get_path_from_repo_root" -> Optional.of(text(units.root.relativize(folder)));
        case "path_relative_to_include" -> Optional.of(text(above.relativize(folder)));
        case "path_relative_from_include" -> Optional.of(text(folder.relativize(above)));
        case "read_terragrunt_config" ->
            depth > LONGEST_CHAIN
                ? Optional.empty()
                : first
                    .flatMap(name -> units.file(folder, name))
                    .flatMap(units.files::content)
                    .map(this::exposed);
        default -> Optional.empty();
      };
    }

    private static HclValue text(Path path) {
      return HclValue.text(path.toString().replace(File.separatorChar, '/'));
    }
  }
}
