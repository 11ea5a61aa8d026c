package dev.rolecall.diagnosis;

import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.AssumeCall;
import dev.rolecall.denial.AwsReason;
import dev.rolecall.denial.Caller;
import dev.rolecall.denial.Denial;
import dev.rolecall.denial.Gap;
import dev.rolecall.denial.GapReason;
import dev.rolecall.denial.KeyState;
import dev.rolecall.denial.Passed;
import dev.rolecall.denial.RequestContext;
import dev.rolecall.denial.RoleArn;
import dev.rolecall.denial.RoleSessionArn;
import dev.rolecall.denial.TargetRole;
import dev.rolecall.denial.UserArn;
import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.evidence.AccountFacts;
import dev.rolecall.evidence.AwsEvaluation;
import dev.rolecall.evidence.AwsEvaluations;
import dev.rolecall.evidence.CallerFacts;
import dev.rolecall.evidence.Callers;
import dev.rolecall.evidence.Change;
import dev.rolecall.evidence.Evidence;
import dev.rolecall.evidence.Lookup;
import dev.rolecall.evidence.PolicyVersion;
import dev.rolecall.evidence.RecentChanges;
import dev.rolecall.evidence.RoleFacts;
import dev.rolecall.evidence.Roles;
import dev.rolecall.iam.evaluation.Layer;
import dev.rolecall.iam.policy.NamedPolicy;
import dev.rolecall.iam.policy.Policy;
import dev.rolecall.iam.policy.PolicyReader;
import dev.rolecall.iam.policy.PolicyReading;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A small world to diagnose in: one role, one caller, and what is written about them.
public final class World {

  /// How many random worlds to try: all of them, or a tenth while bugs are planted, when every bug
  /// that is left alive costs a whole run.
  public static int count(int all) {
    return Boolean.getBoolean("rolecall.bugs.planted") ? all / 10 : all;
  }

  public static final String ROLE_ACCOUNT = "111122223333";
  public static final String OTHER_ACCOUNT = "444455556666";
  public static final RoleArn ROLE =
      RoleArn.parse("arn:aws:iam::" + ROLE_ACCOUNT + ":role/app/deploy").orElseThrow();
  static final Instant DENIED_AT = Instant.parse("2026-05-04T03:02:01Z");

  private Caller caller = user(ROLE_ACCOUNT, "ci");
  private Optional<String> trust = Optional.of(allow("\"AWS\":\"*\"", ""));
  private TargetRole target = new TargetRole.Known(ROLE);
  private final Map<RoleArn, String> others = new LinkedHashMap<>();
  private boolean roleRead = true;
  private boolean callerRead = true;
  private boolean organizationRead = true;
  private boolean inOrganization = true;
  private final List<NamedPolicy> identity = new ArrayList<>();
  private final Map<String, PolicyVersion> inactive = new HashMap<>();
  private final List<Gap> identityMissing = new ArrayList<>();
  private Map<String, String> callerTags = Map.of();
  private Map<String, String> roleTags = Map.of();
  private Layer boundary = new Layer.NotApplicable();
  private Layer scp = new Layer.Read(List.of(), List.of());
  private Layer rcp = new Layer.Read(List.of(), List.of());
  private final List<Change> changes = new ArrayList<>();
  private Optional<Instant> roleCreated = Optional.empty();
  private Optional<Instant> callerCreated = Optional.empty();
  private Optional<Instant> asOf = Optional.empty();
  private boolean changesRead = true;
  private Set<Change.Kind> incompleteChanges = Set.of();
  private Optional<Lookup<AwsEvaluation>> evaluation = Optional.empty();
  private AwsReason reason = new AwsReason.NotGiven();
  private String deniedAction = "sts:AssumeRole";
  private boolean parametersRecorded = true;
  private Passed tags = Passed.NO;
  private Passed sourceIdentity = Passed.NO;
  private int lookups;
  private final RequestContext.Builder context =
      RequestContext.builder(
              key -> {
                lookups++;
                return KeyState.unknown(new Gap("the value of " + key, "not recorded", "look"));
              })
          .put("aws:SourceVpce", KeyState.ABSENT);

  /// How often a key was looked up that nothing is said about.
  int lookups() {
    return lookups;
  }

  public static Caller user(String account, String name) {
    return new Caller.IamUser(
        UserArn.parse("arn:aws:iam::" + account + ":user/" + name).orElseThrow(),
        Optional.of("AIDAEXAMPLEEXAMPLE001"));
  }

