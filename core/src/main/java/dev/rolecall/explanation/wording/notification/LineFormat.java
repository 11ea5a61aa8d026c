package dev.rolecall.explanation.wording.notification;

import java.util.function.UnaryOperator;

/// What a place takes that shows a single line.
///
/// @param start stands first: a sign or the sender
/// @param most characters, `start` and all
/// @param arrow between caller and role
/// @param more stands where a name was cut
/// @param clean of names: what the place must not see
public record LineFormat(
    String start, int most, String arrow, String more, UnaryOperator<String> clean) {}
