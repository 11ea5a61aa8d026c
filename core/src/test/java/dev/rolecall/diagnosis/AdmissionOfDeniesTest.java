package dev.rolecall.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.diagnosis.evaluation.Facts;
import dev.rolecall.diagnosis.fix.Admission;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Whom the change of a Deny lets in cannot be named, whatever in it is changed. A Deny that is
/// only written at another place is the same.
class AdmissionOfDeniesTest {

  private static final String USER = "arn:aws:iam::444455556666:user/ann";
  private static final String DENY =
      "{\"Effect\":\"Deny\",\"Principal\":{\"AWS\":\"*\"},\"Action\":\"sts:AssumeRole\","
          + "\"Condition\":{\"StringEquals\":{\"aws:username\":\"ann\"},"
          + "\"Bool\":{\"aws:SecureTransport\":\"false\"}}}";

  private static String allow(String user) {
    return "{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"" + user + "\"},\"Action\":\"sts:*\"}";
  }

  private static Optional<List<String>> admitted(String before, String after) {
    World world = new World();
    return new Admission(
            World.read(before),
            World.read(after),
            Facts.gather(world.denial(), World.ROLE, world.evidence(), true))
        .names();
  }

  @Test
  void aDenyThatStaysLetsNobodyIn() {
    assertThat(admitted(World.policy(DENY), World.policy(DENY, allow(USER))))
        .contains(List.of(USER));
    assertThat(admitted(World.policy(DENY), World.policy(allow(USER), DENY)))
        .contains(List.of(USER));
    assertThat(
            admitted(
                World.policy(DENY), World.policy(DENY.replace("StringEquals", "stringequals"))))
        .contains(List.of());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"Deny\" | \"Allow\"",
        "\"Action\" | \"NotAction\"",
        "sts:AssumeRole | sts:AssumeRoleWithSAML",
        "{\"AWS\":\"*\"} | {\"AWS\":\"444455556666\"}",
        "aws:username | aws:userid",
        "\"ann\" | \"bob\"",
        "StringEquals | StringLike",
        ",\"Bool\":{\"aws:SecureTransport\":\"false\"} | ''",
      })
  void aDenyThatIsChangedInAnythingLetsInMoreThanCanBeNamed(String part, String other) {
    String changed = DENY.replace(part, other);
    assertThat(changed).isNotEqualTo(DENY);
    assertThat(admitted(World.policy(DENY), World.policy(changed, allow(USER)))).isEmpty();
  }

  /// A policy that lets in more than twenty is not the smallest change for one caller.
  @Test
  void twentyAreNamedAndMoreAreNot() {
    String[] users = new String[21];
    for (int i = 0; i < users.length; i++) {
      users[i] = allow(USER + i);
    }
    assertThat(admitted(World.policy(DENY), World.policy(withDeny(users, 20))))
        .hasValueSatisfying(named -> assertThat(named).hasSize(20));
    assertThat(admitted(World.policy(DENY), World.policy(withDeny(users, 21)))).isEmpty();
  }

  private static String[] withDeny(String[] users, int count) {
    String[] statements = new String[count + 1];
    System.arraycopy(users, 0, statements, 0, count);
    statements[count] = DENY;
    return statements;
  }
}
