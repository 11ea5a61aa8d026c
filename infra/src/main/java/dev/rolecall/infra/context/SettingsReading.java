package dev.rolecall.infra.context;

import dev.rolecall.infra.settings.Settings;
import java.util.List;

/// What reading the settings came to.
public sealed interface SettingsReading {

  /// They make sense.
  record Valid(Settings settings) implements SettingsReading {}

  /// They do not.
  ///
  /// @param problems all of them, one sentence each: which key, its value, what is allowed
  record Invalid(List<String> problems) implements SettingsReading {
    public Invalid {
      problems = List.copyOf(problems);
    }
  }
}
