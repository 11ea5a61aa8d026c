package dev.rolecall.gate.wording;

import dev.rolecall.denial.Gap;
import dev.rolecall.denial.GapFact;
import dev.rolecall.denial.GapReason;
import dev.rolecall.denial.GapRemedy;
import dev.rolecall.explanation.command.ShellWords;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.Collectors;

/// What is wrong with a Terraform plan or a proposed trust policy, and what cannot be followed in
/// it.
public final class PlanWords {

  private PlanWords() {}

  private static String notAPlan() {
    return "this is not the output of `terraform show -json PLAN`";
  }

  public static String notJson(String problem) {
    return "invalid JSON, so " + notAPlan() + ": " + problem;
  }

  public static String notAnObject() {
    return "not a JSON object, so " + notAPlan();
  }

  public static String without(String field) {
    return "`" + field + "` is missing, so " + notAPlan();
  }

  private static String giveJson(String what) {
    return "this is "
        + what
        + ", not a plan as JSON: run `terraform plan -out=PLAN`, then `terraform show -json PLAN >"
        + " plan.json`";
  }

  /// Of a file that `terraform plan -out` writes.
  public static String binaryPlan() {
    return "this is a plan in Terraform's own format, or another zip archive: run `terraform show"
        + " -json PLAN > plan.json` in the folder of the configuration";
  }

  public static String humanPlan() {
    return giveJson("a plan as text");
  }

  public static String logLines() {
    return giveJson("the log of `terraform plan -json`");
  }

  public static String stateFile() {
    return giveJson("a Terraform state");
  }

  public static String severalPlans() {
    return "several plans in one file: write each plan to its own file, and pass one --plan for"
        + " each";
  }

  public static String encrypted() {
    return giveJson("encrypted by OpenTofu");
  }

  public static String notAPlanFile() {
    return notAPlan();
  }

  public static String unknownVersion(String version) {
    return "version `" + version + "` is not supported; 1.x is";
  }

  public static String incompletePlan() {
    return "Terraform failed to create the complete plan; run terraform plan again";
  }

  public static String unknownActions() {
    return "unknown combination of actions";
  }

  public static String knownAfterApply() {
    return "known only after apply";
  }

  public static String notInPlan() {
    return "the plan does not contain it";
  }

  public static String checkAfterApply() {
    return "check again after the plan is applied";
  }

  /// The name of a policy that is known only after the apply.
  public static String ofResource(String address) {
    return "of " + address + " (known after apply)";
  }

  public static String trustPolicy(String address) {
    return "the trust policy of " + address;
  }

  public static String inlinePolicy(String name, String address) {
    return "inline policy " + name + " of " + address;
  }

  public static String inlinePolicy(String address) {
    return "inline policy " + address;
  }

  public static String managedPolicy(String arn, String address) {
    return "policy " + arn + " of " + address;
  }

  public static String attachedPolicy(String address) {
    return "the policy that " + address + " attaches";
  }

  public static String notFollowed(String address, String why) {
    return address + ": not checked: " + why;
  }

  /// Of a change whose effect on the call is not known.
  public static String effect(String address) {
    return "the effect of " + address + " on the call";
  }

  public static String thePlan() {
    return "the plan";
  }

  public static String incomplete() {
    return "Terraform left resources out, because of `-target` or because it deferred them";
  }

  public static String deferred() {
    return "Terraform deferred this change to a later plan";
  }

  public static String ofType(String type) {
    return "resource type " + type + " is not supported";
  }

  public static String acceptedByProvider() {
    return "changes to an identity provider are not supported";
  }

  public static String unknownTags() {
    return "tags are known only after apply";
  }

  public static String userTags() {
    return "tags of users are not supported";
  }

  /// A change of a principal whose name is not known yet.
  ///
  /// @param type role or user
  public static String unknownName(String type) {
    return "the name of the " + type + " is known only after apply";
  }

  /// About a role or user whose account the plan does not contain.
  ///
  /// @param provider the provider configuration that manages it
  public static String unknownAccount(String name, Optional<String> provider) {
    return "the plan does not say which account `"
        + name
        + "` is in"
        + provider.map(key -> ", and which one provider `" + key + "` manages").orElse("");
  }

  /// How to say which account that is.
  public static String giveAccount(Optional<String> provider) {
    return "pass "
        + provider
            .map(key -> ShellWords.option("--provider-account", key + "=ACCOUNT"))
            .orElse("--account ACCOUNT");
  }

  /// About an attribute that depends on other resources.
  ///
  /// @param resources their addresses
  public static String waitsFor(Collection<String> resources) {
    return "known only after apply: it depends on " + String.join(", ", resources);
  }

  /// How to get a plan in which the attribute is known.
  public static String applyFirst(Collection<String> resources) {
    return "terraform apply "
        + resources.stream()
            .map(resource -> ShellWords.quote("-target=" + resource))
            .collect(Collectors.joining(" "))
        + ", then check a new plan";
  }

  public static String unknownList() {
    return "its list is known only after apply";
  }

  public static String groupPolicies() {
    return "policies of groups are not supported";
  }

  public static String deletesCaller(String address, String arn) {
    return address + " deletes the caller " + arn;
  }

  public static String deletesProvider(String address, String arn) {
    return address + " deletes the identity provider " + arn;
  }

  /// In place of a principal's unique ID that the plan does not contain.
  public static String formerId() {
    return "its former unique ID";
  }

  public static Gap unreadAttachment(String arn) {
    return unread("policy " + arn + ", which the plan attaches", arn);
  }

  public static Gap unreadBoundary(String arn) {
    return unread("permissions boundary " + arn + ", which the plan sets", arn);
  }

  private static Gap unread(String fact, String policy) {
    return new Gap(
        new GapFact.Stated(fact),
        new GapReason.Stated("the evidence does not contain it"),
        new GapRemedy.Command.ReadManaged(policy));
  }

  public static String newRoleWithoutTrust() {
    return "the role is new, and the plan does not contain its trust policy";
  }

  public static String tagsForTrust(Object role) {
    return "the tags of " + role + ", which its trust policy checks";
  }

  public static String noPrincipal(int statement) {
    return "Statement[" + statement + "]: Principal is missing";
  }

  public static String resourceInTrust(int statement) {
    return "Statement[" + statement + "].Resource: a trust policy cannot have a Resource";
  }

  public static String noStatements() {
    return "Statement: empty";
  }
}
