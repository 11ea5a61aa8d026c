package dev.rolecall.mcp.session;

import java.time.Duration;

/// How a session goes.
///
/// @param version of the server
/// @param instructions what a model should know before it calls a tool
/// @param longestCall time of one call
/// @param timeoutOption the option that says so
public record SessionSettings(
    String version, String instructions, Duration longestCall, String timeoutOption) {}
