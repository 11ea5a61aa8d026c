package dev.rolecall.iam.condition;

import static dev.rolecall.iam.condition.Samples.facts;
import static dev.rolecall.iam.condition.Samples.holds;
import static dev.rolecall.iam.condition.Samples.letter;
import static dev.rolecall.iam.condition.Samples.present;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.rolecall.denial.KeyState;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// How each family of operators compares one value of the policy with one of the request.
class ValueTestTest {

  @ParameterizedTest
  @CsvSource({
    // operator, value of the policy, value of the request, holds
    "StringEquals, a, a, T",
    "StringEquals, a, A, F",
    "StringEquals, a, 'a ', F",
    "StringEquals, *, anything, F",
    "StringEquals, *, *, T",
    "StringEquals, a*, a*, T",
    "StringEquals, ?, ?, T",
    "StringEquals, ?, x, F",
    "StringEquals, '', '', T",
    "StringEquals, é, é, T",
    "StringEqualsIgnoreCase, aBc, AbC, T",
    "StringEqualsIgnoreCase, a*, abc, F",
    "StringEqualsIgnoreCase, ß, ss, F",
    "StringLike, a*, abc, T",
    "StringLike, A*, abc, F",
    "StringLike, a?c, abc, T",
    "StringLike, a?c, ac, F",
    "StringLike, *, '', T",
    "StringLike, repo:acme/*:ref:*, repo:acme/app:ref:refs/heads/main, T",
    "StringLike, repo:acme/*, repo:ACME/app, F",
    "StringLike, a.c, abc, F",
    "StringNotLike, a*, abc, F",
    "StringNotLike, a*, b, T",
    "StringNotEqualsIgnoreCase, a, A, F",
  })
  void textsAreComparedWithTheirCaseAndWildcardsCountInLikeOnly(
      String operator, String wanted, String actual, String expected) {
    assertThat(letter(holds(operator, wanted, present(actual)))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "arn:aws:iam::111111111111:role/a, arn:aws:iam::111111111111:role/a, T",
    "arn:aws:iam::111111111111:role/a, arn:aws:iam::111111111111:role/A, F",
    "arn:aws:iam::*:role/*, arn:aws:iam::111111111111:role/x/y, T",
    "arn:aws:iam::*:role/a?, arn:aws:iam::111111111111:role/ab, T",
    "arn:*:iam::*:role/a, arn:aws-us-gov:iam::111111111111:role/a, T",
    "arn:aws:iam::*, arn:aws:iam::111111111111:role/a, U",
    "'*', arn:aws:iam::111111111111:role/a, U",
    "arn:aws:*:role/a, arn:aws:iam::111111111111:role/a, U",
    "arn:aws:s:*:1:finance/*, arn:aws:s:r:9:store/abc:1:finance/d, F",
    "arn:aws:iam::1:role/a, not an arn, F",
  })
  void arnsAreComparedPartByPart(String wanted, String actual, String expected) {
    for (String operator : new String[] {"ArnEquals", "ArnLike"}) {
      assertThat(letter(holds(operator, wanted, present(actual)))).isEqualTo(expected);
    }
    for (String operator : new String[] {"ArnNotEquals", "ArnNotLike"}) {
      assertThat(holds(operator, wanted, present(actual)))
          .isEqualTo(holds("ArnLike", wanted, present(actual)).not());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8, 10.0.0.0, T",
    "10.0.0.0/8, 10.255.255.255, T",
    "10.0.0.0/8, 11.0.0.0, F",
    "203.0.113.7, 203.0.113.7, T",
    "203.0.113.7, 203.0.113.8, F",
    "203.0.113.7/32, 203.0.113.7, T",
    "0.0.0.0/0, 203.0.113.7, T",
    "0.0.0.0/0, 2001:db8::1, F",
    // bits behind the prefix are ignored
    "203.0.113.7/24, 203.0.113.200, T",
    "203.0.113.7/24, 203.0.114.7, F",
    "2001:DB8:1234:5678::/64, 2001:db8:1234:5678::1, T",
    "2001:DB8:1234:5678::/64, 2001:db8:1234:5678:ffff:ffff:ffff:ffff, T",
    "2001:DB8:1234:5678::/64, 2001:db8:1234:5679::1, F",
    "2001:db8::1, 2001:0db8:0000:0000:0000:0000:0000:0001, T",
    "2001:db8::1, 2001:db8::2, F",
    "::/0, 2001:db8::1, T",
    "::/0, 203.0.113.7, F",
    "10.0.0.0/31, 10.0.0.1, T",
    "10.0.0.0/31, 10.0.0.2, F",
  })
  void addressesAreInABlockOrNot(String wanted, String actual, String expected) {
    assertThat(letter(holds("IpAddress", wanted, present(actual)))).isEqualTo(expected);
    assertThat(holds("NotIpAddress", wanted, present(actual)))
        .isEqualTo(holds("IpAddress", wanted, present(actual)).not());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "*",
        "10.1",
        "10",
        "10.0.0",
        "10.0.0.256",
        "10.0.0.1-5",
        "10.*.0.1",
        "10.0.0._",
        "010.0.0.1",
        "0x0a.0.0.1",
        "10.0.0.0/33",
        "10.0.0.0/",
        "10.0.0.0/08",
        "10.0.0.0/255.0.0.0",
        " 10.0.0.1",
        "10.0.0.1:443",
        "/8",
        "2001:db8::/129",
        "2001:db8:::1",
        "fe80::1%eth0",
        "2001:db8::1-5",
        "12345::1",
        "AWS Internal",
        "sts.amazonaws.com"
      })
  void whatIsNoAddressIsUnknownOnEitherSide(String text) {
    assertUnreadable("IpAddress", text, "10.0.0.1", "an IP address or a CIDR block");
    assertUnreadable("NotIpAddress", text, "10.0.0.1", "an IP address or a CIDR block");
  }

  private static void assertUnreadable(
      String operator, String text, String readable, String expected) {
    assertThat(facts(holds(operator, text, present(readable))))
        .as("%s %s", operator, text)
        .containsExactly("how AWS evaluates a condition value that is not " + expected);
    assertThat(facts(holds(operator, readable, present(text))))
        .as("%s %s", operator, text)
        .containsExactly("how AWS evaluates a request value that is not " + expected);
    assertThat(holds(operator, text, KeyState.ABSENT).isUnknown()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    // two ways to write a moment, and whether the first is before, at or after the second
    "2026, 2026-01-01T00:00:00Z, at",
    "2026-03, 2026-03-01T00:00:00Z, at",
    "2026-03-04, 2026-03-04T00:00:00Z, at",
    "2026-03-04T05:06Z, 2026-03-04T05:06:00Z, at",
    "2026-03-04T05:06:07Z, 2026-03-04T05:06:07.000Z, at",
    "2026-03-04T05:06:07.5Z, 2026-03-04T05:06:07Z, after",
    "2026-03-04T05:06:07+01:00, 2026-03-04T04:06:07Z, at",
    "2026-03-04T05:06:07-08:00, 2026-03-04T13:06:07Z, at",
    "1772600767, 2026-03-04T05:06:07Z, at",
    "1772600767.0, 2026-03-04T05:06:07Z, at",
    "1772600767.25, 2026-03-04T05:06:07.25Z, at",
    "0, 1970-01-01, at",
    "-1, 1969-12-31T23:59:59Z, at",
    "-123, 1969-12-31T23:57:57Z, at",
    "-0.5, 1969-12-31T23:59:59.5Z, at",
    "1000000, 1970-01-12T13:46:40Z, at",
    "9999999999, 2286-11-20T17:46:39Z, at",
    // four digits are a year
    "1772, 1772-01-01T00:00:00Z, at",
    "2026-01-01, 2026-01-02, before",
    "2026-12-31T23:59:59Z, 2027, before",
    "2024-02-29, 2024-03-01, before",
  })
  void datesAreReadInAllForms(String one, String other, String order) {
    assertOrder("Date", one, other, order);
  }

  private static void assertOrder(String family, String one, String other, String order) {
    boolean equal = order.equals("at");
    boolean less = order.equals("before");
    assertThat(holds(family + "Equals", other, present(one))).isEqualTo(Truth.of(equal));
    assertThat(holds(family + "NotEquals", other, present(one))).isEqualTo(Truth.of(!equal));
    assertThat(holds(family + "LessThan", other, present(one))).isEqualTo(Truth.of(less));
    assertThat(holds(family + "LessThanEquals", other, present(one)))
        .isEqualTo(Truth.of(less || equal));
    assertThat(holds(family + "GreaterThan", other, present(one)))
        .isEqualTo(Truth.of(!less && !equal));
    assertThat(holds(family + "GreaterThanEquals", other, present(one))).isEqualTo(Truth.of(!less));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "tomorrow",
        "2026-13",
        "2026-02-30",
        "2026-1-1",
        "2026-01-01T00:00:00",
        "2026-01-01T25:00:00Z",
        "2026-01-01 00:00:00Z",
        "01/02/2026",
        "20260102T000000Z",
        " 2026",
        "2026-01-01T00:00:00+1",
        "12-3",
        "-12-3",
        "1e9",
        "1E999999999",
        "1E-999999999",
        "99999999999999999999999",
        "2026*",
        "NaN"
      })
  void whatIsNoDateIsUnknownOnEitherSide(String text) {
    assertUnreadable("DateEquals", text, "2026-01-01", "a date");
    assertUnreadable("DateNotEquals", text, "2026-01-01", "a date");
    assertUnreadable("DateLessThan", text, "2026-01-01", "a date");
  }

  @ParameterizedTest
  @CsvSource({
    "5, 5, at",
    "5, 5.0, at",
    "5.00, 5, at",
    "05, 5, at",
    "-0, 0, at",
    "4, 5, before",
    "-6, -5, before",
    "5.1, 5, after",
    "0.1, 0.10, at",
    "123456789012345678901234567890, 123456789012345678901234567891, before",
    "10, 9, after",
  })
  void numbersAreComparedByTheirValue(String one, String other, String order) {
    assertOrder("Numeric", one, other, order);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "five",
        "5x",
        "+5",
        " 5",
        "5 ",
        "1e3",
        "1E999999999",
        "0x10",
        ".5",
        "5.",
        "--5",
        "5.0.0",
        "1,000",
        "٥",
        "NaN",
        "Infinity",
        "5*"
      })
  void whatIsNoNumberIsUnknownOnEitherSide(String text) {
    assertUnreadable("NumericEquals", text, "5", "a number");
    assertUnreadable("NumericNotEquals", text, "5", "a number");
    assertUnreadable("NumericGreaterThan", text, "5", "a number");
  }

  @Test
  void enormousNumbersAreRefusedAtOnce() {
    String enormous = "9".repeat(5_000_000);
    assertTimeoutPreemptively(
        Duration.ofMinutes(2),
        () -> {
          assertThat(holds("NumericEquals", enormous, present("5")).isUnknown()).isTrue();
          assertThat(holds("DateEquals", "2026", present(enormous)).isUnknown()).isTrue();
        });
  }

  @ParameterizedTest
  @CsvSource({
    "true, true, T",
    "true, TRUE, T",
    "True, true, T",
    "true, false, F",
    "false, false, T",
    "false, true, F",
    "FALSE, False, T",
  })
  void boolIgnoresCase(String wanted, String actual, String expected) {
    assertThat(letter(holds("Bool", wanted, present(actual)))).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "yes", "1", "0", "tru", "true ", "*", "${aws:SecureTransport}"})
  void whatIsNeitherTrueNorFalseIsUnknownOnEitherSide(String text) {
    assertUnreadable("Bool", text, "true", "`true` or `false`");
    assertThat(facts(holds("Null", text, present("x"))))
        .containsExactly("how AWS evaluates a condition value that is not `true` or `false`");
  }

  @ParameterizedTest
  @CsvSource({
    "QmluYXJ5VmFsdWVJbkJhc2U2NA==, QmluYXJ5VmFsdWVJbkJhc2U2NA==, T",
    "QQ==, QQ, T",
    "QQ==, Qg==, F",
    "QQ==, qq==, F",
    "'', '', T",
    "'', QQ==, F",
  })
  void bytesAreComparedNotTheirWriting(String wanted, String actual, String expected) {
    assertThat(letter(holds("BinaryEquals", wanted, present(actual)))).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"*", "Q", "QQ=", "QQ==QQ==", "Q Q==", "Q_==", "\u00e9"})
  void whatIsNoBase64IsUnknownOnEitherSide(String text) {
    assertUnreadable("BinaryEquals", text, "QQ==", "Base64");
  }

  @ParameterizedTest
  @ValueSource(strings = {"*", "arn", "arn:aws:iam::111111111111", ""})
  void anArnPatternWithTooFewPartsIsUnknown(String pattern) {
    for (String operator : new String[] {"ArnEquals", "ArnLike", "ArnNotEquals", "ArnNotLike"}) {
      assertThat(facts(holds(operator, pattern, present("arn:aws:iam::111111111111:role/a"))))
          .containsExactly("how AWS evaluates a condition value that is not an ARN");
    }
  }

  @Test
  void aReadableValueBesideAnUnreadableOneStillMatches() {
    Condition condition = Samples.condition("NumericEquals", "k", java.util.List.of("five", "5"));
    assertThat(condition.evaluate(Samples.context("k", present("5")))).isEqualTo(Truth.TRUE);
    assertThat(condition.evaluate(Samples.context("k", present("6"))).isUnknown()).isTrue();
  }

  @Test
  void gapsKeepTheValuesToThemselves() {
    String secret = "external-id-4711";
    for (String operator : ConditionOperatorTest.NAMES) {
      Truth truth = holds(operator, secret, present(secret));
      assertThat(truth.gaps().toString()).as(operator).doesNotContain(secret);
    }
  }
}
