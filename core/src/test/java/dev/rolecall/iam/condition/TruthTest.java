package dev.rolecall.iam.condition;

import static dev.rolecall.iam.condition.Samples.gap;
import static dev.rolecall.iam.condition.Samples.letter;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.denial.Gap;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class TruthTest {

  private static final Gap ONE = gap("one");
  private static final Gap TWO = gap("two");
  private static final List<Truth> ALL =
      List.of(
          Truth.TRUE,
          Truth.FALSE,
          Truth.unknown(ONE),
          Truth.unknown(TWO),
          new Truth.Unknown(List.of(ONE, TWO)),
          new Truth.Unknown(List.of(TWO, ONE)));

  static Stream<Truth> all() {
    return ALL.stream();
  }

  static Stream<Arguments> pairs() {
    return ALL.stream().flatMap(a -> ALL.stream().map(b -> Arguments.of(a, b)));
  }

  static Stream<Arguments> triples() {
    return ALL.stream()
        .flatMap(a -> ALL.stream().flatMap(b -> ALL.stream().map(c -> Arguments.of(a, b, c))));
  }

  private static Truth parse(String letter) {
    return switch (letter) {
      case "T" -> Truth.TRUE;
      case "F" -> Truth.FALSE;
      default -> Truth.unknown(ONE);
    };
  }

  @ParameterizedTest
  @CsvSource({
    // a, b, a and b, a or b
    "T, T, T, T",
    "T, F, F, T",
    "T, U, U, T",
    "F, T, F, T",
    "F, F, F, F",
    "F, U, F, U",
    "U, T, U, T",
    "U, F, F, U",
    "U, U, U, U",
  })
  void andAndOrAreKleenes(String a, String b, String and, String or) {
    assertThat(letter(parse(a).and(parse(b)))).isEqualTo(and);
    assertThat(letter(parse(a).or(parse(b)))).isEqualTo(or);
  }

  @ParameterizedTest
  @CsvSource({"T, F", "F, T", "U, U"})
  void notTurnsTheKnownAround(String a, String not) {
    assertThat(letter(parse(a).not())).isEqualTo(not);
  }

  @ParameterizedTest
  @MethodSource("all")
  void exactlyOneOfTrueFalseAndUnknownHolds(Truth a) {
    assertThat(List.of(a.isTrue(), a.isFalse(), a.isUnknown())).containsOnlyOnce(true);
    assertThat(a.gaps().isEmpty()).isEqualTo(!a.isUnknown());
  }

  @ParameterizedTest
  @MethodSource("all")
  void combiningWithItselfOrWithAConstantFollowsTheLaws(Truth a) {
    assertThat(a.and(a)).isEqualTo(a);
    assertThat(a.or(a)).isEqualTo(a);
    assertThat(a.not().not()).isEqualTo(a);
    assertThat(a.and(Truth.TRUE)).isEqualTo(a);
    assertThat(a.and(Truth.FALSE)).isEqualTo(Truth.FALSE);
    assertThat(a.or(Truth.FALSE)).isEqualTo(a);
    assertThat(a.or(Truth.TRUE)).isEqualTo(Truth.TRUE);
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void andAndOrCommuteAbsorbAndFollowDeMorgan(Truth a, Truth b) {
    assertThat(letter(a.and(b))).isEqualTo(letter(b.and(a)));
    assertThat(letter(a.or(b))).isEqualTo(letter(b.or(a)));
    assertThat(letter(a.and(a.or(b)))).isEqualTo(letter(a));
    assertThat(letter(a.or(a.and(b)))).isEqualTo(letter(a));
    assertThat(a.and(b).not()).isEqualTo(a.not().or(b.not()));
    assertThat(a.or(b).not()).isEqualTo(a.not().and(b.not()));
  }

  @ParameterizedTest
  @MethodSource("triples")
  void andAndOrAssociateAndDistribute(Truth a, Truth b, Truth c) {
    assertThat(a.and(b).and(c)).isEqualTo(a.and(b.and(c)));
    assertThat(a.or(b).or(c)).isEqualTo(a.or(b.or(c)));
    assertThat(letter(a.and(b.or(c)))).isEqualTo(letter(a.and(b).or(a.and(c))));
    assertThat(letter(a.or(b.and(c)))).isEqualTo(letter(a.or(b).and(a.or(c))));
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void anUnknownNamesEachGapOfBothOnceAndInOrder(Truth a, Truth b) {
    Set<Gap> both = new LinkedHashSet<>(a.gaps());
    both.addAll(b.gaps());
    for (Truth combined : List.of(a.and(b), a.or(b))) {
      if (combined.isUnknown()) {
        assertThat(combined.gaps()).containsExactlyElementsOf(both);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void aDefiniteAnswerStaysForEveryFillingOfTheUnknowns(Truth a, Truth b) {
    for (Truth fa : fillings(a)) {
      for (Truth fb : fillings(b)) {
        if (!a.and(b).isUnknown()) {
          assertThat(fa.and(fb)).isEqualTo(a.and(b));
        }
        if (!a.or(b).isUnknown()) {
          assertThat(fa.or(fb)).isEqualTo(a.or(b));
        }
      }
    }
  }

  private static List<Truth> fillings(Truth a) {
    return a.isUnknown() ? List.of(Truth.TRUE, Truth.FALSE) : List.of(a);
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void readingsThatAgreeAreTakenAndOthersAreUnknownByTheGapFirst(Truth a, Truth b) {
    Gap why = gap("which reading");
    Truth agreed = Truth.agreed(a, b, why);
    if (a.equals(b)) {
      assertThat(agreed).isEqualTo(a);
    } else {
      Set<Gap> gaps = new LinkedHashSet<>(List.of(why));
      gaps.addAll(a.gaps());
      gaps.addAll(b.gaps());
      assertThat(agreed.gaps()).containsExactlyElementsOf(gaps);
    }
  }

  @Test
  void anUnknownKeepsItsOwnCopyOfTheGaps() {
    List<Gap> gaps = new ArrayList<>(List.of(ONE));
    Truth unknown = new Truth.Unknown(gaps);
    gaps.add(TWO);
    assertThat(unknown.gaps()).containsExactly(ONE);
  }

  @Test
  void theKnownOnesNameThemselves() {
    assertThat(Truth.of(true)).isSameAs(Truth.TRUE).hasToString("TRUE");
    assertThat(Truth.of(false)).isSameAs(Truth.FALSE).hasToString("FALSE");
  }
}
