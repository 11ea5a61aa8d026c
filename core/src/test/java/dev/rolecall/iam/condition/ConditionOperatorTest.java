package dev.rolecall.iam.condition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.iam.condition.ConditionOperator.Comparison;
import dev.rolecall.iam.condition.ConditionOperator.Quantifier;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Isolated("the default locale is another for a while")
public class ConditionOperatorTest {

  public static final List<String> NAMES =
      List.of(
          "StringEquals",
          "StringNotEquals",
          "StringEqualsIgnoreCase",
          "StringNotEqualsIgnoreCase",
          "StringLike",
          "StringNotLike",
          "NumericEquals",
          "NumericNotEquals",
          "NumericLessThan",
          "NumericLessThanEquals",
          "NumericGreaterThan",
          "NumericGreaterThanEquals",
          "DateEquals",
          "DateNotEquals",
          "DateLessThan",
          "DateLessThanEquals",
          "DateGreaterThan",
          "DateGreaterThanEquals",
          "Bool",
          "BinaryEquals",
          "IpAddress",
          "NotIpAddress",
          "ArnEquals",
          "ArnNotEquals",
          "ArnLike",
          "ArnNotLike",
          "Null");

  private static ConditionOperator parsed(String name) {
    return ConditionOperator.parse(name).orElseThrow();
  }

  @Test
  void everyOperatorOfTheDocumentationIsKnownAndNoOther() {
    Set<Comparison> comparisons = EnumSet.noneOf(Comparison.class);
    for (String name : NAMES) {
      comparisons.add(parsed(name).comparison());
    }
    assertThat(comparisons).hasSize(NAMES.size()).containsExactlyInAnyOrder(Comparison.values());
  }

  @Test
  void onlyOperatorsWithNotInTheirNameAreNegated() {
    for (String name : NAMES) {
      assertThat(parsed(name).comparison().negated()).as(name).isEqualTo(name.contains("Not"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "StringLike, NONE, false",
    "StringLikeIfExists, NONE, true",
    "ForAllValues:StringLike, FOR_ALL_VALUES, false",
    "ForAllValues:StringLikeIfExists, FOR_ALL_VALUES, true",
    "ForAnyValue:StringLike, FOR_ANY_VALUE, false",
    "ForAnyValue:StringLikeIfExists, FOR_ANY_VALUE, true",
    "forallvalues:stringlikeifexists, FOR_ALL_VALUES, true",
    "FORANYVALUE:STRINGLIKE, FOR_ANY_VALUE, false",
  })
  void quantifierAndIfExistsAreReadInAnyLetterCase(
      String name, Quantifier quantifier, boolean ifExists) {
    assertThat(parsed(name))
        .isEqualTo(new ConditionOperator(name, quantifier, Comparison.STRING_LIKE, ifExists));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Equals",
        "StringEqual",
        "StringEquals ",
        " StringEquals",
        "NullIfExists",
        "ForAnyValue:NullIfExists",
        "IfExists",
        "ForAllValues:",
        "ForAllValues:IfExists",
        "ForAllValues:ForAnyValue:StringEquals",
        "ForSomeValues:StringEquals",
        "StringEqualsIfExistsIfExists",
        "StringEquals:ForAllValues",
        "NumericLike",
        "BoolNotEquals",
        "BinaryNotEquals",
        "İfExists",
        "StrıngEquals",
      })
  void anythingElseIsNoOperator(String name) {
    assertThat(ConditionOperator.parse(name)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Comparison.class)
  void lettersAreComparedTheSameUnderEveryLocale(Comparison comparison) {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.of("tr", "TR"));
      String name =
          NAMES.stream()
              .filter(candidate -> parsed(candidate).comparison() == comparison)
              .findFirst()
              .orElseThrow();
      assertThat(ConditionOperator.parse(name.toUpperCase(Locale.ROOT))).isPresent();
    } finally {
      Locale.setDefault(before);
    }
  }
}
