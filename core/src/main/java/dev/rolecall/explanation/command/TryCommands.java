package dev.rolecall.explanation.command;

import static dev.rolecall.denial.AssumeCall.ASSUME_ROLE_WITH_SAML;
import static dev.rolecall.denial.AssumeCall.ASSUME_ROLE_WITH_WEB_IDENTITY;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.rolecall.denial.Caller;
import dev.rolecall.denial.Denial;
import dev.rolecall.denial.KeyState;
import dev.rolecall.denial.Passed;
import dev.rolecall.denial.RoleArn;
import dev.rolecall.diagnosis.result.CallerSetup;
import dev.rolecall.diagnosis.result.Cause;
import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.diagnosis.result.Fix;
import dev.rolecall.diagnosis.result.RoleSuggestion;
import dev.rolecall.explanation.redaction.Masking;
import dev.rolecall.explanation.wording.term.RegionNames;
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

/// AWS CLI commands that make the denied call by hand, as it can succeed: with what it must have,
/// and with the role that was meant. They print the ARN of the session and no credentials.
public final class TryCommands {

  private static final String ONLY_ARN = " --query AssumedRoleUser.Arn --output text";

  /// What the reader puts in place of a word in capitals.
  public enum Blank {
    ROLE_ARN,
    PROVIDER_ARN,
    EXTERNAL_ID,
    MFA_DEVICE,
    /// The session that makes the call must be one that was started with MFA.
    MFA_SESSION,
    SESSION_TAGS,
    /// A value that meets a condition.
    VALUE
  }

  /// The call by hand.
  ///
  /// @param call the one command that makes it
  /// @param whoami whether it is made with credentials, so that `get-caller-identity` shows whose
  /// @param blanks what is left to fill in
  public record Attempt(String call, boolean whoami, List<Missing> blanks) {
    public Attempt {
      blanks = List.copyOf(blanks);
    }

    /// All of it: a chain where there is something to check first.
    public String chain() {
      return (whoami ? "aws sts get-caller-identity --query Arn --output text &&\n" : "") + call;
    }
  }

  /// What is left to fill in.
  ///
  /// @param placeholder the word that stands in the command
  /// @param key the condition key that it is about
  public record Missing(Blank blank, String placeholder, String key) {
    Missing(Blank blank) {
      this(blank, blank.name(), "");
    }
  }

  private final Explanation explanation;
  private final Masking masking;
  private final List<Missing> blanks = new ArrayList<>();

  private TryCommands(Explanation explanation, Masking masking) {
    this.explanation = explanation;
    this.masking = masking;
  }

  /// The call by hand; empty when it cannot be made by hand, or no change could let it succeed.
  public static Optional<Attempt> of(Explanation explanation, Masking masking) {
    return canSucceed(explanation)
        ? new TryCommands(explanation, masking).attempt()
        : Optional.empty();
  }

  /// A set-up that is wrong is not made right by another call of the same identity.
  private static boolean canSucceed(Explanation explanation) {
    boolean otherwise =
        explanation
            .setup()
            .filter(CallerSetup::isEnough)
            .filter(_ -> explanation.fixes().isEmpty())
            .isPresent();
    return !otherwise && explanation.diagnosis().cause().code() != CauseCode.ROOT_CANNOT_ASSUME;
  }

  private Denial denial() {
    return explanation.denial();
  }

  private Optional<Attempt> attempt() {
    return switch (denial().caller()) {
      case Caller.AwsService _, Caller.Root _ -> Optional.empty();
      case Caller.WebIdentity _ -> Optional.of(attempt(webIdentity(), false));
      case Caller.Saml saml -> Optional.of(attempt(saml(saml.provider()), false));
      case Caller.Unidentified _ when denial().call() == ASSUME_ROLE_WITH_WEB_IDENTITY ->
          Optional.of(attempt(webIdentity(), false));
      case Caller.Unidentified _ when denial().call() == ASSUME_ROLE_WITH_SAML ->
          Optional.of(attempt(saml(Optional.empty()), false));
      case Caller.RoleSession _, Caller.IamUser _, Caller.Unidentified _ ->
          Optional.of(attempt(assumeRole(), true));
    };
  }

  private Attempt attempt(String call, boolean whoami) {
    return new Attempt(call, whoami, blanks);
  }

