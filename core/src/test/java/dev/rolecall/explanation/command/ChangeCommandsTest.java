package dev.rolecall.explanation.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rolecall.denial.AccountId;
import dev.rolecall.diagnosis.result.Actor;
import dev.rolecall.diagnosis.result.Fix;
import dev.rolecall.explanation.redaction.Masking;
import dev.rolecall.explanation.redaction.PolicyDocument;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The chains of commands that make a change, as text.
class ChangeCommandsTest {

  private static final String BEFORE =
      "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":"
          + "\"arn:aws:iam::111122223333:role/ci\"},\"Action\":\"sts:AssumeRole\",\"Condition\":"
          + "{\"StringEquals\":{\"sts:ExternalId\":\"agreed-in-2024\"}}}]}";

  @ParameterizedTest
  @CsvSource({"'',4294967295 0", "a,1220704766 1", "123456789,930766865 9"})
  void checksumsAreThoseOfCksum(String text, String sum) {
    assertThat(PosixChecksum.of(text.getBytes(StandardCharsets.UTF_8))).isEqualTo(sum);
  }

  @Test
  void whiteSpaceIsNotPartOfAChecksum() throws IOException {
    String compact = "{\"a\":[\"x\",1,true,null,{}],\"ö\\\\\":\"\\\"\\t\"}";
    ObjectMapper json = new ObjectMapper();
    assertThat(
            CliJson.checksum(
                json.readTree("{ \"a\": [\"x \", 1, true,\n null, {}],\n \"ö\\\\\": \"\\\"\\t\"}")))
        .isEqualTo(PosixChecksum.of(compact.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void statementsThatStayTakeOneLine() {
    PolicyDocument before = document(BEFORE);
    PolicyDocument after =
        document(BEFORE.replace("\"Statement\":[", "\"Statement\":[{\"Effect\":\"Deny\"},"));
    assertThat(new CompactPolicy(after, Optional.of(before)).text())
        .isEqualTo(
            """
            {
              "Version": "2012-10-17",
              "Statement": [
                {
                  "Effect": "Deny"
                },
                {"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:role/ci"}, \
            "Action": "sts:AssumeRole", "Condition": {"StringEquals": {"sts:ExternalId": \
            "agreed-in-2024"}}}
              ]
            }\
            """);
  }

  @Test
  void whereExternalIdsAreMaskedAnEditorOpens() {
    String shown = chain(fix(BEFORE), true);
    assertThat(shown).contains("agreed-in-2024", "| cksum)");
    String masked = chain(fix(BEFORE), false);
    assertThat(masked).contains("${EDITOR:-vi}", "cmp -s").doesNotContain("agreed", "cksum");
  }

  @Test
  void namesAreNotReadByTheShell() {
    Fix fix = fix(BEFORE);
    String name = "x'; touch pwned; $(touch pwned) \"../";
    Fix hostile =
        new Fix(
            fix.actor(),
            fix.account(),
            Fix.Place.USER_POLICY,
            name,
            Optional.of(name),
            Optional.empty(),
            fix.after(),
            List.of(),
            List.of(),
            fix.result(),
            List.of());
    assertThat(chain(hostile, true))
        .contains("--user-name 'x'\\''; touch pwned; $(touch pwned) \"../'")
        .contains("\"PolicyNames[?@ == 'xtouchpwnedtouchpwned..']\"");
    assertThat(
            chain(
                new Fix(
                    fix.actor(),
                    fix.account(),
                    Fix.Place.TRUST_POLICY,
                    name,
                    Optional.empty(),
                    fix.before(),
                    fix.after(),
                    List.of(),
                    List.of(),
                    fix.result(),
                    List.of()),
                true))
        .contains("mktemp trust-policy-x___touch_pwned____touch_pwned___.._.XXXXXX");
  }

  private static Fix fix(String before) {
    return new Fix(
        Actor.TARGET_ACCOUNT,
        Optional.of(new AccountId("444455556666")),
        Fix.Place.TRUST_POLICY,
        "deploy",
        Optional.empty(),
        Optional.of(before),
        Optional.of(before.replace("role/ci", "role/cd")),
        List.of(),
        List.of(),
        Fix.Result.ALLOWED,
        List.of());
  }

  private static String chain(Fix fix, boolean show) {
    return new ChangeCommands(fix, new Masking(show), "Changed:", "Not changed.")
        .chain()
        .orElseThrow();
  }

  private static PolicyDocument document(String text) {
    return PolicyDocument.of(text, new Masking(true));
  }
}
