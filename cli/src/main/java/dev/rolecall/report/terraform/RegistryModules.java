package dev.rolecall.report.terraform;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Modules of public registries that define a role, by their documented inputs.
///
/// Sources: the documentation of `terraform-aws-modules/iam` (versions 4 to 6),
/// `terraform-aws-modules/lambda` and `unfunco/oidc-github`.
final class RegistryModules {

  /// The inputs of a module.
  ///
  /// @param name inputs that hold the role's name: the first one that is passed
  /// @param prefix inputs that hold the beginning of the name
  /// @param usePrefix the input that makes a prefix of the name; empty when there is none
  /// @param path inputs that hold the path
  /// @param create inputs that say whether there is a role at all
  /// @param trust inputs that the trust policy is made of
  record Inputs(
      List<String> name,
      List<String> prefix,
      Optional<UsePrefix> usePrefix,
      List<String> path,
      List<String> create,
      List<String> trust) {}

  /// @param otherwise what it is when it is not passed
  record UsePrefix(String input, boolean otherwise) {}

  private static final List<String> TRUST =
      List.of(
          "custom_role_trust_policy",
          "trust_policy_permissions",
          "trust_policy_conditions",
          "create_custom_role_trust_policy",
          "assume_role_policy",
          "custom_policy",
          "principals",
          "trusted_role_arns",
          "trusted_role_services",
          "trusted_role_actions",
          "oidc_subjects",
          "oidc_wildcard_subjects",
          "oidc_fully_qualified_subjects",
          "oidc_subjects_with_wildcards",
          "oidc_fully_qualified_audiences",
          "oidc_audiences",
          "oidc_providers",
          "provider_urls",
          "provider_url",
          "provider_id",
          "provider_ids",
          "saml_provider_ids",
          "subjects",
          "audience",
          "cluster_service_accounts",
          "github_repositories",
          "github_subjects",
          "role_sts_externalid",
          "role_requires_mfa");

  private static final List<String> ROLE_PREFIX = List.of("role_name_prefix");
  private static final List<String> CREATE = List.of("create_role", "create", "enabled");

  private static final Inputs IAM_5 =
      new Inputs(
          List.of("role_name"), ROLE_PREFIX, Optional.empty(), List.of("role_path"), CREATE, TRUST);

  private static final Map<Pattern, Inputs> MODULES =
      Map.of(
          source(
              "terraform-aws-modules/iam/aws//modules/iam-(?:assumable-role.*|eks-role|role-for-service-accounts-eks)"),
          IAM_5,
          source("terraform-aws-modules/iam/aws//modules/iam-(?:role|role-for-service-accounts)"),
          new Inputs(
              List.of("name"),
              List.of(),
              Optional.of(new UsePrefix("use_name_prefix", true)),
              List.of("path"),
              CREATE,
              TRUST),
          source("terraform-aws-modules/iam/aws//modules/iam-github-oidc-role"),
          new Inputs(
              List.of("name"),
              List.of("name_prefix"),
              Optional.empty(),
              List.of("path"),
              CREATE,
              TRUST),
          source("terraform-aws-modules/lambda/aws"),
          new Inputs(
              List.of("role_name", "function_name"),
              List.of(),
              Optional.empty(),
              List.of("role_path"),
              List.of("create_role", "create"),
              List.of("trusted_entities", "assume_role_policy_statements")),
          source("unfunco/oidc-github/aws"),
          new Inputs(
              List.of("iam_role_name"),
              List.of(),
              Optional.empty(),
              List.of("iam_role_path"),
              CREATE,
              TRUST));

  private RegistryModules() {}

  /// A source as it stands in a call: with or without a registry's host, `tfr://`, `git::` address,
  /// `//` before the folder, and version.
  private static Pattern source(String module) {
    int folder = module.indexOf("//");
    String name = folder < 0 ? module : module.substring(0, folder);
    String inner = folder < 0 ? "" : "//" + module.substring(folder + 2);
    String[] parts = name.split("/", -1);
    String repository = parts[0] + "/terraform-" + parts[2] + "-" + parts[1];
    return Pattern.compile(
        "(?:tfr://[^/]*/|[a-z0-9.-]+/)?"
            + name
            + inner
            + "(?:\\?.*)?"
            + "|(?:git::)?(?:https://|ssh://git@|git@)?github\\.com[/:]"
            + repository
            + "(?:\\.git)?"
            + inner
            + "(?:\\?.*)?");
  }

  /// The inputs of the module with this source; empty when it is not known.
  static Optional<Inputs> of(String source) {
    return MODULES.entrySet().stream()
        .filter(module -> module.getKey().matcher(source).matches())
        .map(Map.Entry::getValue)
        .findFirst();
  }
}
