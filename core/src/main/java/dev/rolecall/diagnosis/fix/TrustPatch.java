package dev.rolecall.diagnosis.fix;

import dev.rolecall.denial.Caller.AwsService;
import dev.rolecall.denial.Caller.IamUser;
import dev.rolecall.denial.Caller.RoleSession;
import dev.rolecall.denial.Caller.Root;
import dev.rolecall.denial.Caller.Saml;
import dev.rolecall.denial.Caller.Unidentified;
import dev.rolecall.denial.Caller.WebIdentity;
import dev.rolecall.denial.KeyState;
import dev.rolecall.denial.Passed;
import dev.rolecall.diagnosis.cause.PossibleCause.Strength;
import dev.rolecall.diagnosis.cause.ServiceSource;
import dev.rolecall.diagnosis.evaluation.Facts;
import dev.rolecall.diagnosis.result.Cause;
import dev.rolecall.diagnosis.result.Cause.StatementRef;
import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.diagnosis.result.NearMiss.Repair;
import dev.rolecall.diagnosis.result.Remedy;
import dev.rolecall.iam.condition.Condition;
import dev.rolecall.iam.condition.ConditionOperator;
import dev.rolecall.iam.condition.ConditionOperator.Comparison;
import dev.rolecall.iam.condition.Truth;
import dev.rolecall.iam.policy.Policy;
import dev.rolecall.iam.policy.PolicyWriter;
import dev.rolecall.iam.policy.PolicyWriter.NewCondition;
import dev.rolecall.iam.policy.PolicyWriter.NewStatement;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// The smallest change of a trust policy that admits one caller. No condition is dropped or
/// widened, and existing statements keep what they say. Whom the change lets in besides,
/// [Admission] tells.
public final class TrustPatch {

  private static final Pattern SERVICE_PRINCIPAL =
      Pattern.compile("[a-z0-9-]+(\\.[a-z0-9-]+)*\\.amazonaws\\.com(\\.cn)?");

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

  /// The changed document, or empty when some cause cannot be mended this way.
  public Optional<String> apply(List<Cause> causes) {
    List<Cause> claims = causes.stream().filter(this::isOfToken).toList();
    boolean mended =
        claims.isEmpty() || new FederatedPatch(facts, policy, writer, apart).apply(claims);
    for (Cause cause : causes) {
      mended = mended && (claims.contains(cause) || mend(cause));
    }
    return mended ? Optional.of(writer.json()) : Optional.empty();
  }

