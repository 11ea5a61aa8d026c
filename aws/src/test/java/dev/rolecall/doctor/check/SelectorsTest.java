package dev.rolecall.doctor.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.iam.condition.Truth;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudtrail.model.AdvancedEventSelector;
import software.amazon.awssdk.services.cloudtrail.model.AdvancedFieldSelector;
import software.amazon.awssdk.services.cloudtrail.model.EventSelector;
import software.amazon.awssdk.services.cloudtrail.model.GetEventSelectorsResponse;
import software.amazon.awssdk.services.cloudtrail.model.ReadWriteType;

/// Whether a trail logs a call of `AssumeRole`.
class SelectorsTest {

  private static final AdvancedFieldSelector MANAGEMENT =
      field(f -> f.field("eventCategory").equalsValue("Management"));

  private static Truth basic(ReadWriteType kind, boolean management) {
    return Selectors.logReads(
        GetEventSelectorsResponse.builder()
            .eventSelectors(
                EventSelector.builder()
                    .readWriteType(kind)
                    .includeManagementEvents(management)
                    .build())
            .build());
  }

  private static AdvancedFieldSelector field(Consumer<AdvancedFieldSelector.Builder> written) {
    return AdvancedFieldSelector.builder().applyMutation(written).build();
  }

  private static Truth advanced(AdvancedFieldSelector... fields) {
    AdvancedEventSelector selector = AdvancedEventSelector.builder().fieldSelectors(fields).build();
    return Selectors.logReads(
        GetEventSelectorsResponse.builder().advancedEventSelectors(selector).build());
  }

  @Test
  void basicSelectorsHaveToSelectReadsOfManagementEvents() {
    assertThat(basic(ReadWriteType.ALL, true).isTrue()).isTrue();
    assertThat(basic(ReadWriteType.READ_ONLY, true).isTrue()).isTrue();
    assertThat(basic(ReadWriteType.WRITE_ONLY, true).isFalse()).isTrue();
    assertThat(basic(ReadWriteType.ALL, false).isFalse()).isTrue();
  }

  @Test
  void advancedSelectorsHaveToAdmitTheCallInEveryField() {
    assertThat(advanced(MANAGEMENT).isTrue()).isTrue();
    assertThat(advanced(MANAGEMENT, field(f -> f.field("readOnly").equalsValue("true"))).isTrue())
        .isTrue();
    assertThat(advanced(MANAGEMENT, field(f -> f.field("readOnly").equalsValue("false"))).isFalse())
        .isTrue();
    assertThat(
            advanced(MANAGEMENT, field(f -> f.field("eventSource").notEquals("kms.amazonaws.com")))
                .isTrue())
        .isTrue();
    assertThat(
            advanced(MANAGEMENT, field(f -> f.field("eventSource").notEquals("sts.amazonaws.com")))
                .isFalse())
        .isTrue();
    assertThat(advanced(MANAGEMENT, field(f -> f.field("eventName").startsWith("Get"))).isFalse())
        .isTrue();
    assertThat(advanced(field(f -> f.field("eventCategory").equalsValue("Data"))).isFalse())
        .isTrue();
  }

  @Test
  void aFieldThatDependsOnTheCallLeavesItOpen() {
    assertThat(
            advanced(MANAGEMENT, field(f -> f.field("userIdentity.arn").startsWith("arn:aws:")))
                .isUnknown())
        .isTrue();
  }

  @Test
  void noSelectorsLogNothing() {
    assertThat(Selectors.logReads(GetEventSelectorsResponse.builder().build()).isFalse()).isTrue();
  }
}
