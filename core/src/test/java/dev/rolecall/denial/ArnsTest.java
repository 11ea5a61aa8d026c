package dev.rolecall.denial;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The ARNs of roles, users and role sessions: read into parts, written back as they were.
class ArnsTest {

  @ParameterizedTest
  @CsvSource({
    "arn:aws:iam::111111111111:role/x, aws, /, x",
    "arn:aws:iam::111111111111:role/a/b/x, aws, /a/b/, x",
    "arn:aws-cn:iam::111111111111:role/x, aws-cn, /, x",
    "arn:aws-us-gov:iam::111111111111:role/x, aws-us-gov, /, x",
    "'arn:aws:iam::111111111111:role/Az09_+=,.@-', aws, /, 'Az09_+=,.@-'",
    "arn:aws:iam::111111111111:role/a:b/x, aws, /a:b/, x",
    "arn:aws:iam::111111111111:role//x, aws, //, x",
  })
  void rolesAndUsersHaveAPathAndAName(String text, String partition, String path, String name) {
    AccountId account = new AccountId("111111111111");
    assertThat(RoleArn.parse(text)).contains(new RoleArn(partition, account, path, name));
    assertThat(RoleArn.parse(text).map(RoleArn::toString)).contains(text);

    String user = text.replace(":role/", ":user/");
    assertThat(UserArn.parse(user)).contains(new UserArn(partition, account, path, name));
    assertThat(UserArn.parse(user).map(UserArn::toString)).contains(user);
  }

  @ParameterizedTest
  @CsvSource({
    "arn:aws:sts::111111111111:assumed-role/ci/build-7, aws, ci, build-7",
    "arn:aws-cn:sts::111111111111:assumed-role/ci/bob@example.com, aws-cn, ci, bob@example.com",
  })
  void sessionsHaveARoleNameAndASessionName(
      String text, String partition, String role, String session) {
    assertThat(RoleSessionArn.parse(text))
        .contains(new RoleSessionArn(partition, new AccountId("111111111111"), role, session));
    assertThat(RoleSessionArn.parse(text).map(RoleSessionArn::toString)).contains(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "arn",
        ":::::",
        "arn:::::",
        "arn:aws:iam::111111111111",
        "arn:aws:iam::111111111111:",
        "arn:aws:iam::111111111111: ",
        "arn:aws:iam::111111111111:role",
        "arn:aws:iam::111111111111:role/",
        "arn:aws:iam::111111111111:role/a/",
        "arn:aws:iam::111111111111:role/ ",
        "arn:aws:iam::111111111111:role/a b",
        "arn:aws:iam::111111111111:role/*",
        "arn:aws:iam::111111111111:role/é",
        "arn:aws:iam::111111111111:role/a\u0000",
        "arn:aws:iam::111111111111:role/a\n",
        "arn:aws:iam::111111111111:rolex/a",
        "arn:aws:iam::111111111111:group/a",
        "arn:aws:iam::11111111111:role/a",
        "arn:aws:iam::1111111111111:role/a",
        "arn:aws:iam:::role/a",
        "arn:aws:iam::aws:role/a",
        "arn:aws:iam:us-east-1:111111111111:role/a",
        "arn::iam::111111111111:role/a",
        "arn:aws:sts::111111111111:role/a",
        "ARN:aws:iam::111111111111:role/a",
        " arn:aws:iam::111111111111:role/a",
        "arn:aws:sts::111111111111:assumed-role/",
        "arn:aws:sts::111111111111:assumed-role/a",
        "arn:aws:sts::111111111111:assumed-role/a/",
        "arn:aws:sts::111111111111:assumed-role//b",
        "arn:aws:sts::111111111111:assumed-role/a/b/c",
        "arn:aws:sts::111111111111:assumed-role/a/b c",
        "arn:aws:sts::111111111111:assumed",
        "arn:aws:sts:us-east-1:111111111111:assumed-role/a/b",
        "arn:aws:iam::111111111111:assumed-role/a/b",
      })
  void anythingElseIsNone(String text) {
    assertThat(RoleArn.parse(text)).isEmpty();
    assertThat(UserArn.parse(text.replace(":role", ":user"))).isEmpty();
    assertThat(RoleSessionArn.parse(text)).isEmpty();
  }

  @Test
  void aRoleIsNoUserAndNoSession() {
    String role = "arn:aws:iam::111111111111:role/a";
    assertThat(UserArn.parse(role)).isEmpty();
    assertThat(RoleSessionArn.parse(role)).isEmpty();
    assertThat(RoleArn.parse(role.replace("role", "user"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "role/aws-service-role/support.amazonaws.com/x, true, false",
    "role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_x_0123456789abcdef, false, true",
    "role/aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_x_0123456789abcdef, false, true",
    "role/x, false, false",
    "role/my/aws-service-role/x, false, false",
    "role/aws-service-rolex, false, false",
  })
  void reservedPathsTellWhoKeepsARole(
      String resource, boolean serviceLinked, boolean identityCenter) {
    RoleArn role = RoleArn.parse("arn:aws:iam::111111111111:" + resource).orElseThrow();
    assertThat(role.isServiceLinked()).isEqualTo(serviceLinked);
    assertThat(role.isIdentityCenter()).isEqualTo(identityCenter);
  }

  @Test
  void randomTextsNeverThrowAndWhatIsReadIsWrittenBackTheSame() {
    Random random = new Random(20260103);
    String[] parts = {
      "arn",
      ":",
      "::",
      "aws",
      "iam",
      "sts",
      "111111111111",
      "role/",
      "user/",
      "assumed-role/",
      "a",
      "/",
      " ",
      "*",
      "\u0000",
      "é"
    };
    for (int i = 0; i < 50_000; i++) {
      StringBuilder text = new StringBuilder(random.nextBoolean() ? "arn:aws:iam::" : "");
      for (int n = random.nextInt(8); n > 0; n--) {
        text.append(parts[random.nextInt(parts.length)]);
      }
      String arn = text.toString();
      assertWrittenBack(arn, RoleArn.parse(arn));
      assertWrittenBack(arn, UserArn.parse(arn));
      assertWrittenBack(arn, RoleSessionArn.parse(arn));
    }
  }

  private static void assertWrittenBack(String text, Optional<?> parsed) {
    parsed.ifPresent(arn -> assertThat(arn).hasToString(text));
  }
}
