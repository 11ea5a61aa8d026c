package dev.rolecall.diagnosis.fix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.Slow;
import dev.rolecall.denial.AssumeCall;
import dev.rolecall.denial.Caller;
import dev.rolecall.denial.KeyState;
import dev.rolecall.denial.RequestContext;
import dev.rolecall.diagnosis.World;
import dev.rolecall.diagnosis.result.Fix;
import dev.rolecall.iam.condition.Glob;
import dev.rolecall.iam.evaluation.AccessRequest;
import dev.rolecall.iam.evaluation.PolicyResult;
import dev.rolecall.iam.policy.NamedPolicy;
import dev.rolecall.iam.policy.Policy;
import dev.rolecall.iam.principal.PrincipalMatchKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whoever a fix lets in is among those whom it says it admits, over random trust policies, callers
/// and strangers.
@Slow
class AdmissionSoundnessTest {

  private static final int WORLDS = World.count(3_000);
  private static final List<String> ACCOUNTS =
      List.of(World.ROLE_ACCOUNT, World.OTHER_ACCOUNT, "777788889999");
  private static final List<String> NAMES = List.of("builder", "ci", "build", "other");
  private static final String ISSUER = "token.actions.githubusercontent.com";
  private static final String PROVIDER =
      "arn:aws:iam::" + World.ROLE_ACCOUNT + ":oidc-provider/" + ISSUER;
  private static final List<String> SUBJECTS =
      List.of(
          "repo:acme/app:ref:refs/heads/main",
          "repo:acme/app:ref:refs/heads/dev",
          "repo:acme/app:environment:prod",
          "repo:acme/web:ref:refs/heads/main",
          "repo:mallory/app:ref:refs/heads/main");
  private static final List<String> SERVICES =
      List.of("lambda.amazonaws.com", "ec2.amazonaws.com", "ecs-tasks.amazonaws.com");

  @ParameterizedTest
  @ValueSource(longs = {21, 22, 23})
  void whoeverAFixLetsInIsNamed(long seed) {
    Random random = new Random(seed);
    List<Caller> strangers = strangers();
    int fixed = 0;
    int admitted = 0;
    for (int i = 0; i < WORLDS; i++) {
      String trust = trust(random);
      World world = new World().caller(pick(random, strangers)).trust(trust);
      if (random.nextBoolean()) {
        world.key("sts:ExternalId", KeyState.present("x"));
      }
      for (Fix fix : world.explain().fixes()) {
        if (fix.place() != Fix.Place.TRUST_POLICY) {
          continue;
        }
        fixed++;
        assertThat(fix.admits()).doesNotContain("*").noneMatch(name -> name.endsWith(":root"));
        admitted += letIn(fix, strangers);
      }
    }
    assertThat(fixed).isGreaterThan(WORLDS / 20);
    assertThat(admitted).isGreaterThan(WORLDS / 20);
  }

  private static int letIn(Fix fix, List<Caller> strangers) {
    Policy before = World.read(fix.before().orElseThrow());
    Policy after = World.read(fix.after().orElseThrow());
    int letIn = 0;
    for (Caller stranger : strangers) {
      for (KeyState externalId : List.of(KeyState.ABSENT, KeyState.present("x"))) {
        if (isLetIn(after, stranger, externalId) && !isLetIn(before, stranger, externalId)) {
          letIn++;
          assertThat(names(stranger))
              .as("%s by %s", stranger, fix)
              .anyMatch(
                  name ->
                      fix.admits().stream().anyMatch(pattern -> Glob.matchesText(pattern, name)));
        }
      }
    }
    return letIn;
  }

  private static boolean isLetIn(Policy policy, Caller caller, KeyState externalId) {
    AssumeCall call =
        caller instanceof Caller.WebIdentity
            ? AssumeCall.ASSUME_ROLE_WITH_WEB_IDENTITY
            : AssumeCall.ASSUME_ROLE;
    PolicyResult result =
        PolicyResult.of(
            new NamedPolicy("trust policy", "", policy),
            new AccessRequest(
                call.action(),
                World.ROLE.toString(),
                caller,
                context(caller).with("sts:ExternalId", externalId),
                true));
    return result.allow(PrincipalMatchKind.ANY).isTrue() && result.deny().isFalse();
  }

