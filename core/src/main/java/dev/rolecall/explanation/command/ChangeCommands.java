package dev.rolecall.explanation.command;

import dev.rolecall.diagnosis.result.Fix;
import dev.rolecall.explanation.redaction.Masking;
import dev.rolecall.explanation.redaction.PolicyDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A chain of AWS CLI commands that makes a change, and cannot do harm elsewhere: it checks the
/// account, keeps the policy that is there in a new file, and writes only where that is the policy
/// that was read. It works as pasted in any POSIX shell and in zsh: no comments, every name quoted.
public final class ChangeCommands {

  /// What IAM Identity Center adds to a permission set's name. [Referencing permission
  /// sets](https://docs.aws.amazon.com/singlesignon/latest/userguide/referencingpermissionsets.html)
  private static final Pattern PERMISSION_SET_ROLE =
      Pattern.compile("AWSReservedSSO_(.*)_[0-9a-f]{16}");

  private static final String SAVED = "\"$saved\"";

  private final Fix fix;
  private final String changed;
  private final String notChanged;
  private final Optional<PolicyDocument> before;
  private final Optional<PolicyDocument> after;

  /// @param documents how external IDs in policy documents are shown
  /// @param changed what the chain prints when it made the change; followed by the name of the file
  /// @param notChanged what it prints when it did not
  public ChangeCommands(Fix fix, Masking documents, String changed, String notChanged) {
    this.fix = fix;
    this.changed = changed;
    this.notChanged = notChanged;
    Optional<Fix> readable = Optional.of(fix).filter(it -> !isTooLong(it));
    this.before = readable.flatMap(Fix::before).map(text -> PolicyDocument.of(text, documents));
    this.after = readable.flatMap(Fix::after).map(text -> PolicyDocument.of(text, documents));
  }

  /// Characters of a policy that an argument of a command holds: Linux allows 128 KiB. AWS allows
  /// no policy of this length.
  private static final int LONGEST = 100_000;

  /// Whether a policy that is there is too long for a command.
  public static boolean isTooLong(Fix fix) {
    return fix.before().isPresent()
        && Stream.concat(fix.before().stream(), fix.after().stream())
            .anyMatch(text -> text.length() > LONGEST);
  }

  /// The chain, as one text of several lines; nothing when it is the request that changes.
  public Optional<String> chain() {
    return fix.after().isEmpty()
        ? Optional.empty()
        : switch (fix.place()) {
          case TRUST_POLICY -> Optional.of(trustPolicy());
          case ROLE_POLICY -> Optional.of(inlinePolicy("role"));
          case USER_POLICY -> Optional.of(inlinePolicy("user"));
          case PERMISSION_SET -> Optional.of(permissionSet());
          case REQUEST -> Optional.empty();
        };
  }

  /// Whether the chain has an editor open the policy: where external IDs must not be shown, or it
  /// is too long, the new document cannot be part of it.
  public boolean isByHand() {
    return isTooLong(fix) || (before.isPresent() && !isWhole());
  }

  private boolean isWhole() {
    return Stream.concat(before.stream(), after.stream()).allMatch(PolicyDocument::whole);
  }

  private String trustPolicy() {
    String role = ShellWords.option("--role-name", fix.target());
    return changed(
        "trust-policy-",
        "aws iam get-role " + role + " --query Role.AssumeRolePolicyDocument",
        "aws iam update-assume-role-policy " + role);
  }

  private String inlinePolicy(String kind) {
    String name = fix.policyName().orElse("assume-role");
    String principal = ShellWords.option("--" + kind + "-name", fix.target());
    String which = principal + " " + ShellWords.option("--policy-name", name);
    String write = "aws iam put-" + kind + "-policy " + which;
    return fix.before().isPresent()
        ? changed(
            kind + "-policy-",
            "aws iam get-" + kind + "-policy " + which + " --query PolicyDocument",
            write)
        : added("aws iam list-" + kind + "-policies " + principal, name, write);
  }

  /// A policy of that name must not be there: it would be replaced.
  private String added(String list, String name, String write) {
    return chain(
        Stream.of(
            "found=$("
                + list
                + " --query \"PolicyNames[?@ == '"
                + name.replaceAll("[^\\w+=,.@-]", "")
                + "']\" --output text)",
            "test -z \"$found\"",
            write + " --policy-document " + document()));
  }

