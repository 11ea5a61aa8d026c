package dev.rolecall.iam.evaluation;

import static dev.rolecall.iam.condition.Samples.gap;
import static dev.rolecall.iam.condition.Samples.layer;
import static dev.rolecall.iam.condition.Samples.letter;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.Slow;
import dev.rolecall.denial.Caller;
import dev.rolecall.denial.KeyState;
import dev.rolecall.denial.PolicyType;
import dev.rolecall.denial.RequestContext;
import dev.rolecall.iam.condition.Samples;
import dev.rolecall.iam.condition.Truth;
import dev.rolecall.iam.evaluation.AccessOracle.Verdict;
import dev.rolecall.iam.principal.PrincipalMatchKind;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// How the layers combine, against [AccessOracle].
///
/// Every combination of answers of the layers is judged. Where all answers are known, the engine
/// has to say what the oracle says. Where some are unknown, a definite answer has to be the
/// oracle's for every way of filling them.
@Slow
class AccessCombinationsTest {

  /// One possible answer of a part of the evidence, ready to be put into an [Authorization].
  ///
  /// @param fillings the known options that an unknown one may turn out to be, by their place in
  ///   the list; empty when it is known
  private record Option<T>(T value, List<Integer> fillings) {}

  // ---- what the layers can say

  private static final RequestContext CONTEXT =
      RequestContext.builder(Samples::unknown).put("absent", KeyState.ABSENT).build();

  private static final String PERHAPS = "{'StringEquals': {'x:unknown': 'v'}}";

  private static String statement(String effect, String principal, String condition) {
    return "{'Effect': '%s', %s 'Action': 'sts:*', 'Condition': %s}"
        .formatted(effect, principal, condition);
  }

  private static Layer read(String... statements) {
    return layer("{'Version': '2012-10-17', 'Statement': [" + String.join(",", statements) + "]}");
  }

  private static final Layer NOT_APPLICABLE = new Layer.NotApplicable();
  private static final Layer UNREAD = new Layer.Unread(gap("unread"));
  private static final Layer ALLOWS = read(statement("Allow", "", "{}"));
  private static final Layer NOTHING = read();
  private static final Layer DENIES =
      read(statement("Allow", "", "{}"), statement("Deny", "", "{}"));
  private static final Layer PERHAPS_ALLOWS = read(statement("Allow", "", PERHAPS));
  private static final Layer PERHAPS_DENIES =
      read(statement("Allow", "", "{}"), statement("Deny", "", PERHAPS));

  /// Two levels, as SCPs have them.
  private static Layer levels(Layer... layers) {
    List<Layer.Level> all = new ArrayList<>();
    for (Layer layer : layers) {
      all.addAll(((Layer.Read) layer).levels());
    }
    return new Layer.Read(all, List.of());
  }

  /// Known: allows, says nothing, denies, takes no part. Unknown: unread, perhaps allows, perhaps
  /// denies.
  private static final List<Option<Layer>> PLAIN =
      List.of(
          new Option<>(ALLOWS, List.of()),
          new Option<>(NOTHING, List.of()),
          new Option<>(DENIES, List.of()),
          new Option<>(NOT_APPLICABLE, List.of()),
          new Option<>(UNREAD, List.of(0, 1, 2)),
          new Option<>(PERHAPS_ALLOWS, List.of(0, 1)),
          new Option<>(PERHAPS_DENIES, List.of(0, 2)));

  private static final List<Option<Layer>> SHORT = PLAIN.subList(0, 5);

  private static final List<Option<Layer>> ENDPOINTS =
      List.of(PLAIN.get(0), PLAIN.get(1), PLAIN.get(2), PLAIN.get(4));

  /// As [#PLAIN], with two levels.
  private static final List<Option<Layer>> SCPS =
      List.of(
          new Option<>(levels(ALLOWS, ALLOWS), List.of()),
          new Option<>(levels(ALLOWS, NOTHING), List.of()),
          new Option<>(levels(DENIES, ALLOWS), List.of()),
          new Option<>(NOT_APPLICABLE, List.of()),
          new Option<>(UNREAD, List.of(0, 1, 2)),
          new Option<>(levels(PERHAPS_ALLOWS, ALLOWS), List.of(0, 1)),
          new Option<>(levels(PERHAPS_ALLOWS, NOTHING), List.of(1)));

