package dev.rolecall.incident.state;

import java.time.Instant;

/// What people were told in this episode.
///
/// @param at when last, in any way
/// @param everyone when last by a message of its own, not just by an update in place
/// @param reminders how many since the cause last changed
/// @param causes how many causes of the episode they know of
/// @param denials how many denials they know of
public record LastNotification(
    Instant at, Instant everyone, int reminders, int causes, long denials) {}
