package dev.rolecall.incident.state;

import dev.rolecall.denial.Denial;
import dev.rolecall.denial.KeyState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Tells calls of one kind from others: two denials with the same fingerprint differ in their time
/// only, as far as the records tell, so that the policies say the same of both.
public final class Fingerprint {

  private static final Set<String> TIMES =
      Set.of("aws:currenttime", "aws:epochtime", "aws:tokenissuetime", "aws:multifactorauthage");

  private Fingerprint() {}

  /// A short name for the kind of call.
  public static String of(Denial denial) {
    List<String> parts = new ArrayList<>();
    parts.add(denial.call().name());
    parts.add(denial.deniedAction());
    parts.add(denial.caller().toString());
    parts.add(denial.target().toString());
    parts.add(denial.sessionTags().name());
    parts.add(denial.sourceIdentity().name());
    parts.add(denial.errorCode());
    parts.add(denial.awsMessage());
    for (Map.Entry<String, KeyState> key : denial.context().named().entrySet()) {
      if (!TIMES.contains(key.getKey())) {
        parts.add(key.getKey());
        parts.addAll(state(key.getValue()));
      }
    }
    return ShortHash.of(parts);
  }

  private static List<String> state(KeyState state) {
    return switch (state) {
      case KeyState.Present(List<String> values) -> values;
      case KeyState.Absent _ -> List.of("absent");
      case KeyState.Unknown _ -> List.of("unknown");
    };
  }
}
