package dev.rolecall.doctor.check;

import dev.rolecall.denial.Gap;
import dev.rolecall.doctor.wording.CheckWords;
import dev.rolecall.iam.condition.Truth;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.stream.Stream;
import software.amazon.awssdk.services.cloudtrail.model.AdvancedEventSelector;
import software.amazon.awssdk.services.cloudtrail.model.AdvancedFieldSelector;
import software.amazon.awssdk.services.cloudtrail.model.EventSelector;
import software.amazon.awssdk.services.cloudtrail.model.GetEventSelectorsResponse;

/// Whether the selectors of a trail let a call of `AssumeRole` through.
final class Selectors {

  /// What CloudTrail records of such a call, as far as every such call has it.
  private static final Map<String, String> CALL =
      Map.of(
          "eventCategory", "Management",
          "readOnly", "true",
          "eventSource", "sts.amazonaws.com",
          "eventName", "AssumeRole",
          "eventType", "AwsApiCall");

  private Selectors() {}

  static Truth logReads(GetEventSelectorsResponse selectors) {
    return Stream.concat(
            selectors.advancedEventSelectors().stream().map(Selectors::admits),
            selectors.eventSelectors().stream().map(Selectors::admits))
        .reduce(Truth.FALSE, Truth::or);
  }

  private static Truth admits(EventSelector selector) {
    return Truth.of(
        !Boolean.FALSE.equals(selector.includeManagementEvents())
            && !"WriteOnly".equals(selector.readWriteTypeAsString()));
  }

  private static Truth admits(AdvancedEventSelector selector) {
    return selector.fieldSelectors().stream()
        .map(
            field ->
                Optional.ofNullable(CALL.get(field.field()))
                    .map(value -> Truth.of(admits(field, value)))
                    .orElseGet(() -> unknown(field.field())))
        .reduce(Truth.TRUE, Truth::and);
  }

  private static Truth unknown(String field) {
    return Truth.unknown(
        new Gap(
            CheckWords.whetherExcluded(field),
            CheckWords.dependsOnCall(),
            CheckWords.checkSelectors()));
  }

  private static boolean admits(AdvancedFieldSelector field, String value) {
    return some(field.equalsValue(), value, String::equals)
        && some(field.startsWith(), value, String::startsWith)
        && some(field.endsWith(), value, String::endsWith)
        && none(field.notEquals(), value, String::equals)
        && none(field.notStartsWith(), value, String::startsWith)
        && none(field.notEndsWith(), value, String::endsWith);
  }

  private static boolean some(List<String> wanted, String value, BiPredicate<String, String> fits) {
    return wanted.isEmpty() || wanted.stream().anyMatch(one -> fits.test(value, one));
  }

  private static boolean none(
      List<String> unwanted, String value, BiPredicate<String, String> fits) {
    return unwanted.stream().noneMatch(one -> fits.test(value, one));
  }
}
