package dev.rolecall.explanation.terraform;

import dev.rolecall.denial.Caller;
import dev.rolecall.denial.Denial;
import dev.rolecall.denial.RoleArn;
import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.diagnosis.result.Fix;
import dev.rolecall.explanation.command.ChangeCommands;
import dev.rolecall.explanation.command.TryCommands;
import dev.rolecall.explanation.redaction.Masking;
import dev.rolecall.explanation.redaction.PolicyDocument;
import dev.rolecall.iam.condition.ConditionOperator;
import dev.rolecall.iam.condition.ConditionOperator.Comparison;
import dev.rolecall.iam.condition.ConditionOperator.Family;
import dev.rolecall.iam.condition.ConditionOperator.Quantifier;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Changes as Terraform's configuration has them.
public final class TerraformFix {

  /// The argument of the provider itself that says where STS is called.
  private static final String REGION = "sts_region";

  private static final String TAG = "aws:requesttag/";

  /// What the provider calls the condition keys that it has an argument for.
  private static final Map<String, String> ARGUMENTS =
      Map.of(
          "sts:externalid", "external_id",
          "sts:rolesessionname", "session_name",
          "sts:sourceidentity", "source_identity",
          "aws:requestedregion", REGION);

  private final Explanation explanation;
  private final Fix fix;
  private final HclWriter hclWriter;

  private TerraformFix(Explanation explanation, Fix fix, Masking masking) {
    this.explanation = explanation;
    this.fix = fix;
    this.hclWriter = new HclWriter(masking);
  }

  /// Whether the caller is Terraform, by its user agent.
  public static boolean isCaller(Denial denial) {
    String agent = denial.userAgent().toLowerCase(Locale.ROOT);
    return agent.contains("terraform") || agent.contains("hashicorp");
  }

  /// The change of `fix`; empty when a configuration cannot make it, or when its policy is too long
  /// to be written once more.
  public static Optional<String> of(Explanation explanation, Fix fix, Masking masking) {
    return new TerraformFix(explanation, fix, masking).configuration();
  }

  private Optional<String> configuration() {
    return ChangeCommands.isTooLong(fix) ? Optional.empty() : ofPlace();
  }

  private Optional<String> ofPlace() {
    return switch (fix.place()) {
      case TRUST_POLICY -> fix.after().map(this::role);
      case ROLE_POLICY -> fix.after().map(after -> inlinePolicy("role", after));
      case USER_POLICY -> fix.after().map(after -> inlinePolicy("user", after));
      case PERMISSION_SET -> fix.after().map(this::permissionSet);
      case REQUEST -> provider();
    };
  }

  private String document(String text) {
    return "jsonencode("
        + hclWriter.expression(PolicyDocument.of(text, new Masking(true)).json(), "  ")
        + ")\n";
  }

  private String role(String after) {
    Optional<String> path =
        explanation
            .denial()
            .target()
            .arn()
            .filter(role -> role.name().equals(fix.target()))
            .map(RoleArn::path)
            .filter(text -> !text.equals("/"));
    return """
    resource "aws_iam_role" "%s" {
      name = %s
    %s
      assume_role_policy = %s}\
    """
        .formatted(
            HclWriter.name(fix.target()),
            HclWriter.string(fix.target()),
            path.map(text -> "  path = " + HclWriter.string(text) + "\n").orElse(""),
            document(after));
  }

  private String inlinePolicy(String kind, String after) {
    String name = fix.policyName().orElse("assume-role");
    return """
    resource "aws_iam_%1$s_policy" "%2$s" {
      name = %3$s
      %1$s = %4$s

      policy = %5$s}\
    """
        .formatted(
            kind,
            HclWriter.name(name),
            HclWriter.string(name),
            HclWriter.string(fix.target()),
            document(after));
  }

  private String permissionSet(String after) {
    return """
    resource "aws_ssoadmin_permission_set_inline_policy" "%1$s" {
      instance_arn       = aws_ssoadmin_permission_set.%1$s.instance_arn
      permission_set_arn = aws_ssoadmin_permission_set.%1$s.arn

      inline_policy = %2$s}\
    """
        .formatted(HclWriter.name(ChangeCommands.permissionSetName(fix.target())), document(after));
  }

