package dev.rolecall.lambda.interaction;

import dev.rolecall.explanation.document.Truncation;
import dev.rolecall.explanation.redaction.VisibleText;
import java.util.Optional;

/// Who asked in Slack, by what Slack says.
///
/// @param team the ID of the workspace in which the app was used; empty for one of an organization
/// @param enterprise the ID of the organization that the workspace belongs to
/// @param ownTeam the ID of the workspace that the person belongs to: another one in a channel that
///   is shared with another company
/// @param user the person's ID
/// @param name untrusted text
public record Requester(
    String team, Optional<String> enterprise, Optional<String> ownTeam, String user, String name) {

  private static final int LONGEST = 80;

  /// As it is kept with what was done: name and ID, and never a mention.
  public String actor() {
    String shown = Truncation.at(LONGEST, VisibleText.line(name.strip()));
    return shown.isEmpty() ? user : shown + " (" + user + ")";
  }
}
