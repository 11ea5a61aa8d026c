package dev.rolecall.diagnosis;

import dev.rolecall.denial.AwsReason;
import dev.rolecall.denial.Caller;
import dev.rolecall.denial.PolicyType;
import dev.rolecall.denial.RequestContext;
import dev.rolecall.diagnosis.evaluation.Evaluation;
import dev.rolecall.diagnosis.evaluation.Facts;
import dev.rolecall.diagnosis.evaluation.PolicyLayers;
import dev.rolecall.diagnosis.mismatch.RelevantPolicies;
import dev.rolecall.diagnosis.result.Cause;
import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.iam.condition.Truth;
import dev.rolecall.iam.evaluation.Layer;
import dev.rolecall.iam.evaluation.LayerResult;
import dev.rolecall.iam.evaluation.StatementResult;
import dev.rolecall.iam.policy.NamedPolicy;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;

/// A random world of which some policies were not read, with all the worlds that it may be.
record PartlySeen(long seed, Hidden hidden) {

  /// What was not read.
  enum Hidden {
    NOTHING,
    ROLE,
    CALLER,
    ORGANIZATION
  }

  private static final String EVERYTHING = "\"Action\":\"*\",\"Resource\":\"*\"}";
  private static final List<String> DENIES =
      List.of(World.policy("{\"Effect\":\"Deny\"," + EVERYTHING));
  private static final List<String> UNREAD =
      List.of(
          World.policy("{\"Effect\":\"Allow\"," + EVERYTHING),
          World.policy("{\"Effect\":\"Allow\",\"Action\":\"s3:*\",\"Resource\":\"*\"}"),
          DENIES.getFirst());
  private static final List<String> UNREAD_TRUST =
      List.of(
          World.allow("\"AWS\":\"*\"", ""),
          World.allow("\"AWS\":[\"111122223333\",\"444455556666\"]", ""),
          World.allow("\"Service\":\"ec2.amazonaws.com\"", ""),
          World.policy("{\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"*\"}"));

  static PartlySeen draw(Random random) {
    Hidden[] hidden = Hidden.values();
    return new PartlySeen(random.nextLong(), hidden[random.nextInt(hidden.length)]);
  }

  private World world() {
    return DiagnosisSoundnessTest.randomWorld(new Random(seed));
  }

  Explanation explain(AwsReason said) {
    World world = world().reason(said);
    return switch (hidden) {
      case NOTHING -> world.explain();
      case ROLE -> world.roleUnread().explain();
      case CALLER -> world.callerUnread().explain();
      case ORGANIZATION -> world.organizationUnread().explain();
    };
  }

  /// Every world that this one may be, and that meets `wanted`.
  List<Whole> wholes(Predicate<Whole> wanted) {
    Facts facts = Facts.gather(world().denial(), World.ROLE, world().evidence(), false);
    List<Map<PolicyType, Layer>> layers = layers(List.of(PolicyLayers.of(facts, false)));
    if (facts.caller() instanceof Caller.RoleSession) {
      layers = or(layers, PolicyType.SESSION_POLICY, UNREAD);
    }
    List<Whole> wholes = new ArrayList<>();
    for (RequestContext context : DiagnosisSoundnessTest.fillings(world().denial().context())) {
      for (Map<PolicyType, Layer> each : layers) {
        Whole whole = new Whole(facts, Evaluation.of(facts, each, context));
        if (wanted.test(whole)) {
          wholes.add(whole);
        }
      }
    }
    return wholes;
  }

  private List<Map<PolicyType, Layer>> layers(List<Map<PolicyType, Layer>> one) {
    return switch (hidden) {
      case NOTHING -> one;
      case ROLE -> or(one, PolicyType.TRUST_POLICY, UNREAD_TRUST);
      case CALLER ->
          or(or(one, PolicyType.IDENTITY_POLICY, UNREAD), PolicyType.PERMISSIONS_BOUNDARY, UNREAD);
      case ORGANIZATION -> or(or(one, PolicyType.SCP, UNREAD), PolicyType.RCP, DENIES);
    };
  }

