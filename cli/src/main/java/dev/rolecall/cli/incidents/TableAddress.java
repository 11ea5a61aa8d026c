package dev.rolecall.cli.incidents;

import java.util.Optional;

/// Where an installation keeps its incidents.
///
/// @param table the name of the table; empty to find it in the parameter that describes the
///   installation
/// @param parameter the name of that parameter
public record TableAddress(Optional<String> table, String parameter) {}
