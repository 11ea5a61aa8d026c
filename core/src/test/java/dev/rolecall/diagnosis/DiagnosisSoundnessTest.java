package dev.rolecall.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.Slow;
import dev.rolecall.denial.Caller;
import dev.rolecall.denial.Gap;
import dev.rolecall.denial.KeyState;
import dev.rolecall.denial.PolicyType;
import dev.rolecall.denial.RequestContext;
import dev.rolecall.diagnosis.cause.CertainCauses;
import dev.rolecall.diagnosis.evaluation.Evaluation;
import dev.rolecall.diagnosis.evaluation.Facts;
import dev.rolecall.diagnosis.evaluation.PolicyLayers;
import dev.rolecall.diagnosis.evaluation.StateComparison;
import dev.rolecall.diagnosis.result.Confidence;
import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.diagnosis.result.Fix;
import dev.rolecall.iam.evaluation.Layer;
import dev.rolecall.iam.evaluation.LayerResult.Located;
import dev.rolecall.iam.policy.NamedPolicy;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is said for certain holds for every way of filling what is unknown; what is offered as a
/// fix lets the call pass.
@Slow
class DiagnosisSoundnessTest {

  private static final List<String> KEYS =
      List.of("sts:ExternalId", "aws:SourceIp", "sts:RoleSessionName");
  private static final List<KeyState> FILLINGS =
      List.of(KeyState.ABSENT, KeyState.present("x"), KeyState.present("y"));
  private static final int WORLDS = World.count(4_000);
  private static final int CHANGES = 1_000;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void aCertainDenialIsADenialForEveryFillingOfTheGaps(long seed) {
    Random random = new Random(seed);
    int certain = 0;
    for (int i = 0; i < WORLDS; i++) {
      World world = randomWorld(random);
      Explanation explanation = world.explain();
      assertThat(explanation.diagnosis().causes()).isNotEmpty();
      if (explanation.diagnosis().confidence() == Confidence.CERTAIN) {
        certain++;
        for (RequestContext filled : fillings(world.denial().context())) {
          assertThat(allowed(world, layers(world), filled))
              .as("%s %s", explanation.diagnosis().causes(), world.evidence().roles())
              .isFalse();
        }
      }
    }
    assertThat(certain).isGreaterThan(WORLDS / 10);
  }

  @ParameterizedTest
  @ValueSource(longs = {4, 5, 6})
  void aFixThatSaysAllowedLetsTheCallPassForEveryFillingOfTheGaps(long seed) {
    Random random = new Random(seed);
    int fixed = 0;
    for (int i = 0; i < WORLDS; i++) {
      World world = randomWorld(random);
      Explanation explanation = world.explain();
      List<Fix> fixes = explanation.fixes();
      if (fixes.isEmpty()) {
        continue;
      }
      assertThat(fixes).allSatisfy(DiagnosisSoundnessTest::grantsNobodyElse);
      boolean patchesOnly = fixes.stream().noneMatch(fix -> fix.place() == Fix.Place.REQUEST);
      if (patchesOnly && fixes.getFirst().result() == Fix.Result.ALLOWED) {
        fixed++;
        for (RequestContext filled : fillings(world.denial().context())) {
          assertThat(allowed(world, patched(world, fixes), filled)).as("%s", fixes).isTrue();
        }
      }
    }
    assertThat(fixed).isGreaterThan(20);
  }

  @Test
  void whatDeniesForCertainHasACause() {
    Random random = new Random(7);
    for (int i = 0; i < WORLDS; i++) {
      World world = randomWorld(random);
      Facts facts = Facts.gather(world.denial(), World.ROLE, world.evidence(), true);
      Evaluation evaluation = Evaluation.of(facts, PolicyLayers.of(facts, true), facts.context());
      assertThat(CertainCauses.of(facts, evaluation).isEmpty())
          .as("blockers %s", CertainCauses.of(facts, evaluation))
          .isEqualTo(!evaluation.allowed().isFalse());
    }
  }

  /// What is known is not evaluated again: it holds for usual calls, too.
  @Test
  void aUsualCallIsEvaluatedAsIfItWereEvaluatedAlone() {
    Random random = new Random(11);
    int unknown = 0;
    for (int i = 0; i < WORLDS; i++) {
      World world = randomWorld(random);
      Facts facts = Facts.gather(world.denial(), World.ROLE, world.evidence(), true);
      int shift = i;
      RequestContext context =
          facts
              .context()
              .map(
                  (key, state) ->
                      state instanceof KeyState.Unknown(Gap gap, var _)
                          ? new KeyState.Unknown(
                              gap,
                              Optional.of(
                                  FILLINGS.get(
                                      Math.floorMod(key.hashCode() + shift, FILLINGS.size()))))
                          : state);
      Map<PolicyType, Layer> layers = PolicyLayers.of(facts, true);
      Evaluation usual = Evaluation.of(facts, layers, context.usual());
      Evaluation known = Evaluation.of(facts, layers, context);
      unknown += known.allowed().isUnknown() ? 1 : 0;
      assertThat(results(known.usual())).isEqualTo(results(usual));
    }
    assertThat(unknown).isGreaterThan(WORLDS / 50);
  }

