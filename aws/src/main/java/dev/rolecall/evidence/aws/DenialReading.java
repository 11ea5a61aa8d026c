package dev.rolecall.evidence.aws;

import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.Caller;
import dev.rolecall.denial.Denial;
import dev.rolecall.denial.Gap;
import dev.rolecall.denial.GapFact;
import dev.rolecall.denial.GapReason;
import dev.rolecall.denial.GapRemedy;
import dev.rolecall.denial.RoleArn;
import dev.rolecall.denial.ServiceReport;
import dev.rolecall.evidence.AccountFacts;
import dev.rolecall.evidence.AwsEvaluation;
import dev.rolecall.evidence.AwsEvaluations;
import dev.rolecall.evidence.CallerFacts;
import dev.rolecall.evidence.CallerTies;
import dev.rolecall.evidence.Change;
import dev.rolecall.evidence.Evidence;
import dev.rolecall.evidence.Lookup;
import dev.rolecall.evidence.RecentChanges;
import dev.rolecall.evidence.RoleFacts;
import dev.rolecall.evidence.Roles;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import software.amazon.awssdk.regions.Region;

/// What is read for one denial.
final class DenialReading implements Roles, RecentChanges {

  /// AWS keeps its evaluations so long.
  private static final Duration KEPT = Duration.ofHours(24);

  /// AWS writes its evaluations within seconds; an older denial has one by now, or never gets one.
  private static final Duration WRITTEN = Duration.ofMinutes(5);

  /// How much of the time there is may be spent on waiting for it.
  private static final int SHARE = 2;

  private final Denial denial;
  private final AwsRoles iam;
  private final AwsReader facts;
  private final ConcurrentReads<RoleArn, RoleFacts> roles;
  private final ConcurrentReads<AccountId, List<RoleFacts>> allRoles;
  private final ConcurrentReads<Caller, CallerFacts> callers;
  private final ConcurrentReads<AccountId, AccountFacts> accounts;
  private final ConcurrentReads<RoleArn, AwsChanges.Read> changes;
  private final ConcurrentReads<String, AwsEvaluation> evaluations;
  private final Instant now;

  /// @param facts asks for all but the changes
  /// @param lookups asks for the changes
  /// @param now when the answers are true
  DenialReading(
      Denial denial,
      AwsReader facts,
      AwsReader lookups,
      AwsOrganizations organizations,
      AwsChanges changes,
      Instant now) {
    this.denial = denial;
    this.now = now;
    this.facts = facts;
    this.iam = new AwsRoles(facts);
    AwsCallers iamCallers = new AwsCallers(facts);
    this.roles = new ConcurrentReads<>(facts, AwsRoles::trustOf, iam::role);
    this.allRoles = new ConcurrentReads<>(facts, AwsRoles::allOf, iam::rolesOf);
    this.callers = new ConcurrentReads<>(facts, _ -> AwsCallers.fact(), iamCallers::caller);
    this.accounts = new ConcurrentReads<>(facts, AwsOrganizations::fact, organizations::account);
    this.changes =
        new ConcurrentReads<>(lookups, AwsChanges::fact, role -> changes.about(denial, role));
    this.evaluations = new ConcurrentReads<>(facts, this::evaluationOf, this::evaluation);
  }

  /// Starts to read what every explanation of the denial asks for.
  Evidence evidence() {
    denial.target().arn().ifPresent(roles::start);
    denial.target().arn().filter(_ -> !isByName()).ifPresent(changes::start);
    denial.roleAccount().ifPresent(accounts::start);
    denial.caller().account().ifPresent(accounts::start);
    callers.start(denial.caller());
    if (denial.target().arn().isEmpty()) {
      denial.roleAccount().ifPresent(allRoles::start);
    }
    denial.authorizationId().ifPresent(evaluations::start);
    return new Evidence(
        this, callers::get, accounts::get, this, this::evaluation, () -> Optional.of(now));
  }

  private Lookup<AwsEvaluation> evaluation(Denial asked) {
    return asked.authorizationId().map(evaluations::get).orElseGet(Lookup.Absent::new);
  }

  private AwsFact evaluationOf(String id) {
    return new AwsFact(GapFact.Topic.AWS_EVALUATION, AwsEvaluations.remedy(denial, id));
  }

