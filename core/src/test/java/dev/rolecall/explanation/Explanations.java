package dev.rolecall.explanation;

import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.AssumeCall;
import dev.rolecall.denial.AwsReason;
import dev.rolecall.denial.Caller;
import dev.rolecall.denial.Denial;
import dev.rolecall.denial.Gap;
import dev.rolecall.denial.KeyState;
import dev.rolecall.denial.Passed;
import dev.rolecall.denial.PolicyType;
import dev.rolecall.denial.RequestContext;
import dev.rolecall.denial.RoleArn;
import dev.rolecall.denial.RoleSessionArn;
import dev.rolecall.denial.TargetRole;
import dev.rolecall.denial.UserArn;
import dev.rolecall.diagnosis.result.Actor;
import dev.rolecall.diagnosis.result.CandidateRole;
import dev.rolecall.diagnosis.result.Cause;
import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.diagnosis.result.ChecklistStep;
import dev.rolecall.diagnosis.result.Confidence;
import dev.rolecall.diagnosis.result.Diagnosis;
import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.diagnosis.result.Fix;
import dev.rolecall.diagnosis.result.NearMiss;
import dev.rolecall.diagnosis.result.RoleSuggestion;
import dev.rolecall.evidence.Change;
import dev.rolecall.iam.condition.ConditionOperator;
import dev.rolecall.iam.condition.Truth;
import dev.rolecall.iam.evaluation.Decision;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Explanations as tests need them: role `ci-runner` of account 111111111111 could not assume role
/// `deploy` of account 222222222222, and then whatever a test says.
public final class Explanations {

  public static final Instant DENIED = Instant.parse("2026-11-03T02:14:07Z");
  public static final String CI = "arn:aws:iam::111111111111:role/ci-runner";
  static final String GITHUB =
      "arn:aws:iam::222222222222:oidc-provider/token.actions.githubusercontent.com";

  private Caller caller = session("arn:aws:sts::111111111111:assumed-role/ci-runner/build-42", CI);
  private TargetRole target = new TargetRole.Known(role("arn:aws:iam::222222222222:role/deploy"));
  private Optional<AccountId> recordedIn = Optional.of(new AccountId("111111111111"));
  private AssumeCall call = AssumeCall.ASSUME_ROLE;
  private String deniedAction = "sts:AssumeRole";
  private Passed sessionTags = Passed.NO;
  private AwsReason reason = new AwsReason.NotGiven();
  private String awsMessage = "";
  private String userAgent = "aws-cli/2.31.0 md/awscrt#0.28.2 ua/2.1";
  private final List<Cause> causes = new ArrayList<>();
  private List<List<Cause>> possible = List.of();
  private Confidence confidence = Confidence.CERTAIN;
  private final Map<PolicyType, Decision> evaluation = new EnumMap<>(PolicyType.class);
  private Truth allowed = Truth.FALSE;
  private List<Gap> gaps = List.of();
  private boolean awsDisagrees;
  private Diagnosis.Familiarity familiarity = Diagnosis.Familiarity.KNOWN;
  private Actor actor = Actor.TARGET_ACCOUNT;
  private final Map<ChecklistStep.Name, ChecklistStep.Status> steps =
      new EnumMap<>(ChecklistStep.Name.class);
  private List<Change> changes = List.of();
  private List<Fix> fixes = List.of();
  private List<RoleSuggestion> suggestions = List.of();
  private List<CandidateRole> candidates = List.of();

  public Explanations() {
    evaluation.put(PolicyType.TRUST_POLICY, Decision.IMPLICIT_DENY);
    evaluation.put(PolicyType.IDENTITY_POLICY, Decision.ALLOW);
    evaluation.put(PolicyType.PERMISSIONS_BOUNDARY, Decision.NOT_APPLICABLE);
    evaluation.put(PolicyType.SCP, Decision.ALLOW);
    evaluation.put(PolicyType.RCP, Decision.ALLOW);
    for (ChecklistStep.Name name : ChecklistStep.Name.values()) {
      steps.put(name, ChecklistStep.Status.PASS);
    }
    steps.put(ChecklistStep.Name.TRUST_POLICY_ALLOWS_CALLER, ChecklistStep.Status.FAIL);
    steps.put(ChecklistStep.Name.AWS_REASON, ChecklistStep.Status.UNKNOWN);
  }

