package dev.rolecall.report.terraform;

import dev.rolecall.denial.RoleArn;
import dev.rolecall.report.terraform.hcl.FilePlace;
import dev.rolecall.report.terraform.hcl.HclTemplate;
import java.util.Optional;
import java.util.regex.Pattern;

/// A role as a configuration defines it.
///
/// @param address what Terraform calls it: `module.ci.aws_iam_role.deploy["prod"]`
/// @param name empty when Terraform makes it up, from `prefix` where there is one
/// @param path empty when only Terraform can tell
/// @param policy its trust policy, where it stands, or what comes nearest to that
public record TerraformRole(
    String address,
    Optional<HclTemplate> name,
    Optional<HclTemplate> prefix,
    Optional<String> path,
    TrustSource policy) {

  /// What Terraform appends to a prefix: time and a counter.
  private static final Pattern SUFFIX = Pattern.compile("[0-9]{18}[0-9a-f]{8}");

  private static final int SUFFIX_LENGTH = 26;

  /// Where its trust policy stands, or what comes nearest to that.
  public FilePlace trust() {
    return policy.place();
  }

  /// Whether it has the name and path of `role`, letter for letter.
  boolean isNamed(RoleArn role) {
    return name.flatMap(HclTemplate::literal).filter(role.name()::equals).isPresent()
        && path.filter(role.path()::equals).isPresent();
  }

  /// Whether its name and path can come to those of `role`.
  boolean mayBeNamed(RoleArn role) {
    return mayHaveName(role.name()) && path.map(role.path()::equals).orElse(true);
  }

  private boolean mayHaveName(String wanted) {
    if (name.isPresent()) {
      return name.get().literal().isPresent()
          ? name.get().literal().get().equals(wanted)
          : name.get().mayBe(wanted);
    }
    int end = wanted.length() - SUFFIX_LENGTH;
    return end > 0
        && SUFFIX.matcher(wanted.substring(end)).matches()
        && prefix
            .filter(
                text ->
                    text.literal()
                        .map(wanted.substring(0, end)::equals)
                        .orElseGet(() -> text.mayBe(wanted.substring(0, end))))
            .isPresent();
  }
}
