package dev.rolecall.cloudtrail.text;

import dev.rolecall.cloudtrail.record.ToldCaller;
import java.util.Optional;

/// What is known of calls from elsewhere, for texts that do not tell it.
///
/// @param caller the ARN of the caller, or the name of a service
/// @param role the ARN of the role
public record CallHints(Optional<String> caller, Optional<String> role) {

  /// Nothing is known.
  public static final CallHints NONE = new CallHints(Optional.empty(), Optional.empty());

  /// Whether `text` names something that can call.
  public static boolean isCaller(String text) {
    return ToldCaller.isCaller(text);
  }
}
