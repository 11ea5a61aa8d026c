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
import java.util.stream.Collectors;
import java.util.stream.Stream;

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

  /// The call by hand; empty when it cannot be made by hand.
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
          instruction(
              say(
                  "Where the workload runs, with its token in the file that"
                      + " `AWS_WEB_IDENTITY_TOKEN_FILE` names:"),
              webIdentity());
      case Caller.Saml saml ->
          instruction(
              say("With the assertion, as the identity provider posts it, in `assertion.txt`:"),
              saml(saml));
      case Caller.RoleSession _, Caller.IamUser _, Caller.Unidentified _ ->
          instruction(
              say("With the caller's credentials; the first command has to show {}.", shown()),
              "aws sts get-caller-identity",
              assumeRole());
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

  private Optional<Instruction> instruction(RichSentence where, String... commands) {
    RichSentence note = where;
    for (RichSentence more : notes) {
      note = note.then(" ").then(more);
    }
    return Optional.of(new Instruction(note, commands));
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

  private String webIdentity() {
    return "aws sts assume-role-with-web-identity "
        + roleArn()
        + " --role-session-name rolecall-test"
        + " --web-identity-token \"file://$AWS_WEB_IDENTITY_TOKEN_FILE\""
        + RegionNames.option(denial())
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
        + RegionNames.option(denial())
        + ONLY_ARN;
  }

  private String assumeRole() {
    String role = roleArn();
    Map<String, Fix.RequestMust> musts = musts();
    String session =
        Optional.ofNullable(musts.get("sts:rolesessionname"))
            .map(must -> value(must, "NAME"))
            .orElse("rolecall-test");
    String options = musts.values().stream().map(this::option).collect(Collectors.joining());
    if (denial().sessionTags() == Passed.YES && denial().parametersRecorded()) {
      notes.add(say("Add the session tags of the call with `--tags`."));
    }
    return "aws sts assume-role "
        + role
        + " "
        + ShellWords.option("--role-session-name", session)
        + options
        + RegionNames.option(denial())
        + ONLY_ARN;
  }

  /// What the call has to carry, by condition key in lower case.
  private Map<String, Fix.RequestMust> musts() {
    Map<String, Fix.RequestMust> musts = new LinkedHashMap<>();
    Stream.concat(
            explanation.fixes().stream().flatMap(fix -> fix.requestMust().stream()),
            explanation.diagnosis().causes().stream().flatMap(cause -> ofCause(cause).stream()))
        .forEach(must -> musts.putIfAbsent(must.key().toLowerCase(Locale.ROOT), must));
    if (!musts.containsKey("sts:externalid") && perhapsExternalId()) {
      musts.put(
          "sts:externalid",
          new Fix.RequestMust(
              "sts:ExternalId", ConditionOperator.of(Comparison.STRING_EQUALS), List.of()));
    }
    return musts;
  }

  /// What a cause asks of the call.
  private static Optional<Fix.RequestMust> ofCause(Cause cause) {
    if (cause.code().is(CauseCode.Trait.MFA)) {
      ConditionOperator bool = ConditionOperator.of(Comparison.BOOL);
      return cause
          .condition()
          .map(failed -> new Fix.RequestMust(failed.key(), bool, List.of("true")));
    }
    return cause
        .condition()
        .filter(_ -> cause.code().is(CauseCode.Trait.EXTERNAL_ID))
        .map(failed -> new Fix.RequestMust(failed.key(), failed.operator(), failed.wanted()));
  }

  /// Whether an external id was sent, or may be asked for; to send one that is not required does no
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
