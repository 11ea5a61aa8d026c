package dev.rolecall.iam.evaluation;

import static dev.rolecall.iam.condition.Samples.gap;
import static dev.rolecall.iam.condition.Samples.json;

import dev.rolecall.denial.Caller;
import dev.rolecall.denial.Gap;
import dev.rolecall.denial.KeyState;
import dev.rolecall.denial.PolicyType;
import dev.rolecall.denial.RequestContext;
import dev.rolecall.iam.condition.ConditionOperatorTest;
import dev.rolecall.iam.condition.Samples;
import dev.rolecall.iam.policy.NamedPolicy;
import dev.rolecall.iam.policy.Policy;
import dev.rolecall.iam.policy.PolicyReader;
import dev.rolecall.iam.policy.PolicyReading;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Makes policies, layers, contexts and callers from a seed: all operators, elements and kinds of
/// callers, also values that their operator cannot read.
final class RandomPolicies {

  /// The keys with values that requests and policies have for them.
  private static final Map<String, List<String>> KEYS =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("sts:externalid", List.of("a", "ab", "A", "b", "")),
              Map.entry("aws:username", List.of("bob", "eve", "*", "a")),
              Map.entry("aws:principaltag/team", List.of("ab", "a?", "x", "")),
              Map.entry("aws:tagkeys", List.of("a", "b", "ab")),
              Map.entry(
                  "aws:principalarn",
                  List.of(
                      "arn:aws:iam::111111111111:role/team/ci",
                      "arn:aws:iam::111111111111:user/bob",
                      "arn:aws:iam::222222222222:role/ci")),
              Map.entry("aws:multifactorauthpresent", List.of("true", "false", "yes")),
              Map.entry("aws:multifactorauthage", List.of("5", "5.0", "10", "-1", "old")),
              Map.entry(
                  "aws:currenttime",
                  List.of("2026-01-01", "2026-01-01T00:00:00Z", "1767225601", "soon")),
              Map.entry("aws:sourceip", List.of("10.0.0.1", "10.9.9.9", "2001:db8::1", "vpc")),
              Map.entry("x:bytes", List.of("QQ==", "Qg==", "!"))));

  private static final List<String> KEY_NAMES = List.copyOf(KEYS.keySet());

  private static final Map<String, List<String>> VALUES =
      Map.of(
          "String",
          List.of(
              "a",
              "ab",
              "a*",
              "*",
              "?",
              "bob",
              "",
              "${aws:username}",
              "${aws:v",
              "x${*}",
              "${aws:principaltag/team, 'ab'}",
              "a${aws:tagkeys}"),
          "Arn",
          List.of(
              "arn:aws:iam::*:role/*",
              "arn:aws:iam::111111111111:user/${aws:username}",
              "arn:*:*:*:*:*",
              "arn:aws:iam::111111111111",
              "*"),
          "Numeric",
          List.of("5", "5.0", "7", "0", "five"),
          "Date",
          List.of("2026-01-01", "2026", "1767225600", "2025-12-31T23:59:59+01:00", "never"),
          "Bool",
          List.of("true", "false", "TRUE", "no"),
          "Null",
          List.of("true", "false", "maybe"),
          "Binary",
          List.of("QQ==", "QQ", "?"),
          "Ip",
          List.of("10.0.0.0/16", "10.0.0.1", "2001:db8::/32", "0.0.0.0/0", "::/0", "10.*"));

  private static final Map<String, String> FAMILIES =
      ConditionOperatorTest.NAMES.stream()
          .collect(
              Collectors.toMap(
                  name -> name,
                  name ->
                      VALUES.keySet().stream().filter(name::contains).findFirst().orElseThrow()));

  private static final List<String> PRINCIPALS =
      List.of(
          "'*'",
          "{'AWS': '*'}",
          "{'AWS': '111111111111'}",
          "{'AWS': '222222222222'}",
          "{'AWS': 'arn:aws:iam::111111111111:role/team/ci'}",
          "{'AWS': ['arn:aws:iam::111111111111:role/ci', 'AROAEXAMPLEEXAMPLE12']}",
          "{'AWS': ['arn:aws:iam::111111111111:user/dev/bob', '111111111111']}",
          "{'AWS': 'AIDAEXAMPLEEXAMPLE12'}",
          "{'AWS': 'arn:aws:sts::111111111111:assumed-role/ci/build-7'}",
          "{'AWS': ['111111111111', 'arn:aws:iam::111111111111:role/team/ci',"
              + " 'arn:aws:sts::111111111111:assumed-role/ci/build-7']}",
          "{'Service': ['lambda.amazonaws.com', 'logs.amazonaws.com']}",
          "{'Federated': '" + Samples.GITHUB + "'}",
          "{'Federated': '" + Samples.OKTA + "'}");

  private static final List<String> RESOURCES =
      List.of(
          "*",
          Samples.TARGET,
          "arn:aws:iam::111111111111:role/*",
          "arn:aws:iam::111111111111:role/app/${aws:username}",
          "arn:aws:iam::111111111111:role/app/${aws:username, `target`}",
          "arn:aws:iam",
          "arn:aws:iam::222222222222:role/*");

  private static final List<String> ACTIONS =
      List.of("*", "sts:*", "sts:AssumeRole", "sts:assumerole*", "sts:TagSession", "s3:*");

  private final Random random;

  RandomPolicies(long seed) {
    this.random = new Random(seed);
  }

  boolean chance(double probability) {
    return random.nextDouble() < probability;
  }

  <T> T one(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  // ---- policies

  private String condition() {
    String operator = one(ConditionOperatorTest.NAMES);
    String family = FAMILIES.getOrDefault(operator, "String");
    String prefix = chance(0.3) ? one(List.of("ForAllValues:", "ForAnyValue:")) : "";
    String suffix = !operator.equals("Null") && chance(0.3) ? "IfExists" : "";
    List<String> values = new ArrayList<>();
    for (int i = chance(0.05) ? 0 : 1 + random.nextInt(2); i > 0; i--) {
      values.add(one(VALUES.getOrDefault(chance(0.9) ? family : "String", List.of())));
    }
    return "'%s%s%s': {'%s': %s}"
        .formatted(
            prefix, operator, suffix, chance(0.8) ? fitting(family) : one(KEY_NAMES), list(values));
  }

  private String fitting(String family) {
    return switch (family) {
      case "Arn" -> "aws:PrincipalArn";
      case "Numeric" -> "aws:MultiFactorAuthAge";
      case "Date" -> "aws:CurrentTime";
      case "Bool" -> "aws:MultiFactorAuthPresent";
      case "Binary" -> "x:bytes";
      case "Ip" -> "aws:SourceIp";
      default ->
          one(List.of("sts:ExternalId", "aws:username", "aws:PrincipalTag/team", "aws:TagKeys"));
    };
  }

  private static String list(List<String> values) {
    return "["
        + String.join(", ", values.stream().map(v -> "'" + v.replace('\'', '`') + "'").toList())
        + "]";
  }

  private String statement(boolean principal) {
    List<String> elements = new ArrayList<>();
    elements.add(chance(0.75) ? "'Effect': 'Allow'" : "'Effect': 'Deny'");
    if (principal) {
      elements.add((chance(0.9) ? "'Principal': " : "'NotPrincipal': ") + one(PRINCIPALS));
    }
    elements.add((chance(0.9) ? "'Action': '" : "'NotAction': '") + one(ACTIONS) + "'");
    if (!principal) {
      elements.add((chance(0.9) ? "'Resource': '" : "'NotResource': '") + one(RESOURCES) + "'");
    }
    Map<String, String> conditions = new TreeMap<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      String condition = condition();
      conditions.put(condition.substring(0, condition.indexOf("':")), condition);
    }
    elements.add("'Condition': {" + String.join(", ", conditions.values()) + "}");
    return "{" + String.join(", ", elements) + "}";
  }

  NamedPolicy policy(boolean principal) {
    List<String> statements = new ArrayList<>();
    for (int i = random.nextInt(3); i >= 0; i--) {
      statements.add(statement(principal));
    }
    String version = chance(0.9) ? "2012-10-17" : "2008-10-17";
    String text =
        json(
            "{'Version': '" + version + "', 'Statement': [" + String.join(", ", statements) + "]}");
    return switch (PolicyReader.read(text)) {
      case PolicyReading.Read(Policy policy) -> new NamedPolicy("p", "x", policy);
      case PolicyReading.Unreadable(String problem) ->
          throw new AssertionError(problem + " in " + text);
    };
  }

  // ---- layers

  private List<NamedPolicy> policies(PolicyType type) {
    boolean principal =
        type == PolicyType.TRUST_POLICY
            || type == PolicyType.RCP
            || type == PolicyType.VPC_ENDPOINT_POLICY;
    List<NamedPolicy> policies = new ArrayList<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      policies.add(policy(principal));
    }
    return policies;
  }

  private Layer.Read read(PolicyType type, List<Gap> missing) {
    List<Layer.Level> levels = new ArrayList<>();
    for (int i = type == PolicyType.SCP ? random.nextInt(3) : 1; i > 0; i--) {
      levels.add(new Layer.Level("level", policies(type)));
    }
    return new Layer.Read(levels, missing);
  }

  Map<PolicyType, Layer> layers() {
    Map<PolicyType, Layer> layers = new EnumMap<>(PolicyType.class);
    for (PolicyType type : PolicyType.values()) {
      if (type == PolicyType.TRUST_POLICY || chance(0.4)) {
        layers.put(
            type,
            chance(0.1)
                ? new Layer.Unread(gap(type + " was not read"))
                : read(type, chance(0.1) ? List.of(gap("one more " + type)) : List.of()));
      }
    }
    return layers;
  }

  /// What the layers may turn out to be once all of them are read.
  Map<PolicyType, Layer> filled(Map<PolicyType, Layer> layers) {
    Map<PolicyType, Layer> filled = new EnumMap<>(PolicyType.class);
    layers.forEach(
        (type, layer) ->
            filled.put(
                type,
                switch (layer) {
                  case Layer.NotApplicable none -> none;
                  case Layer.Unread _ ->
                      chance(0.2) ? new Layer.NotApplicable() : read(type, List.of());
                  case Layer.Read read -> read.missing().isEmpty() ? read : withMissing(type, read);
                }));
    return filled;
  }

  private Layer withMissing(PolicyType type, Layer.Read read) {
    List<Layer.Level> levels = new ArrayList<>();
    for (Layer.Level level : read.levels()) {
      List<NamedPolicy> policies = new ArrayList<>(level.policies());
      policies.addAll(policies(type));
      levels.add(new Layer.Level(level.name(), policies));
    }
    return new Layer.Read(levels, List.of());
  }

  // ---- contexts

  Map<String, KeyState> keys() {
    Map<String, KeyState> keys = new HashMap<>();
    KEYS.forEach((key, values) -> keys.put(key, chance(0.4) ? Samples.unknown(key) : known(key)));
    return keys;
  }

  private KeyState known(String key) {
    if (chance(0.25)) {
      return KeyState.ABSENT;
    }
    List<String> values = KEYS.getOrDefault(key, List.of());
    return chance(key.equals("aws:tagkeys") ? 0.5 : 0.05)
        ? new KeyState.Present(List.of(one(values), one(values)))
        : KeyState.present(one(values));
  }

  Map<String, KeyState> filledKeys(Map<String, KeyState> keys) {
    Map<String, KeyState> filled = new HashMap<>(keys);
    filled.replaceAll((key, state) -> state instanceof KeyState.Unknown ? known(key) : state);
    return filled;
  }

  // ---- callers

  Caller caller() {
    return one(
        List.of(
            Samples.USER,
            Samples.SESSION,
            new Caller.RoleSession(Samples.SESSION_ARN, Optional.empty(), Optional.empty()),
            new Caller.IamUser(((Caller.IamUser) Samples.USER).arn(), Optional.empty()),
            Samples.ROOT,
            Samples.WEB,
            new Caller.WebIdentity(Optional.empty(), Optional.empty(), "x"),
            Samples.SAML,
            Samples.SERVICE,
            new Caller.AwsService("logs.us-east-1.amazonaws.com"),
            Samples.ACCOUNT_MEMBER));
  }

  /// Who the caller may turn out to be.
  Caller filled(Caller caller) {
    return switch (caller) {
      case Caller.RoleSession session when session.role().isEmpty() -> Samples.SESSION;
      case Caller.IamUser user when user.userId().isEmpty() -> Samples.USER;
      case Caller.WebIdentity web when web.provider().isEmpty() -> Samples.WEB;
      case Caller.Unidentified _ -> one(List.of(Samples.USER, Samples.SESSION));
      case Caller.RoleSession _,
          Caller.IamUser _,
          Caller.Root _,
          Caller.WebIdentity _,
          Caller.Saml _,
          Caller.AwsService _ ->
          caller;
    };
  }

  RequestContext context(Map<String, KeyState> keys) {
    return Samples.context(keys);
  }
}
