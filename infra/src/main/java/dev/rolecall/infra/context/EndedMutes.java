package dev.rolecall.infra.context;

import dev.rolecall.infra.settings.Settings;
import dev.rolecall.infra.wording.SettingWords;
import dev.rolecall.installation.MuteEnd;
import java.time.Instant;
import java.util.List;
import software.amazon.awscdk.Annotations;
import software.constructs.Construct;

/// Warns of mutes that are over. They do no harm: a deployment must not fail because time went by.
public final class EndedMutes {

  private EndedMutes() {}

  public static void warn(Construct scope, List<Settings.Mute> mutes, Instant now) {
    for (int i = 0; i < mutes.size(); i++) {
      MuteEnd muteEnd = mutes.get(i).until();
      if (muteEnd.isOver(now)) {
        Annotations.of(scope)
            .addWarningV2(
                "rolecall:mute%dIsOver".formatted(i), SettingWords.muteEnded(i, muteEnd.text()));
      }
    }
  }
}
