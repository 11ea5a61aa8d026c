package dev.rolecall.gate.wording;

import static dev.rolecall.explanation.document.RichSentence.say;
import static dev.rolecall.explanation.document.RichSentence.words;

import dev.rolecall.denial.RoleArn;
import dev.rolecall.explanation.document.RichSentence;
import dev.rolecall.explanation.wording.term.Count;
import java.util.List;
import java.util.Optional;

/// What answers say on GitHub, around the explanations.
public final class SummaryWords {

  private SummaryWords() {}

  public static String inTerraform() {
    return "In Terraform";
  }

  public static String claims() {
    return "The token";
  }

  public static String errorOfStep() {
    return "Error of the failed step";
  }

  public static String byTrustPolicy() {
    return "The trust policy";
  }

  /// Where a pair's line is, before the place.
  public static String at() {
    return "In Terraform:";
  }

  /// How many pairs are left out.
  public static String more(int pairs) {
    return "... and " + Count.of(pairs, "more pair") + "; --format json shows all.";
  }

  public static RichSentence pair(String outcome, String caller, Object role) {
    return say("{}: {} → {}", words(outcome), caller, role);
  }

  /// A claim of a token, by its condition key.
  public static RichSentence claim(String key, List<String> sent) {
    return say("{} = {}", key, RichSentence.values(sent, ", "));
  }

  /// A role of the configuration, before its place.
  ///
  /// @param guess whether its name has expressions in it
  public static RichSentence role(String address, boolean guess) {
    return guess
        ? say(
            "The role is probably {} (its name contains expressions), with its trust policy at",
            address)
        : say("The role is {}, with its trust policy at", address);
  }

  /// Expressions of a policy whose values the files do not contain.
  public static RichSentence open(List<String> expressions) {
    List<String> named = TerraformWords.named(expressions);
    return say(
        "The files contain no value for {}. The denial does not depend on it; where it is part of a"
            + " value above, {} stands for it. With the plan ({}), the answer is complete.",
        named.isEmpty() ? words("part of the policy") : RichSentence.values(named, ", "),
        "*",
        "terraform show -json PLAN");
  }

  /// What to add to a condition that is not known whole.
  public static RichSentence add(String key, List<String> sent) {
    return say(
        "If this job should have the role, add {} to the values of the condition on {}.",
        RichSentence.values(sent, ", "),
        key);
  }

  public static String deniedAnyway() {
    return "The trust policy allows this call. If AWS denies it anyway, check:";
  }

  /// That what is deployed may differ from the files.
  public static RichSentence applied(RoleArn role) {
    return say(
        "Is this configuration applied? {} shows the trust policy that AWS evaluates.",
        "aws iam get-role --role-name " + role.name());
  }

  /// The title of an annotation about one call.
  public static String title(Optional<RoleArn> role) {
    return role.map(arn -> "Role " + arn.name() + " cannot be assumed")
        .orElse("Role cannot be assumed");
  }

  /// The title of an annotation about a call that the policies allow or do not decide.
  public static String openTitle(Optional<RoleArn> role) {
    return role.map(arn -> "Role " + arn.name() + ": undetermined").orElse("Undetermined");
  }

  public static String allowedTitle(Optional<RoleArn> role) {
    return role.map(arn -> "Role " + arn.name() + " can be assumed").orElse("Role can be assumed");
  }

  /// That GitHub shows only so many annotations of a step.
  public static String moreAnnotations(int more) {
    return Count.of(more, "more pair") + ": see the job summary";
  }

  /// The title of what stands for annotations that are left out.
  public static String moreTitle() {
    return "More pairs";
  }
}
