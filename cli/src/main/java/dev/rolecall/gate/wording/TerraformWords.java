package dev.rolecall.gate.wording;

import dev.rolecall.denial.Gap;
import dev.rolecall.denial.RoleArn;
import dev.rolecall.report.terraform.TerraformRole;
import dev.rolecall.report.terraform.hcl.FilePlace;
import java.util.List;
import java.util.stream.Collectors;

/// What Terraform's configuration does not tell of a trust policy.
public final class TerraformWords {

  /// So many expressions are named.
  private static final int MOST = 5;

  private TerraformWords() {}

  /// A role that the configuration does not define.
  public static Gap roleNotFound(RoleArn role) {
    return new Gap(
        trustPolicy(role),
        "the Terraform configuration defines no role with this name and path",
        "pass --terraform with the directory that defines the role, or its trust policy with"
            + " --trust-policy ROLE_ARN=FILE");
  }

  /// A role that may be defined in several places.
  public static Gap severalRoles(RoleArn role, List<FilePlace> places) {
    return new Gap(
        trustPolicy(role),
        "the Terraform configuration defines it in several places: "
            + places.stream()
                .limit(MOST)
                .map(TerraformWords::place)
                .collect(Collectors.joining(", ")),
        "pass --terraform with the directory of the right one");
  }

  /// A policy with expressions that only Terraform can evaluate.
  public static Gap unresolved(TerraformRole role, List<String> expressions) {
    List<String> named = named(expressions);
    return new Gap(
        trustPolicy(role.address()),
        "the files contain no value for "
            + (named.isEmpty() ? "an expression in it" : ticked(named))
            + " ("
            + place(role.trust())
            + ")",
        givePlan());
  }

  /// The first expressions, each on one line.
  static List<String> named(List<String> expressions) {
    return expressions.stream()
        .map(text -> text.replaceAll("\\s+", " ").strip())
        .filter(text -> !text.isEmpty() && !text.equals("..."))
        .limit(MOST)
        .toList();
  }

  /// A role whose name only Terraform can evaluate.
  public static Gap guessedRole(TerraformRole role) {
    return new Gap(
        trustPolicy(role.address()),
        "the role's name contains expressions, so it may be another role ("
            + place(role.trust())
            + ")",
        givePlan());
  }

  /// A policy that cannot be read.
  public static Gap unreadable(TerraformRole role, String problem) {
    return new Gap(trustPolicy(role.address()), place(role.trust()) + ": " + problem, givePlan());
  }

  private static String givePlan() {
    return "pass the plan, which has all values: `terraform show -json PLAN > plan.json`, then"
        + " --plan plan.json";
  }

  private static String trustPolicy(Object of) {
    return "the trust policy of `" + of + "`";
  }

  private static String ticked(List<String> texts) {
    return texts.stream().map(text -> "`" + text + "`").collect(Collectors.joining(", "));
  }

  /// The line that an answer is about.
  public static String decidedAt(FilePlace at) {
    return "In Terraform: " + at.file() + ":" + at.place().line();
  }

  /// `main.tf:12`.
  public static String place(FilePlace at) {
    return "`" + at.file() + ":" + at.place().line() + "`";
  }
}