  private static final List<Option<Layer>> RCPS =
      List.of(
          new Option<>(ALLOWS, List.of()),
          new Option<>(NOTHING, List.of()),
          new Option<>(DENIES, List.of()),
          new Option<>(UNREAD, List.of(0, 2)));

  /// What the trust policy says by the way it matches the caller, and whether it denies: each `T`,
  /// `F` or `U`.
  private record Trust(Map<PrincipalMatchKind, Character> allows, char denies) {
    Layer layer(Map<PrincipalMatchKind, String> principals) {
      List<String> statements = new ArrayList<>();
      allows.forEach(
          (principalMatchKind, truth) -> {
            if (truth != 'F') {
              statements.add(
                  statement(
                      "Allow",
                      "'Principal': " + principals.get(principalMatchKind) + ",",
                      truth == 'T' ? "{}" : PERHAPS));
            }
          });
      if (denies != 'F') {
        statements.add(statement("Deny", "'Principal': '*',", denies == 'T' ? "{}" : PERHAPS));
      }
      return read(statements.toArray(String[]::new));
    }

    List<PrincipalMatchKind> granted() {
      return allows.entrySet().stream()
          .filter(entry -> entry.getValue() == 'T')
          .map(Map.Entry::getKey)
          .toList();
    }
  }

  /// Every trust in which at most two grades say anything, the known ones before the unknown ones.
  private static List<Option<Trust>> trusts(List<PrincipalMatchKind> grades) {
    List<Trust> all = new ArrayList<>();
    String letters = "FTU";
    for (int code = 0; code < Math.pow(3, grades.size() + 1.0); code++) {
      Map<PrincipalMatchKind, Character> allows = new EnumMap<>(PrincipalMatchKind.class);
      int rest = code;
      for (PrincipalMatchKind principalMatchKind : grades) {
        allows.put(principalMatchKind, letters.charAt(rest % 3));
        rest /= 3;
      }
      if (allows.values().stream().filter(letter -> letter != 'F').count() <= 2) {
        all.add(new Trust(allows, letters.charAt(rest)));
      }
    }
    return all.stream().map(trust -> new Option<>(trust, fillings(trust, all))).toList();
  }

  /// One unknown is filled at a time; the others are filled from there.
  private static List<Integer> fillings(Trust trust, List<Trust> all) {
    for (Map.Entry<PrincipalMatchKind, Character> entry : trust.allows().entrySet()) {
      if (entry.getValue() == 'U') {
        List<Integer> fillings = new ArrayList<>();
        for (char letter : new char[] {'T', 'F'}) {
          Map<PrincipalMatchKind, Character> filled = new EnumMap<>(trust.allows());
          filled.put(entry.getKey(), letter);
          fillings.add(all.indexOf(new Trust(filled, trust.denies())));
        }
        return fillings;
      }
    }
    return trust.denies() == 'U'
        ? List.of(
            all.indexOf(new Trust(trust.allows(), 'T')),
            all.indexOf(new Trust(trust.allows(), 'F')))
        : List.of();
  }

  // ---- every combination

  private static final Map<PrincipalMatchKind, String> PRINCIPALS =
      Map.of(
          PrincipalMatchKind.USER, "{'AWS': 'arn:aws:iam::111111111111:user/dev/bob'}",
          PrincipalMatchKind.ROLE, "{'AWS': 'arn:aws:iam::111111111111:role/team/ci'}",
          PrincipalMatchKind.SESSION,
              "{'AWS': 'arn:aws:sts::111111111111:assumed-role/ci/build-7'}",
          PrincipalMatchKind.ACCOUNT, "{'AWS': '111111111111'}",
          PrincipalMatchKind.EVERYONE, "'*'",
          PrincipalMatchKind.SERVICE, "{'Service': 'lambda.amazonaws.com'}");

