package dev.rolecall.iam.policy;

import static dev.rolecall.iam.condition.Samples.json;
import static dev.rolecall.iam.condition.Samples.policy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.rolecall.iam.condition.Condition;
import dev.rolecall.iam.principal.PrincipalElement;
import dev.rolecall.iam.principal.PrincipalEntry;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyReaderTest {

  private static String problem(String json) {
    return PolicyReader.read(json) instanceof PolicyReading.Unreadable(String problem)
        ? problem
        : "it was read";
  }

  private static Statement statement(String singleQuoted) {
    return policy("{'Version': '2012-10-17', 'Statement': [{" + singleQuoted + "}]}")
        .statements()
        .getFirst();
  }

  @Test
  void everyElementIsRead() {
    String source =
        """
        {'Version': '2012-10-17', 'Id': 'trust', 'Statement': [
          {'Sid': 'One', 'Effect': 'Allow',
           'Principal': {'AWS': ['111111111111', '*'], 'Service': 'lambda.amazonaws.com',
                         'Federated': 'accounts.google.com', 'CanonicalUser': '79a59df9'},
           'Action': ['sts:AssumeRole', 'sts:TagSession'],
           'Resource': ['*', 'arn:aws:iam::111111111111:role/x'],
           'Condition': {'StringEquals': {'sts:ExternalId': ['a', 'b'], 'aws:username': 'bob'},
                         'Bool': {'aws:MultiFactorAuthPresent': true}}},
          {'Effect': 'Deny', 'NotPrincipal': {'AWS': '111111111111'}, 'NotAction': '*',
           'NotResource': '*'}]}
        """;
    Policy policy = policy(source);
    assertThat(policy.source()).isEqualTo(json(source));
    assertThat(policy.variables()).isTrue();
    assertThat(policy.statements()).hasSize(2);

    Statement one = policy.statements().getFirst();
    assertThat(one.index()).isZero();
    assertThat(one.sid()).contains("One");
    assertThat(one.allows()).isTrue();
    PrincipalElement principal = one.principal().orElseThrow();
    assertThat(principal.negated()).isFalse();
    assertThat(principal.entries())
        .extracting(PrincipalEntry::text)
        .containsExactly(
            "111111111111", "*", "lambda.amazonaws.com", "accounts.google.com", "79a59df9");
    assertThat(one.action().negated()).isFalse();
    assertThat(one.action().patterns()).containsExactly("sts:AssumeRole", "sts:TagSession");
    ResourceElement resource = one.resource().orElseThrow();
    assertThat(resource.negated()).isFalse();
    assertThat(resource.patterns()).containsExactly("*", "arn:aws:iam::111111111111:role/x");
    assertThat(one.conditions())
        .extracting(Condition::toString)
        .containsExactly(
            "StringEquals sts:ExternalId [a, b]",
            "StringEquals aws:username [bob]",
            "Bool aws:MultiFactorAuthPresent [true]");

    Statement two = policy.statements().get(1);
    assertThat(two.index()).isEqualTo(1);
    assertThat(two.sid()).isEmpty();
    assertThat(two.allows()).isFalse();
    assertThat(two.principal().orElseThrow().negated()).isTrue();
    assertThat(two.action().negated()).isTrue();
    assertThat(two.resource().orElseThrow().negated()).isTrue();
    assertThat(two.conditions()).isEmpty();
  }

  @Test
  void oneObjectOrTextStandsForAListOfOne() {
    Policy single =
        policy(
            "{'Statement': {'Effect': 'Allow', 'Principal': {'AWS': '*'}, 'Action': 'a:b',"
                + " 'Resource': 'r', 'Condition': {'StringLike': {'k': 'v'}}}}");
    Policy list =
        policy(
            "{'Statement': [{'Effect': 'Allow', 'Principal': {'AWS': ['*']}, 'Action': ['a:b'],"
                + " 'Resource': ['r'], 'Condition': {'StringLike': {'k': ['v']}}}]}");
    for (Policy policy : List.of(single, list)) {
      Statement statement = policy.statements().getFirst();
      assertThat(statement.principal().orElseThrow().entries())
          .containsExactly(new PrincipalEntry.Everyone("*"));
      assertThat(statement.action().patterns()).containsExactly("a:b");
      assertThat(statement.resource().orElseThrow().patterns()).containsExactly("r");
      assertThat(statement.conditions().getFirst().values()).containsExactly("v");
    }
  }

  @Test
  void numbersAndBooleansCountAsTheyAreWritten() {
    Statement statement =
        statement(
            "'Effect': 'Allow', 'Principal': {'AWS': 111111111111}, 'Action': '*', 'Condition':"
                + " {'NumericLessThan': {'aws:MultiFactorAuthAge': [3600, 1.50]},"
                + " 'Null': {'k': [true, false]}}");
    assertThat(statement.principal().orElseThrow().entries().getFirst())
        .isInstanceOf(PrincipalEntry.Account.class);
    assertThat(statement.conditions().getFirst().values()).containsExactly("3600", "1.50");
    assertThat(statement.conditions().get(1).values()).containsExactly("true", "false");
  }

  @Test
  void elementsMayBeEmptyWhereIamTakesThem() {
    assertThat(policy("{'Statement': []}").statements()).isEmpty();
    Statement statement =
        statement("'Sid': '', 'Effect': 'Allow', 'Principal': {}, 'Action': '*', 'Condition': {}");
    assertThat(statement.sid()).contains("");
    assertThat(statement.principal().orElseThrow().entries()).isEmpty();
    assertThat(statement.conditions()).isEmpty();
    assertThat(
            statement("'Effect': 'Allow', 'Action': '*', 'Condition': {'StringLike': {'k': []}}")
                .conditions()
                .getFirst()
                .values())
        .isEmpty();
  }

  @Test
  void aPolicyAndItsPartsKeepTheirOwnCopies() {
    Policy policy = policy("{'Statement': {'Effect': 'Allow', 'Action': '*'}}");
    assertThat(policy.statements()).isUnmodifiable();
    assertThat(policy.statements().getFirst().conditions()).isUnmodifiable();
    assertThat(policy.statements().getFirst().action().patterns()).isUnmodifiable();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          []                                             | the policy must be a JSON object, found a list
          'x'                                            | the policy must be a JSON object, found a string
          null                                           | the policy must be a JSON object, found null
          {}                                             | the policy has no Statement
          {'Version': '2012-10-17'}                      | the policy has no Statement
          {'Version': '2012-10-18', 'Statement': []}     | Version: expected `2008-10-17` or `2012-10-17`
          {'Version': '', 'Statement': []}               | Version: expected `2008-10-17` or `2012-10-17`
          {'Version': 2012, 'Statement': []}             | Version: expected a string, found a number
          {'Version': {'a': 1}, 'Statement': []}         | Version: expected a string, found an object
          {'version': '2012-10-17', 'Statement': []}     | version: unknown element
          {'Id': 5, 'Statement': []}                     | Id: expected a string, found a number
          {'Statements': []}                             | Statements: unknown element
          {'Statement': []} {}                           | unexpected text after the end of the policy
          {'Statement': []} ]                            | invalid JSON at line 1, column 19: unexpected `]`*
          {'Statement': 'x'}                             | Statement: expected an object or a list, found a string
          {'Statement': null}                            | Statement: expected an object or a list, found null
          {'Statement': [null]}                          | Statement[0]: expected an object, found null
          {'Statement': [[]]}                            | Statement[0]: expected an object, found a list
          {'Statement': ['x']}                           | Statement[0]: expected an object, found a string
          {'Statement': {}}                              | Statement[0]: no Effect
          {'Statement': {'Effect': 'Allow'}}             | Statement[0]: no Action or NotAction
          {'Statement': {'Action': '*'}}                 | Statement[0]: no Effect
          """)
  void aDocumentThatIsNotAsTheGrammarHasItIsNamed(String json, String problem) {
    assertProblem(json(json), problem);
  }

  private static void assertProblem(String json, String problem) {
    if (problem.endsWith("*")) {
      assertThat(problem(json)).startsWith(problem.substring(0, problem.length() - 1));
    } else {
      assertThat(problem(json)).isEqualTo(problem);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          'Efect': 'Allow'                                        | Efect: unknown element
          'effect': 'Allow'                                       | effect: unknown element
          'Effect': 'allow'                                       | Effect: expected `Allow` or `Deny`
          'Effect': true                                          | Effect: expected a string, found true
          'Effect': ['Allow']                                     | Effect: expected a string, found a list
          'Sid': 1                                                | Sid: expected a string, found a number
          'Sid': null                                             | Sid: expected a string, found null
          'Action': []                                            | Action: the list is empty
          'NotAction': []                                         | NotAction: the list is empty
          'Action': null                                          | Action: expected a string, found null
          'Action': {}                                            | Action: expected a string, found an object
          'Action': ['a', null]                                   | Action[1]: expected a string, found null
          'Action': ['a', ['b']]                                  | Action[1]: expected a string, found a list
          'Action': 'a', 'NotAction': 'b'                         | NotAction: Action and NotAction cannot both be given
          'Resource': []                                          | Resource: the list is empty
          'Resource': {'a': 'b'}                                  | Resource: expected a string, found an object
          'Resource': ['*', {}]                                   | Resource[1]: expected a string, found an object
          'Resource': 'a', 'NotResource': 'b'                     | NotResource: Resource and NotResource cannot both be given
          'Principal': 'arn:aws:iam::111111111111:root'           | Principal: the only string allowed here is `*`*
          'Principal': ['*']                                      | Principal: expected `*` or an object, found a list
          'Principal': null                                       | Principal: expected `*` or an object, found null
          'Principal': {'aws': '*'}                               | Principal.aws: unknown type of principal; expected `AWS`, `Federated`, `Service` or `CanonicalUser`
          'Principal': {'AWS': {}}                                | Principal.AWS: expected a string, found an object
          'Principal': {'AWS': ['*', null]}                       | Principal.AWS[1]: expected a string, found null
          'Principal': '*', 'NotPrincipal': '*'                   | NotPrincipal: Principal and NotPrincipal cannot both be given
          'NotPrincipal': {}                                      | NotPrincipal: it does not name a principal
          'NotPrincipal': {'AWS': []}                             | NotPrincipal: it does not name a principal
          'Condition': null                                       | Condition: expected an object, found null
          'Condition': []                                         | Condition: expected an object, found a list
          'Condition': {'StringEqual': {'k': 'v'}}                | Condition.StringEqual: unknown condition operator
          'Condition': {'StringEquals': 'v'}                      | Condition.StringEquals: expected an object, found a string
          'Condition': {'StringEquals': ['v']}                    | Condition.StringEquals: expected an object, found a list
          'Condition': {'StringEquals': {'k': null}}              | Condition.StringEquals.k: expected a string, found null
          'Condition': {'StringEquals': {'k': {}}}                | Condition.StringEquals.k: expected a string, found an object
          'Condition': {'StringEquals': {'k': ['v', []]}}         | Condition.StringEquals.k[1]: expected a string, found a list
          'Condition': {'StringEquals': {'a:k': 'v', 'A:K': 'w'}} | Condition.StringEquals.A:K: this condition key is given twice, with different capitalization
          'Condition': {'NullIfExists': {'k': 'true'}}            | Condition.NullIfExists: unknown condition operator
          """)
  void anElementThatIsNotAsTheGrammarHasItIsNamedByItsPlace(String element, String problem) {
    String json = "{'Statement': [{'Effect': 'Deny', 'Action': '*'}, {" + element + "}]}";
    assertProblem(json(json), "Statement[1]." + problem);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'Statement': [], 'Statement': []}",
        "{'Version': '2012-10-17', 'Version': '2008-10-17', 'Statement': []}",
        "{'Statement': {'Effect': 'Allow', 'Effect': 'Deny', 'Action': '*'}}",
        "{'Statement': {'Effect': 'Allow', 'Action': '*', 'Condition':"
            + " {'StringLike': {'k': 'v', 'k': 'w'}}}}",
        "{'Statement': {'Effect': 'Allow', 'Action': '*', 'Condition':"
            + " {'StringLike': {'k': 'v'}, 'StringLike': {'l': 'w'}}}}",
        "{'Statement': {'Effect': 'Allow', 'Action': '*', 'Principal':"
            + " {'AWS': '*', 'AWS': '111111111111'}}}",
      })
  void aKeyThatStandsTwiceIsRefused(String json) {
    assertThat(problem(json(json)))
        .startsWith("invalid JSON at line 1, column ")
        .endsWith("` is given twice");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "x",
        "{",
        "}",
        "\u0000",
        "\uFEFF{'Statement': []}",
        "{'Statement': [],}",
        "{'Statement': [,]}",
        "{Statement: []}",
        "{'Statement': [/* */]}",
        "{'Statement': [NaN]}",
        "{'Statement': [01]}",
        "{'Statement': \"unterminated}",
        "{'Statement': ['\\x']}",
        "{'Statement': ['\\u12']}",
        "%7B%22Statement%22%3A%5B%5D%7D",
      })
  void whatIsNoJsonIsUnreadableAndNeverAnException(String text) {
    assertThat(PolicyReader.read(json(text))).isInstanceOf(PolicyReading.Unreadable.class);
  }

  private static final String WHOLE =
      json(
          "{'Version': '2012-10-17', 'Statement': [{'Sid': 'a', 'Effect': 'Allow', 'Principal':"
              + " {'AWS': ['*']}, 'Action': 'sts:*', 'Condition': {'Null': {'k': true}}}]}");

  @Test
  void everyTruncationIsUnreadable() {
    assertThat(problem(WHOLE)).isEqualTo("it was read");
    for (int length = 0; length < WHOLE.length(); length++) {
      assertThat(PolicyReader.read(WHOLE.substring(0, length)))
          .as("%d characters", length)
          .isInstanceOf(PolicyReading.Unreadable.class);
    }
  }

  @Test
  void randomDamageIsNeverAnException() {
    Random random = new Random(20260102);
    String letters = "{}[]\",:\\ \n\t0-1eEtruefalsn*$'\u0000\uE000\uD800\u2028";
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder(WHOLE);
      for (int damage = random.nextInt(4); damage >= 0; damage--) {
        int at = random.nextInt(text.length());
        char letter = letters.charAt(random.nextInt(letters.length()));
        switch (random.nextInt(3)) {
          case 0 -> text.setCharAt(at, letter);
          case 1 -> text.insert(at, letter);
          default -> text.deleteCharAt(at);
        }
      }
      assertThat(PolicyReader.read(text.toString())).isNotNull();
    }
  }

  @Test
  void deepNestingIsUnreadable() {
    List<IntFunction<String>> nestings =
        List.of(
            "["::repeat,
            "{\"Statement\":"::repeat,
            depth -> "{\"Statement\":" + "[".repeat(depth) + "]".repeat(depth) + "}",
            depth -> "{\"x\":" + "{\"x\":".repeat(depth) + "1" + "}".repeat(depth) + "}",
            depth ->
                "{\"Statement\":{\"Effect\":\"Allow\",\"Action\":"
                    + "[".repeat(depth)
                    + "]".repeat(depth)
                    + "}}");
    for (IntFunction<String> nesting : nestings) {
      for (int depth : new int[] {2, 2_000, 200_000}) {
        assertThat(PolicyReader.read(nesting.apply(depth)))
            .isInstanceOf(PolicyReading.Unreadable.class);
      }
    }
  }

  @Test
  void longTextsAreReadSoon() {
    String megabytes = "a".repeat(5_000_000);
    assertTimeoutPreemptively(
        Duration.ofMinutes(2),
        () -> {
          Statement statement =
              statement("'Effect': 'Allow', 'Action': '" + megabytes + "', 'Sid': 'x'");
          assertThat(statement.action().covers("sts:AssumeRole")).isFalse();
          assertThat(problem(json("{'" + megabytes + "': 1}"))).isNotEqualTo("it was read");
          assertThat(problem(megabytes))
              .startsWith(
                  "invalid JSON at line 1, column 1: expected a value, found"
                      + " `aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa` without"
                      + " quotes");
          assertThat(problem("1".repeat(5_000_000))).isNotEqualTo("it was read");
        });
  }

  @Test
  void thousandsOfStatementsAreRead() {
    String one = "{'Effect': 'Allow', 'Action': 'a:b', 'Condition': {'Null': {'k': 'true'}}}";
    String all = String.join(",", IntStream.range(0, 20_000).mapToObj(_ -> one).toList());
    List<Statement> statements = policy("{'Statement': [" + all + "]}").statements();
    assertThat(statements).hasSize(20_000);
    assertThat(statements.getLast().index()).isEqualTo(19_999);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\uE000", "a\uE001b"})
  void theCharactersThatStandForWildcardsHereAreRefused(String text) {
    assertThat(problem(json("{'Statement': {'Effect': 'Allow', 'Action': ['*', '" + text + "']}}")))
        .isEqualTo("Statement[0].Action[1]: Unicode private-use characters are not supported");
  }
}
