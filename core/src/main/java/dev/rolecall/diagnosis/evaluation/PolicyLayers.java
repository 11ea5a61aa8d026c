package dev.rolecall.diagnosis.evaluation;

import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.Caller.AwsService;
import dev.rolecall.denial.Caller.IamUser;
import dev.rolecall.denial.Caller.RoleSession;
import dev.rolecall.denial.Caller.Root;
import dev.rolecall.denial.Caller.Saml;
import dev.rolecall.denial.Caller.Unidentified;
import dev.rolecall.denial.Caller.WebIdentity;
import dev.rolecall.denial.Gap;
import dev.rolecall.denial.GapFact;
import dev.rolecall.denial.GapReason;
import dev.rolecall.denial.GapRemedy;
import dev.rolecall.denial.GapRemedy.Command;
import dev.rolecall.denial.GapRemedy.Command.Read.Part;
import dev.rolecall.denial.KeyState;
import dev.rolecall.denial.PolicyType;
import dev.rolecall.denial.RecordGap;
import dev.rolecall.denial.RoleArn;
import dev.rolecall.evidence.AccountFacts;
import dev.rolecall.evidence.CallerFacts;
import dev.rolecall.evidence.Lookup;
import dev.rolecall.evidence.RoleFacts;
import dev.rolecall.iam.evaluation.Layer;
import dev.rolecall.iam.policy.NamedPolicy;
import dev.rolecall.iam.policy.Policy;
import dev.rolecall.iam.policy.PolicyReading;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Which policies take part in a call, by who calls and what could be read.
public final class PolicyLayers {

  private static final Layer NOT_APPLICABLE = new Layer.NotApplicable();

  private final Facts facts;
  private final boolean real;

  private PolicyLayers(Facts facts, boolean real) {
    this.facts = facts;
    this.real = real;
  }

  /// The layers of a call.
  ///
  /// @param real whether the call was made: then its session may have a session policy, and it may
  ///   have come through a VPC endpoint
  public static Map<PolicyType, Layer> of(Facts facts, boolean real) {
    PolicyLayers policyLayers = new PolicyLayers(facts, real);
    Map<PolicyType, Layer> all = new EnumMap<>(PolicyType.class);
    for (PolicyType type : PolicyType.values()) {
      all.put(type, policyLayers.evaluated(type, policyLayers.layer(type)));
    }
    return all;
  }

  /// The policy of the VPC endpoint that a call comes through.
  public static Layer ofEndpoint(Facts facts) {
    return new PolicyLayers(facts, true).endpoint();
  }

  /// AWS's own evaluation says of what cannot be read whether it took part. Without identity-based
  /// policies a caller has no permission, which is for those who can read them to say.
  private Layer evaluated(PolicyType type, Layer layer) {
    boolean ofAccount = type == PolicyType.TRUST_POLICY || type == PolicyType.IDENTITY_POLICY;
    return layer instanceof Layer.Unread
            && !ofAccount
            && facts.aws().filter(aws -> aws.tookNoPart(type)).isPresent()
        ? NOT_APPLICABLE
        : layer;
  }

  private Layer layer(PolicyType type) {
    return switch (type) {
      case TRUST_POLICY -> trust();
      case IDENTITY_POLICY ->
          ofCaller(
              PolicyLayers::identity,
              GapFact.Topic.IDENTITY_POLICIES,
              facts.caller().account().map(Command.ReadAccount::new));
      case PERMISSIONS_BOUNDARY ->
          ofCaller(CallerFacts::boundary, GapFact.Topic.PERMISSIONS_BOUNDARY, readBoundary());
      case SESSION_POLICY -> session();
      case SCP -> serviceControl();
      case RCP -> resourceControl();
      case VPC_ENDPOINT_POLICY -> endpoint();
    };
  }

  private Layer trust() {
    return switch (facts.role()) {
      case Lookup.Found<RoleFacts>(RoleFacts role) -> trust(role);
      case Lookup.Absent<RoleFacts> _ -> NOT_APPLICABLE;
      case Lookup.Unreadable<RoleFacts>(Gap gap) -> new Layer.Unread(gap);
    };
  }

  /// IAM stores no trust statement without a principal; one written by hand says nothing.
  private static Layer trust(RoleFacts role) {
    boolean whole = role.statements().allMatch(statement -> statement.principal().isPresent());
    return switch (role.trustPolicy()) {
      case PolicyReading.Read(Policy policy) when whole ->
          Layer.of(new NamedPolicy(NamedPolicy.TRUST, role.arn().name(), policy));
      case PolicyReading.Read _ -> unreadTrust(role, GapReason.Known.STATEMENT_WITHOUT_PRINCIPAL);
      case PolicyReading.Unreadable(String problem) ->
          unreadTrust(role, new GapReason.NotParsed(problem));
    };
  }

  private static Layer unreadTrust(RoleFacts role, GapReason why) {
    return unread(
        new GapFact.TrustPolicy(role.arn()),
        why,
        new Command.Read(Part.WHOLE, "role", role.arn().name()));
  }

  private static Layer unread(GapFact fact, GapReason why, GapRemedy learnBy) {
    return new Layer.Unread(new Gap(fact, why, learnBy));
  }

