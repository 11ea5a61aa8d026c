package dev.rolecall.lambda;

import dev.rolecall.incident.NotSent;
import dev.rolecall.incident.Notice;
import dev.rolecall.incident.NoticeKind;
import dev.rolecall.incident.Outlet;
import dev.rolecall.message.NoticeFormat;
import dev.rolecall.message.Options;
import dev.rolecall.message.SnsMessage;
import dev.rolecall.publish.Publication;
import java.util.Optional;
import java.util.function.Function;

/// Notices to topics.
///
/// @param everyone the topic for all
/// @param inPlace the topic for those who can change what they showed before; empty when there are
///   none
record TopicOutlet(
    Function<SnsMessage, Publication> everyone, Optional<Function<SnsMessage, Publication>> inPlace)
    implements Outlet {

  @Override
  public void send(Notice notice) throws NotSent {
    Optional<Function<SnsMessage, Publication>> topic =
        isForEveryone(notice) ? Optional.of(everyone) : inPlace;
    if (topic.isEmpty()) {
      return;
    }
    switch (topic.get().apply(NoticeFormat.write(notice, Options.plain()))) {
      case Publication.Published _, Publication.PublishedInPart _, Publication.Skipped _ -> {}
      case Publication.Rejected(String why) -> throw new NotSent(why);
      case Publication.TryLater(String why, _) -> throw new NotSent(why);
    }
  }

  private static boolean isForEveryone(Notice notice) {
    return switch (notice) {
      case Notice.OfRefusal(NoticeKind kind, _, _, _) -> kind.isForEveryone();
      case Notice.OfSearch(NoticeKind kind, _, _, _) -> kind.isForEveryone();
      case Notice.OfDigest _ -> true;
    };
  }
}
