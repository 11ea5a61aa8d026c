package dev.rolecall.report.terraform;

import dev.rolecall.denial.RoleArn;
import dev.rolecall.report.terraform.TerraformRole.FilePlace;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The roles that the configuration in a folder defines.
///
/// @param roles in the order of their places
/// @param problems what could not be read
public record TerraformRoles(List<TerraformRole> roles, List<Problem> problems) {

  /// A file, or a part of one, that could not be read.
  public record Problem(FilePlace at, String problem) {}

  private static final String DOCUMENT = "aws_iam_policy_document";
  private static final Pattern REFERENCE =
      Pattern.compile("data\\." + DOCUMENT + "\\.([\\w-]+)(?:\\[[^\\]]*\\])?\\.(?:minified_)?json");

  public TerraformRoles {
    roles = List.copyOf(roles);
    problems = List.copyOf(problems);
  }

  /// Without any.
  public static TerraformRoles none() {
    return new TerraformRoles(List.of(), List.of());
  }

  /// Reads `*.tf` and `*.tf.json` in `folder` and the folders in it, except those whose names begin
  /// with a dot. Links to folders are not followed.
  public static TerraformRoles read(Path folder) {
    ConfigurationFiles files = ConfigurationFiles.read(folder);
    Map<String, FilePlace> documents = new HashMap<>();
    files.each(
        "data",
        DOCUMENT,
        (file, data) ->
            documents.putIfAbsent(module(file) + data.name(), new FilePlace(file, data.place())));
    List<TerraformRole> roles = new ArrayList<>();
    files.each(
        "resource",
        TerraformRole.KIND,
        (file, role) -> roles.add(new TerraformRole(role, trust(file, role, documents))));
    return new TerraformRoles(roles, files.problems());
  }

  private static String module(String file) {
    return file.substring(0, file.lastIndexOf('/') + 1);
  }

  private static FilePlace trust(String file, HclBlock role, Map<String, FilePlace> documents) {
    return role.attribute("assume_role_policy")
        .map(
            policy ->
                policy
                    .value()
                    .expression()
                    .map(REFERENCE::matcher)
                    .filter(Matcher::matches)
                    .map(match -> documents.get(module(file) + match.group(1)))
                    .orElseGet(() -> new FilePlace(file, policy.place())))
        .orElseGet(() -> new FilePlace(file, role.place()));
  }

  /// Where `role` is defined.
  public RoleLocation find(RoleArn role) {
    List<TerraformRole> named = matching(one -> one.isNamed(role));
    return named.isEmpty()
        ? new RoleLocation(matching(one -> one.mayBeNamed(role)), true)
        : new RoleLocation(named, false);
  }

  private List<TerraformRole> matching(Predicate<TerraformRole> wanted) {
    return roles.stream()
        .filter(wanted)
        .sorted(Comparator.comparing(role -> role.trust().file()))
        .toList();
  }
}
