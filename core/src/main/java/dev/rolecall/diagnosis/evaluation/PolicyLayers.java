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
import dev.rolecall.denial.KeyState;
import dev.rolecall.denial.PolicyType;
import dev.rolecall.denial.RoleArn;
import dev.rolecall.evidence.AccountFacts;
import dev.rolecall.evidence.CallerFacts;
import dev.rolecall.evidence.IamCommands;
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
      all.put(type, policyLayers.layer(type));
    }
    return all;
  }

  /// The policy of the VPC endpoint that a call comes through.
  public static Layer ofEndpoint(Facts facts) {
    return new PolicyLayers(facts, true).endpoint();
  }

  private Layer layer(PolicyType type) {
    return switch (type) {
      case TRUST_POLICY -> trust();
      case IDENTITY_POLICY ->
          ofCaller(
              PolicyLayers::identity,
              "the caller's identity-based policies",
              facts.caller().account().map(IamCommands::readAccount));
      case PERMISSIONS_BOUNDARY ->
          ofCaller(CallerFacts::boundary, "the caller's permissions boundary", readBoundary());
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
          Layer.of(new NamedPolicy("trust policy", role.arn().name(), policy));
      case PolicyReading.Read _ -> unreadTrust(role, "it has a statement without a principal");
      case PolicyReading.Unreadable(String problem) ->
          unreadTrust(role, "it cannot be understood: " + problem);
    };
  }

  private static Layer unreadTrust(RoleFacts role, String why) {
    return unread(
        "what the trust policy of " + role.arn() + " says",
        why,
        IamCommands.readRole(role.arn().name()));
  }

  private static Layer unread(String fact, String why, String learnBy) {
    return new Layer.Unread(new Gap(fact, why, learnBy));
  }

  private static Layer identity(CallerFacts caller) {
    return new Layer.Read(
        List.of(new Layer.Level(caller.arn(), caller.identityPolicies())), caller.missing());
  }

  private Optional<String> readBoundary() {
    return switch (facts.caller()) {
      case RoleSession session ->
          Optional.of(IamCommands.readRoleBoundary(session.arn().roleName()));
      case IamUser user -> Optional.of(IamCommands.readUserBoundary(user.arn().name()));
      case WebIdentity _, Saml _, AwsService _, Root _, Unidentified _ -> Optional.empty();
    };
  }

  private Layer ofCaller(
      Function<CallerFacts, Layer> policies, String what, Optional<String> command) {
    return switch (facts.caller()) {
      case WebIdentity _, Saml _, AwsService _, Root _ -> NOT_APPLICABLE;
      case RoleSession _, IamUser _, Unidentified _ ->
          of(
              facts.callerFacts(),
              policies,
              what,
              command,
              "the caller is not in its account any more",
              "look in CloudTrail's event history of the caller's account for its deletion");
    };
  }

  /// The policies of something that was looked up.
  ///
  /// @param command that reads just these policies: it settles a gap that commands settle at all;
  ///   else the step that was found to be needed first does
  private static <T> Layer of(
      Lookup<T> found,
      Function<T, Layer> policies,
      String what,
      Optional<String> command,
      String whyAbsent,
      String learnBy) {
    return switch (found) {
      case Lookup.Found<T>(T value) -> policies.apply(value);
      case Lookup.Absent<T> _ -> unread(what, whyAbsent, learnBy);
      case Lookup.Unreadable<T>(Gap gap) ->
          unread(
              what,
              gap.why(),
              command.filter(_ -> gap.learnBy().startsWith("aws ")).orElse(gap.learnBy()));
    };
  }

  private Layer session() {
    return switch (facts.caller()) {
      case RoleSession _, Unidentified _ -> real ? SESSION : NOT_APPLICABLE;
      case IamUser _, Root _, WebIdentity _, Saml _, AwsService _ -> NOT_APPLICABLE;
    };
  }

  private static final Layer SESSION =
      unread(
          "the session policy of the caller's session",
          "it is given when a session begins and cannot be read afterwards",
          "look for the AssumeRole event in CloudTrail that began the session: its `policy` and"
              + " `policyArns`");

  private Layer serviceControl() {
    String what = "the SCPs of the caller's account";
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
                              .map(
                                  id -> IamCommands.readAllPolicies(id, "SERVICE_CONTROL_POLICY"))))
              .orElseGet(
                  () ->
                      unread(
                          what,
                          "the record does not tell the caller's account",
                          "look at the caller's own CloudTrail, in its account"));
    };
  }

  private Layer resourceControl() {
    AccountId account = facts.target().account();
    return facts.target().isServiceLinked()
        ? NOT_APPLICABLE
        : ofAccount(
            facts.roleAccount(),
            AccountFacts::resourceControlPolicies,
            "the RCPs of the role's account",
            Optional.of(IamCommands.readAllPolicies(account, "RESOURCE_CONTROL_POLICY")));
  }

  private static Layer ofAccount(
      Lookup<AccountFacts> account,
      Function<AccountFacts, Layer> policies,
      String what,
      Optional<String> command) {
    return of(
        account,
        found -> found.isManagementAccount() ? NOT_APPLICABLE : policies.apply(found),
        what,
        command,
        "no organization that was read has the account",
        "run `aws organizations describe-organization` with credentials of that account: it shows"
            + " the organization whose policies to read");
  }

  private Layer endpoint() {
    KeyState endpoint = facts.context().get("aws:SourceVpce");
    Optional<String> name =
        switch (endpoint) {
          case KeyState.Present(List<String> values) -> Optional.of(String.join(", ", values));
          case KeyState.Unknown _ ->
              real ? Optional.of("of the caller's VPC, if it has one") : Optional.empty();
          case KeyState.Absent _ -> Optional.empty();
        };
    return name.map(
            id ->
                unread(
                    "the policy of the VPC endpoint " + id,
                    "endpoint policies are not part of the evidence",
                    readEndpoint(endpoint)))
        .orElse(NOT_APPLICABLE);
  }

  private String readEndpoint(KeyState endpoint) {
    Optional<String> region = facts.denial().region();
    if (region.isEmpty()) {
      return "look in the VPC console of the caller's account for an endpoint for STS and its"
          + " policy";
    }
    return endpoint instanceof KeyState.Present(List<String> ids) && ids.size() == 1
        ? IamCommands.readEndpoint(region.get(), ids.getFirst())
        : IamCommands.readEndpoints(region.get());
  }
}
