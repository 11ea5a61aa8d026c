package dev.rolecall.iam.evaluation;

import dev.rolecall.denial.Gap;
import dev.rolecall.denial.PolicyType;
import dev.rolecall.iam.condition.Truth;
import dev.rolecall.iam.policy.NamedPolicy;
import dev.rolecall.iam.principal.PrincipalMatchKind;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// How all policies of one type answer a request. What it was asked once it knows: a policy may
/// have very many statements.
public final class LayerResult {

  private final PolicyType type;
  private final Layer layer;
  private final List<LevelResult> levels;
  private final Map<Set<PrincipalMatchKind>, Truth> allowed = new ConcurrentHashMap<>();
  private volatile @Nullable Truth denied;

  /// @param levels the results by level; empty when nothing was read
  private LayerResult(PolicyType type, Layer layer, List<LevelResult> levels) {
    this.type = type;
    this.layer = layer;
    this.levels = List.copyOf(levels);
  }

  public PolicyType type() {
    return type;
  }

  public Layer layer() {
    return layer;
  }

  /// The results by level; empty when nothing was read.
  public List<LevelResult> levels() {
    return levels;
  }

  /// The results of one level.
  public record LevelResult(String name, List<PolicyResult> policies) {
    public LevelResult {
      policies = List.copyOf(policies);
    }

    /// Whether one of the policies allows.
    public Truth allow(Set<PrincipalMatchKind> grades) {
      return Truth.any(policies, policy -> policy.allow(grades));
    }

    /// Whether one of the policies denies.
    public Truth deny() {
      return Truth.any(policies, PolicyResult::deny);
    }
  }

  /// How one statement answers, and the policy that has it.
  public record Located(NamedPolicy policy, StatementResult result) {}

  /// The results of all policies, in order.
  public Stream<PolicyResult> policies() {
    return levels.stream().flatMap(level -> level.policies().stream());
  }

  /// The results of all statements, in order.
  public Stream<Located> statements() {
    return policies().flatMap(PolicyResult::located);
  }

  /// Judges all policies of `layer`.
  public static LayerResult of(PolicyType type, Layer layer, AccessRequest request) {
    return switch (layer) {
      case Layer.NotApplicable _, Layer.Unread _ -> new LayerResult(type, layer, List.of());
      case Layer.Read read ->
          new LayerResult(
              type,
              layer,
              read.levels().stream()
                  .map(
                      level ->
                          new LevelResult(
                              level.name(),
                              level.policies().stream()
                                  .map(policy -> PolicyResult.of(policy, request))
                                  .toList()))
                  .toList());
    };
  }

  /// The same for another action of the same call.
  LayerResult withAction(String action) {
    return map(result -> result.withAction(action));
  }

  /// The same for a request of which more is known.
  LayerResult knowing(AccessRequest request) {
    return map(result -> result.knowing(request));
  }

  private LayerResult map(UnaryOperator<StatementResult> change) {
    return new LayerResult(
        type,
        layer,
        levels.stream()
            .map(
                level ->
                    new LevelResult(
                        level.name(),
                        level.policies().stream().map(policy -> policy.map(change)).toList()))
            .toList());
  }

  /// Whether the layer allows the call, in whatever way the caller is matched.
  public Truth allow() {
    return allow(PrincipalMatchKind.ANY);
  }

  /// Whether every level allows the call, the caller matched in one of the given ways. RCPs always
  /// do: AWS attaches RCPFullAWSAccess everywhere, and it cannot be detached. [RCP
  /// evaluation](https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps_evaluation.html)
  public Truth allow(Set<PrincipalMatchKind> grades) {
    return allowed.computeIfAbsent(grades, this::evaluateAllow);
  }

  private Truth evaluateAllow(Set<PrincipalMatchKind> grades) {
    return switch (layer) {
      case Layer.NotApplicable _ -> Truth.TRUE;
      case Layer.Unread unread -> type == PolicyType.RCP ? Truth.TRUE : Truth.unknown(unread.gap());
      case Layer.Read read -> type == PolicyType.RCP ? Truth.TRUE : everyLevel(read, grades);
    };
  }

  /// No level at all means no policy at all, which allows nothing; but for SCPs, where it means
  /// that there are none.
  private Truth everyLevel(Layer.Read read, Set<PrincipalMatchKind> grades) {
    Truth missing = missing(read.missing());
    if (levels.isEmpty() && type != PolicyType.SCP) {
      return missing;
    }
    return Truth.all(levels, level -> level.allow(grades).or(missing));
  }

  /// Whether some policy denies the call explicitly.
  public Truth deny() {
    Truth known = denied;
    if (known == null) {
      known = evaluateDeny();
      denied = known;
    }
    return known;
  }

  private Truth evaluateDeny() {
    return switch (layer) {
      case Layer.NotApplicable _ -> Truth.FALSE;
      case Layer.Unread unread -> Truth.unknown(unread.gap());
      case Layer.Read read -> missing(read.missing()).or(Truth.any(levels, LevelResult::deny));
    };
  }

  private static Truth missing(List<Gap> gaps) {
    return gaps.isEmpty() ? Truth.FALSE : new Truth.Unknown(gaps);
  }

  /// The layer's answer by itself.
  public Decision decision() {
    return switch (layer) {
      case Layer.NotApplicable _ -> Decision.NOT_APPLICABLE;
      case Layer.Unread _ -> Decision.UNREAD;
      case Layer.Read _ -> Decision.of(allow(), deny());
    };
  }
}
