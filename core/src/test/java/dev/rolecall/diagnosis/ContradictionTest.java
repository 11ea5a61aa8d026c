package dev.rolecall.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.Slow;
import dev.rolecall.denial.AwsReason;
import dev.rolecall.denial.Caller;
import dev.rolecall.denial.Gap;
import dev.rolecall.denial.KeyState;
import dev.rolecall.denial.Passed;
import dev.rolecall.denial.PolicyType;
import dev.rolecall.diagnosis.result.ChecklistStep;
import dev.rolecall.diagnosis.result.Explanation;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// One answer does not contradict itself, whatever was read and whatever AWS said.
@Slow
class ContradictionTest {

  private static final int WORLDS = World.count(4_000);
  private static final Gap GAP = new Gap("a fact", "not recorded", "look");

  @ParameterizedTest
  @ValueSource(longs = {21, 22, 23})
  void noAnswerContradictsItself(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < WORLDS; i++) {
      Explanation explanation = world(random).explain();
      assertThat(Contradictions.in(explanation)).as("%s", explanation).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {31, 32})
  void noCheckContradictsItself(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < WORLDS; i++) {
      Explanation explanation = world(random).reason(new AwsReason.NotGiven()).check();
      if (!explanation.diagnosis().allowed().isTrue()) {
        assertThat(Contradictions.in(explanation)).as("%s", explanation).isEmpty();
      }
      if (explanation.diagnosis().allowed().isTrue()) {
        assertThat(explanation.checklist())
            .as("%s", explanation)
            .noneMatch(checklistStep -> checklistStep.status() == ChecklistStep.Status.FAIL);
      }
    }
  }

  private static World world(Random random) {
    World world = DiagnosisSoundnessTest.randomWorld(random);
    if (random.nextInt(5) == 0) {
      world.roleUnread();
    } else if (random.nextInt(20) == 0) {
      world.noRole();
    }
    if (random.nextInt(4) == 0) {
      world.callerUnread();
    }
    if (random.nextInt(4) == 0) {
      world.organizationUnread();
    }
    if (random.nextInt(4) == 0) {
      world.identity(
          World.policy("{\"Effect\":\"Allow\",\"Action\":\"sts:*\",\"Resource\":\"*\"}"));
    }
    world.tags(passed(random)).sourceIdentity(passed(random));
    if (random.nextInt(4) == 0) {
      mfa(random, world);
    }
    if (random.nextInt(5) == 0) {
      service(random, world);
    }
    if (random.nextInt(3) == 0) {
      world.reason(said(random));
    }
    return world;
  }

  private static Passed passed(Random random) {
    return List.of(Passed.YES, Passed.NO, Passed.UNKNOWN).get(random.nextInt(3));
  }

  private static void mfa(Random random, World world) {
    world
        .trust(
            World.allow(
                "\"AWS\":[\"" + World.ROLE_ACCOUNT + "\",\"" + World.OTHER_ACCOUNT + "\"]",
                "\"Bool\":{\"aws:MultiFactorAuthPresent\":\"true\"},"
                    + "\"StringEquals\":{\"sts:ExternalId\":\"x\"}"))
        .key(
            "aws:MultiFactorAuthPresent",
            random.nextBoolean() ? KeyState.ABSENT : KeyState.unknown(GAP, KeyState.ABSENT));
  }

  private static void service(Random random, World world) {
    String[] names = {"ecs-tasks", "ecs", "pods.eks", "scheduler", "widgets"};
    world
        .caller(new Caller.AwsService(names[random.nextInt(names.length)] + ".amazonaws.com"))
        .trust(
            World.allow(
                "\"Service\":\"" + names[random.nextInt(names.length)] + ".amazonaws.com\"",
                "\"ArnLike\":{\"aws:SourceArn\":\"arn:aws:x:*:*:y\"},"
                    + "\"StringEquals\":{\"aws:SourceAccount\":\""
                    + World.ROLE_ACCOUNT
                    + "\"}"))
        .key("aws:SourceArn", KeyState.unknown(GAP))
        .key("aws:SourceAccount", KeyState.unknown(GAP));
  }

  private static AwsReason said(Random random) {
    PolicyType[] types = PolicyType.values();
    return new AwsReason.PolicyDenies(
        types[random.nextInt(types.length)], random.nextBoolean(), Optional.empty());
  }
}
