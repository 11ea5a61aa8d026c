package dev.rolecall.diagnosis.cause;

import dev.rolecall.denial.Caller.RoleSession;
import dev.rolecall.denial.PolicyType;
import dev.rolecall.denial.RoleArn;
import dev.rolecall.denial.TargetRole;
import dev.rolecall.diagnosis.evaluation.Evaluation;
import dev.rolecall.diagnosis.evaluation.Evaluation.ActionTrial;
import dev.rolecall.diagnosis.evaluation.Facts;
import dev.rolecall.diagnosis.evaluation.PolicyLayers;
import dev.rolecall.diagnosis.result.CallerSetup;
import dev.rolecall.diagnosis.result.CallerSetup.Workload;
import dev.rolecall.diagnosis.result.Cause;
import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.evidence.Lookup;
import dev.rolecall.evidence.RoleFacts;
import dev.rolecall.evidence.Roles;
import dev.rolecall.iam.policy.Statement;
import dev.rolecall.iam.principal.PrincipalEntry;
import dev.rolecall.iam.principal.PrincipalEntry.Account;
import dev.rolecall.iam.principal.PrincipalEntry.Everyone;
import dev.rolecall.iam.principal.PrincipalEntry.Federated;
import dev.rolecall.iam.principal.PrincipalEntry.Nobody;
import dev.rolecall.iam.principal.PrincipalEntry.Role;
import dev.rolecall.iam.principal.PrincipalEntry.Service;
import dev.rolecall.iam.principal.PrincipalEntry.Session;
import dev.rolecall.iam.principal.PrincipalEntry.UniqueId;
import dev.rolecall.iam.principal.PrincipalEntry.User;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Looks for what is wrong with the caller's set-up where no trust statement names the caller, or
/// no role was found.
public record SetupCheck(Facts facts, Roles roles) {

  /// Each of these may cost a call to AWS.
  private static final int MOST_ROLES = 3;

  private static final Set<String> PLACEHOLDERS =
      Set.of(
          "null",
          "undefined",
          "none",
          "nil",
          "nan",
          "example",
          "role_name",
          "rolename",
          "role-name",
          "your-role",
          "your_role",
          "your-role-name",
          "role_arn",
          "todo",
          "changeme");

  private static final Pattern UNFILLED = Pattern.compile("\\$\\{[^}]*}?|<[^>]*>?|\\{\\{.*|%\\w+%");

  public Optional<CallerSetup> find(List<Cause> causes) {
    CauseCode code = causes.getFirst().code();
    if (code == CauseCode.SELF_ASSUME_NOT_TRUSTED) {
      return Optional.of(new CallerSetup.AlreadyTheRole());
    }
    if (code.is(CauseCode.Trait.UNTRUSTED)) {
      return chain().or(this::fallback).or(this::otherAccount);
    }
    if (code == CauseCode.ROLE_NOT_FOUND) {
      return placeholder(facts.denial().target()).or(this::otherAccount);
    }
    return facts.role() instanceof Lookup.Unreadable
        ? placeholder(facts.denial().target())
        : Optional.empty();
  }

  /// A name that is none: a variable that was empty, or a word of the documentation.
  public static Optional<CallerSetup> placeholder(TargetRole target) {
    return switch (target) {
      case TargetRole.Known(RoleArn role) -> placeholder(role.name());
      case TargetRole.Unreadable(String text, var _) ->
          placeholder(text.substring(text.lastIndexOf('/') + 1))
              .or(
                  () ->
                      UNFILLED
                          .matcher(text)
                          .results()
                          .findFirst()
                          .map(found -> new CallerSetup.Placeholder(found.group())));
      case TargetRole.NotRecorded _ -> Optional.empty();
    };
  }

  private static Optional<CallerSetup> placeholder(String name) {
    return PLACEHOLDERS.contains(name.toLowerCase(Locale.ROOT))
        ? Optional.of(new CallerSetup.Placeholder(name))
        : Optional.empty();
  }