  /// The role that the call should ask for: the one that it asked for, or the nearest where that
  /// one cannot be assumed; empty where no role is near.
  public static Optional<RoleArn> meant(Explanation explanation) {
    Denial denial = explanation.denial();
    CauseCode code = explanation.diagnosis().cause().code();
    Optional<RoleArn> suggested =
        explanation.suggestions().stream().map(RoleSuggestion::role).findFirst();
    Optional<RoleArn> asked =
        denial
            .target()
            .arn()
            .map(role -> new RoleArn(denial.partition(), role.account(), role.path(), role.name()));
    if (code == CauseCode.ROLE_NOT_FOUND) {
      return suggested.or(() -> asked.filter(_ -> denial.asksOtherPartition()));
    }
    return explanation
        .setup()
        .filter(_ -> explanation.fixes().isEmpty())
        .<RoleArn>flatMap(
            setup ->
                setup instanceof CallerSetup.OtherAccount(RoleArn other)
                    ? Optional.of(other)
                    : Optional.empty())
        .or(() -> asked)
        .or(() -> suggested);
  }

  private String roleArn() {
    Optional<String> role = meant(explanation).map(RoleArn::toString);
    if (role.isEmpty()) {
      blanks.add(new Missing(Blank.ROLE_ARN));
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

  private String saml(Optional<String> provider) {
    if (provider.isEmpty()) {
      blanks.add(new Missing(Blank.PROVIDER_ARN));
    }
    return "aws sts assume-role-with-saml "
        + roleArn()
        + " "
        + ShellWords.option("--principal-arn", provider.orElse("PROVIDER_ARN"))
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
    if (denial().sessionTags() == Passed.YES
        && denial().parametersRecorded()
        && !options.contains(" --tags")) {
      blanks.add(new Missing(Blank.SESSION_TAGS));
    }
    return "aws sts assume-role "
        + role
        + " "
        + ShellWords.option("--role-session-name", session)
        + options
        + duration()
        + region(musts)
        + ONLY_ARN;
  }

  /// An hour, which every role allows, also to callers that are roles themselves.
  private String duration() {
    return explanation.diagnosis().cause().code() == CauseCode.SESSION_DURATION
        ? " --duration-seconds 3600"
        : "";
  }

  /// The region that a condition asks for; where STS is off in a region, one where it is always on.
  private String region(Map<String, Fix.RequestMust> musts) {
    Optional<Fix.RequestMust> asked = Optional.ofNullable(musts.get("aws:requestedregion"));
    if (asked.isPresent()) {
      return " " + ShellWords.option("--region", value(asked.get(), "REGION"));
    }
    boolean off = explanation.diagnosis().cause().code() == CauseCode.STS_REGION_DISABLED;
    return off && denial().partition().equals("aws")
        ? " --region us-east-1"
        : RegionNames.option(denial());
  }

  /// What the call must have, by condition key in lower case.
  private Map<String, Fix.RequestMust> musts() {
    Map<String, Fix.RequestMust> musts = new LinkedHashMap<>();
    Stream.concat(
            explanation.fixes().stream().flatMap(fix -> fix.requestMust().stream()),
            explanation.diagnosis().causes().stream()
                .filter(cause -> !explanation.outOfReach().contains(cause))
                .flatMap(cause -> ofCause(cause).stream()))
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
      return Optional.of(new Fix.RequestMust("aws:MultiFactorAuthPresent", bool, List.of("true")));
    }
    return cause
        .condition()
        .filter(_ -> cause.code().is(CauseCode.Trait.EXTERNAL_ID))
        .map(failed -> new Fix.RequestMust(failed.key(), failed.operator(), failed.wanted()));
  }

  /// Whether an external ID was sent, or may be required for; to send one that is not required does
  /// no harm.
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
      blanks.add(new Missing(Blank.MFA_SESSION));
      return "";
    }
    blanks.add(new Missing(Blank.MFA_DEVICE));
    return new MfaCommands(user.arn()).options();
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
    blanks.add(
        new Missing(
            Masking.isExternalId(must.key()) ? Blank.EXTERNAL_ID : Blank.VALUE,
            placeholder,
            must.key()));
    return placeholder;
  }
}
