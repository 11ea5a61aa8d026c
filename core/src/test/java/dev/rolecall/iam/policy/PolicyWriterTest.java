package dev.rolecall.iam.policy;

import static dev.rolecall.iam.condition.Samples.json;
import static dev.rolecall.iam.condition.Samples.policy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.iam.condition.ConditionOperator;
import dev.rolecall.iam.condition.ConditionOperator.Comparison;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class PolicyWriterTest {

  private static final String ONE =
      "{'Version':'2012-10-17','Id':'x','Statement':{'Sid':'A','Effect':'Allow',"
          + "'Principal':{'AWS':'111111111111'},'Action':'sts:AssumeRole','Condition':{"
          + "'StringLike':{'aws:a':'x*','aws:b':'y'},'StringNotEquals':{'aws:a':'z'}}}}";

  private static void assertChange(
      String before, UnaryOperator<PolicyWriter> change, String after) {
    PolicyWriter writer = change.apply(PolicyWriter.of(policy(before)));
    String written = writer.json();
    assertThat(written).isEqualTo(json(after));
    assertThat(PolicyReader.read(written)).isInstanceOf(PolicyReading.Read.class);
    assertThat(writer.policy().orElseThrow())
        .hasToString(PolicyReader.read(written).found().orElseThrow().toString());
  }

  /// [#ONE] with its statement in a list, as every change of statements leaves it, and something
  /// behind it.
  private static String list(String statement, String more) {
    return "{'Version':'2012-10-17','Id':'x','Statement':[" + statement + more + "]}";
  }

  private static final String STATEMENT = ONE.substring(ONE.indexOf("{'Sid'"), ONE.length() - 1);

  @Test
  void whatIsNotAskedForStaysAsItIs() {
    assertChange(ONE, writer -> writer, ONE);
  }

  @Test
  void aStatementIsAddedAtTheEndUnderAFreeSid() {
    PolicyWriter.NewStatement statement =
        new PolicyWriter.NewStatement(
            "A",
            Optional.of("Federated"),
            Optional.of("p"),
            List.of("sts:X", "sts:Y"),
            Optional.of("r"),
            List.of(
                new PolicyWriter.NewCondition(
                    ConditionOperator.of(Comparison.STRING_EQUALS), "k", List.of("v")),
                new PolicyWriter.NewCondition(
                    ConditionOperator.of(Comparison.STRING_EQUALS), "l", List.of("v", "w"))));
    assertChange(
        ONE,
        writer -> writer.add(statement).add(statement),
        list(
            STATEMENT,
            (",{'Sid':'A2','Effect':'Allow','Principal':{'Federated':'p'},"
                    + "'Action':['sts:X','sts:Y'],'Resource':'r',"
                    + "'Condition':{'StringEquals':{'k':'v','l':['v','w']}}}")
                + (",{'Sid':'A3','Effect':'Allow','Principal':{'Federated':'p'},"
                    + "'Action':['sts:X','sts:Y'],'Resource':'r',"
                    + "'Condition':{'StringEquals':{'k':'v','l':['v','w']}}}")));
  }

  @Test
  void anEmptyPolicyIsOfTheCurrentVersion() {
    String written =
        PolicyWriter.empty()
            .add(
                new PolicyWriter.NewStatement(
                    "A",
                    Optional.empty(),
                    Optional.empty(),
                    List.of("sts:X"),
                    Optional.empty(),
                    List.of()))
            .json();
    assertThat(written)
        .isEqualTo(
            json(
                "{'Version':'2012-10-17','Statement':"
                    + "[{'Sid':'A','Effect':'Allow','Action':'sts:X'}]}"));
  }

  @Test
  void aCopyWithOtherValuesKeepsTheNegatedConditions() {
    assertChange(
        ONE,
        writer ->
            writer.addCopy(
                0,
                new PolicyWriter.NewStatement(
                    "B",
                    Optional.of("AWS"),
                    Optional.of("222222222222"),
                    List.of("sts:AssumeRole"),
                    Optional.empty(),
                    List.of(
                        new PolicyWriter.NewCondition(
                            ConditionOperator.of(Comparison.STRING_EQUALS),
                            "aws:a",
                            List.of("q")))),
                Set.of("aws:a")),
        list(
            STATEMENT,
            ",{'Sid':'B','Effect':'Allow','Principal':{'AWS':'222222222222'},"
                + "'Action':'sts:AssumeRole','Condition':{'StringLike':{'aws:b':'y'},"
                + "'StringNotEquals':{'aws:a':'z'},'StringEquals':{'aws:a':'q'}}}"));
  }

  @Test
  void keysOfConditionsAreRenamedWhereTheyStand() {
    assertChange(
        ONE,
        writer -> writer.renameKeys(0, Map.of("aws:b", "aws:c")),
        list(STATEMENT.replace("aws:b", "aws:c"), ""));
  }

  @Test
  void aCopyForAPrincipalKeepsTheConditions() {
    assertChange(
        ONE,
        writer -> writer.addCopyFor(0, "B", "Service", "s", List.of("sts:X")),
        list(
            STATEMENT,
            ","
                + STATEMENT
                    .replace("'A'", "'B'")
                    .replace("{'AWS':'111111111111'}", "{'Service':'s'}")
                    .replace("'sts:AssumeRole'", "'sts:X'")));
  }

  @Test
  void principalsAndActionsAreAddedBesideTheOthers() {
    assertChange(
        ONE,
        writer -> writer.addPrincipal(0, "AWS", "p").addPrincipal(0, "AWS", "q"),
        list(STATEMENT.replace("'111111111111'", "['111111111111','p','q']"), ""));
    assertChange(
        ONE,
        writer -> writer.addAction(0, "sts:X"),
        list(STATEMENT.replace("'sts:AssumeRole'", "['sts:AssumeRole','sts:X']"), ""));
  }

  @Test
  void aPrincipalIsReplacedWhereItStands() {
    assertChange(
        ONE,
        writer -> writer.replacePrincipal(0, "AWS", "111111111111", "p"),
        list(STATEMENT.replace("'111111111111'", "'p'"), ""));
    String two = ONE.replace("'111111111111'", "['111111111111','q']");
    assertChange(
        two,
        writer -> writer.replacePrincipal(0, "AWS", "111111111111", "p"),
        list(STATEMENT.replace("'111111111111'", "['p','q']"), ""));
  }
}
