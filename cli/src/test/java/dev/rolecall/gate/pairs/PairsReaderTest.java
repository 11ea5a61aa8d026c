package dev.rolecall.gate.pairs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PairsReaderTest {

  private static final String ONE =
      """
      pairs:
        - caller: arn:aws:iam::111111111111:role/ci/deployer
          role: arn:aws:iam::222222222222:role/app-deploy
      """;

  private static PairsReading read(String text) {
    return PairsReader.read(text.getBytes(StandardCharsets.UTF_8));
  }

  private static List<AccessPair> pairs(String text) {
    return read(text) instanceof PairsReading.Read(List<AccessPair> pairs) ? pairs : List.of();
  }

  private static String problem(String text) {
    return read(text) instanceof PairsReading.Unreadable(String problem) ? problem : "none";
  }

  @Test
  void aPairNeedsACallerAndARole() {
    AccessPair accessPair = pairs(ONE).getFirst();
    assertThat(accessPair.caller()).isEqualTo("arn:aws:iam::111111111111:role/ci/deployer");
    assertThat(accessPair.role()).hasToString("arn:aws:iam::222222222222:role/app-deploy");
    assertThat(accessPair.expect()).isEqualTo(AccessPair.Expectation.ALLOWED);
    assertThat(accessPair.context()).isEmpty();
    assertThat(accessPair.seen()).isEmpty();
  }

  @Test
  void everythingElseIsReadAsWritten() {
    AccessPair accessPair =
        pairs(
                """
                pairs:
                  - caller: arn:aws:iam::111111111111:role/ci/deployer
                    role: arn:aws:iam::222222222222:role/app-deploy
                    context:
                      sts:ExternalId: 0012
                      aws:MultiFactorAuthPresent: true
                      aws:TagKeys: [team, "on"]
                      aws:RequestTag/commit: {varies: true}
                      aws:SourceIp: {masked: "ab…(9 characters)"}
                    expect: denied
                    seen: {count: 412, last: 2026-11-26T10:00:00Z}
                """)
            .getFirst();
    assertThat(accessPair.context())
        .containsEntry("sts:ExternalId", RequestValue.value("0012"))
        .containsEntry("aws:MultiFactorAuthPresent", RequestValue.value("true"))
        .containsEntry("aws:TagKeys", new RequestValue.Values(List.of("team", "on")))
        .containsEntry("aws:RequestTag/commit", new RequestValue.Varying())
        .containsEntry("aws:SourceIp", new RequestValue.Masked("ab…(9 characters)"));
    assertThat(accessPair.expect()).isEqualTo(AccessPair.Expectation.DENIED);
    assertThat(accessPair.seen())
        .contains(new AccessPair.Seen(412, Optional.of(Instant.parse("2026-11-26T10:00:00Z"))));
  }

  @Test
  void jsonIsTakenWithTabsToo() {
    assertThat(
            pairs(
                "{\n\t\"pairs\": [\n\t{\"caller\": \"lambda.amazonaws.com\","
                    + " \"role\": \"arn:aws:iam::222222222222:role/f\"}]}"))
        .hasSize(1);
  }

  @Test
  void noPairsAreNoPairs() {
    assertThat(read("pairs: []\n")).isEqualTo(new PairsReading.Read(List.of()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # what follows the first pair                 | the problem
          '    rol: x'                                   | line 4: pairs[0].rol: unknown key
          '    role: arn:aws:iam::222222222222:role/b'   | line 4: pairs[0].role: this key occurs twice
          '    expect: maybe'                            | line 4: pairs[0].expect: must be `allowed` or `denied`
          '    expect: [allowed]'                        | line 4: pairs[0].expect: expected a string, found a list
          '    context: x'                               | line 4: pairs[0].context: expected an object, found a string
          '    context: {a: null}'                       | line 4: pairs[0].context.a: expected a string, found null
          '    context: {a: []}'                         | line 4: pairs[0].context.a: the list is empty
          '    context: {a: [[b]]}'                      | line 4: pairs[0].context.a[0]: expected a string, found a list
          '    context: {aws:A: b, AWS:a: c}'            | line 4: pairs[0].context.AWS:a: this key occurs twice
          '    context: {a: {masks: b}}'                 | line 4: pairs[0].context.a.masks: unknown key
          '    context: {a: {}}'                         | line 4: pairs[0].context.a: needs `masked` or `varies`
          '    context: {a: {varies: false}}'            | line 4: pairs[0].context.a.varies: must be `true`
          '    context: {a: &x b, c: *x}'                | line 4: YAML alias `*x` is not supported; write the value out
          '    seen: {count: many}'                      | line 4: pairs[0].seen.count: must be a whole number, 0 or more
          '    seen: {count: -1}'                        | line 4: pairs[0].seen.count: must be a whole number, 0 or more
          '    seen: {count: 99999999999999999999}'      | line 4: pairs[0].seen.count: must be a whole number, 0 or more
          '    seen: {last: yesterday}'                  | line 4: pairs[0].seen.last: expected an ISO 8601 time such as `2026-11-30T09:12:00Z`
          'more: 1'                                      | line 4: more: unknown key
          '---'                                          | line 5: contains more than one YAML document
          """)
  void whatIsWrongIsNamedWithLineAndField(String after, String problem) {
    assertThat(problem(ONE + after + "\n")).isEqualTo(problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                                           | the file is empty
          'pairs:\n'                                   | line 1: pairs: must be a list
          '{"pair": []}'                               | this is JSON, not a pairs file
          '[{"caller": "a", "role": "b"}]'             | the list must be the value of the key `pairs`
          '- caller: a\n  role: b'                     | the list must be the value of the key `pairs`
          '# Title\nText'                              | this is Markdown, not a pairs file
          '<!doctype html><p>'                         | this is HTML or XML, not a pairs file
          '%PDF-1.7'                                   | this is a PDF document, not a pairs file
          'PK\003\004x'                            | this is a zip archive, not a pairs file
          'Hello there'                                | this is text, not a pairs file
          'resource "aws_iam_role" "a" {'              | this is Terraform code, not a pairs file
          '{"Records": [{"eventVersion": "1.08"}]}'    | these are CloudTrail records, not a pairs file
          '{"format_version": "1.2", "resource_changes": []}' | give it with `--plan FILE`
          '{"Version": "2012-10-17", "Statement": []}' | give a trust policy with `--trust-policy ROLE_ARN=FILE`
          '{"UserDetailList": [], "RoleDetailList": []}' | give it with `--snapshot FILE`
          'pairs: 3'                                   | line 1: pairs: must be a list
          'pairs: [x]'                                 | line 1: pairs[0]: expected an object, found a string
          'pairs: [{caller: lambda.amazonaws.com}]'    | line 1: pairs[0]: `role` is missing
          'pairs: [{role: arn:aws:iam::1:role/x}]'     | line 1: pairs[0].role: `arn:aws:iam::1:role/x` is not a role ARN
          'pairs: ['                                   | invalid YAML
          '{"pairs": ['                                | invalid JSON
          '\tpairs: []'                                | invalid YAML
          'a: &a [1]\nb: &b [*a,*a]\nc: [*b,*b]'       | this is YAML without `pairs`, not a pairs file
          'a: 1\npairs: []'                            | line 1: a: unknown key
          """)
  void filesOfAnotherKindAreRefused(String text, String problem) {
    assertThat(problem(text.replace("\\t", "\t").replace("\\n", "\n"))).contains(problem);
  }

  @Test
  void theCallerHasToBeSomebodyWhoCanCall() {
    assertThat(
            problem(
                """
                pairs:
                  - caller: somebody
                    role: arn:aws:iam::222222222222:role/app-deploy
                """))
        .startsWith("line 2: pairs[0].caller: `somebody` is not the ARN of a user, role");
  }

  @Test
  void otherEncodingsAreRefused() {
    assertThat(PairsReader.read(new byte[] {'p', (byte) 0xff, ':'}))
        .isEqualTo(new PairsReading.Unreadable("not UTF-8 text"));
  }

  @Test
  void depthAndSizeHaveLimits() {
    assertThat(problem("pairs: " + "[".repeat(100) + "]".repeat(100))).contains("pairs[0]");
    assertThat(problem(ONE + "    context: {a: " + "{b: ".repeat(100))).isNotEqualTo("none");
    assertThat(PairsReader.read(new byte[PairsReader.LARGEST + 1]))
        .isEqualTo(new PairsReading.Unreadable("larger than 64 MiB"));
  }
}