  public static Caller session(String account, String role) {
    RoleArn arn = RoleArn.parse("arn:aws:iam::" + account + ":role/" + role).orElseThrow();
    return new Caller.RoleSession(
        new RoleSessionArn("aws", new AccountId(account), arn.name(), "build-1"),
        Optional.of(arn),
        Optional.of("AROAEXAMPLEEXAMPLE001"));
  }

  /// A trust policy with one statement that allows `sts:AssumeRole`.
  public static String allow(String principal, String conditions) {
    return policy(
        "{\"Effect\":\"Allow\",\"Principal\":{"
            + principal
            + "},\"Action\":\"sts:AssumeRole\""
            + (conditions.isEmpty() ? "" : ",\"Condition\":{" + conditions + "}")
            + "}");
  }

  public static String policy(String... statements) {
    return "{\"Version\":\"2012-10-17\",\"Statement\":[" + String.join(",", statements) + "]}";
  }

  public World caller(Caller who) {
    caller = who;
    return this;
  }

  public World trust(String document) {
    trust = Optional.of(document);
    return this;
  }

  /// What the record tells of the role that was asked for.
  public World target(TargetRole recorded) {
    target = recorded;
    return this;
  }

  /// Another role of the role's account.
  World otherRole(String name, String document) {
    others.put(
        RoleArn.parse("arn:aws:iam::" + ROLE_ACCOUNT + ":role/" + name).orElseThrow(), document);
    return this;
  }

  World noRole() {
    trust = Optional.empty();
    return this;
  }

  public World roleUnread() {
    roleRead = false;
    return this;
  }

  public World callerUnread() {
    callerRead = false;
    return this;
  }

  public World organizationUnread() {
    organizationRead = false;
    return this;
  }

  World noOrganization() {
    inOrganization = false;
    return this;
  }

  public World identity(String document) {
    identity.add(new NamedPolicy("policy-" + identity.size(), "caller", read(document)));
    return this;
  }

  public World identity(String name, String attachedTo, String document) {
    identity.add(new NamedPolicy(name, attachedTo, read(document)));
    return this;
  }

  public World inactiveVersion(String policyArn, String id, String document) {
    inactive.put(policyArn, new PolicyVersion(id, PolicyReader.read(document)));
    return this;
  }

  /// One of the caller's identity-based policies could not be read.
  World identityUnread(Gap gap) {
    identityMissing.add(gap);
    return this;
  }

  World callerTags(Map<String, String> tagged) {
    callerTags = tagged;
    return this;
  }

  World roleTags(Map<String, String> tagged) {
    roleTags = tagged;
    return this;
  }

  public World boundary(String document) {
    boundary = Layer.of(new NamedPolicy("boundary", "caller", read(document)));
    return this;
  }

  public World scp(String document) {
    scp = Layer.of(new NamedPolicy("guardrail", "r-root", read(document)));
    return this;
  }

  public World rcp(String document) {
    rcp = Layer.of(new NamedPolicy("perimeter", "r-root", read(document)));
    return this;
  }

  public World key(String key, KeyState state) {
    context.put(key, state);
    return this;
  }

  World reason(AwsReason said) {
    reason = said;
    return this;
  }

  /// What AWS itself evaluated; the denial has an authorization ID then.
  World evaluated(AwsEvaluation own) {
    evaluation = Optional.of(new Lookup.Found<>(own));
    return this;
  }

  World evaluationUnread(GapReason why) {
    evaluation = Optional.of(AwsEvaluations.unread(withId(), why));
    return this;
  }

  World parametersNotRecorded() {
    parametersRecorded = false;
    return this;
  }

  private Denial withId() {
    evaluation = Optional.of(new Lookup.Absent<>());
    return denial();
  }

  /// The action that AWS's sentence names.
  World deniedAction(String action) {
    deniedAction = action;
    return this;
  }

  public World tags(Passed passed) {
    tags = passed;
    return this;
  }

  public World sourceIdentity(Passed passed) {
    sourceIdentity = passed;
    return this;
  }

  World change(Change change) {
    changes.add(change);
    return this;
  }

  /// When the evidence was read or saved.
  World asOf(Instant time) {
    asOf = Optional.of(time);
    return this;
  }

  World changesUnread() {
    changesRead = false;
    return this;
  }

  /// There may be more changes of these kinds than were read.
  World incompleteChanges(Change.Kind... kinds) {
    incompleteChanges = Set.of(kinds);
    return this;
  }

