package dev.rolecall.diagnosis.fix;

import dev.rolecall.denial.Caller.AwsService;
import dev.rolecall.denial.Caller.IamUser;
import dev.rolecall.denial.Caller.RoleSession;
import dev.rolecall.denial.Caller.Root;
import dev.rolecall.denial.Caller.Saml;
import dev.rolecall.denial.Caller.Unidentified;
import dev.rolecall.denial.Caller.WebIdentity;
import dev.rolecall.denial.KeyState;
import dev.rolecall.diagnosis.cause.PossibleCause.Strength;
import dev.rolecall.diagnosis.cause.ServiceSource;
import dev.rolecall.diagnosis.evaluation.CompanionActions;
import dev.rolecall.diagnosis.evaluation.Facts;
import dev.rolecall.diagnosis.mismatch.SourceArnForm;
import dev.rolecall.diagnosis.result.Cause;
import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.diagnosis.result.NearMiss.Repair;
import dev.rolecall.diagnosis.result.Remedy;
import dev.rolecall.iam.condition.Condition;
import dev.rolecall.iam.condition.ConditionOperator;
import dev.rolecall.iam.condition.ConditionOperator.Comparison;
import dev.rolecall.iam.policy.ActionElement;
import dev.rolecall.iam.policy.Policy;
import dev.rolecall.iam.policy.PolicyWriter;
import dev.rolecall.iam.policy.PolicyWriter.NewCondition;
import dev.rolecall.iam.policy.PolicyWriter.NewStatement;
import dev.rolecall.iam.policy.Statement;
import dev.rolecall.iam.principal.PrincipalEntry.Account;
import dev.rolecall.iam.principal.PrincipalEntry.Everyone;
import dev.rolecall.iam.principal.PrincipalEntry.Federated;
import dev.rolecall.iam.principal.PrincipalEntry.Nobody;
import dev.rolecall.iam.principal.PrincipalEntry.Role;
import dev.rolecall.iam.principal.PrincipalEntry.Service;
import dev.rolecall.iam.principal.PrincipalEntry.Session;
import dev.rolecall.iam.principal.PrincipalEntry.UniqueId;
import dev.rolecall.iam.principal.PrincipalEntry.User;
import dev.rolecall.service.ServiceCallers;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The smallest change of a trust policy that admits one caller. No condition is dropped or
/// widened, and existing statements keep what they say. Whom the change lets in besides,
/// [Admission] tells.
public final class TrustPatch {

  private final Facts facts;
  private final Policy policy;
  private final boolean apart;
  private final PolicyWriter writer;

  /// @param apart whether an action that is missing gets a statement of its own for this caller,
  ///   where it could be added to a statement that is the caller's alone
  public TrustPatch(Facts facts, Policy policy, boolean apart) {
    this.facts = facts;
    this.policy = policy;
    this.apart = apart;
    this.writer = PolicyWriter.of(policy);
  }

  /// The changed policy, or empty when some cause cannot be fixed this way.
  public Optional<Policy> apply(List<Cause> causes) {
    List<Cause> claims = causes.stream().filter(this::isOfToken).toList();
    boolean mended =
        (claims.isEmpty() || new FederatedPatch(facts, policy, writer, claims).apply(apart))
            && causes.stream().filter(cause -> !isOfToken(cause)).allMatch(this::mend);
    return mended ? writer.policy() : Optional.empty();
  }

  /// Whether a cause is fixed by a statement about the caller's token.
  private boolean isOfToken(Cause cause) {
    return facts.caller() instanceof WebIdentity
        && (cause.code().remedy() == Remedy.CLAIM
            || cause.code().remedy() == Remedy.PROVIDER
            || cause.code() == CauseCode.WRONG_ACTION);
  }

  /// Who is to be admitted, as a principal element says it.
  private record Admitted(String type, String name, String shortName) {}

  private Optional<Admitted> admitted() {
    return switch (facts.caller()) {
      case RoleSession session ->
          session.role().map(role -> new Admitted("AWS", role.toString(), role.name()));
      case IamUser user ->
          Optional.of(new Admitted("AWS", user.arn().toString(), user.arn().name()));
      case AwsService(String principal) -> service(principal);
      case WebIdentity identity -> identity.provider().flatMap(this::provider);
      case Saml saml -> saml.provider().flatMap(this::provider);
      case Root _, Unidentified _ -> Optional.empty();
    };
  }

  /// What CloudTrail records of a service is not always a principal: `AWS Internal`. IAM takes no
  /// principal that does not exist.
  private static Optional<Admitted> service(String principal) {
    return ServiceCallers.isPrincipal(principal) && !ServiceCallers.isMisspelled(principal)
        ? Optional.of(
            new Admitted("Service", principal, principal.substring(0, principal.indexOf('.'))))
        : Optional.empty();
  }

  private Optional<Admitted> provider(String provider) {
    return isOwn(provider, facts)
        ? Optional.of(new Admitted("Federated", provider, "Federated"))
        : Optional.empty();
  }

  /// Only a provider of the role's own account can be trusted; built-in ones have no ARN.
  static boolean isOwn(String provider, Facts facts) {
    String own = "arn:" + facts.target().partition() + ":iam::" + facts.target().account() + ":";
    return !provider.startsWith("arn:") || provider.startsWith(own);
  }

  private boolean mend(Cause cause) {
    return admitted().filter(admitted -> mend(cause, admitted)).isPresent();
  }

  private boolean mend(Cause cause, Admitted admitted) {
    return switch (cause.code().remedy()) {
      case PRINCIPAL -> principal(cause, admitted);
      case PROVIDER -> federation(admitted);
      case ACTION -> action(cause, admitted);
      case CONDITION -> sourceArn(cause, admitted);
      case CLAIM, PERMISSION, REQUEST, NONE -> false;
    };
  }