  /// What AWS evaluated. Each side is shown what belongs to its organization: those of caller and
  /// role are asked, and home where neither can be.
  private Lookup<AwsEvaluation> evaluation(String id) {
    Optional<Region> region = AwsChanges.recordedRegion(denial);
    if (region.isEmpty()) {
      return AwsEvaluations.unread(denial, GapReason.Known.NOT_RECORDED);
    }
    if (age().filter(old -> old.compareTo(KEPT) > 0).isPresent()) {
      return new Lookup.Unreadable<>(
          new Gap(
              GapFact.Topic.AWS_EVALUATION,
              GapReason.Known.EVALUATION_EXPIRED,
              GapRemedy.Step.NOTHING));
    }
    List<AwsResult<AwsEvaluation>> answers =
        new ArrayList<>(facts.each(sides(), account -> ask(account, region.get(), id)));
    if (answers.stream().noneMatch(DenialReading::isAnswer) && !sides().contains(facts.home())) {
      answers.add(ask(facts.home(), region.get(), id));
    }
    return answers.stream()
        .flatMap(answer -> answer.found().stream())
        .reduce(AwsEvaluation::and)
        .<Lookup<AwsEvaluation>>map(Lookup.Found::new)
        .orElseGet(() -> without(id, answers));
  }

  private static boolean isAnswer(AwsResult<AwsEvaluation> answer) {
    return !(answer instanceof AwsResult.Unreadable);
  }

  private Lookup<AwsEvaluation> without(String id, List<AwsResult<AwsEvaluation>> answers) {
    if (answers.stream().anyMatch(AwsResult.Absent.class::isInstance)) {
      return isYoung()
          ? AwsEvaluations.unread(denial, GapReason.Known.EVALUATION_NOT_WRITTEN)
          : new Lookup.Absent<>();
    }
    return answers.getFirst().lookup(evaluationOf(id));
  }

  private List<AccountId> sides() {
    List<AccountId> sides =
        Stream.of(denial.caller().account(), denial.recordedIn(), denial.roleAccount())
            .flatMap(Optional::stream)
            .distinct()
            .toList();
    return sides.isEmpty() ? List.of(facts.home()) : sides;
  }

  private AwsResult<AwsEvaluation> ask(AccountId account, Region region, String id) {
    Duration patience = isYoung() ? facts.deadline().time().dividedBy(SHARE) : Duration.ZERO;
    return facts.ask(
        new AwsRequestKey(
            account, "iam:GetRequestAuthorizationDetails", "%s, %s".formatted(id, region)),
        (clients, credentials) -> clients.authorizations(credentials, region),
        client -> client.evaluation(id, patience));
  }

  /// How long ago the call was; empty where an error message does not say.
  private Optional<Duration> age() {
    return denial.time().map(time -> Duration.between(time, now));
  }

  private boolean isYoung() {
    return age().map(old -> old.compareTo(WRITTEN) < 0).orElse(true);
  }

  @Override
  public Lookup<RoleFacts> role(RoleArn arn) {
    return roles.get(arn);
  }

  @Override
  public Lookup<List<RoleFacts>> rolesOf(AccountId account) {
    return allRoles.get(account);
  }

  /// Looks in the accounts that have to do with the denial, and at home.
  @Override
  public List<RoleArn> rolesNamed(String name) {
    Set<AccountId> near = new LinkedHashSet<>();
    near.add(facts.home());
    denial.caller().account().ifPresent(near::add);
    denial.recordedIn().ifPresent(near::add);
    return iam.rolesNamed(name, near);
  }

  /// Look-ups are few: they are spent on the role of the record, and not on roles that it may have
  /// been.
  @Override
  public Lookup<List<Change>> concerning(RoleArn role, Caller caller) {
    if (!isTarget(role)) {
      return new AwsResult.Unreadable<List<Change>>(GapReason.Known.ROLE_NOT_RECORDED)
          .lookup(AwsChanges.fact(role));
    }
    return switch (changes.get(role)) {
      case Lookup.Found<AwsChanges.Read>(AwsChanges.Read read) ->
          new Lookup.Found<>(read.log().concerning(role, caller, CallerTies.NONE));
      case Lookup.Absent<AwsChanges.Read> _ -> new Lookup.Found<>(List.of());
      case Lookup.Unreadable<AwsChanges.Read>(var gap) -> new Lookup.Unreadable<>(gap);
    };
  }

  @Override
  public Set<Change.Kind> incomplete(RoleArn role, Caller caller) {
    return isTarget(role)
        ? changes.get(role).found().map(AwsChanges.Read::incomplete).orElse(Set.of())
        : Set.of();
  }

  /// Whether the role's path shows only when its account is read.
  private boolean isByName() {
    return denial.report().filter(ServiceReport::roleByName).isPresent();
  }

  private boolean isTarget(RoleArn role) {
    return denial.mayAsk(role);
  }
}
