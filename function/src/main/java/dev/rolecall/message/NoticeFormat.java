package dev.rolecall.message;

import dev.rolecall.incident.Notice;

/// Placeholder until the words are there.
public final class NoticeFormat {
  private NoticeFormat() {}

  /// The notice for a topic.
  public static SnsMessage write(Notice notice, Options options) {
    return switch (notice) {
      case Notice.OfRefusal refusal -> SnsFormat.write(refusal.explanation(), options);
      case Notice.OfSearch search -> SnsFormat.write(search.sample().orElseThrow(), options);
      case Notice.OfDigest _ -> throw new IllegalStateException();
    };
  }
}
