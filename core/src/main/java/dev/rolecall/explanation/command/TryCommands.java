package dev.rolecall.explanation.command;

import static dev.rolecall.explanation.document.RichSentence.say;
import static dev.rolecall.explanation.document.RichSentence.words;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.rolecall.denial.Caller;
import dev.rolecall.denial.Denial;
import dev.rolecall.denial.KeyState;
import dev.rolecall.denial.Passed;
import dev.rolecall.denial.RoleArn;
import dev.rolecall.diagnosis.result.Cause;
import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.diagnosis.result.Fix;
import dev.rolecall.diagnosis.result.RoleSuggestion;
import dev.rolecall.explanation.document.Instruction;
import dev.rolecall.explanation.document.RichSentence;
import dev.rolecall.explanation.redaction.Masking;
import dev.rolecall.explanation.term.EntityNames;
import dev.rolecall.explanation.term.RegionNames;
import dev.rolecall.iam.condition.ConditionOperator;
import dev.rolecall.iam.condition.ConditionOperator.Comparison;
import dev.rolecall.iam.condition.ConditionOperator.Family;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// AWS CLI commands that make the refused call by hand. They print the ARN of the session and no
/// credentials.
public final class TryCommands {

  private static final String ONLY_ARN = " --query AssumedRoleUser.Arn --output text";

  private final Explanation explanation;
  private final Masking masking;
  private final List<RichSentence> notes = new ArrayList<>();

  private TryCommands(Explanation explanation, Masking masking) {
    this.explanation = explanation;
    this.masking = masking;
  }

  /// The call by hand; empty when nobody can make it by hand.
  public static Optional<Instruction> of(Explanation explanation, Masking masking) {
    return new TryCommands(explanation, masking).instruction();
  }

  private Denial denial() {
    return explanation.denial();
  }

  private Optional<Instruction> instruction() {
    return switch (denial().caller()) {
      case Caller.AwsService _, Caller.Root _ -> Optional.empty();
      case Caller.WebIdentity _ ->
          Optional.of(
              instruction(
                  List.of(webIdentity()),
                  say(
                      "Where the workload runs, with its token in the file that"
                          + " `AWS_WEB_IDENTITY_TOKEN_FILE` names:")));
      case Caller.Saml saml ->
          Optional.of(
              instruction(
                  List.of(saml(saml)),
                  say(
                      "With the assertion, as the identity provider posts it, in"
                          + " `assertion.txt`:")));
      case Caller.RoleSession _, Caller.IamUser _, Caller.Unidentified _ ->
          Optional.of(
              instruction(
                  List.of("aws sts get-caller-identity", assumeRole()),
                  say(
                      "With the caller's credentials; the first command has to show {}.",
                      shown())));
    };
  }

  /// The caller as `get-caller-identity` shows it. Session names change.
  private RichSentence shown() {
    if (denial().caller() instanceof Caller.RoleSession session) {
      String arn = session.arn().toString();
      return say("{} and a session name", arn.substring(0, arn.lastIndexOf('/') + 1));
    }
    return RichSentence.value(new EntityNames(explanation).callerId());
  }

  private Instruction instruction(List<String> commands, RichSentence where) {
    RichSentence note = where;
    for (RichSentence more : notes) {
      note = note.then(" ").then(more);
    }
    return new Instruction(note, commands);
  }

  /// The role that was asked for; the one that was meant where it is not the ARN of a role, or one
  /// of another partition.
  private Optional<RoleArn> meant() {
    Optional<RoleArn> suggested =
        explanation.suggestions().stream().map(RoleSuggestion::role).findFirst();
    return denial().target().arn().map(this::inPartition).or(() -> suggested);
  }

  private RoleArn inPartition(RoleArn role) {
    return new RoleArn(denial().partition(), role.account(), role.path(), role.name());
  }

  private String roleArn() {
    Optional<String> role = meant().map(RoleArn::toString);
    if (role.isEmpty()) {
      notes.add(say("Put the role that was meant in place of `ROLE_ARN`."));
    }
    return ShellWords.option("--role-arn", role.orElse("ROLE_ARN"));
  }

  private String region() {
    return denial()
        .region()
        .filter(RegionNames::isRegion)
        .map(region -> " --region " + region)
        .orElse("");
  }

  private String webIdentity() {
    return "aws sts assume-role-with-web-identity "
        + roleArn()
        + " --role-session-name rolecall-test"
        + " --web-identity-token \"file://$AWS_WEB_IDENTITY_TOKEN_FILE\""
        + region()
        + ONLY_ARN;
  }

  private String saml(Caller.Saml saml) {
    if (saml.provider().isEmpty()) {
      notes.add(say("Put the ARN of the SAML provider in place of `PROVIDER_ARN`."));
    }
    return "aws sts assume-role-with-saml "
        + roleArn()
        + " "
        + ShellWords.option("--principal-arn", saml.provider().orElse("PROVIDER_ARN"))
        + " --saml-assertion file://assertion.txt"
        + region()
        + ONLY_ARN;
  }

