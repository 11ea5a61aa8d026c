package dev.rolecall.evidence.aws;

/// What a question to AWS is about.
///
/// @param name as a noun phrase: "the roles of account 111122223333"
/// @param learnBy the command that settles it, where a failure knows no better one
record AwsFact(String name, String learnBy) {}
