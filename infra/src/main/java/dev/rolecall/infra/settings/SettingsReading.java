package dev.rolecall.infra.settings;

import java.util.List;

/// What came of reading the settings.
public sealed interface SettingsReading {

  /// Every setting can be used.
  record Valid(Settings settings) implements SettingsReading {}

  /// Some cannot.
  ///
  /// @param problems one sentence for each: key, value, and what is allowed
  record Invalid(List<String> problems) implements SettingsReading {

    /// Copies the list.
    public Invalid {
      problems = List.copyOf(problems);
    }
  }
}
