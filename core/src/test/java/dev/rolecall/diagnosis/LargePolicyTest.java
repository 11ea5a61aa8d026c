package dev.rolecall.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.denial.KeyState;
import dev.rolecall.denial.RecordGap;
import dev.rolecall.diagnosis.result.Cause;
import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.diagnosis.result.Diagnosis;
import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.explanation.document.WritingOptions;
import dev.rolecall.explanation.render.json.JsonFormat;
import dev.rolecall.explanation.render.terminal.TextFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Policies larger than AWS allows: what grows with the square of their size would take hours here.
/// The limit only ends a run that does.
@Timeout(value = 4, unit = TimeUnit.MINUTES)
class LargePolicyTest {

  private static final int MANY = 20_000;
  private static final String CALLER = "\"AWS\":\"arn:aws:iam::111122223333:user/ci\"";

  private static String each(IntFunction<String> statement) {
    return World.policy(IntStream.range(0, MANY).mapToObj(statement).toArray(String[]::new));
  }

  private static String condition(String operator, String key, String value) {
    return ",\"Condition\":{\"%s\":{\"%s\":\"%s\"}}".formatted(operator, key, value);
  }

  private static String allow(String principal, String conditions) {
    return "{\"Effect\":\"Allow\",\"Principal\":{"
        + principal
        + "},\"Action\":\"sts:AssumeRole\""
        + conditions
        + "}";
  }

  private static String deny(String conditions) {
    return "{\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"sts:AssumeRole\""
        + conditions
        + "}";
  }

  @Test
  void statementsForOthersAreKeptAndTheCallerIsAdded() {
    Explanation explanation =
        new World()
            .caller(World.user(World.ROLE_ACCOUNT, "ci"))
            .trust(
                each(
                    i ->
                        i % 2 == 0
                            ? allow("\"AWS\":\"arn:aws:iam::222233334444:user/u" + i + "\"", "")
                            : deny(
                                condition(
                                    "ArnLike", "aws:PrincipalArn", "arn:aws:iam::*:user/x-" + i))))
            .explain();
    assertThat(explanation.diagnosis().cause().code()).isEqualTo(CauseCode.PRINCIPAL_NOT_TRUSTED);
    assertThat(explanation.fixes()).hasSize(1);
    assertThat(World.read(explanation.fixes().getFirst().after().orElseThrow()).statements())
        .hasSizeBetween(MANY, MANY + 1);
    assertThat(TextFormat.write(explanation, WritingOptions.plain()))
        .contains("user/ci")
        .contains("The policy is too long for a command")
        .doesNotContain("user/u" + (MANY - 2));
  }

  /// What is open once for each statement is listed once for each, whatever else denies.
  @Test
  void everySuspectIsListedBesideManyDenies() {
    Diagnosis diagnosis =
        new World()
            .caller(World.user(World.ROLE_ACCOUNT, "ci"))
            .trust(
                each(
                    i ->
                        i == 0
                            ? allow(CALLER, "")
                            : deny(
                                i % 2 == 0
                                    ? ""
                                    : condition("StringEquals", "sts:ExternalId", "id-" + i))))
            .key("sts:ExternalId", KeyState.unknown(RecordGap.EXTERNAL_ID.gap()))
            .explain()
            .diagnosis();
    assertThat(diagnosis.causes()).hasSize(MANY / 2 - 1);
    List<Cause> suspects =
        diagnosis.possible().stream()
            .flatMap(set -> set.subList(diagnosis.causes().size(), set.size()).stream())
            .filter(cause -> cause.code() == CauseCode.TRUST_EXPLICIT_DENY)
            .toList();
    assertThat(suspects).hasSize(MANY / 2).doesNotHaveDuplicates();
    assertThat(diagnosis.possible().stream().mapToInt(List::size).sum()).isLessThan(200_000);
  }

  @Test
  void conditionsWithGapsOfTheirOwnAreGatheredOnce() {
    Diagnosis diagnosis =
        new World()
            .caller(World.user(World.ROLE_ACCOUNT, "ci"))
            .trust(each(i -> allow(CALLER, condition("StringEquals", "aws:RequestTag/k" + i, "v"))))
            .explain()
            .diagnosis();
    assertThat(diagnosis.cause().statement().map(Cause.StatementRef::index)).contains(0);
  }

  @Test
  void patternsThatNearlyMatchALongValueAreComparedOnce() {
    String sent = "a".repeat(4_000);
    String patterns =
        IntStream.range(0, 10_000)
            .mapToObj(i -> "\"*" + "?a".repeat(60) + "b" + i + "*\"")
            .collect(Collectors.joining(","));
    Explanation explanation =
        new World()
            .caller(World.user(World.ROLE_ACCOUNT, "ci"))
            .trust(
                World.policy(
                    allow(
                        CALLER,
                        ",\"Condition\":{\"StringLike\":{\"sts:ExternalId\":[" + patterns + "]}}")))
            .key("sts:ExternalId", KeyState.present(sent))
            .explain();
    assertThat(explanation.diagnosis().cause().code()).isEqualTo(CauseCode.EXTERNAL_ID_MISMATCH);
    assertThat(TextFormat.write(explanation, WritingOptions.plain()))
        .contains("or 9997 other values");
  }

  /// Every statement is evaluated as often in a policy of many as in one of few.
  @ParameterizedTest
  @ValueSource(strings = {"sts:ExternalId", "aws:SourceVpc", "aws:RequestTag/k%d"})
  void eachStatementIsEvaluatedAFewTimes(String key) {
    assertThat(lookups(key, 2_000)).isLessThan(12 * 2_000);
    assertThat(lookups(key, 200)).isGreaterThan(200);
  }

  private static int lookups(String key, int number) {
    World world =
        new World()
            .caller(World.user(World.ROLE_ACCOUNT, "ci"))
            .trust(
                World.policy(
                    IntStream.range(0, number)
                        .mapToObj(
                            i ->
                                allow(CALLER, condition("StringEquals", key.formatted(i), "v" + i)))
                        .toArray(String[]::new)));
    assertThat(world.explain().diagnosis().causes()).isNotEmpty();
    return world.lookups();
  }

  @Test
  void listsOfValuesAndOfBlockersAreCutInTextAndWholeInJson() {
    Explanation ranges =
        new World()
            .caller(World.user(World.ROLE_ACCOUNT, "ci"))
            .trust(
                World.policy(
                    allow(
                        CALLER,
                        ",\"Condition\":{\"IpAddress\":{\"aws:SourceIp\":["
                            + IntStream.range(0, MANY)
                                .mapToObj(i -> "\"10.%d.%d.0/24\"".formatted(i / 250, i % 250))
                                .collect(Collectors.joining(","))
                            + "]}}")))
            .key("aws:SourceIp", KeyState.present("192.0.2.7"))
            .explain();
    assertThat(TextFormat.write(ranges, WritingOptions.plain()))
        .contains("`10.0.19.0/24` or 19980 other values")
        .doesNotContain("10.0.20.0/24");
    Explanation denies =
        new World()
            .caller(World.user(World.ROLE_ACCOUNT, "ci"))
            .trust(each(i -> i == 0 ? allow(CALLER, "") : deny("")))
            .explain();
    assertThat(TextFormat.write(denies, WritingOptions.plain()))
        .contains("plus 19998 more blockers")
        .contains("Also blocking: `Statement[21]`")
        .doesNotContain("`Statement[22]`")
        .contains("Also blocking: 19978 more (`--format json` lists all).");
    assertThat(JsonFormat.write(denies, WritingOptions.plain()))
        .contains("\"index\":" + (MANY - 1));
  }
}