  static RoleArn role(String arn) {
    return RoleArn.parse(arn).orElseThrow();
  }

  static Caller session(String arn, String role) {
    return new Caller.RoleSession(
        RoleSessionArn.parse(arn).orElseThrow(), RoleArn.parse(role), Optional.empty());
  }

  static Caller user(String arn) {
    return new Caller.IamUser(UserArn.parse(arn).orElseThrow(), Optional.empty());
  }

  static Caller github(String subject) {
    return new Caller.WebIdentity(Optional.of(GITHUB), Optional.of("sts.amazonaws.com"), subject);
  }

  Explanations by(Caller who) {
    caller = who;
    return this;
  }

  /// A call with a token of GitHub Actions, recorded in the role's account.
  public Explanations byGithub(String subject) {
    caller = github(subject);
    call = AssumeCall.ASSUME_ROLE_WITH_WEB_IDENTITY;
    deniedAction = "sts:AssumeRoleWithWebIdentity";
    recordedIn = Optional.of(new AccountId("222222222222"));
    evaluation.put(PolicyType.IDENTITY_POLICY, Decision.NOT_APPLICABLE);
    return this;
  }

  Explanations role(TargetRole which) {
    target = which;
    return this;
  }

  public Explanations roleArn(String arn) {
    return role(new TargetRole.Known(role(arn)));
  }

  Explanations refusedAs(String action) {
    deniedAction = action;
    return this;
  }

  Explanations withSessionTags() {
    sessionTags = Passed.YES;
    return this;
  }

  Explanations awsSays(AwsReason what, String message) {
    reason = what;
    awsMessage = message;
    steps.put(ChecklistStep.Name.AWS_REASON, ChecklistStep.Status.FAIL);
    return this;
  }

  public Explanations userAgent(String agent) {
    userAgent = agent;
    return this;
  }

  public Explanations because(Cause... these) {
    causes.addAll(List.of(these));
    return this;
  }

  Explanations orBecause(Cause... others) {
    possible = Arrays.stream(others).map(List::of).toList();
    return this;
  }

  public Explanations sure(Confidence how) {
    confidence = how;
    return this;
  }

  Explanations policies(PolicyType type, Decision decision) {
    evaluation.put(type, decision);
    return this;
  }

  Explanations step(ChecklistStep.Name name, ChecklistStep.Status status) {
    steps.put(name, status);
    return this;
  }

  public Explanations allowed(Truth truth) {
    allowed = truth;
    return this;
  }

  public Explanations open(Gap... these) {
    gaps = List.of(these);
    return this;
  }

  Explanations awsDisagrees() {
    awsDisagrees = true;
    return this;
  }

  public Explanations stranger() {
    familiarity = Diagnosis.Familiarity.STRANGER;
    actor = Actor.NOBODY;
    return this;
  }

  public Explanations actor(Actor who) {
    actor = who;
    return this;
  }

  public Explanations changes(Change... these) {
    changes = List.of(these);
    return this;
  }

  public Explanations fixes(Fix... these) {
    fixes = List.of(these);
    return this;
  }

  Explanations suggestions(RoleSuggestion... these) {
    suggestions = List.of(these);
    return this;
  }

  Explanations candidates(CandidateRole... these) {
    candidates = List.of(these);
    return this;
  }

  public Explanation explanation() {
    List<ChecklistStep> checklist = new ArrayList<>();
    steps.forEach((name, status) -> checklist.add(new ChecklistStep(name, status)));
    return new Explanation(
        denial(),
        principal(),
        new Diagnosis(
            causes,
            confidence,
            possible,
            evaluation,
            allowed,
            gaps,
            awsDisagrees,
            familiarity,
            actor,
            Optional.empty()),
        checklist,
        changes,
        fixes,
        suggestions,
        candidates,
        Optional.empty(),
        List.of(),
        Map.of(),
        false,
        Map.of());
  }

