package dev.rolecall.report.terraform;

import dev.rolecall.denial.RoleArn;
import dev.rolecall.report.terraform.HclBlock.Attribute;
import java.util.Optional;
import java.util.regex.Pattern;

/// A role as Terraform's configuration defines it.
///
/// @param trust where its trust policy stands, or what comes nearest to that
public record TerraformRole(HclBlock resource, FilePlace trust) {

  /// A place in one of the files.
  ///
  /// @param file relative to the folder that was read, its names between slashes
  public record FilePlace(String file, HclLocation place) {

    /// `main.tf:12:3`.
    @Override
    public String toString() {
      return file + ":" + place.line() + ":" + place.column();
    }
  }

  static final String KIND = "aws_iam_role";

  /// What Terraform appends to a prefix: time and a counter.
  private static final Pattern SUFFIX = Pattern.compile("[0-9]{18}[0-9a-f]{8}");

  /// What Terraform calls it in its module: `aws_iam_role.deploy`.
  public String address() {
    return KIND + "." + resource.name();
  }

  private Optional<HclTemplate> value(String attribute) {
    return resource.attribute(attribute).map(Attribute::value);
  }

  /// Whether it has the name and path of `role`, letter for letter.
  boolean isNamed(RoleArn role) {
    return value("name").flatMap(HclTemplate::literal).filter(role.name()::equals).isPresent()
        && isAt(role.path(), false);
  }

  /// Whether its name and path can come to those of `role`.
  boolean mayBeNamed(RoleArn role) {
    return mayHaveName(role.name()) && isAt(role.path(), true);
  }

  /// @param otherwise whether a path that is not known counts as this one
  private boolean isAt(String wanted, boolean otherwise) {
    return value("path")
        .map(text -> text.literal().map(wanted::equals).orElse(otherwise))
        .orElse(wanted.equals("/"));
  }

  private boolean mayHaveName(String wanted) {
    return value("name").isPresent()
        ? value("name")
            .flatMap(HclTemplate::pattern)
            .filter(pattern -> pattern.matcher(wanted).matches())
            .isPresent()
        // Terraform makes the name up from its beginning.
        : value("name_prefix")
            .flatMap(HclTemplate::literal)
            .filter(text -> !text.isEmpty() && wanted.startsWith(text))
            .filter(text -> SUFFIX.matcher(wanted.substring(text.length())).matches())
            .isPresent();
  }
}
