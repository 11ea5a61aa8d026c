package dev.rolecall.channel.slack;

import dev.rolecall.incident.state.NotificationKind;
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
/// @param unsure since when there may be a message in Slack that nobody has noted
public record SlackMessageState(
    String incident,
    int episode,
    long version,
    Optional<Shown> shown,
    Optional<Instant> own,
    Optional<Last> last,
    Optional<Claim> claim,
    Optional<Instant> unsure) {

  /// Longer than an invocation may last: whoever holds a claim that has ended is dead.
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
    return new SlackMessageState(
        incident,
        episode,
        0,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
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
    return new SlackMessageState(
        incident,
        episode,
        version,
        shown,
        own,
        last,
        Optional.of(new Claim(notice.number(), now.plus(CLAIM))),
        unsure.or(() -> Optional.of(now)));
  }

  /// With a new message.
  SlackMessageState showing(Shown message, Instant now) {
    return new SlackMessageState(
        incident,
        episode,
        version,
        Optional.of(message),
        Optional.of(now),
        last,
        claim,
        Optional.empty());
  }

  /// For others to try. What was sent may have arrived all the same.
  SlackMessageState released() {
    return new SlackMessageState(
        incident, episode, version, shown, own, last, Optional.empty(), unsure);
  }

  /// With `notice` dealt with.
  SlackMessageState settled(SlackNotification notice) {
    return new SlackMessageState(
        incident,
        episode,
        version,
        shown,
        own,
        Optional.of(new Last(notice.number(), notice.kind())),
        Optional.empty(),
        Optional.empty());
  }

  /// As it is kept after one more write.
  SlackMessageState next() {
    return new SlackMessageState(incident, episode, version + 1, shown, own, last, claim, unsure);
  }
}