  private String changed(String file, String read, String write) {
    String now = read + " --output json";
    List<String> steps = new ArrayList<>();
    steps.add(saved(file));
    steps.add(now + " > " + SAVED);
    if (!isByHand()) {
      String checksum = before.map(old -> CliJson.checksum(old.json())).orElse("");
      steps.add("test \"$(tr -d ' \\n\\r\\t' < " + SAVED + " | cksum)\" = '" + checksum + "'");
      steps.add(write + " --policy-document " + document());
    } else {
      steps.add("cp " + SAVED + " \"$saved.new\"");
      steps.add(edit());
      steps.add(now + " | cmp -s - " + SAVED);
      steps.add(write + " --policy-document \"file://$saved.new\"");
    }
    return chain(Stream.concat(steps.stream(), Stream.of("echo \"" + changed + " $saved\"")));
  }

  /// A new file: one that is there already is never written to.
  private String saved(String kind) {
    String name =
        fix.place() == Fix.Place.PERMISSION_SET ? permissionSetName(fix.target()) : fix.target();
    return "saved=$(mktemp " + kind + name.replaceAll("[^\\w.-]", "_") + ".XXXXXX)";
  }

  private static String edit() {
    return "sh -c \"${EDITOR:-vi} $saved.new\"";
  }

  private String document() {
    return ShellWords.lines(new CompactPolicy(after.orElseThrow(), before).text());
  }

  private String chain(Stream<String> steps) {
    Stream<String> account =
        fix.account().stream()
            .filter(_ -> fix.place() != Fix.Place.PERMISSION_SET)
            .map(
                id ->
                    "test \"$(aws sts get-caller-identity --query Account --output text)\" = "
                        + id);
    return String.join(" &&\n", Stream.concat(account, steps).toList())
        + " ||\n{ echo \""
        + notChanged
        + "\" >&2; false; }";
  }

  /// The account of IAM Identity Center is not known: what is checked is that the permission set of
  /// this name is provisioned in the caller's account. What its policy is was not read; where there
  /// is one, an editor shows it together with the new one.
  private String permissionSet() {
    String both = "--instance-arn \"$instance\" --permission-set-arn \"$permission_set\"";
    String read =
        "aws sso-admin get-inline-policy-for-permission-set "
            + both
            + " --query \"InlinePolicy || ''\" --output text";
    List<String> steps = new ArrayList<>();
    steps.add(
        "instance=$(aws sso-admin list-instances --query 'Instances[0].InstanceArn' --output"
            + " text)");
    steps.add(
        "permission_set=$(for arn in $(aws sso-admin list-permission-sets --instance-arn"
            + " \"$instance\" --query 'PermissionSets[]' --output text); do aws sso-admin"
            + " describe-permission-set --instance-arn \"$instance\" --permission-set-arn \"$arn\""
            + " --query 'PermissionSet.[PermissionSetArn,Name]' --output text; done | awk -F '\\t'"
            + " -v name="
            + ShellWords.quote(permissionSetName(fix.target()))
            + " '$2 == name { print $1 }')");
    fix.account()
        .ifPresent(
            id ->
                steps.add(
                    "test -n \"$(aws sso-admin list-accounts-for-provisioned-permission-set "
                        + both
                        + " --query \"AccountIds[?@ == '"
                        + id
                        + "']\" --output text)\""));
    steps.add(saved("permission-set-"));
    steps.add(read + " > " + SAVED);
    steps.add("cp " + SAVED + " \"$saved.new\"");
    steps.add("printf '%s\\n' " + document() + " >> \"$saved.new\"");
    steps.add("{ ! grep -q '[^[:space:]]' " + SAVED + " || " + edit() + "; }");
    steps.add(read + " | cmp -s - " + SAVED);
    steps.add(
        "aws sso-admin put-inline-policy-to-permission-set "
            + both
            + " --inline-policy \"file://$saved.new\"");
    steps.add(
        "aws sso-admin provision-permission-set "
            + both
            + " --target-type AWS_ACCOUNT"
            + fix.account().map(id -> " --target-id " + id).orElse("")
            + " --query PermissionSetProvisioningStatus.Status --output text");
    steps.add("echo \"" + changed + " $saved\"");
    return chain(steps.stream());
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
