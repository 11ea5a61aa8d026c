package dev.rolecall.explanation.terraform;

import dev.rolecall.denial.Denial;
import dev.rolecall.denial.RoleArn;
import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.diagnosis.result.Fix;
import dev.rolecall.explanation.command.ChangeCommands;
import dev.rolecall.explanation.redaction.Masking;
import dev.rolecall.explanation.redaction.PolicyDocument;
import dev.rolecall.iam.condition.ConditionOperator;
import dev.rolecall.iam.condition.ConditionOperator.Comparison;
import dev.rolecall.iam.condition.ConditionOperator.Family;
import dev.rolecall.iam.condition.ConditionOperator.Quantifier;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Changes as Terraform's configuration has them.
public final class TerraformFix {

  private final Denial denial;
  private final Fix fix;
  private final HclWriter hclWriter;

  private TerraformFix(Denial denial, Fix fix, Masking masking) {
    this.denial = denial;
    this.fix = fix;
    this.hclWriter = new HclWriter(masking);
  }

  /// Whether the caller is Terraform, by its user agent.
  public static boolean isCaller(Denial denial) {
    String agent = denial.userAgent().toLowerCase(Locale.ROOT);
    return agent.contains("terraform") || agent.contains("hashicorp");
  }

  /// The change of `fix`; empty when a configuration cannot make it, as with MFA.
  public static Optional<String> of(Explanation explanation, Fix fix, Masking masking) {
    return new TerraformFix(explanation.denial(), fix, masking).configuration();
  }

  private Optional<String> configuration() {
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
        denial
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

  /// The `assume_role` block of the provider; it has no argument for MFA, and most conditions are
  /// about something else than its arguments.
  private Optional<String> provider() {
    Map<String, String> arguments = new TreeMap<>();
    for (Fix.RequestMust must : fix.requestMust()) {
      argument(must.key().toLowerCase(Locale.ROOT), must)
          .ifPresent(argument -> arguments.put(argument.name(), argument.value()));
    }
    Optional<String> role = denial.target().arn().map(RoleArn::toString);
    if (arguments.size() < fix.requestMust().size() || role.isEmpty()) {
      return Optional.empty();
    }
    int widest = arguments.keySet().stream().mapToInt(String::length).max().orElse(0);
    int width = Math.max(widest, "role_arn".length());
    StringBuilder out = new StringBuilder("provider \"aws\" {\n  assume_role {\n");
    line(out, "role_arn", width, HclWriter.string(role.get()));
    arguments.forEach((name, value) -> line(out, name, width, value));
    return Optional.of(out.append("  }\n}").toString());
  }

  private static void line(StringBuilder out, String name, int width, String value) {
    out.append("    ").append(name).append(" ".repeat(width - name.length()));
    out.append(" = ").append(value).append('\n');
  }

  private record Argument(String name, String value) {}

  private Optional<Argument> argument(String key, Fix.RequestMust must) {
    boolean exact = isExact(must.operator());
    Optional<String> value = must.values().stream().findFirst();
    return value
        .filter(_ -> exact)
        .flatMap(
            _ ->
                switch (key) {
                  case "sts:externalid" -> Optional.of("external_id");
                  case "sts:rolesessionname" -> Optional.of("session_name");
                  case "sts:sourceidentity" -> Optional.of("source_identity");
                  default -> Optional.<String>empty();
                })
        .map(name -> new Argument(name, hclWriter.value(must.key(), value.orElse(""))))
        .or(() -> tag(must, value.filter(_ -> exact)));
  }

  /// Whether a value of the policy is the one to send.
  private static boolean isExact(ConditionOperator operator) {
    Comparison comparison = operator.comparison();
    return comparison.family() == Family.STRING
        && !comparison.negated()
        && !comparison.wildcards()
        && operator.quantifier() == Quantifier.NONE;
  }

  private Optional<Argument> tag(Fix.RequestMust must, Optional<String> value) {
    String prefix = "aws:RequestTag/";
    boolean tag = must.key().regionMatches(true, 0, prefix, 0, prefix.length());
    return value
        .filter(_ -> tag)
        .map(
            text ->
                new Argument(
                    "tags",
                    "{ "
                        + HclWriter.string(must.key().substring(prefix.length()))
                        + " = "
                        + HclWriter.string(text)
                        + " }"));
  }
}
