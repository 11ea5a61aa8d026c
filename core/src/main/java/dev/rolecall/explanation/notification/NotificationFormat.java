package dev.rolecall.explanation.notification;

import dev.rolecall.explanation.document.WritingOptions;
import dev.rolecall.explanation.render.sns.SnsMessage;
import dev.rolecall.incident.notification.Digest;
import dev.rolecall.incident.notification.Notification;
import java.util.Set;

/// Notices for an SNS topic, each protocol in its own words; protocols and sizes are those of
/// [SnsFormat].
///
/// | notice | what is first | what follows | thread for Slack |
/// |---|---|---|---|
/// | refusal, first | who could not assume what | the explanation, and how it went so far | the details |
/// | changed | what was fixed, and what stands in the way now | the explanation of that | the details of that |
/// | reminder | how often, since when, when last | the explanation | how often, since when |
/// | progress | the same | the same | none |
/// | resolved | how it ended | how long it took, what was in the way, who changed what | the same, shorter |
/// | search | who was denied on how many roles | what to look at, and how to lock the caller out | the roles |
/// | digest | how many denials and problems | causes, pairs, what was not read | none |
///
/// The message attributes `notification` and `subject` tell them apart; a refusal has those of
/// [SnsFormat] too. JSON for queues and functions has the key `incident`, or `digest`; a search has
/// no denial and no diagnosis.
public final class NotificationFormat {

  private NotificationFormat() {}

  /// A notice for all protocols, with the message for Slack.
  ///
  /// @throws IllegalArgumentException when a notice of a search is not about one
  public static SnsMessage write(Notification notification, WritingOptions writingOptions) {
    return write(notification, writingOptions, Set.of(Channel.SLACK));
  }

  /// The same with the messages of other channels.
  ///
  /// @throws IllegalArgumentException when a notice of a search is not about one
  public static SnsMessage write(
      Notification notification, WritingOptions writingOptions, Set<Channel> channels) {
    return switch (notification) {
      case Notification.OfRefusal refusal ->
          DenialNotification.write(refusal, writingOptions, channels);
      case Notification.OfSearch search ->
          SearchNotification.write(search, writingOptions, channels);
      case Notification.OfDigest(Digest digest) ->
          DigestNotification.write(digest, writingOptions, channels);
    };
  }
}
