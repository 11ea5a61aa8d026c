package dev.rolecall.history.logs;

import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Consumer;

/// What all log groups that are read together share.
///
/// @param insights whether Logs Insights may be used
/// @param pause waits
public record LogReading(
    LogFilter filter,
    boolean insights,
    RunningQueries running,
    InstantSource clock,
    Consumer<Duration> pause,
    LogListener listener) {}
