package dev.rolecall.cloudtrail.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.denial.AssumeCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Both find without a search through all errors what such a search finds.
class ToldErrorsTest {

  @Test
  void anErrorIsAddedToTheLastThatIsTheSame() {
    Random random = new Random(5);
    for (int round = 0; round < 2_000; round++) {
      ToldErrors told = new ToldErrors();
      List<ToldError> expected = new ArrayList<>();
      for (int i = random.nextInt(14); i >= 0; i--) {
        ToldError error = error(random);
        told.add(error, Optional::empty);
        int same = expected.size() - 1;
        while (same >= 0 && !isSame(error, expected.get(same))) {
          same--;
        }
        if (same < 0) {
          expected.add(error);
        } else {
          expected.set(same, expected.get(same).with(error));
        }
      }
      assertThat(told.all()).isEqualTo(expected);
    }
  }

  private static boolean isSame(ToldError error, ToldError before) {
    return error.isRepeatOf(before)
        || ((error.code().isEmpty() || before.code().isEmpty()) && error.agrees(before));
  }

  @Test
  void aRepeatedErrorIsKnown() {
    Random random = new Random(6);
    for (int round = 0; round < 500; round++) {
      KnownErrors known = new KnownErrors();
      List<ToldError> before = new ArrayList<>();
      for (int i = 0; i < 30; i++) {
        ToldError error = error(random);
        assertThat(known.isRepeated(error)).isEqualTo(before.stream().anyMatch(error::isRepeatOf));
        known.add(error);
        before.add(error);
      }
    }
  }

  private static ToldError error(Random random) {
    return new ToldError(
        random.nextInt(5) == 0 ? AssumeCall.ASSUME_ROOT : AssumeCall.ASSUME_ROLE,
        random.nextBoolean() ? "" : "AccessDenied",
        "message " + random.nextInt(9),
        perhaps("caller", random),
        perhaps("role", random),
        false,
        perhaps("region", random),
        perhaps("id", random),
        Optional.empty(),
        Optional.empty());
  }

  private static Optional<String> perhaps(String name, Random random) {
    return random.nextInt(3) == 0 ? Optional.empty() : Optional.of(name + random.nextInt(2));
  }
}