  World created(Instant role, Instant callerAt) {
    roleCreated = Optional.of(role);
    callerCreated = Optional.of(callerAt);
    return this;
  }

  public static Policy read(String document) {
    return switch (PolicyReader.read(document)) {
      case PolicyReading.Read(Policy policy) -> policy;
      case PolicyReading.Unreadable(String problem) -> throw new AssertionError(problem + document);
    };
  }

  public Explanation explain() {
    return new Explainer(evidence()).explain(denial());
  }

  Explanation check() {
    return new Explainer(evidence()).check(denial());
  }

  public Denial denial() {
    return new Denial(
        Optional.of("e-1"),
        Optional.empty(),
        Optional.of(DENIED_AT),
        Optional.of("eu-west-1"),
        caller.account().or(() -> Optional.of(new AccountId(ROLE_ACCOUNT))),
        switch (caller) {
          case Caller.WebIdentity _ -> AssumeCall.ASSUME_ROLE_WITH_WEB_IDENTITY;
          case Caller.Saml _ -> AssumeCall.ASSUME_ROLE_WITH_SAML;
          default -> AssumeCall.ASSUME_ROLE;
        },
        deniedAction,
        caller,
        target,
        tags,
        sourceIdentity,
        parametersRecorded,
        context.build(),
        reason,
        "AccessDenied",
        "",
        "",
        "",
        evaluation.map(_ -> "k3y0fth3d3n1al"));
  }

  private static <T> Lookup<T> unread(String fact) {
    return new Lookup.Unreadable<>(new Gap(fact, "not in the snapshot", "read it"));
  }

  public Evidence evidence() {
    return new Evidence(
        roles(),
        callers(),
        account ->
            !inOrganization
                ? new Lookup.Found<>(AccountFacts.standalone(account))
                : organizationRead
                    ? new Lookup.Found<>(
                        new AccountFacts(
                            account,
                            Optional.empty(),
                            Optional.of(
                                new AccountFacts.Organization(
                                    "o-example", new AccountId("999999999999"))),
                            Optional.of("o-example/r-root/"),
                            scp,
                            rcp))
                    : unread("the organization"),
        changes(),
        _ -> evaluation.orElseGet(Lookup.Absent::new),
        () -> asOf);
  }

  private RecentChanges changes() {
    return new RecentChanges() {
      @Override
      public Lookup<List<Change>> concerning(RoleArn role, Caller who) {
        return changesRead ? new Lookup.Found<>(changes) : unread("recent changes");
      }

      @Override
      public Set<Change.Kind> incomplete(RoleArn role, Caller who) {
        return incompleteChanges;
      }
    };
  }

  private Callers callers() {
    return new Callers() {
      @Override
      public Lookup<CallerFacts> caller(Caller who) {
        return callerRead
            ? new Lookup.Found<>(
                new CallerFacts(
                    "arn",
                    Optional.empty(),
                    callerCreated,
                    callerTags,
                    identity,
                    identityMissing,
                    boundary,
                    Optional.empty()))
            : unread("the caller");
      }

      @Override
      public List<PolicyVersion> inactiveVersions(String policyArn) {
        return Optional.ofNullable(inactive.get(policyArn)).stream().toList();
      }
    };
  }

  private Roles roles() {
    return new Roles() {
      @Override
      public Lookup<RoleFacts> role(RoleArn arn) {
        if (!roleRead) {
          return unread("the trust policy of " + arn);
        }
        return document(arn)
            .<Lookup<RoleFacts>>map(
                document ->
                    new Lookup.Found<>(
                        new RoleFacts(
                            arn,
                            Optional.empty(),
                            roleCreated,
                            roleTags,
                            PolicyReader.read(document))))
            .orElseGet(Lookup.Absent::new);
      }

      private Optional<String> document(RoleArn arn) {
        return Optional.ofNullable(others.get(arn)).or(() -> trust);
      }

      @Override
      public Lookup<List<RoleFacts>> rolesOf(AccountId account) {
        if (!roleRead) {
          return unread("the roles of " + account);
        }
        List<RoleFacts> all = new ArrayList<>();
        role(ROLE).found().ifPresent(all::add);
        others.keySet().forEach(arn -> role(arn).found().ifPresent(all::add));
        return new Lookup.Found<>(all);
      }

      @Override
      public List<RoleArn> rolesNamed(String name) {
        return List.of();
      }
    };
  }
}
