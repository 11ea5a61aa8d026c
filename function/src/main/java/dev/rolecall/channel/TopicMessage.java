package dev.rolecall.channel;

import java.time.Duration;

/// A message of the topic, as SNS hands it to a function.
///
/// @param json the contract's JSON, in which each channel finds its message by its name
/// @param budget the time there is to deliver it
public record TopicMessage(String json, Duration budget) {}
