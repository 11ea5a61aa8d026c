package dev.rolecall.channel.slack;

import dev.rolecall.incident.state.NotificationKind;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// What is known about one episode of an incident in Slack. An episode stays in the channel where
/// it began, whatever the routes say of its later causes.
///
/// @param incident the incident's id
/// @param version 0 until it is kept; every write adds one
/// @param shown where people see it; empty when it never was in Slack
/// @param own when the last message of its own was sent, not counting changes in place
/// @param last the newest notice that was dealt with
/// @param claim who sends just now
/// @param unsure since when there may be a message in Slack that was not noted
@RecordBuilder
public record SlackMessageState(
    String incident,
    int episode,
    long version,
    Optional<Shown> shown,
    Optional<Instant> own,
    Optional<Last> last,
    Optional<Claim> claim,
    Optional<Instant> unsure)
    implements SlackMessageStateBuilder.With {

  /// Longer than an invocation may last: the holder of a claim that has ended is gone.
  static final Duration CLAIM = Duration.ofSeconds(45);

  /// Where an episode stands in Slack.
  public sealed interface Shown {

    /// In a message that can be changed.
    ///
    /// @param channel the channel's id, by which alone messages can be changed
    /// @param timestamp what Slack calls the message
    record Message(String channel, String timestamp) implements Shown {}

    /// In messages that cannot be changed.
    ///
    /// @param channel as the routes call it
    record Lasting(String channel) implements Shown {}
  }

  /// A notice that was dealt with.
  public record Last(int notice, NotificationKind kind) {}

  /// The right to send.
  ///
  /// @param notice what is being sent
  /// @param end from when on another one may have it
  public record Claim(int notice, Instant end) {}

  /// An episode that nothing is known about.
  static SlackMessageState none(String incident, int episode) {
    return SlackMessageStateBuilder.builder().incident(incident).episode(episode).build();
  }

  /// Whether people were told this notice or a newer one.
  boolean knows(SlackNotification notice) {
    return last.filter(known -> known.notice() >= notice.number()).isPresent();
  }

  /// The claim that holds at `now`.
  Optional<Claim> claimAt(Instant now) {
    return claim.filter(held -> held.end().isAfter(now));
  }

  /// With the right to send `notice`.
  SlackMessageState claimed(SlackNotification notice, Instant now) {
    return with()
        .claim(Optional.of(new Claim(notice.number(), now.plus(CLAIM))))
        .unsure(unsure.or(() -> Optional.of(now)))
        .build();
  }

  /// With a new message.
  SlackMessageState showing(Shown message, Instant now) {
    return with()
        .shown(Optional.of(message))
        .own(Optional.of(now))
        .unsure(Optional.empty())
        .build();
  }

  /// For others to try. What was sent may have arrived all the same.
  SlackMessageState released() {
    return withClaim(Optional.empty());
  }

  /// With `notice` dealt with.
  SlackMessageState settled(SlackNotification notice) {
    return with()
        .last(Optional.of(new Last(notice.number(), notice.kind())))
        .claim(Optional.empty())
        .unsure(Optional.empty())
        .build();
  }

  /// With `notice` left to a newer one. Whether there may be a message stays open.
  SlackMessageState leaving(SlackNotification notice) {
    return with()
        .last(Optional.of(new Last(notice.number(), notice.kind())))
        .claim(Optional.empty())
        .build();
  }

  /// As it is kept after one more write.
  SlackMessageState next() {
    return withVersion(version + 1);
  }
}
