package dev.rolecall.explanation.document;

import dev.rolecall.installation.AccessPortalUrl;
import dev.rolecall.installation.RunbookUrl;
import java.util.Optional;

/// Where an answer links to.
///
/// @param runbook the organization's own pages about causes
/// @param accessPortal opens the console in the right account; without it a link opens in the
///   account that the reader is signed in to
public record LinkSettings(Optional<RunbookUrl> runbook, Optional<AccessPortalUrl> accessPortal) {

  /// Nothing but the console, as AWS opens it.
  public static final LinkSettings CONSOLE = new LinkSettings(Optional.empty(), Optional.empty());
}
