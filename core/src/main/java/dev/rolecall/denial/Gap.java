package dev.rolecall.denial;

/// One fact that could not be seen.
///
/// @param fact the fact, as a noun phrase: "the external id that was sent"
/// @param why why it could not be seen: "a denied call is recorded without its parameters"
/// @param learnBy the one command or step that settles it
public record Gap(String fact, String why, String learnBy) {}
