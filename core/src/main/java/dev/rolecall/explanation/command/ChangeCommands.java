package dev.rolecall.explanation.command;

import static dev.rolecall.explanation.document.RichSentence.say;
import static dev.rolecall.explanation.document.RichSentence.words;

import dev.rolecall.diagnosis.result.Fix;
import dev.rolecall.explanation.document.Instruction;
import dev.rolecall.explanation.redaction.PolicyDocument;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// AWS CLI commands that make a change. They work as pasted, in any POSIX shell and in zsh: no
/// comments, every name quoted.
public final class ChangeCommands {

  /// What IAM Identity Center adds to a permission set's name. [Referencing permission
  /// sets](https://docs.aws.amazon.com/singlesignon/latest/userguide/referencingpermissionsets.html)
  private static final Pattern PERMISSION_SET_ROLE =
      Pattern.compile("AWSReservedSSO_(.*)_[0-9a-f]{16}");

  private final Fix fix;
  private final PolicyDocument after;

  private ChangeCommands(Fix fix, PolicyDocument after) {
    this.fix = fix;
    this.after = after;
  }

  /// How to make the change of `fix`; nothing when it is the request that changes.
  ///
  /// @param after the document to write; when it is not whole, it is changed by hand
  public static List<Instruction> of(Fix fix, PolicyDocument after) {
    return new ChangeCommands(fix, after).instructions();
  }

  private List<Instruction> instructions() {
    return switch (fix.place()) {
      case TRUST_POLICY -> after.whole() ? trustPolicy() : trustPolicyByHand();
      case ROLE_POLICY -> inlinePolicy("role");
      case USER_POLICY -> inlinePolicy("user");
      case PERMISSION_SET -> permissionSet();
      case REQUEST -> List.of();
    };
  }

  private List<Instruction> trustPolicy() {
    return List.of(
        new Instruction(
            say("Run this there; `trust-before.json` keeps the policy as it is now:"),
            readTrustPolicy("trust-before.json"),
            ShellWords.write("trust-policy.json", after.pretty()),
            writeTrustPolicy()));
  }

  private List<Instruction> trustPolicyByHand() {
    return List.of(
        new Instruction(
            words(
                "Run this there, and change the file as shown; external ids are masked above, so"
                    + " leave them as they are in it:"),
            readTrustPolicy("trust-policy.json"),
            edit("trust-policy.json")),
        new Instruction(words("And then:"), writeTrustPolicy()));
  }

  private static String edit(String file) {
    return "\"${EDITOR:-vi}\" " + file;
  }

  private String readTrustPolicy(String file) {
    return "aws iam get-role "
        + ShellWords.option("--role-name", fix.target())
        + " --query Role.AssumeRolePolicyDocument --output json > "
        + file;
  }

  private String writeTrustPolicy() {
    return "aws iam update-assume-role-policy "
        + ShellWords.option("--role-name", fix.target())
        + " --policy-document file://trust-policy.json";
  }

  private List<Instruction> inlinePolicy(String kind) {
    String name = fix.policyName().orElse("assume-role");
    String which =
        ShellWords.option("--" + kind + "-name", fix.target())
            + " "
            + ShellWords.option("--policy-name", name);
    if (fix.before().isPresent()) {
      return changedPolicy(kind, which);
    }
    return List.of(
        new Instruction(
            say(
                "Run this there. The first command has to answer `NoSuchEntity`: else a policy"
                    + " of that name would be replaced."),
            "aws iam get-" + kind + "-policy " + which,
            ShellWords.write("assume-role-policy.json", after.pretty()),
            "aws iam put-"
                + kind
                + "-policy "
                + which
                + " --policy-document file://assume-role-policy.json"));
  }

  private List<Instruction> changedPolicy(String kind, String which) {
    String read = "aws iam get-" + kind + "-policy " + which + " --query PolicyDocument";
    String write =
        "aws iam put-" + kind + "-policy " + which + " --policy-document file://policy.json";
    return after.whole()
        ? List.of(
            new Instruction(
                say("Run this there; `policy-before.json` keeps the policy as it is now:"),
                read + " --output json > policy-before.json",
                ShellWords.write("policy.json", after.pretty()),
                write))
        : List.of(
            new Instruction(
                words(
                    "Run this there, and change the file as shown; external IDs are masked above,"
                        + " so leave them as they are in it:"),
                read + " --output json > policy.json",
                edit("policy.json")),
            new Instruction(words("And then:"), write));
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
        .filter(java.util.regex.Matcher::matches)
        .map(match -> match.group(1))
        .orElse(role);
  }
}