  private static Layer identity(CallerFacts caller) {
    return new Layer.Read(
        List.of(new Layer.Level(caller.arn(), caller.identityPolicies())), caller.missing());
  }

  private Optional<Command> readBoundary() {
    return switch (facts.caller()) {
      case RoleSession session ->
          Optional.of(new Command.Read(Part.BOUNDARY, "role", session.arn().roleName()));
      case IamUser user -> Optional.of(new Command.Read(Part.BOUNDARY, "user", user.arn().name()));
      case WebIdentity _, Saml _, AwsService _, Root _, Unidentified _ -> Optional.empty();
    };
  }

  private Layer ofCaller(
      Function<CallerFacts, Layer> policies, GapFact what, Optional<? extends Command> command) {
    return switch (facts.caller()) {
      case WebIdentity _, Saml _, AwsService _, Root _ -> NOT_APPLICABLE;
      case RoleSession _, IamUser _, Unidentified _ ->
          of(
              facts.callerFacts(),
              policies,
              what,
              command,
              GapReason.Known.CALLER_GONE,
              GapRemedy.Step.FIND_DELETION_OF_CALLER);
    };
  }

  /// The policies of something that was looked up.
  ///
  /// @param command that reads just these policies: it settles a gap that commands settle at all;
  ///   else the step that was found to be needed first does
  private static <T> Layer of(
      Lookup<T> found,
      Function<T, Layer> policies,
      GapFact what,
      Optional<? extends GapRemedy> command,
      GapReason whyAbsent,
      GapRemedy learnBy) {
    return switch (found) {
      case Lookup.Found<T>(T value) -> policies.apply(value);
      case Lookup.Absent<T> _ -> unread(what, whyAbsent, learnBy);
      case Lookup.Unreadable<T>(Gap gap) ->
          unread(
              what,
              gap.why(),
              command
                  .filter(_ -> gap.learnBy() instanceof Command)
                  .<GapRemedy>map(it -> it)
                  .orElse(gap.learnBy()));
    };
  }

  private Layer session() {
    return switch (facts.caller()) {
      case RoleSession _, Unidentified _ -> real ? SESSION : NOT_APPLICABLE;
      case IamUser _, Root _, WebIdentity _, Saml _, AwsService _ -> NOT_APPLICABLE;
    };
  }

  private static final Layer SESSION = new Layer.Unread(RecordGap.SESSION_POLICY.gap());

  private Layer serviceControl() {
    GapFact what = GapFact.Topic.CALLER_SCPS;
    return switch (facts.caller()) {
      case WebIdentity _, Saml _, AwsService _ -> NOT_APPLICABLE;
      case RoleSession session when session.role().filter(RoleArn::isServiceLinked).isPresent() ->
          NOT_APPLICABLE;
      case RoleSession _, IamUser _, Root _, Unidentified _ ->
          facts
              .callerAccount()
              .map(
                  account ->
                      ofAccount(
                          account,
                          AccountFacts::serviceControlPolicies,
                          what,
                          facts
                              .caller()
                              .account()
                              .map(id -> new GapRemedy.ListAllControlPolicies(id, PolicyType.SCP))))
              .orElseGet(
                  () ->
                      unread(
                          what,
                          GapReason.Known.CALLER_ACCOUNT_NOT_RECORDED,
                          GapRemedy.Step.FIND_CALLER));
    };
  }

  private Layer resourceControl() {
    AccountId account = facts.target().account();
    return facts.target().isServiceLinked()
        ? NOT_APPLICABLE
        : ofAccount(
            facts.roleAccount(),
            AccountFacts::resourceControlPolicies,
            GapFact.Topic.ROLE_RCPS,
            Optional.of(new GapRemedy.ListAllControlPolicies(account, PolicyType.RCP)));
  }

  private static Layer ofAccount(
      Lookup<AccountFacts> account,
      Function<AccountFacts, Layer> policies,
      GapFact what,
      Optional<? extends GapRemedy> command) {
    return of(
        account,
        found -> found.isManagementAccount() ? NOT_APPLICABLE : policies.apply(found),
        what,
        command,
        GapReason.Known.NO_ORGANIZATION_OF_ACCOUNT,
        GapRemedy.Step.FIND_ORGANIZATION);
  }

  private Layer endpoint() {
    KeyState endpoint = facts.context().get("aws:SourceVpce");
    Optional<List<String>> ids =
        switch (endpoint) {
          case KeyState.Present(List<String> values) -> Optional.of(values);
          case KeyState.Unknown _ -> real ? Optional.of(List.of()) : Optional.empty();
          case KeyState.Absent _ -> Optional.empty();
        };
    return ids.map(
            known ->
                unread(
                    new GapFact.EndpointPolicy(known),
                    GapReason.Known.ENDPOINT_POLICIES_NOT_READ,
                    readEndpoint(known)))
        .orElse(NOT_APPLICABLE);
  }

  private GapRemedy readEndpoint(List<String> ids) {
    return facts
        .denial()
        .region()
        .<GapRemedy>map(
            region ->
                new Command.ReadEndpoints(
                    region, ids.size() == 1 ? Optional.of(ids.getFirst()) : Optional.empty()))
        .orElse(GapRemedy.Step.FIND_ENDPOINT);
  }
}
