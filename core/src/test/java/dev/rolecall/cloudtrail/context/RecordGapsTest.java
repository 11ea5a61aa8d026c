package dev.rolecall.cloudtrail.context;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.denial.Gap;
import dev.rolecall.denial.LearnBy;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecordGapsTest {

  @Test
  void everythingThatARecordCannotTellCanBeLearnt() throws IllegalAccessException {
    List<Gap> gaps = new ArrayList<>();
    for (Field field : RecordGaps.class.getDeclaredFields()) {
      if (field.getType() == Gap.class) {
        gaps.add((Gap) field.get(null));
      }
    }
    assertThat(gaps)
        .hasSizeGreaterThan(20)
        .allSatisfy(gap -> assertThat(LearnBy.problem(gap)).as("%s", gap).isEmpty());
  }
}
