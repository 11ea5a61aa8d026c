package dev.rolecall.explanation.command;

import static dev.rolecall.explanation.document.RichSentence.say;
import static dev.rolecall.explanation.document.RichSentence.words;

import dev.rolecall.diagnosis.result.Fix;
import dev.rolecall.explanation.document.Instruction;
import dev.rolecall.explanation.redaction.PolicyDocument;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// AWS CLI commands that make a change. They work as pasted, in any POSIX shell and in zsh: no
/// comments, every name quoted.
public record ChangeCommands(Fix fix, PolicyDocument after) {

  /// What IAM Identity Center adds to a permission set's name. [Referencing permission
  /// sets](https://docs.aws.amazon.com/singlesignon/latest/userguide/referencingpermissionsets.html)
  private static final Pattern PERMISSION_SET_ROLE =
      Pattern.compile("AWSReservedSSO_(.*)_[0-9a-f]{16}");

  /// How to make the change of `fix`; nothing when it is the request that changes.
  ///
  /// @param after the document to write; when it is not whole, it is changed by hand
  public static List<Instruction> of(Fix fix, PolicyDocument after) {
    return new ChangeCommands(fix, after).instructions();
  }

  private List<Instruction> instructions() {
    return switch (fix.place()) {
      case TRUST_POLICY -> trustPolicy();
      case ROLE_POLICY -> inlinePolicy("role");
      case USER_POLICY -> inlinePolicy("user");
      case PERMISSION_SET -> permissionSet();
      case REQUEST -> List.of();
    };
  }

  private List<Instruction> trustPolicy() {
    String role = ShellWords.option("--role-name", fix.target());
    return changed(
        "trust-before.json",
        "trust-policy.json",
        "ids",
        "aws iam get-role " + role + " --query Role.AssumeRolePolicyDocument",
        "aws iam update-assume-role-policy " + role);
  }

  private List<Instruction> inlinePolicy(String kind) {
    String which =
        ShellWords.option("--" + kind + "-name", fix.target())
            + " "
            + ShellWords.option("--policy-name", fix.policyName().orElse("assume-role"));
    String read = "aws iam get-" + kind + "-policy " + which;
    String write = "aws iam put-" + kind + "-policy " + which;
    return fix.before().isPresent()
        ? changed(
            "policy-before.json", "policy.json", "IDs", read + " --query PolicyDocument", write)
        : List.of(
            new Instruction(
                say(
                    "Run this there. The first command has to answer `NoSuchEntity`: else a policy"
                        + " of that name would be replaced."),
                read,
                ShellWords.write("assume-role-policy.json", after.pretty()),
                write + " --policy-document file://assume-role-policy.json"));
  }

  /// @param ids what external IDs are called
  private List<Instruction> changed(
      String before, String file, String ids, String read, String writePolicy) {
    String write = writePolicy + " --policy-document file://" + file;
    return after.whole()
        ? List.of(
            new Instruction(
                say("Run this there; {} keeps the policy as it is now:", before),
                read + " --output json > " + before,
                ShellWords.write(file, after.pretty()),
                write))
        : List.of(
            new Instruction(
                words(
                    "Run this there, and change the file as shown; external "
                        + ids
                        + " are masked above, so leave them as they are in it:"),
                read + " --output json > " + file,
                edit(file)),
            new Instruction(words("And then:"), write));
  }

  private static String edit(String file) {
    return "\"${EDITOR:-vi}\" " + file;
  }

  private List<Instruction> permissionSet() {
    String both = "--instance-arn \"$INSTANCE\" --permission-set-arn \"$PERMISSION_SET\"";
    return List.of(
        new Instruction(
            words(
                "In the account that administers IAM Identity Center. This finds the permission set"
                    + " and reads its inline policy; add the statement above to it, or the whole"
                    + " document when it is empty:"),
            "INSTANCE=$(aws sso-admin list-instances --query 'Instances[0].InstanceArn' --output"
                + " text)",
            "PERMISSION_SET=$(for arn in $(aws sso-admin list-permission-sets --instance-arn"
                + " \"$INSTANCE\" --query 'PermissionSets[]' --output text); do aws sso-admin"
                + " describe-permission-set --instance-arn \"$INSTANCE\" --permission-set-arn"
                + " \"$arn\" --query 'PermissionSet.[PermissionSetArn,Name]' --output text; done"
                + " | awk -F '\\t' -v "
                + "name="
                + ShellWords.quote(permissionSetName(fix.target()))
                + " '$2 == name { print $1 }')",
            "aws sso-admin get-inline-policy-for-permission-set "
                + both
                + " --query InlinePolicy --output text > inline-policy.json",
            edit("inline-policy.json")),
        new Instruction(
            words("And then:"),
            "aws sso-admin put-inline-policy-to-permission-set "
                + both
                + " --inline-policy file://inline-policy.json",
            "aws sso-admin provision-permission-set "
                + both
                + " --target-type AWS_ACCOUNT"
                + fix.account().map(id -> " --target-id " + id).orElse("")));
  }

  /// The permission set that a role of IAM Identity Center stands for; the role's name when it is
  /// not written like one.
  public static String permissionSetName(String role) {
    return Optional.of(PERMISSION_SET_ROLE.matcher(role))
        .filter(Matcher::matches)
        .map(match -> match.group(1))
        .orElse(role);
  }
}