  private String assumeRole() {
    StringBuilder command = new StringBuilder("aws sts assume-role ").append(roleArn());
    Map<String, Fix.RequestMust> musts = musts();
    Optional<String> sessionName =
        Optional.ofNullable(musts.get("sts:rolesessionname")).map(must -> value(must, "NAME"));
    command
        .append(' ')
        .append(ShellWords.option("--role-session-name", sessionName.orElse("rolecall-test")));
    for (Fix.RequestMust must : musts.values()) {
      command.append(option(must));
    }
    if (denial().sessionTags() == Passed.YES && denial().parametersRecorded()) {
      notes.add(say("Add the session tags of the call with `--tags`."));
    }
    return command.append(region()).append(ONLY_ARN).toString();
  }

  /// What the call has to carry, by condition key in lower case.
  private Map<String, Fix.RequestMust> musts() {
    Map<String, Fix.RequestMust> musts = new LinkedHashMap<>();
    for (Fix fix : explanation.fixes()) {
      for (Fix.RequestMust must : fix.requestMust()) {
        musts.putIfAbsent(must.key().toLowerCase(Locale.ROOT), must);
      }
    }
    for (Cause cause : explanation.diagnosis().causes()) {
      boolean ofRequest =
          cause.code().is(CauseCode.Trait.EXTERNAL_ID) || cause.code().is(CauseCode.Trait.MFA);
      cause
          .condition()
          .filter(_ -> ofRequest)
          .ifPresent(
              failed ->
                  musts.putIfAbsent(
                      failed.key().toLowerCase(Locale.ROOT),
                      cause.code().is(CauseCode.Trait.MFA)
                          ? new Fix.RequestMust(
                              failed.key(), ConditionOperator.of(Comparison.BOOL), List.of("true"))
                          : new Fix.RequestMust(failed.key(), failed.operator(), failed.wanted())));
    }
    if (!musts.containsKey("sts:externalid") && perhapsExternalId()) {
      musts.put(
          "sts:externalid",
          new Fix.RequestMust(
              "sts:ExternalId", ConditionOperator.of(Comparison.STRING_EQUALS), List.of()));
    }
    return musts;
  }

  /// Whether an external id was sent, or may be asked for; to send one that nobody asks for does no
  /// harm.
  private boolean perhapsExternalId() {
    return denial().context().get("sts:ExternalId") instanceof KeyState.Present
        || explanation.fixes().stream()
            .flatMap(fix -> fix.after().stream())
            .anyMatch(after -> after.toLowerCase(Locale.ROOT).contains("\"sts:externalid\""))
        || explanation.diagnosis().possible().stream()
            .flatMap(List::stream)
            .flatMap(cause -> cause.condition().stream())
            .anyMatch(failed -> Masking.isExternalId(failed.key()));
  }

  private String option(Fix.RequestMust must) {
    if (must.forbids() || must.isWithoutMfa()) {
      return "";
    }
    String key = must.key().toLowerCase(Locale.ROOT);
    if (key.startsWith("aws:requesttag/")) {
      String tag = must.key().substring("aws:requesttag/".length());
      return " " + ShellWords.option("--tags", tags(tag, value(must, "VALUE")));
    }
    return switch (key) {
      case "sts:externalid" -> " " + ShellWords.option("--external-id", value(must, "EXTERNAL_ID"));
      case "sts:sourceidentity" ->
          " " + ShellWords.option("--source-identity", value(must, "NAME"));
      case "sts:transitivetagkeys" ->
          " " + ShellWords.option("--transitive-tag-keys", value(must, "KEY"));
      case "aws:multifactorauthpresent", "aws:multifactorauthage" -> mfa();
      default -> "";
    };
  }

  private static String tags(String key, String value) {
    return JsonNodeFactory.instance
        .arrayNode()
        .add(JsonNodeFactory.instance.objectNode().put("Key", key).put("Value", value))
        .toString();
  }

  /// Only a user can send an MFA code with this call.
  private String mfa() {
    if (!(denial().caller() instanceof Caller.IamUser user)) {
      notes.add(words("The session has to be one that was opened with MFA."));
      return "";
    }
    notes.add(
        say(
            "Put the code that the MFA device shows in place of `CODE` and its serial"
                + " number in place of `MFA_SERIAL` ({} lists it).",
            "aws iam list-mfa-devices " + ShellWords.option("--user-name", user.arn().name())));
    return " --serial-number MFA_SERIAL --token-code CODE";
  }

  /// The one value that satisfies the condition, else a place to put one.
  private String value(Fix.RequestMust must, String placeholder) {
    Comparison comparison = must.operator().comparison();
    String value = must.values().isEmpty() ? "" : must.values().getFirst();
    boolean exact = !comparison.wildcards() || !(value.contains("*") || value.contains("?"));
    if (comparison.family() == Family.STRING
        && !comparison.negated()
        && exact
        && !value.isEmpty()
        && !value.contains("${")
        && !masking.hides(must.key())) {
      return value;
    }
    notes.add(
        Masking.isExternalId(must.key())
            ? say(
                "Put the external id that was agreed on with the role's owner in place of {}.",
                placeholder)
            : say("Put a value that meets {} in place of {}.", must.key(), placeholder));
    return placeholder;
  }
}