  /// A role that the target trusts and that trusts this caller.
  private Optional<CallerSetup> chain() {
    return trusting()
        .flatMap(statement -> statement.principals().stream())
        .flatMap(entry -> entry instanceof Role role ? Stream.of(role.arn()) : Stream.empty())
        .distinct()
        .filter(role -> !role.equals(facts.target()) && !isCaller(role))
        .limit(MOST_ROLES)
        .filter(this::trustsCaller)
        .findFirst()
        .map(CallerSetup.ChainCutShort::new);
  }

  private boolean isCaller(RoleArn role) {
    return facts.caller().principalArn().filter(role.toString()::equals).isPresent();
  }

  private Optional<CallerSetup> otherAccount() {
    return roles.rolesNamed(facts.target().name()).stream()
        .filter(role -> !role.account().equals(facts.target().account()))
        .limit(MOST_ROLES)
        .filter(role -> !isCaller(role) && trustsCaller(role))
        .findFirst()
        .map(CallerSetup.OtherAccount::new);
  }

  /// Whether the caller could assume `other`, as far as could be read.
  private boolean trustsCaller(RoleArn other) {
    Lookup<RoleFacts> found = roles.role(other);
    if (!(found instanceof Lookup.Found)) {
      return false;
    }
    Facts there = facts.asking(other, found);
    ActionTrial trial = Evaluation.of(there, PolicyLayers.of(there, false), facts.context()).main();
    return trial.layer(PolicyType.TRUST_POLICY).allow().isTrue()
        && !trial.access().allowed().isFalse();
  }

  /// The session of a machine, and a role that is meant for something that runs on machines.
  private Optional<CallerSetup> fallback() {
    return isOfMachine() ? meant().map(CallerSetup.FallbackIdentity::new) : Optional.empty();
  }

  private static final Pattern INSTANCE = Pattern.compile("i-[0-9a-f]{8,17}");

  private static final Set<String> COMPUTE =
      Set.of(
          "ec2.amazonaws.com",
          "ec2.amazonaws.com.cn",
          "ecs-tasks.amazonaws.com",
          "eks-fargate-pods.amazonaws.com",
          "lambda.amazonaws.com",
          "pods.eks.amazonaws.com");

  private boolean isOfMachine() {
    return facts.caller() instanceof RoleSession session
        && (INSTANCE.matcher(session.arn().sessionName()).matches()
            || session.role().filter(this::isOfCompute).isPresent());
  }

  private boolean isOfCompute(RoleArn role) {
    return roles.role(role).found().stream()
        .flatMap(RoleFacts::statements)
        .flatMap(statement -> statement.entries().stream())
        .anyMatch(entry -> COMPUTE.contains(entry.text()));
  }

  private static final Map<String, Workload> BY_SERVICE =
      Map.of(
          "pods.eks.amazonaws.com", Workload.POD_IDENTITY,
          "ecs-tasks.amazonaws.com", Workload.ECS_TASK,
          "lambda.amazonaws.com", Workload.LAMBDA_FUNCTION);

  /// What the role is meant for, when it is meant for nothing else.
  private Optional<Workload> meant() {
    List<Optional<Workload>> all =
        trusting()
            .flatMap(
                statement -> statement.entries().stream().map(entry -> workload(entry, statement)))
            .distinct()
            .toList();
    return all.size() == 1 ? all.getFirst() : Optional.empty();
  }

  private static Optional<Workload> workload(PrincipalEntry entry, Statement statement) {
    return switch (entry) {
      case Federated provider when isOfCluster(provider, statement) ->
          Optional.of(Workload.SERVICE_ACCOUNT);
      case Service service -> Optional.ofNullable(BY_SERVICE.get(service.text()));
      case Federated _, Everyone _, Account _, Role _, User _, Session _, UniqueId _, Nobody _ ->
          Optional.empty();
    };
  }

  private static boolean isOfCluster(Federated provider, Statement statement) {
    return provider.text().contains(":oidc-provider/oidc.eks.")
        || statement.conditions().stream()
            .flatMap(condition -> condition.values().stream())
            .anyMatch(value -> value.startsWith("system:serviceaccount:"));
  }

  private Stream<Statement> trusting() {
    return facts.role().found().stream().flatMap(RoleFacts::statements).filter(Statement::allows);
  }
}