  private static RequestContext context(Caller caller) {
    RequestContext.Builder context = RequestContext.builder(_ -> KeyState.ABSENT);
    caller.principalArn().ifPresent(arn -> context.put("aws:PrincipalArn", KeyState.present(arn)));
    caller
        .account()
        .ifPresent(id -> context.put("aws:PrincipalAccount", KeyState.present(id.value())));
    if (caller instanceof Caller.WebIdentity identity) {
      context
          .put(ISSUER + ":sub", KeyState.present(identity.subject()))
          .put(ISSUER + ":aud", KeyState.present(identity.audience().orElseThrow()));
    }
    return context.build();
  }

  private static List<String> names(Caller caller) {
    return switch (caller) {
      case Caller.RoleSession session ->
          List.of(session.arn().toString(), session.principalArn().orElse(""));
      case Caller.IamUser user -> List.of(user.arn().toString());
      case Caller.WebIdentity identity -> List.of(identity.subject());
      case Caller.AwsService service -> List.of(service.principal());
      case Caller.Saml _, Caller.Root _, Caller.Unidentified _ -> List.of();
    };
  }

  private static List<Caller> strangers() {
    List<Caller> all = new ArrayList<>();
    for (String account : ACCOUNTS) {
      for (String name : NAMES) {
        all.add(World.user(account, name));
        all.add(World.session(account, name));
      }
      all.add(World.session(account, "path/builder"));
    }
    for (String subject : SUBJECTS) {
      for (String audience : List.of("sts.amazonaws.com", "other")) {
        all.add(new Caller.WebIdentity(Optional.of(PROVIDER), Optional.of(audience), subject));
      }
    }
    SERVICES.forEach(service -> all.add(new Caller.AwsService(service)));
    return List.copyOf(all);
  }

  private static String trust(Random random) {
    String[] statements = new String[1 + random.nextInt(3)];
    for (int i = 0; i < statements.length; i++) {
      statements[i] =
          "{\"Effect\":\""
              + (random.nextInt(8) == 0 ? "Deny" : "Allow")
              + "\",\"Principal\":"
              + principal(random)
              + ",\"Action\":"
              + pick(
                  random,
                  List.of(
                      "\"sts:AssumeRole\"",
                      "\"sts:AssumeRole\"",
                      "\"sts:AssumeRoleWithWebIdentity\"",
                      "\"sts:TagSession\"",
                      "\"sts:*\""))
              + condition(random)
              + "}";
    }
    return World.policy(statements);
  }

  private static String principal(Random random) {
    String account = pick(random, ACCOUNTS);
    String role = "arn:aws:iam::" + account + ":role/" + pick(random, NAMES);
    return switch (random.nextInt(8)) {
      case 0 -> "{\"AWS\":\"*\"}";
      case 1 -> "{\"AWS\":\"arn:aws:iam::" + account + ":root\"}";
      case 2 -> "{\"AWS\":\"arn:aws:iam::" + account + ":user/" + pick(random, NAMES) + "\"}";
      case 3 -> "{\"AWS\":[\"" + role + "\",\"arn:aws:iam::" + account + ":role/ci2\"]}";
      case 4 -> "{\"Service\":\"" + pick(random, SERVICES) + "\"}";
      case 5, 6 -> "{\"Federated\":\"" + PROVIDER + "\"}";
      default -> "{\"AWS\":\"" + role + "\"}";
    };
  }

  private static String condition(Random random) {
    String condition =
        switch (random.nextInt(6)) {
          case 0 -> "\"StringEquals\":{\"sts:ExternalId\":\"x\"}";
          case 1 ->
              "\"ArnLike\":{\"aws:PrincipalArn\":\"arn:aws:iam::"
                  + pick(random, List.of("*", World.OTHER_ACCOUNT))
                  + ":role/bui*\"}";
          case 2 ->
              "\""
                  + pick(random, List.of("StringLike", "StringLikeIfExists", "StringEquals"))
                  + "\":{\""
                  + ISSUER
                  + ":sub\":\""
                  + pick(
                      random,
                      List.of("repo:acme/*", "repo:*", "*", "repo:acme/app:*", SUBJECTS.getFirst()))
                  + "\"}";
          case 3 -> "\"StringEquals\":{\"" + ISSUER + ":aud\":\"sts.amazonaws.com\"}";
          default -> "";
        };
    return condition.isEmpty() ? "" : ",\"Condition\":{" + condition + "}";
  }

  private static <T> T pick(Random random, List<T> options) {
    return options.get(random.nextInt(options.size()));
  }
}
