package dev.rolecall.infra.context;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.infra.TestApp;
import dev.rolecall.infra.settings.Settings;
import dev.rolecall.installation.MuteEnd;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.Stack;

class EndedMutesTest {

  @Test
  void aMuteThatIsOverIsAWarningAndNoMore() {
    Stack stack = new Stack(TestApp.create(), "Muted");
    List<Settings.Mute> mutes =
        Stream.of("2026-11-30", "2026-12-01", "2026-11-30T12:00:00Z")
            .map(EndedMutesTest::mute)
            .toList();

    EndedMutes.warn(stack, mutes, Instant.parse("2026-12-01T08:00:00Z"));

    assertThat(stack.getNode().getMetadata())
        .filteredOn(entry -> entry.getType().matches("aws:cdk:(error|warning)"))
        .allMatch(entry -> entry.getType().equals("aws:cdk:warning"))
        .extracting(entry -> entry.getData().toString())
        .satisfiesExactly(
            text ->
                assertThat(text)
                    .startsWith(
                        "rolecall.mutes[0] ended on 2026-11-30 and no longer suppresses alerts"),
            text ->
                assertThat(text)
                    .startsWith(
                        "rolecall.mutes[2] ended on 2026-11-30T12:00:00Z and no longer suppresses"
                            + " alerts"));
  }

  private static Settings.Mute mute(String until) {
    return new Settings.Mute(
        Map.of("account", "111122223333"), MuteEnd.parse(until).orElseThrow(), Optional.empty());
  }
}