  /// The `assume_role` block of the provider. Most conditions are about something else than its
  /// arguments.
  private Optional<String> provider() {
    Map<String, String> arguments = new TreeMap<>();
    fix.requestMust().forEach(must -> argument(must, arguments));
    Optional<RoleArn> role = TryCommands.meant(explanation);
    if (isMfa()) {
      return role.filter(_ -> explanation.denial().caller() instanceof Caller.IamUser)
          .map(TerraformFix::split);
    }
    return role.filter(_ -> arguments.size() == fix.requestMust().size())
        .map(arn -> provider(arn, arguments));
  }

  private boolean isMfa() {
    return fix.requestMust().stream()
        .anyMatch(
            must ->
                !must.isWithoutMfa()
                    && must.key().toLowerCase(Locale.ROOT).startsWith("aws:multifactorauth"));
  }

  /// The provider with another role for CI than for people, who bring MFA.
  private static String split(RoleArn role) {
    return """
    variable "ci" {
      type    = bool
      default = false
    }

    provider "aws" {
      assume_role {
        role_arn = var.ci ? %s : %s
      }
    }\
    """
        .formatted(
            HclWriter.string(
                new RoleArn(role.partition(), role.account(), "/", "CI_ROLE").toString()),
            HclWriter.string(role.toString()));
  }

  /// The provider that assumes a role.
  public static String provider(RoleArn role) {
    return provider(role, Map.of());
  }

  /// The provider that assumes a role for an hour.
  public static String forAnHour(RoleArn role) {
    return provider(role, Map.of("duration", HclWriter.string("1h")));
  }

  /// The provider that assumes one role, and with its credentials the other. [Chaining
  /// roles](https://registry.terraform.io/providers/hashicorp/aws/latest/docs#assume_role-configuration-block)
  public static String chain(RoleArn through, RoleArn role) {
    return """
    provider "aws" {
      assume_role {
        role_arn = %s
      }
      assume_role {
        role_arn = %s
      }
    }\
    """
        .formatted(HclWriter.string(through.toString()), HclWriter.string(role.toString()));
  }

  private static String provider(RoleArn role, Map<String, String> all) {
    Map<String, String> arguments = new TreeMap<>(all);
    String region =
        Optional.ofNullable(arguments.remove(REGION))
            .map(name -> "  %s = %s\n\n".formatted(REGION, name))
            .orElse("");
    Map<String, String> lines = new LinkedHashMap<>();
    lines.put("role_arn", HclWriter.string(role.toString()));
    lines.putAll(arguments);
    int width = lines.keySet().stream().mapToInt(String::length).max().orElse(0);
    String line = "    %-" + width + "s = %s\n";
    return lines.entrySet().stream()
        .map(argument -> line.formatted(argument.getKey(), argument.getValue()))
        .collect(
            Collectors.joining(
                "", "provider \"aws\" {\n" + region + "  assume_role {\n", "  }\n}"));
  }

  private void argument(Fix.RequestMust must, Map<String, String> arguments) {
    if (must.values().isEmpty() || !isExact(must.operator())) {
      return;
    }
    String value = must.values().getFirst();
    String key = must.key().toLowerCase(Locale.ROOT);
    if (key.startsWith(TAG)) {
      String tag = HclWriter.string(must.key().substring(TAG.length()));
      arguments.put("tags", "{ " + tag + " = " + HclWriter.string(value) + " }");
    } else if (key.equals("sts:transitivetagkeys")) {
      arguments.put("transitive_tag_keys", "[" + HclWriter.string(value) + "]");
    } else if (ARGUMENTS.containsKey(key)) {
      arguments.put(ARGUMENTS.getOrDefault(key, key), hclWriter.value(must.key(), value));
    }
  }

  /// Whether a value of the policy is the one to send.
  private static boolean isExact(ConditionOperator operator) {
    Comparison comparison = operator.comparison();
    return comparison.family() == Family.STRING
        && !comparison.negated()
        && !comparison.wildcards()
        && operator.quantifier() == Quantifier.NONE;
  }
}
