package dev.rolecall.infra;

/// What the functions are told of the stack's own resources.
///
/// @param table the name of the incident table
/// @param alerts the ARN of the topic that alerts go to
record Names(String table, String alerts) {}