  /// Adds the action where the statement is about the caller's kind alone. A statement that trusts
  /// a whole account or everyone keeps what it says: the caller gets one of its own.
  private boolean action(Cause cause, Admitted admitted) {
    Statement statement = policy.statements().get(cause.statement().orElseThrow().index());
    if (!apart && isOfOne(statement)) {
      writer.addAction(statement.index(), cause.action());
      return true;
    }
    if (cause.code() == CauseCode.WRONG_ACTION && facts.caller() instanceof Saml) {
      return federation(admitted);
    }
    copy(statement, admitted, List.of(cause.action()));
    return true;
  }

  private static boolean isOfOne(Statement statement) {
    return !statement.action().negated()
        && statement.principals().size() == 1
        && switch (statement.principals().getFirst()) {
          case Role _, User _, Session _, UniqueId _, Federated _, Service _ -> true;
          case Everyone _, Account _, Nobody _ -> false;
        };
  }

  private void copy(Statement statement, Admitted admitted, List<String> actions) {
    writer.addCopyFor(statement.index(), sid(admitted), admitted.type(), admitted.name(), actions);
  }

  private static String sid(Admitted admitted) {
    return StatementIds.of("Allow", admitted.shortName());
  }

  /// A new statement for those to whom the SAML provider gives the role.
  private boolean federation(Admitted admitted) {
    if (facts.context().get("saml:aud") instanceof KeyState.Unknown(var _, var usual)
        && usual.orElse(KeyState.ABSENT) instanceof KeyState.Present(List<String> signIn)) {
      add(
          admitted,
          List.of(
              new NewCondition(
                  ConditionOperator.of(Comparison.STRING_EQUALS), "SAML:aud", signIn)));
      return true;
    }
    return false;
  }

  private void add(Admitted admitted, List<NewCondition> conditions) {
    writer.add(
        new NewStatement(
            sid(admitted),
            Optional.of(admitted.type()),
            Optional.of(admitted.name()),
            CompanionActions.needed(facts.denial()),
            Optional.empty(),
            conditions));
  }

  private boolean principal(Cause cause, Admitted admitted) {
    Optional<Statement> near =
        cause
            .nearMiss()
            .flatMap(_ -> cause.statement())
            .map(ref -> policy.statements().get(ref.index()))
            .filter(this::satisfiable);
    Optional<Statement> stale =
        near.filter(_ -> cause.nearMiss().orElseThrow().kind().repair() == Repair.REPLACE);
    Optional<Statement> host = policy.statements().stream().filter(this::canHost).findFirst();
    if (near.filter(this::isOfSibling).isPresent()) {
      copy(near.get(), admitted, CompanionActions.needed(facts.denial()));
    } else if (stale.isPresent()) {
      String old = cause.nearMiss().orElseThrow().expected();
      writer.replacePrincipal(stale.get().index(), admitted.type(), old, admitted.name());
    } else if (host.isPresent() && admitted.type().equals("AWS")) {
      writer.addPrincipal(host.get().index(), "AWS", admitted.name());
    } else {
      add(admitted, ServiceConditions.of(facts));
    }
    return true;
  }

  /// A copy of the statement that requires the ARNs that the service sends. The statement itself,
  /// which requires what is never sent, stays.
  private boolean sourceArn(Cause cause, Admitted admitted) {
    Statement statement = policy.statements().get(cause.statement().orElseThrow().index());
    List<Condition> conditions =
        statement.conditions().stream()
            .filter(condition -> condition.lowerCaseKey().equals(SourceArnForm.KEY))
            .toList();
    List<String> arns = SourceArnForm.corrected(facts, conditions.getFirst());
    if (conditions.size() > 1 || arns.isEmpty()) {
      return false;
    }
    NewCondition sent =
        new NewCondition(
            ConditionOperator.of(Comparison.ARN_LIKE), conditions.getFirst().key(), arns);
    writer.addCopy(
        statement.index(),
        new NewStatement(
            sid(admitted),
            Optional.of(admitted.type()),
            Optional.of(admitted.name()),
            CompanionActions.needed(facts.denial()),
            Optional.empty(),
            List.of(sent)),
        Set.of(SourceArnForm.KEY));
    return true;
  }

  /// Whether a statement is for a service of nearly the same name: its conditions are kept for this
  /// one, if what this one sends can meet them.
  private boolean isOfSibling(Statement statement) {
    return facts.caller() instanceof AwsService
        && !statement.conditions().isEmpty()
        && statement.conditions().stream()
            .flatMap(condition -> ServiceSource.strength(facts, condition).stream())
            .noneMatch(Strength.EXPECTED::equals);
  }

  /// Whether the caller can join a statement: it is about principals like the caller, about just
  /// the actions that are needed, and its conditions may be met by the caller.
  private boolean canHost(Statement statement) {
    return statement.allows()
        && !statement.principals().isEmpty()
        && statement.principals().stream()
            .allMatch(it -> it instanceof Role || it instanceof User || it instanceof Session)
        && justNeeded(statement.action())
        && satisfiable(statement);
  }

  private boolean justNeeded(ActionElement action) {
    List<String> needed = CompanionActions.needed(facts.denial());
    return !action.negated()
        && action.patterns().stream()
            .allMatch(pattern -> needed.stream().anyMatch(pattern::equalsIgnoreCase))
        && needed.stream().allMatch(action::covers);
  }

  private boolean satisfiable(Statement statement) {
    return statement.conditions().stream()
        .noneMatch(condition -> condition.evaluate(facts.context()).isFalse());
  }
}
