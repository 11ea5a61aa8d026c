package dev.rolecall.report.terraform;

import dev.rolecall.denial.RoleArn;
import dev.rolecall.report.terraform.hcl.FilePlace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// The roles that the configuration in a folder defines.
///
/// @param roles in the order of their places
/// @param resources where resources of IAM are defined, by address without the keys of instances
/// @param problems what could not be read
/// @param isEmpty whether there is no configuration in the folder
public record TerraformRoles(
    List<TerraformRole> roles,
    Map<String, Set<FilePlace>> resources,
    List<Problem> problems,
    boolean isEmpty) {

  /// A file, or a part of one, that could not be read.
  public record Problem(FilePlace at, String problem) {

    /// `main.tf:12:3: unterminated string`.
    @Override
    public String toString() {
      return at + ": " + problem;
    }
  }

  public TerraformRoles {
    roles = List.copyOf(roles);
    resources = Map.copyOf(resources);
    problems = List.copyOf(problems);
  }

  /// Without any.
  public static TerraformRoles none() {
    return new TerraformRoles(List.of(), Map.of(), List.of(), true);
  }

  /// Reads the configuration of Terraform, OpenTofu and Terragrunt in `folder` and the folders in
  /// it, except those whose names begin with a dot. Links to folders are not followed. Places are
  /// relative to the root of the repository that the folder is in.
  public static TerraformRoles read(Path folder) {
    Path start = real(folder.toAbsolutePath().normalize());
    Path root = RepositoryRoot.of(start);
    ConfigurationFiles files = ConfigurationFiles.read(start, root);
    TerragruntUnits units = new TerragruntUnits(files, root);
    Set<Path> called = new HashSet<>(units.modules());
    files.modules().forEach(module -> ModuleInstance.calls(module).forEach(called::add));
    List<TerraformRole> roles = new ArrayList<>(units.roles());
    Map<String, Set<FilePlace>> resources = new HashMap<>();
    files.modules().stream()
        .filter(module -> !called.contains(module.folder()))
        .map(module -> ModuleInstance.ofRoot(files, root, module))
        .forEach(
            module -> {
              roles.addAll(module.roles());
              module.resources(resources);
            });
    roles.sort(
        Comparator.comparing((TerraformRole role) -> role.trust().file())
            .thenComparingInt(role -> role.trust().place().line())
            .thenComparing(TerraformRole::address));
    return new TerraformRoles(roles, resources, files.problems(), files.isEmpty());
  }

  /// A link leads into the repository that its target is in.
  private static Path real(Path folder) {
    try {
      return folder.toRealPath();
    } catch (IOException _) {
      return folder; // reading it says what is wrong
    }
  }

  /// Where `role` is defined.
  public RoleLocation find(RoleArn role) {
    List<TerraformRole> named = matching(one -> one.isNamed(role));
    return named.isEmpty()
        ? new RoleLocation(matching(one -> one.mayBeNamed(role)), true)
        : new RoleLocation(named, false);
  }

  /// Where a resource is defined; empty when that is in several places, or in none.
  ///
  /// @param address without the keys of instances
  public Optional<FilePlace> resource(String address) {
    Set<FilePlace> places = resources.getOrDefault(address, Set.of());
    return places.size() == 1 ? places.stream().findFirst() : Optional.empty();
  }

  private List<TerraformRole> matching(Predicate<TerraformRole> wanted) {
    return roles.stream().filter(wanted).toList();
  }
}
