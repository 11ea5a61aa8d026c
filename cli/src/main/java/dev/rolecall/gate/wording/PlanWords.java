package dev.rolecall.gate.wording;

import dev.rolecall.denial.Gap;
import dev.rolecall.denial.GapFact;
import dev.rolecall.denial.GapReason;
import dev.rolecall.denial.GapRemedy;

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

  public static String unreadable(String problem) {
    return "cannot be read: " + problem;
  }

  public static String unknownVersion(String version) {
    return "version `" + version + "` is not supported; 1.x is";
  }

  public static String incompletePlan() {
    return "Terraform failed to create the complete plan; run terraform plan again";
  }

  public static String mustBeAList() {
    return "must be a list";
  }

  public static String mustBeAnObject() {
    return "must be an object";
  }

  public static String mustBeAString() {
    return "must be a string";
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

  /// A change whose effect on the call is not known.
  public static Gap effect(String address, String why) {
    return new Gap("the effect of " + address + " on the call", why, checkAfterApply());
  }

  public static String thePlan() {
    return "the plan";
  }

  public static String deferredChanges() {
    return "Terraform deferred changes to a later plan";
  }

  public static String ofType(String type) {
    return "resource type " + type + " is not supported";
  }

  public static String acceptedByProvider() {
    return "changes to an identity provider are not supported";
  }

  public static String unknownRoleArn() {
    return "the role's ARN is known only after apply";
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
    return "the name of its " + type + " is known only after apply";
  }

  public static String unknownAccount(String name) {
    return "the plan does not say which account `" + name + "` is in (pass --account)";
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
