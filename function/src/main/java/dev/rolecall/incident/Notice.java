package dev.rolecall.incident;

import dev.rolecall.diagnosis.Explanation;
import java.time.Instant;
import java.util.Optional;

/// Something that people are to hear.
public sealed interface Notice {

  /// A caller is refused a role.
  ///
  /// @param incident as it is now, this notice pending
  /// @param explanation of its newest denial, by what can be read now
  /// @param now when the notice was written
  record OfRefusal(NoticeKind kind, Incident incident, Explanation explanation, Instant now)
      implements Notice {}

  /// A caller tries one role after the other, or nobody here knows the caller. No fix is offered.
  ///
  /// @param sample one of its denials; empty when it is not at hand
  record OfSearch(NoticeKind kind, Incident incident, Optional<Explanation> sample, Instant now)
      implements Notice {}

  /// A look back at some days.
  record OfDigest(Digest digest) implements Notice {}
}
