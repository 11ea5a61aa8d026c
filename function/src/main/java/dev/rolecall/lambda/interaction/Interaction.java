package dev.rolecall.lambda.interaction;

import dev.rolecall.incident.notification.IncidentButton;
import java.time.Instant;
import java.util.Optional;

/// What a person asked for in Slack.
///
/// @param request the same for the same click or command, however often Slack sends it
/// @param response where answers go, which only this person sees; empty where Slack named none
public record Interaction(
    Wish wish, Requester by, Instant at, String request, Optional<ResponseUrl> response) {

  /// What it is.
  public sealed interface Wish {

    /// What logs and metrics call it.
    default String key() {
      return switch (this) {
        case Press(IncidentButton button, var _) -> button.name();
        case Command _ -> "COMMAND";
      };
    }

    /// A button below an alert was pressed, or an option of its menu was chosen.
    record Press(IncidentButton button, IncidentButton.Value value) implements Wish {}

    /// The command `/rolecall`.
    ///
    /// @param text what follows it; untrusted
    record Command(String text) implements Wish {}
  }
}