  private static List<Map<PolicyType, Layer>> or(
      List<Map<PolicyType, Layer>> all, PolicyType type, List<String> documents) {
    List<Map<PolicyType, Layer>> more = new ArrayList<>(all);
    for (Map<PolicyType, Layer> one : all) {
      for (String document : documents) {
        Map<PolicyType, Layer> other = new EnumMap<>(one);
        other.put(type, Layer.of(new NamedPolicy("unread", "unread", World.read(document))));
        more.add(other);
      }
    }
    return more;
  }

  /// What AWS may say of one of the worlds that this one may be.
  List<AwsReason.PolicyDenies> whatAwsMaySay(Random random) {
    List<Whole> denied = wholes(whole -> !whole.allows());
    if (denied.isEmpty()) {
      return List.of();
    }
    Whole truth = denied.get(random.nextInt(denied.size()));
    List<AwsReason.PolicyDenies> said = new ArrayList<>();
    for (PolicyType type : PolicyType.values()) {
      for (boolean explicit : List.of(true, false)) {
        var one = new AwsReason.PolicyDenies(type, explicit, Optional.empty());
        if (truth.says(one)) {
          said.add(one);
        }
      }
    }
    return said;
  }

  /// A world with nothing unknown in it.
  record Whole(Facts facts, Evaluation trial) {

    private LayerResult layer(PolicyType type) {
      return trial.main().access().layer(type);
    }

    /// Whether it passes, for all that is documented.
    boolean allows() {
      return trial.allowed().isTrue();
    }

    /// Whether AWS may say this of the call.
    boolean says(AwsReason.PolicyDenies said) {
      return !allows() && (said.explicit() ? denies(said.type()) : lacks(said.type()));
    }

    /// Whether the call may be what the sentence is about. Of guardrails nobody is told whether a
    /// Deny matches or an Allow is missing.
    boolean fits(AwsReason.PolicyDenies said) {
      return switch (said.type()) {
        case TRUST_POLICY, IDENTITY_POLICY -> says(said);
        case PERMISSIONS_BOUNDARY, SESSION_POLICY, SCP, RCP, VPC_ENDPOINT_POLICY ->
            !allows() && (denies(said.type()) || lacks(said.type()));
      };
    }

    private boolean denies(PolicyType type) {
      return layer(type).deny().isTrue();
    }

    private boolean lacks(PolicyType type) {
      return layer(type).allow().isFalse() && mayBeNeeded(type);
    }

    /// A same-account grant may need none of the caller's own policies.
    private boolean mayBeNeeded(PolicyType type) {
      if (facts.sameAccount() && !layer(PolicyType.TRUST_POLICY).allow().isTrue()) {
        return true;
      }
      RelevantPolicies relevantPolicies =
          RelevantPolicies.of(facts, trial.main().access(), Optional.empty());
      Truth needed =
          switch (type) {
            case IDENTITY_POLICY -> relevantPolicies.identity();
            case PERMISSIONS_BOUNDARY, SESSION_POLICY -> relevantPolicies.limits();
            case TRUST_POLICY, SCP, RCP, VPC_ENDPOINT_POLICY -> Truth.TRUE;
          };
      return !needed.isFalse();
    }

    /// Whether what the cause says is so.
    boolean isDeniedBy(Cause cause) {
      LayerResult layer = layer(cause.policyType().orElseThrow());
      return switch (cause.code()) {
        case TRUST_EXPLICIT_DENY, IDENTITY_EXPLICIT_DENY -> layer.deny().isTrue();
        case PERMISSIONS_BOUNDARY, SESSION_POLICY, SCP_DENY, RCP_DENY, VPC_ENDPOINT_POLICY ->
            layer.deny().isTrue() || layer.allow().isFalse();
        default ->
            layer.allow().isFalse()
                && cause.statement().map(at -> fails(layer, cause, at)).orElse(true);
      };
    }

    private static boolean fails(LayerResult layer, Cause cause, Cause.StatementRef at) {
      List<StatementResult> statements =
          layer.levels().getFirst().policies().stream()
              .filter(result -> result.policy().name().equals(cause.policy().orElseThrow()))
              .findFirst()
              .orElseThrow()
              .statements();
      StatementResult statement = statements.get(at.index());
      return statement.applies().isFalse()
          && cause
              .condition()
              .map(
                  failed ->
                      statement.conditions().stream()
                          .anyMatch(
                              one ->
                                  one.truth().isFalse()
                                      && one.condition().key().equals(failed.key())))
              .orElse(true);
    }
  }
}