  private static List<Located> results(Evaluation evaluation) {
    return evaluation.actions().stream()
        .flatMap(
            trial -> Stream.of(PolicyType.values()).flatMap(type -> trial.layer(type).statements()))
        .toList();
  }

  /// What a caller's account may hold that could not be read.
  private static final List<String> UNREAD_IDENTITIES =
      List.of(
          World.policy("{\"Effect\":\"Allow\",\"Action\":\"sts:*\",\"Resource\":\"*\"}"),
          World.policy("{\"Effect\":\"Allow\",\"Action\":\"s3:*\",\"Resource\":\"*\"}"),
          World.policy("{\"Effect\":\"Deny\",\"Action\":\"*\",\"Resource\":\"*\"}"));

  @ParameterizedTest
  @ValueSource(longs = {8, 9, 10})
  void whatIsNoHarderPassesWheneverItPassedBeforeWhateverWasNotRead(long seed) {
    Random random = new Random(seed);
    int noHarder = 0;
    int passed = 0;
    for (int i = 0; i < CHANGES; i++) {
      Caller caller = caller(random);
      Map<String, KeyState> keys = keys(random);
      String now = policy(random, true);
      String then = random.nextInt(4) == 0 ? now : policy(random, true);
      World before = world(caller, keys, now).callerUnread().organizationUnread();
      World after = world(caller, keys, then).callerUnread().organizationUnread();
      if (!StateComparison.isNoHarder(before.denial(), before.evidence(), after.evidence())) {
        continue;
      }
      noHarder++;
      for (String identity : UNREAD_IDENTITIES) {
        World full = world(caller, keys, now).identity(identity);
        World changed = world(caller, keys, then).identity(identity);
        for (RequestContext filled : fillings(full.denial().context())) {
          if (allowed(full, layers(full), filled)) {
            passed++;
            assertThat(allowed(changed, layers(changed), filled)).as("%s %s", now, then).isTrue();
          }
        }
      }
    }
    assertThat(noHarder).isGreaterThan(CHANGES / 10);
    assertThat(passed).isGreaterThan(100);
  }

  @Test
  void whatIsUpToTheCallerPassesWhenItsAccountAllowsEverything() {
    Random random = new Random(11);
    int open = 0;
    for (int i = 0; i < CHANGES; i++) {
      Caller caller = caller(random);
      Map<String, KeyState> keys = keys(random);
      String trust = policy(random, true);
      World world = world(caller, keys, trust).callerUnread();
      if (Exposure.isUpToCaller(world.denial(), world.evidence())) {
        open++;
        World obliging = world(caller, keys, trust).identity(UNREAD_IDENTITIES.getFirst());
        for (RequestContext filled : fillings(world.denial().context())) {
          assertThat(allowed(obliging, layers(obliging), filled)).as(trust).isTrue();
        }
      }
    }
    assertThat(open).isGreaterThan(100);
  }

  private static Map<String, KeyState> keys(Random random) {
    Map<String, KeyState> keys = new HashMap<>();
    for (String key : KEYS) {
      if (random.nextInt(3) > 0) {
        keys.put(key, FILLINGS.get(random.nextInt(FILLINGS.size())));
      }
    }
    return keys;
  }

  private static World world(Caller caller, Map<String, KeyState> keys, String trust) {
    World world = new World().caller(caller).trust(trust);
    keys.forEach(world::key);
    return world;
  }

  private static void grantsNobodyElse(Fix fix) {
    fix.after()
        .ifPresent(
            after -> {
              assertThat(after.replace(fix.before().orElse(""), ""))
                  .doesNotContain("\"Principal\":\"*\"");
              assertThat(fix.admits())
                  .allSatisfy(who -> assertThat(who).doesNotContain("*").doesNotEndWith(":root"));
            });
  }

  static List<RequestContext> fillings(RequestContext context) {
    List<RequestContext> filled = List.of(context);
    for (String key : KEYS) {
      if (context.get(key) instanceof KeyState.Unknown) {
        List<RequestContext> next = new ArrayList<>();
        for (RequestContext each : filled) {
          FILLINGS.forEach(state -> next.add(each.with(key, state)));
        }
        filled = next;
      }
    }
    return filled;
  }

