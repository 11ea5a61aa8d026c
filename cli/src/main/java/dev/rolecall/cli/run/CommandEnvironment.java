package dev.rolecall.cli.run;

import java.util.List;
import java.util.Map;

/// The environment that the user's command gets.
final class CommandEnvironment {

  /// The launcher keeps with this prefix what it changes for the JVM; empty what was not there.
  private static final String WAS = "ROLECALL_WAS_";

  private CommandEnvironment() {}

  /// Makes `environment` what it was before Rolecall was started.
  static void restore(Map<String, String> environment) {
    for (String kept : List.copyOf(environment.keySet())) {
      if (kept.startsWith(WAS)) {
        String value = environment.remove(kept);
        String name = kept.substring(WAS.length());
        if (value == null || value.isEmpty()) {
          environment.remove(name);
        } else {
          environment.put(name, value);
        }
      }
    }
  }
}