  static Stream<Arguments> callers() {
    List<PrincipalMatchKind> user =
        List.of(PrincipalMatchKind.USER, PrincipalMatchKind.EVERYONE, PrincipalMatchKind.ACCOUNT);
    List<PrincipalMatchKind> session =
        List.of(
            PrincipalMatchKind.SESSION,
            PrincipalMatchKind.ROLE,
            PrincipalMatchKind.EVERYONE,
            PrincipalMatchKind.ACCOUNT);
    return Stream.of(
        Arguments.of("user, same account", Samples.USER, true, user),
        Arguments.of("user, other account", Samples.USER, false, user),
        Arguments.of("session, same account", Samples.SESSION, true, session),
        Arguments.of("session, other account", Samples.SESSION, false, session),
        Arguments.of(
            "root",
            Samples.ROOT,
            true,
            List.of(PrincipalMatchKind.EVERYONE, PrincipalMatchKind.ACCOUNT)),
        Arguments.of(
            "root of another account", Samples.ROOT, false, List.of(PrincipalMatchKind.ACCOUNT)),
        Arguments.of(
            "service",
            Samples.SERVICE,
            false,
            List.of(PrincipalMatchKind.SERVICE, PrincipalMatchKind.EVERYONE)),
        Arguments.of(
            "web identity",
            Samples.WEB,
            false,
            List.of(PrincipalMatchKind.FEDERATED, PrincipalMatchKind.EVERYONE)),
        Arguments.of(
            "saml",
            Samples.SAML,
            false,
            List.of(PrincipalMatchKind.FEDERATED, PrincipalMatchKind.EVERYONE)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("callers")
  void everyCombinationOfAnswersAgreesWithTheDocumentation(
      String name,
      Caller caller,
      boolean sameAccount,
      List<PrincipalMatchKind> grades,
      TestReporter reporter) {
    Map<PrincipalMatchKind, String> principals = new EnumMap<>(PRINCIPALS);
    principals.put(
        PrincipalMatchKind.FEDERATED,
        "{'Federated': '" + (caller.equals(Samples.SAML) ? Samples.OKTA : Samples.GITHUB) + "'}");
    AccessRequest request =
        new AccessRequest("sts:AssumeRole", Samples.TARGET, caller, CONTEXT, sameAccount);
    new Combinations(request, trusts(grades), principals).check(name, reporter);
  }

  /// All combinations for one caller. Each is numbered; what the oracle can say of it is a set of
  /// verdicts, kept as bits: of a known one its only verdict, of one with unknowns the union over
  /// the fillings of its first unknown.
  private static final class Combinations {
    private static final List<PolicyType> TYPES = List.of(PolicyType.values());

    private final AccessRequest request;
    private final List<Option<Trust>> trusts;
    private final List<List<Option<Layer>>> options;
    private final List<List<LayerResult>> results = new ArrayList<>();
    private final byte[] verdicts;

    Combinations(
        AccessRequest request,
        List<Option<Trust>> trusts,
        Map<PrincipalMatchKind, String> principals) {
      this.request = request;
      this.trusts = trusts;
      List<Option<Layer>> trustLayers =
          trusts.stream()
              .map(trust -> new Option<>(trust.value().layer(principals), trust.fillings()))
              .toList();
      boolean principal =
          request.caller() instanceof Caller.IamUser
              || request.caller() instanceof Caller.RoleSession;
      List<Option<Layer>> none = List.of(new Option<>(NOT_APPLICABLE, List.of()));
      boolean session = request.caller() instanceof Caller.RoleSession;
      options =
          List.of(
              trustLayers,
              principal ? PLAIN : none,
              principal ? SHORT : none,
              session ? SHORT : none,
              principal || request.caller() instanceof Caller.Root ? SCPS : none,
              RCPS,
              ENDPOINTS);
      int size = 1;
      for (int type = 0; type < options.size(); type++) {
        PolicyType policyType = TYPES.get(type);
        results.add(
            options.get(type).stream()
                .map(option -> LayerResult.of(policyType, option.value(), request))
                .toList());
        size *= options.get(type).size();
      }
      verdicts = new byte[size];
    }

    void check(String name, TestReporter reporter) {
      int definite = 0;
      int open = 0;
      int needless = 0;
      int[] choice = new int[options.size()];
      for (int number = 0; number < verdicts.length; number++) {
        choose(number, choice);
        Truth allowed = access(choice).allowed();
        byte possible = possible(number);
        if (!allowed.isUnknown()) {
          definite++;
          byte said = (allowed.isTrue() ? Verdict.ALLOWED : Verdict.DENIED).bit();
          if (possible != said) {
            assertThat(possible).as("%s, %s", name, describe(choice)).isEqualTo(said);
          }
        } else if (known(choice)) {
          if (possible != Verdict.UNDOCUMENTED.bit()) {
            assertThat(possible)
                .as("%s, unknown without need: %s", name, describe(choice))
                .isEqualTo(Verdict.UNDOCUMENTED.bit());
          }
        } else {
          open++;
          needless += possible == Verdict.ALLOWED.bit() || possible == Verdict.DENIED.bit() ? 1 : 0;
        }
      }
      assertThat(definite).isPositive();
      reporter.publishEntry(
          name,
          "%d combinations, %d decided, %d open, %d of these without need"
              .formatted(verdicts.length, definite, open, needless));
    }

    private void choose(int number, int[] choice) {
      int rest = number;
      for (int type = 0; type < choice.length; type++) {
        choice[type] = rest % options.get(type).size();
        rest /= options.get(type).size();
      }
    }

    private int number(int[] choice) {
      int number = 0;
      for (int type = choice.length - 1; type >= 0; type--) {
        number = number * options.get(type).size() + choice[type];
      }
      return number;
    }

    private Authorization access(int[] choice) {
      Map<PolicyType, LayerResult> layers = new EnumMap<>(PolicyType.class);
      for (int type = 0; type < choice.length; type++) {
        layers.put(TYPES.get(type), results.get(type).get(choice[type]));
      }
      return new Authorization(request, layers);
    }

    private boolean known(int[] choice) {
      for (int type = 0; type < choice.length; type++) {
        if (!options.get(type).get(choice[type]).fillings().isEmpty()) {
          return false;
        }
      }
      return true;
    }

    private byte possible(int number) {
      if (verdicts[number] == 0) {
        int[] choice = new int[options.size()];
        choose(number, choice);
        verdicts[number] = union(choice);
      }
      return verdicts[number];
    }

    private byte union(int[] choice) {
      for (int type = 0; type < choice.length; type++) {
        List<Integer> fillings = options.get(type).get(choice[type]).fillings();
        if (!fillings.isEmpty()) {
          byte union = 0;
          int before = choice[type];
          for (int filling : fillings) {
            choice[type] = filling;
            union |= possible(number(choice));
          }
          choice[type] = before;
          return union;
        }
      }
      return answers(choice).verdict().bit();
    }

    private AccessOracle answers(int[] choice) {
      Trust trust = trusts.get(choice[0]).value();
      boolean explicit = trust.denies() == 'T';
      for (int type = 1; type < choice.length; type++) {
        explicit |= choice[type] == 2;
      }
      return new AccessOracle(
          request.caller(),
          request.sameAccount(),
          trust.granted(),
          explicit,
          allows(choice, 1),
          allows(choice, 2),
          allows(choice, 3),
          allows(choice, 4),
          allows(choice, 6));
    }

    /// The options are in the order of [#PLAIN]; a type with one option takes no part.
    private boolean allows(int[] choice, int type) {
      return choice[type] != 1;
    }

    private String describe(int[] choice) {
      StringBuilder text = new StringBuilder();
      text.append(trusts.get(choice[0]).value());
      for (int type = 1; type < choice.length; type++) {
        LayerResult result = results.get(type).get(choice[type]);
        text.append(", ").append(result.type()).append(' ').append(result.decision());
      }
      return text.toString();
    }
  }
}