  /// Whether a cause is mended by a statement about the caller's token.
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
      case AwsService service -> service(service.principal());
      case WebIdentity identity -> identity.provider().flatMap(this::provider);
      case Saml saml -> saml.provider().flatMap(this::provider);
      case Root _, Unidentified _ -> Optional.empty();
    };
  }

  /// What CloudTrail records of a service is not always a principal: `AWS Internal`.
  private static Optional<Admitted> service(String principal) {
    return SERVICE_PRINCIPAL.matcher(principal).matches()
        ? Optional.of(
            new Admitted("Service", principal, principal.substring(0, principal.indexOf('.'))))
        : Optional.empty();
  }

  /// Only a provider of the role's own account can be trusted; built-in ones have no ARN.
  private Optional<Admitted> provider(String provider) {
    boolean own =
        !provider.startsWith("arn:")
            || provider.startsWith(
                "arn:" + facts.target().partition() + ":iam::" + facts.target().account() + ":");
    return own ? Optional.of(new Admitted("Federated", provider, "Federated")) : Optional.empty();
  }

  private boolean mend(Cause cause) {
    Optional<Admitted> admitted = admitted();
    if (admitted.isEmpty()) {
      return false;
    }
    return switch (cause.code().remedy()) {
      case PRINCIPAL -> principal(cause, admitted.get());
      case PROVIDER -> federation(admitted.get());
      case ACTION -> action(cause, admitted.get());
      case CLAIM, PERMISSION, REQUEST, CONDITION, NONE -> false;
    };
  }

  /// Adds the action where the statement is about the caller's kind alone. A statement that trusts
  /// a whole account or everybody keeps what it says: the caller gets one of its own.
  private boolean action(Cause cause, Admitted admitted) {
    Statement statement = policy.statements().get(cause.statement().orElseThrow().index());
    if (!apart && isOfOne(statement)) {
      writer.addAction(statement.index(), cause.action());
      return true;
    }
    if (cause.code() == CauseCode.WRONG_ACTION && facts.caller() instanceof Saml) {
      return federation(admitted);
    }
    writer.addCopyFor(
        statement.index(),
        StatementIds.of("Allow", admitted.shortName()),
        admitted.type(),
        admitted.name(),
        List.of(cause.action()));
    return true;
  }

  private static boolean isOfOne(Statement statement) {
    return !statement.action().negated()
        && statement
            .principal()
            .filter(element -> !element.negated() && element.entries().size() == 1)
            .filter(element -> isOfOne(element.entries().getFirst()))
            .isPresent();
  }

  private static boolean isOfOne(PrincipalEntry entry) {
    return switch (entry) {
      case Role _, User _, Session _, UniqueId _, Federated _, Service _ -> true;
      case Everyone _, Account _, Nobody _ -> false;
    };
  }

  /// A new statement for those to whom the SAML provider gives the role.
  private boolean federation(Admitted admitted) {
    List<NewCondition> conditions = saml();
    if (conditions.isEmpty()) {
      return false;
    }
    writer.add(statement(StatementIds.of("Allow", admitted.shortName()), admitted, conditions));
    return true;
  }

  private List<NewCondition> saml() {
    return facts.context().get("saml:aud")
                instanceof KeyState.Unknown(var _, Optional<KeyState> usual)
            && usual.orElse(KeyState.ABSENT) instanceof KeyState.Present(List<String> signIn)
        ? List.of(
            new NewCondition(ConditionOperator.of(Comparison.STRING_EQUALS), "SAML:aud", signIn))
        : List.of();
  }

  private NewStatement statement(String sid, Admitted admitted, List<NewCondition> conditions) {
    return new NewStatement(
        sid,
        Optional.of(admitted.type()),
        Optional.of(admitted.name()),
        needed(),
        Optional.empty(),
        conditions);
  }

  private List<String> needed() {
    List<String> actions = new ArrayList<>();
    actions.add(facts.denial().call().action());
    if (facts.denial().sessionTags() == Passed.YES) {
      actions.add("sts:TagSession");
    }
    if (facts.denial().sourceIdentity() == Passed.YES) {
      actions.add("sts:SetSourceIdentity");
    }
    return actions;
  }

  private boolean principal(Cause cause, Admitted admitted) {
    Optional<Integer> sibling = sibling(cause);
    if (sibling.isPresent()) {
      writer.addCopyFor(
          sibling.get(),
          StatementIds.of("Allow", admitted.shortName()),
          admitted.type(),
          admitted.name(),
          needed());
      return true;
    }
    Optional<Integer> stale = stale(cause);
    Optional<Statement> host = policy.statements().stream().filter(this::canHost).findFirst();
    if (stale.isPresent()) {
      writer.replacePrincipal(
          stale.get(), admitted.type(), cause.nearMiss().orElseThrow().expected(), admitted.name());
    } else if (host.isPresent() && admitted.type().equals("AWS")) {
      writer.addPrincipal(host.get().index(), "AWS", admitted.name());
    } else {
      writer.add(statement(StatementIds.of("Allow", admitted.shortName()), admitted, List.of()));
    }
    return true;
  }

  /// A statement for a service of nearly the same name: its conditions are kept for this one, if
  /// what this one sends can meet them.
  private Optional<Integer> sibling(Cause cause) {
    return facts.caller() instanceof AwsService
        ? cause
            .nearMiss()
            .flatMap(_ -> cause.statement())
            .map(StatementRef::index)
            .filter(index -> !policy.statements().get(index).conditions().isEmpty())
            .filter(index -> satisfiable(policy.statements().get(index)))
            .filter(index -> sends(policy.statements().get(index)))
        : Optional.empty();
  }

  private boolean sends(Statement statement) {
    return statement.conditions().stream()
        .flatMap(condition -> ServiceSource.strength(facts, condition).stream())
        .noneMatch(Strength.EXPECTED::equals);
  }

  /// The statement whose entry names nobody any more, or never did, and meant this caller.
  private Optional<Integer> stale(Cause cause) {
    return cause
        .nearMiss()
        .filter(miss -> miss.kind().repair() == Repair.REPLACE)
        .flatMap(_ -> cause.statement())
        .map(StatementRef::index)
        .filter(index -> satisfiable(policy.statements().get(index)));
  }

  /// Whether the caller can join a statement: it is about principals like the caller, about just
  /// the actions that are needed, and its conditions may be met by the caller.
  private boolean canHost(Statement statement) {
    boolean named =
        statement
            .principal()
            .filter(
                element ->
                    !element.negated()
                        && element.entries().stream()
                            .allMatch(
                                entry ->
                                    entry instanceof Role
                                        || entry instanceof User
                                        || entry instanceof Session)
                        && !element.entries().isEmpty())
            .isPresent();
    return statement.allows() && named && justNeeded(statement) && satisfiable(statement);
  }

  private boolean justNeeded(Statement statement) {
    return !statement.action().negated()
        && statement.action().patterns().stream().allMatch(this::isNeeded)
        && needed().stream().allMatch(statement.action()::covers);
  }

  private boolean isNeeded(String pattern) {
    return needed().stream().anyMatch(pattern::equalsIgnoreCase);
  }

  private boolean satisfiable(Statement statement) {
    Truth all = Truth.TRUE;
    for (Condition condition : statement.conditions()) {
      all = all.and(condition.evaluate(facts.context()));
    }
    return !all.isFalse();
  }
}
