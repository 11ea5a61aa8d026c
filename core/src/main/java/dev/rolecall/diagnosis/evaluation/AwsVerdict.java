package dev.rolecall.diagnosis.evaluation;

import dev.rolecall.denial.Caller.AwsService;
import dev.rolecall.denial.Caller.IamUser;
import dev.rolecall.denial.Caller.RoleSession;
import dev.rolecall.denial.Caller.Root;
import dev.rolecall.denial.Caller.Saml;
import dev.rolecall.denial.Caller.Unidentified;
import dev.rolecall.denial.Caller.WebIdentity;
import dev.rolecall.denial.Denial;
import dev.rolecall.denial.KeyState;
import dev.rolecall.denial.Passed;
import dev.rolecall.denial.PolicyType;
import dev.rolecall.denial.RequestContext;
import dev.rolecall.denial.RoleArn;
import dev.rolecall.denial.TargetRole;
import dev.rolecall.diagnosis.result.EvaluationEvidence.Denier;
import dev.rolecall.diagnosis.result.EvaluationEvidence.Side;
import dev.rolecall.evidence.AccountFacts;
import dev.rolecall.evidence.AwsEvaluation;
import dev.rolecall.evidence.AwsEvaluation.Effect;
import dev.rolecall.evidence.AwsEvaluation.Evaluated;
import dev.rolecall.evidence.AwsEvaluation.EvaluatedPolicy;
import dev.rolecall.evidence.AwsEvaluation.MatchedStatement;
import dev.rolecall.evidence.Lookup;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// AWS's own evaluation of a call, and what of it may be relied on.
///
/// @param ofRole its evaluations of the call's actions on the role
/// @param shown the sides whose policies and values are in it: what belongs to another organization
///   is not
/// @param learned the condition keys whose values it shows and nothing else does
/// @param confirmed whether it shows whose call it is, or the caller cannot have written the ID
public record AwsVerdict(
    AwsEvaluation evaluation,
    List<Evaluated> ofRole,
    Set<Side> shown,
    List<String> learned,
    boolean confirmed) {

  /// The time of the request and that of its record differ by the clock of the client and by what
  /// the call took.
  private static final Duration SAME_TIME = Duration.ofMinutes(5);

  private static final Pattern EPOCH_SECONDS = Pattern.compile("[0-9]{1,11}");

  public AwsVerdict {
    ofRole = List.copyOf(ofRole);
    shown = Set.copyOf(shown);
    learned = List.copyOf(learned);
  }

  /// The verdict on a call; empty when the evaluation is about another one. A message that callers
  /// can shape tells the ID, so that it may be the ID of any denial.
  static Optional<AwsVerdict> of(AwsEvaluation evaluation, Facts facts) {
    Denial denial = facts.denial();
    List<Evaluated> ofRole =
        evaluation.evaluations().stream()
            .filter(one -> isActionOf(denial, one) && isOn(facts.target(), one))
            .toList();
    return ofRole.isEmpty() || !isOfCall(evaluation, denial)
        ? Optional.empty()
        : Optional.of(
            new AwsVerdict(
                evaluation,
                ofRole,
                shown(evaluation, facts),
                learned(evaluation, ofRole, facts.context()),
                denial.parametersRecorded() || isConfirmed(evaluation, denial)));
  }

  /// The same denial with the role that AWS evaluated, where the record does not show it.
  public static Denial named(Denial denial, AwsEvaluation evaluation) {
    if (denial.target() instanceof TargetRole.Known || !isOfCall(evaluation, denial)) {
      return denial;
    }
    List<RoleArn> roles =
        evaluation.evaluations().stream()
            .filter(one -> isActionOf(denial, one))
            .flatMap(one -> RoleArn.parse(one.resource()).stream())
            .distinct()
            .toList();
    return roles.size() == 1 ? denial.asking(roles.getFirst()) : denial;
  }

  private static boolean isActionOf(Denial denial, Evaluated one) {
    return Stream.of(
            denial.call().action(),
            CompanionActions.TAG_SESSION,
            CompanionActions.SET_SOURCE_IDENTITY)
        .anyMatch(one.action()::equalsIgnoreCase);
  }

  private static boolean isOn(RoleArn role, Evaluated one) {
    return one.resource().isEmpty() || one.resource().equals(role.toString());
  }

  private static boolean isOfCall(AwsEvaluation evaluation, Denial denial) {
    Map<String, List<String>> context = lowerCase(evaluation.context());
    return isBy(denial, context) && isAt(denial, context);
  }

  private static boolean isBy(Denial denial, Map<String, List<String>> context) {
    Optional<String> arn = single(context, "aws:principalarn");
    return switch (denial.caller()) {
      case RoleSession session ->
          arn.map(text -> isOf(session, text)).orElse(true)
              && session
                  .roleId()
                  .flatMap(
                      id ->
                          single(context, "aws:userid")
                              .map((id + ":" + session.arn().sessionName())::equals))
                  .orElse(true);
      case IamUser user -> arn.map(user.arn().toString()::equals).orElse(true);
      case Root root -> arn.map(root.arn()::equals).orElse(true);
      case WebIdentity identity ->
          identity
              .provider()
              .map(WebIdentity::providerName)
              .flatMap(name -> single(context, name.toLowerCase(Locale.ROOT) + ":sub"))
              .map(identity.subject()::equals)
              .orElse(true);
      case Saml _, AwsService _, Unidentified _ -> true;
    };
  }

  /// Whether the evaluation shows that the call was this caller's.
  private static boolean isConfirmed(AwsEvaluation evaluation, Denial denial) {
    Map<String, List<String>> context = lowerCase(evaluation.context());
    return switch (denial.caller()) {
      case RoleSession _, IamUser _, Root _ ->
          context.containsKey("aws:principalarn") || context.containsKey("aws:userid");
      case WebIdentity _ -> context.keySet().stream().anyMatch(key -> key.endsWith(":sub"));
      case Saml _, AwsService _, Unidentified _ -> false;
    };
  }

  private static boolean isOf(RoleSession session, String arn) {
    return arn.equals(session.arn().toString())
        || RoleArn.parse(arn)
            .filter(
                role ->
                    session
                        .role()
                        .map(role::equals)
                        .orElse(
                            role.account().equals(session.arn().account())
                                && role.name().equals(session.arn().roleName())))
            .isPresent();
  }

  private static boolean isAt(Denial denial, Map<String, List<String>> context) {
    Optional<Instant> evaluated =
        single(context, "aws:currenttime")
            .or(() -> single(context, "aws:epochtime"))
            .flatMap(AwsVerdict::time);
    return denial
        .time()
        .flatMap(
            denied ->
                evaluated.map(at -> Duration.between(denied, at).abs().compareTo(SAME_TIME) <= 0))
        .orElse(true);
  }

  private static Optional<Instant> time(String text) {
    try {
      return Optional.of(
          EPOCH_SECONDS.matcher(text).matches()
              ? Instant.ofEpochSecond(Long.parseLong(text))
              : Instant.parse(text));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  private static Optional<String> single(Map<String, List<String>> context, String key) {
    return Optional.ofNullable(context.get(key))
        .filter(values -> values.size() == 1)
        .map(List::getFirst);
  }

  private static Map<String, List<String>> lowerCase(Map<String, List<String>> context) {
    Map<String, List<String>> lower = new TreeMap<>();
    context.forEach((key, values) -> lower.put(key.toLowerCase(Locale.ROOT), values));
    return lower;
  }

  /// Within one account or organization everything is shown. Otherwise only a policy of a side
  /// proves that the side is shown.
  private static Set<Side> shown(AwsEvaluation evaluation, Facts facts) {
    Set<Side> shown = EnumSet.noneOf(Side.class);
    boolean together = facts.sameAccount() || isOfRoleAlone(facts) || isOneOrganization(facts);
    for (Side side : Side.values()) {
      if (together
          || evaluation.policies().stream()
              .flatMap(policy -> policy.type().stream())
              .anyMatch(type -> side(type).filter(side::equals).isPresent())) {
        shown.add(side);
      }
    }
    return shown;
  }

  /// Federated callers and services belong to no account.
  private static boolean isOfRoleAlone(Facts facts) {
    return facts.caller().account().isEmpty() && !(facts.caller() instanceof Unidentified);
  }

  private static boolean isOneOrganization(Facts facts) {
    Optional<String> own = facts.callerAccount().flatMap(AwsVerdict::organization);
    return own.isPresent() && own.equals(organization(facts.roleAccount()));
  }

  private static Optional<String> organization(Lookup<AccountFacts> account) {
    return account.found().flatMap(AccountFacts::organization).map(AccountFacts.Organization::id);
  }

  /// Whose policies these are; empty for those of VPC endpoints, which may be of either side.
  private static Optional<Side> side(PolicyType type) {
    return switch (type) {
      case IDENTITY_POLICY, PERMISSIONS_BOUNDARY, SESSION_POLICY, SCP -> Optional.of(Side.CALLER);
      case TRUST_POLICY, RCP -> Optional.of(Side.ROLE);
      case VPC_ENDPOINT_POLICY -> Optional.empty();
    };
  }

  /// Whether AWS evaluated policies of this type.
  public boolean tookPart(PolicyType type) {
    return evaluation.policies().stream()
        .anyMatch(policy -> policy.type().filter(type::equals).isPresent());
  }

  /// Whether AWS evaluated no policy of this type.
  public boolean tookNoPart(PolicyType type) {
    return evaluation.whole() && isShown(type) && !tookPart(type);
  }

  /// Whether policies of this type would be in the evaluation.
  public boolean isShown(PolicyType type) {
    return side(type).map(shown::contains).orElse(shown.contains(Side.CALLER));
  }

  /// The types of policies that AWS evaluated.
  public Set<PolicyType> typesThatTookPart() {
    return types(true);
  }

  /// The types that AWS did not evaluate.
  public Set<PolicyType> typesThatTookNoPart() {
    return types(false);
  }

  private Set<PolicyType> types(boolean part) {
    Set<PolicyType> types = EnumSet.noneOf(PolicyType.class);
    for (PolicyType type : PolicyType.values()) {
      if (part ? tookPart(type) : tookNoPart(type)) {
        types.add(type);
      }
    }
    return types;
  }

  /// What AWS says of each action, in its order.
  public Map<String, Effect> effects() {
    Map<String, Effect> effects = new LinkedHashMap<>();
    ofRole.forEach(one -> one.effect().ifPresent(effect -> effects.put(one.action(), effect)));
    return effects;
  }

  /// What AWS says of an action.
  public Optional<Effect> effect(String action) {
    return of(action).flatMap(Evaluated::effect);
  }

  private Optional<Evaluated> of(String action) {
    return ofRole.stream().filter(one -> one.action().equalsIgnoreCase(action)).findFirst();
  }

  /// Whether AWS says that no Deny statement matched, of any policy of this type and for any action
  /// of the call.
  public boolean ruledOutDenies(PolicyType type) {
    return isShown(type)
        && ofRole.stream()
            .allMatch(one -> one.effect().filter(it -> it != Effect.EXPLICIT_DENY).isPresent());
  }

  /// The Deny statements that matched.
  public List<Denier> deniers() {
    return ofRole.stream()
        .filter(one -> one.effect().filter(Effect.EXPLICIT_DENY::equals).isPresent())
        .flatMap(one -> one.matched().stream())
        .filter(statement -> statement.denies().orElse(true))
        .map(statement -> new Denier(type(statement), statement.policy(), statement.sid()))
        .distinct()
        .toList();
  }

  /// The action that an explicit deny is about: that of the call, where it is one of several.
  public String deniedAction(Denial denial) {
    List<String> denied =
        ofRole.stream()
            .filter(one -> one.effect().filter(Effect.EXPLICIT_DENY::equals).isPresent())
            .map(Evaluated::action)
            .toList();
    return denied.isEmpty() || denied.stream().anyMatch(denial.deniedAction()::equalsIgnoreCase)
        ? denial.deniedAction()
        : denied.getFirst();
  }

  /// Whether a policy of this type has an Allow statement that matched. Of SCPs and RCPs there is
  /// one for each level, and all of them must allow.
  public boolean allows(PolicyType type, String action) {
    return type != PolicyType.SCP
        && type != PolicyType.RCP
        && of(action).stream()
            .flatMap(one -> one.matched().stream())
            .anyMatch(
                statement ->
                    statement.denies().filter(denies -> !denies).isPresent()
                        && type(statement).filter(type::equals).isPresent());
  }

  private Optional<PolicyType> type(MatchedStatement statement) {
    return evaluation.policies().stream()
        .filter(policy -> policy.uri().equals(statement.policy()))
        .findFirst()
        .flatMap(EvaluatedPolicy::type);
  }

  /// The values of the request, in lower-case keys.
  private Map<String, List<String>> values() {
    Map<String, List<String>> values = lowerCase(evaluation.context());
    ofRole.reversed().forEach(one -> values.putAll(lowerCase(one.context())));
    return values;
  }

  /// What AWS evaluated outranks what is recorded or looked up. A key that AWS does not list was
  /// not in the request.
  RequestContext over(RequestContext known) {
    Map<String, List<String>> values = values();
    boolean whole = evaluation.whole() && !values.isEmpty();
    RequestContext.Builder context = (whole ? known.map(this::orAbsent) : known).toBuilder();
    values.forEach(
        (key, all) ->
            context.put(key, all.isEmpty() ? KeyState.ABSENT : new KeyState.Present(all)));
    return context.build();
  }

  private KeyState orAbsent(String key, KeyState state) {
    boolean ofRole = key.startsWith("aws:resource") || key.startsWith("iam:resourcetag/");
    return state instanceof KeyState.Unknown && shown.contains(ofRole ? Side.ROLE : Side.CALLER)
        ? KeyState.ABSENT
        : state;
  }

  private static List<String> learned(
      AwsEvaluation evaluation, List<Evaluated> ofRole, RequestContext known) {
    return Stream.concat(
            evaluation.context().keySet().stream(),
            ofRole.stream().flatMap(one -> one.context().keySet().stream()))
        .filter(key -> known.get(key) instanceof KeyState.Unknown)
        .distinct()
        .sorted(
            Comparator.comparing((String key) -> !key.startsWith("sts:")).thenComparing(it -> it))
        .toList();
  }

  /// The same denial with what AWS shows of what the call brought along: what it brings has a key,
  /// or is evaluated as an action of its own.
  Denial passed(Denial denial) {
    Map<String, List<String>> values = values();
    boolean whole = evaluation.whole() && !values.isEmpty() && shown.contains(Side.CALLER);
    boolean tags = values.keySet().stream().anyMatch(CompanionActions::isOfTags);
    boolean identity = values.containsKey("sts:sourceidentity");
    return denial.passing(
        passed(denial.sessionTags(), tags || of(CompanionActions.TAG_SESSION).isPresent(), whole),
        passed(
            denial.sourceIdentity(),
            identity || of(CompanionActions.SET_SOURCE_IDENTITY).isPresent(),
            whole));
  }

  private static Passed passed(Passed known, boolean brought, boolean whole) {
    return brought ? Passed.YES : known == Passed.UNKNOWN && whole ? Passed.NO : known;
  }
}
