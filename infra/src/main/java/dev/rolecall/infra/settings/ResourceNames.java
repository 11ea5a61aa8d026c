package dev.rolecall.infra.settings;

import java.util.Optional;

/// What the functions are told of the stack's own resources.
///
/// @param table the name of the incident table
/// @param alerts the ARN of the topic that alerts go to
/// @param updates the ARN of the topic for channels that edit what they showed, where there are any
/// @param checks the address of the queue of incidents to check
/// @param failedChecks the address of the queue of those that cannot be checked
public record ResourceNames(
    String table, String alerts, Optional<String> updates, String checks, String failedChecks) {}