  private Denial denial() {
    return new Denial(
        Optional.of("8f1d2a3b-0000-4c5d-9e8f-112233445566"),
        Optional.empty(),
        Optional.of(DENIED),
        Optional.of("eu-west-1"),
        recordedIn,
        call,
        deniedAction,
        caller,
        target,
        sessionTags,
        Passed.NO,
        false,
        RequestContext.builder(_ -> KeyState.ABSENT).build(),
        reason,
        "AccessDenied",
        awsMessage,
        userAgent,
        "203.0.113.7",
        Optional.empty());
  }

  private Optional<String> principal() {
    return switch (caller) {
      case Caller.RoleSession session -> session.role().map(RoleArn::toString);
      case Caller.IamUser user -> Optional.of(user.arn().toString());
      default -> Optional.empty();
    };
  }

  /// A cause without anything but its code.
  public static Cause bare(CauseCode code) {
    return new Cause(
        code,
        "sts:AssumeRole",
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  static Cause of(String action, Cause cause) {
    return new Cause(
        cause.code(),
        action,
        cause.policyType(),
        cause.policy(),
        cause.statement(),
        cause.condition(),
        cause.nearMiss());
  }

  static Cause in(PolicyType type, Cause cause) {
    return new Cause(
        cause.code(),
        cause.action(),
        Optional.of(type),
        cause.policy(),
        cause.statement(),
        cause.condition(),
        cause.nearMiss());
  }

  static Cause named(String policy, Cause cause) {
    return new Cause(
        cause.code(),
        cause.action(),
        cause.policyType(),
        Optional.of(policy),
        cause.statement(),
        cause.condition(),
        cause.nearMiss());
  }

  static Cause at(int index, String sid, Cause cause) {
    return new Cause(
        cause.code(),
        cause.action(),
        cause.policyType(),
        cause.policy(),
        Optional.of(
            new Cause.StatementRef(index, Optional.of(sid).filter(text -> !text.isEmpty()))),
        cause.condition(),
        cause.nearMiss());
  }

  static Cause wanting(
      String operator, String key, List<String> wanted, KeyState got, Cause cause) {
    return new Cause(
        cause.code(),
        cause.action(),
        cause.policyType(),
        cause.policy(),
        cause.statement(),
        Optional.of(
            new Cause.FailedCondition(
                ConditionOperator.parse(operator).orElseThrow(), key, wanted, got)),
        cause.nearMiss());
  }

  public static Cause near(NearMiss.Kind kind, String expected, Cause cause) {
    return new Cause(
        cause.code(),
        cause.action(),
        cause.policyType(),
        cause.policy(),
        cause.statement(),
        cause.condition(),
        Optional.of(new NearMiss(kind, expected)));
  }

  /// A cause in the trust policy's first statement.
  public static Cause trust(CauseCode code) {
    return at(0, "AllowCi", named("trust policy", in(PolicyType.TRUST_POLICY, bare(code))));
  }

  public static Fix fix(
      Fix.Place place, String account, String target, String before, String after) {
    boolean inline = place != Fix.Place.TRUST_POLICY;
    return new Fix(
        inline ? Actor.CALLER_ACCOUNT : Actor.TARGET_ACCOUNT,
        Optional.of(new AccountId(account)),
        place,
        target,
        inline ? Optional.of("assume-deploy") : Optional.empty(),
        Optional.of(before).filter(text -> !text.isEmpty()),
        Optional.of(after),
        List.of(),
        List.of(CI),
        Fix.Result.ALLOWED,
        List.of());
  }

  public static Fix request(Fix.RequestMust... musts) {
    return new Fix(
        Actor.CALLER_REQUEST,
        Optional.of(new AccountId("111111111111")),
        Fix.Place.REQUEST,
        "deploy",
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(musts),
        List.of(),
        Fix.Result.ALLOWED,
        List.of());
  }

  static Fix onlyIf(Gap gap, Fix fix) {
    return new Fix(
        fix.actor(),
        fix.account(),
        fix.place(),
        fix.target(),
        fix.policyName(),
        fix.before(),
        fix.after(),
        fix.requestMust(),
        fix.admits(),
        Fix.Result.ALLOWED_IF,
        List.of(gap));
  }
}