  private static Map<PolicyType, Layer> layers(World world) {
    return PolicyLayers.of(
        Facts.gather(world.denial(), World.ROLE, world.evidence(), false), false);
  }

  private static Map<PolicyType, Layer> patched(World world, List<Fix> fixes) {
    Map<PolicyType, Layer> layers = new EnumMap<>(layers(world));
    for (Fix fix : fixes) {
      NamedPolicy after = new NamedPolicy("fixed", "", World.read(fix.after().orElseThrow()));
      if (fix.place() == Fix.Place.TRUST_POLICY) {
        layers.put(PolicyType.TRUST_POLICY, Layer.of(after));
      } else if (layers.get(PolicyType.IDENTITY_POLICY) instanceof Layer.Read read) {
        List<NamedPolicy> policies = new ArrayList<>(read.levels().getFirst().policies());
        policies.add(after);
        layers.put(
            PolicyType.IDENTITY_POLICY,
            new Layer.Read(List.of(new Layer.Level("caller", policies)), List.of()));
      }
    }
    return layers;
  }

  private static boolean allowed(
      World world, Map<PolicyType, Layer> layers, RequestContext context) {
    Facts facts = Facts.gather(world.denial(), World.ROLE, world.evidence(), false);
    var truth = Evaluation.of(facts, layers, context).allowed();
    assertThat(truth.isUnknown()).isFalse();
    return truth.isTrue();
  }

  static World randomWorld(Random random) {
    World world = new World().caller(caller(random));
    for (String key : KEYS) {
      if (random.nextInt(3) > 0) {
        world.key(key, FILLINGS.get(random.nextInt(FILLINGS.size())));
      }
    }
    world.trust(policy(random, true));
    for (int i = random.nextInt(3); i > 0; i--) {
      world.identity(policy(random, false));
    }
    if (random.nextInt(4) == 0) {
      world.boundary(policy(random, false));
    }
    if (random.nextInt(4) == 0) {
      world.scp(policy(random, false));
    }
    if (random.nextInt(6) == 0) {
      world.rcp(
          World.policy(
              "{\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"sts:*\",\"Resource\":\"*\""
                  + condition(random)
                  + "}"));
    }
    return world;
  }

  private static Caller caller(Random random) {
    String account = random.nextBoolean() ? World.ROLE_ACCOUNT : World.OTHER_ACCOUNT;
    return random.nextBoolean() ? World.user(account, "ci") : World.session(account, "builder");
  }

  private static String policy(Random random, boolean trust) {
    String[] statements = new String[1 + random.nextInt(2)];
    for (int i = 0; i < statements.length; i++) {
      statements[i] =
          "{\"Effect\":\""
              + (random.nextInt(4) == 0 ? "Deny" : "Allow")
              + "\","
              + (trust ? principal(random) : resource(random))
              + ",\"Action\":"
              + pick(
                  random,
                  "\"sts:AssumeRole\"",
                  "\"sts:*\"",
                  "[\"sts:AssumeRole\",\"sts:TagSession\"]",
                  "\"sts:AssumeRoleWithSAML\"",
                  "\"s3:GetObject\"")
              + condition(random)
              + "}";
    }
    return World.policy(statements);
  }

  private static String principal(Random random) {
    String account = random.nextBoolean() ? World.ROLE_ACCOUNT : World.OTHER_ACCOUNT;
    return "\"Principal\":{\"AWS\":\""
        + pick(
            random,
            "arn:aws:iam::" + account + ":root",
            account,
            "arn:aws:iam::" + account + ":user/ci",
            "arn:aws:iam::" + account + ":role/builder",
            "arn:aws:sts::" + account + ":assumed-role/builder/build-1",
            "*")
        + "\"}";
  }

  private static String resource(Random random) {
    return "\"Resource\":"
        + pick(random, "\"*\"", "\"" + World.ROLE + "\"", "\"arn:aws:iam::*:role/other\"");
  }

  private static String condition(Random random) {
    if (random.nextInt(2) == 0) {
      return "";
    }
    String key = KEYS.get(random.nextInt(KEYS.size()));
    String operator =
        pick(random, "StringEquals", "StringNotEquals", "StringLike", "StringEqualsIfExists");
    return ",\"Condition\":{\"" + operator + "\":{\"" + key + "\":\"x\"}}";
  }

  private static String pick(Random random, String... options) {
    return options[random.nextInt(options.length)];
  }
}
